/** What is known of a person, and how it ends. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPerson, edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

const tenant = '5f0e1d0a-0000-4000-8000-000000000001';
const anna = { name: 'Anna Editor', email: 'anna@demo.example' };

let house: TestHouse;
let project: string;
beforeAll(async () => {
  house = await openHouse({ engineProcesses: 1 });
  project = house.demo.project_id;
});
afterAll(() => house.stop());

/** Of the zip, which compresses nothing: its files by their names. */
function unzipped(bytes: Uint8Array): Record<string, string> {
  const zip = Buffer.from(bytes);
  const files: Record<string, string> = {};
  for (let at = 0; zip.readUInt32LE(at) === 0x04034b50; ) {
    const [size, nameLength] = [zip.readUInt32LE(at + 22), zip.readUInt16LE(at + 26)];
    const content = at + 30 + nameLength;
    files[zip.toString('utf8', at + 30, content)] = zip.toString('utf8', content, content + size);
    at = content + size;
  }
  return files;
}

/** Somebody of whom there is something everywhere. */
async function leaveTraces(): Promise<void> {
  const file = await edited(await freshCopy(house.anna, project), [
    [2, 'assignee', `${anna.name}, Somebody Else`],
    [3, 'assignee', `${anna.name} [50%]`],
    [4, 'notes', `ask ${anna.name.toUpperCase()} or mail ${anna.email}.`],
  ]);
  await house.anna.upload({ project_id: project, file });
  await house.anna.createToken({ name: `laptop of ${anna.name}` });
}

describe('everything about a person', () => {
  test('is a zip of JSON and tables: account, plans, what they did; nothing that opens anything', async () => {
    await leaveTraces();
    const files = unzipped(await house.owner.privacy.exportPerson(anna.email.toUpperCase()));
    const all = JSON.parse(files['everything.json']!) as Record<string, Record<string, unknown>[]>;
    expect(all['person']).toEqual([expect.objectContaining({ ...anna, role: 'editor' })]);
    expect(all['plans']?.map((row) => row['kind'])).toEqual(['task', 'task', 'task']);
    const revisions = all['revisions']!;
    expect(revisions.map((row) => row['source'])).toContain('upload');
    expect(Object.keys(all)).toEqual(
      expect.arrayContaining([
        'memberships',
        'revisions',
        'uploads',
        'copies',
        'tokens',
        'sync_audit',
        'security_audit',
      ]),
    );
    expect(Object.keys(files).sort()).toEqual(
      [
        ...Object.keys(all)
          .filter((name) => name !== 'exported_at')
          .map((name) => `${name}.csv`),
        'everything.json',
      ].sort(),
    );
    expect(files['plans.csv']).toContain(`"${anna.name}, Somebody Else"`);
    const everything = Object.values(files).join('\n');
    for (const secret of house.demo.users) expect(everything).not.toContain(secret.token);
    expect(everything).not.toMatch(/argon2|"hash"|"password"/);
    expect(everything).not.toContain('Ben Builder@');
  });

  test('is for owners, and for oneself; it stands in the security log', async () => {
    expect((await problemOf(house.ben.privacy.exportPerson(anna.email))).code).toBe('FORBIDDEN');
    expect((await problemOf(house.owner.privacy.exportPerson('nobody@demo.example'))).code).toBe('NOT_FOUND');
    const own = unzipped(await house.ben.privacy.exportPerson('ben@demo.example'));
    expect(own['person.csv']).toContain('Ben Builder');
    const { entries } = await house.owner.chain({ log: 'security', type: 'person.exported' });
    expect(entries.length).toBe(2);
    expect(JSON.stringify(entries[0]!.details)).not.toContain('@');
  });
});

describe('erasing a person', () => {
  const asked = async () => {
    const problem = await problemOf(house.owner.privacy.erasePerson(anna.email));
    expect(problem.code).toBe('NEEDS_CONFIRMATION');
    return (problem.problem['confirm'] as { code: string; effect: string; token: string }[])[0]!;
  };

  test('is asked about first, and is for owners, who keep one of them', async () => {
    expect((await problemOf(house.ben.privacy.erasePerson(anna.email))).code).toBe('FORBIDDEN');
    expect(await asked()).toMatchObject({
      code: 'ERASE_PERSON',
      effect: expect.stringMatching(/^Anna Editor .* in one plan\./),
    });
    expect((await problemOf(house.owner.privacy.erasePerson(anna.email, 'x'))).code).toBe('NEEDS_CONFIRMATION');
    const own = await problemOf(house.owner.privacy.erasePerson('olivia@demo.example'));
    const [{ token } = { token: '' }] = own.problem['confirm'] as { token: string }[];
    expect((await problemOf(house.owner.privacy.erasePerson('olivia@demo.example', token))).code).toBe('LAST_OWNER');
  });

  test('leaves nothing of the account, no way in, and no plan that names them; the chain of the log holds', async () => {
    await house.owner.setFieldRights(project, { notes: 'nobody' });
    const before = await house.owner.project(project);
    const { token } = await asked();
    const done = await house.owner.privacy.erasePerson(anna.email, token);
    expect(done.projects).toEqual([project]);
    expect((await problemOf(house.anna.projects())).status).toBe(401);
    const { tasks } = await house.owner.tasks(project, { limit: 1000 });
    const text = JSON.stringify(tasks).toLowerCase();
    for (const gone of [anna.name, anna.email]) expect(text).not.toContain(gone.toLowerCase());
    expect(tasks.map((row) => row['assignee'])).toEqual(
      expect.arrayContaining(['[erased], Somebody Else', '[erased] [50%]']),
    );
    expect(tasks.map((row) => row['notes'])).toContain('ask [erased] or mail [erased].');
    const { revisions } = await house.owner.revisions(project);
    expect(revisions[0]).toMatchObject({ source: 'erasure' });
    expect((await house.owner.project(project)).version).toBe(before.version + 1);
    expect(revisions.map((row) => JSON.stringify(row)).join()).not.toContain(anna.name);
    // a copy as it is handed out now is one of the plan without them
    expect(
      (await house.ben.upload({ project_id: project, file: await freshCopy(house.ben, project) })).counts.edits,
    ).toBe(0);
    const { entries } = await house.owner.chain({ log: 'security', type: 'person.erased' });
    expect(entries.map(({ details }) => details)).toEqual([
      {
        ...{ user_id: done.user_id, projects: 1, keys: done.keys, copies: done.copies, uploads: done.uploads },
        redacted: { entries: 1, digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    ]);
    const [change] = (await house.owner.audit(project, { type: 'erasure' })).entries;
    expect(change!.changes).toEqual({ edits: 3 });
    expect(await house.owner.verifyChain()).toMatchObject({ ok: true });
    expect((await problemOf(house.owner.privacy.exportPerson(anna.email))).code).toBe('NOT_FOUND');
    expect(await house.server.house.database.unit(tenant, (unit) => unit.accounts.everybody())).toContainEqual({
      id: done.user_id,
      name: '[erased]',
      email: `${done.user_id}@erased.invalid`,
    });
  });

  test('the address may be somebody new', async () => {
    const invited = await house.owner.account.invite({ email: anna.email, role: 'viewer' });
    expect(invited.email).toBe(anna.email);
    await addPerson(house, tenant, 'viewer');
  });
});
