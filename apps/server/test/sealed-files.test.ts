/** Files at rest, as somebody finds them who has the disk, or the bucket, and not the key (issue 5, point 5). */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { s3Objects } from '../src/adapters/s3-objects.ts';
import { keyStanding, newMasterKey, rotateKeys, type ServerConfig, sealFiles } from '../src/index.ts';
import { mastersOf } from '../src/open-keys.ts';
import type { SecretKind } from '../src/ports/sealed-secrets.ts';
import { openSecret, sealSecret } from '../src/services/sealed-secrets.ts';
import { defaultConfig } from '../src/start-server.ts';
import { edited, freshCopy, openHouse, type TestHouse } from './support.ts';

const known = 'Nobody may read this outside';
let house: TestHouse;
let config: ServerConfig;
let project: string;
let tenant: string;
beforeAll(async () => {
  house = await openHouse();
  config = { ...defaultConfig, ...house.config };
  project = house.demo.project_id;
  tenant = (await house.owner.whoami()).tenant.id;
});
afterAll(() => house.stop());

const sync = async (row: number, text: string) =>
  house.anna.upload({
    project_id: project,
    file: await edited(await freshCopy(house.anna, project), [[row, 'name', text]]),
  });

/** What lies in the folder or the bucket. */
async function* lying(): AsyncGenerator<readonly [string, Uint8Array]> {
  if (config.s3) {
    const objects = s3Objects(config.s3);
    for await (const { name } of objects.list(tenant)) yield [name, (await objects.get(tenant, name))!];
    return objects.close();
  }
  const root = path.join(house.data, 'blobs');
  for (const name of fs.readdirSync(root, { recursive: true, encoding: 'utf8' }))
    if (fs.statSync(path.join(root, name)).isFile()) yield [name, fs.readFileSync(path.join(root, name))];
}

const versions = async (): Promise<Set<number>> => {
  const found = new Set<number>();
  for await (const [, bytes] of lying()) found.add(Buffer.from(bytes).readUInt32BE(20));
  return found;
};

/** One of each kind; the app's is confirmed by a code of it. */
async function keepSecrets(): Promise<void> {
  const { house: inside } = house.server;
  const { database, system } = inside;
  const [id, attempt, userId, now] = [
    system.uuid(),
    system.uuid(),
    (await house.owner.account.me()).user_id,
    system.now(),
  ];
  const settings = { discovery: 'https://idp.example', clientId: 'plans', scopes: [], emailsVerified: false };
  const rules = { domains: [], roleClaim: null, roles: {}, defaultRole: null };
  const seal = (kind: SecretKind, of: string) => sealSecret(inside, tenant, kind, of, `${kind} that nobody knows`);
  const [sealed, secret, signOut, token] = await Promise.all([
    seal('provider', id),
    seal('second factor', userId),
    seal('sign-out', id),
    seal('cloud token', project),
  ]);
  await database.unit(tenant, async ({ identityProviders, secondFactors, hybrid }) => {
    const by = { configured: true, createdBy: null, createdAt: now };
    await identityProviders.add({ id, kind: 'oidc', name: 'Kept', enabled: false, settings, sealed, ...rules, ...by });
    const open = { answeredAt: now, userId, signOut, finishedAt: null, createdAt: now, expiresAt: now };
    await identityProviders.addAttempt(
      { id: attempt, providerId: id, browser: system.random(32), expected: {}, ...open },
      now,
    );
    await secondFactors.begin({ userId, secret, createdAt: now, confirmedAt: null, lastStep: 0 });
    const link = { projectId: project, cloudProject: project, userId, strategy: 'server' } as const;
    await hybrid.put({ ...link, token, syncSensitiveData: false }, now);
  });
}
/** Every secret of others that rows hold, opened, and the versions of the keys that they and the keys of people are under. */
async function keptSecrets(): Promise<{ readonly texts: string[]; readonly versions: Set<number> }> {
  const { house: inside } = house.server;
  const all = await inside.database.unit(tenant, ({ sealedSecrets }) => sealedSecrets.list());
  const ofOthers = all.filter(({ kind }) => kind !== 'personal key');
  const texts = await Promise.all(ofOthers.map((one) => openSecret(inside, tenant, one)));
  return { texts: texts.sort(), versions: new Set(all.map(({ sealed }) => Buffer.from(sealed).readUInt32BE(20))) };
}
const kinds = ['cloud token', 'provider', 'second factor', 'sign-out'];

describe('files at rest', () => {
  test('no plain byte of a workbook or of a plan lies there', async () => {
    await sync(2, known);
    let count = 0;
    for await (const [name, bytes] of lying()) {
      const text = Buffer.from(bytes);
      expect(text.toString('latin1', 0, 4)).toBe('SFS1');
      for (const plain of ['PK\x03\x04', 'xl/worksheets', known, 'Kick-off', '"tasks"'])
        expect([name, text.includes(plain)]).toEqual([name, false]);
      count += 1;
    }
    expect(count).toBeGreaterThan(3);
  });

  test('keys are rotated while people sync: nothing is lost, and everything is under the new key', async () => {
    await keepSecrets();
    const texts = kinds.map((kind) => `${kind} that nobody knows`);
    expect(await keptSecrets()).toEqual({ texts, versions: new Set([1]) });
    const syncs = (async () => {
      for (let n = 0; n < 4; n += 1) expect((await sync(3 + n, `while it turns ${n}`)).status).toBe('success');
    })();
    const [done] = await Promise.all([rotateKeys(config, () => undefined), syncs]);
    expect(done.rewrapped).toBeGreaterThan(3);
    expect(done.secrets).toBeGreaterThan(kinds.length); // and the keys of people
    expect(await keptSecrets()).toEqual({ texts, versions: new Set([2]) });
    const { tasks } = await house.anna.tasks(project);
    expect(tasks.filter(({ name }) => String(name).startsWith('while it turns')).length).toBe(4);
    // the server went on with the key before for a while: the nightly job, or this, brings the rest
    await sealFiles(config, () => undefined);
    expect(await versions()).toEqual(new Set([2]));
  });

  test('the master key of the data folder is exchanged under a server that runs', async () => {
    const before = (await keyStanding(config)).current;
    const made = newMasterKey(config);
    await rotateKeys(config, () => undefined);
    expect(await keyStanding(config)).toMatchObject({ current: made, in_use: [{ id: made, here: true }] });
    expect(made).not.toBe(before);
    expect((await sync(8, 'after the exchange')).status).toBe('success');
    const other = await house.another(); // and one that starts now
    expect((await fetch(`${other.url}/ready`)).status).toBe(200);
  });

  test('a lost key: the start is refused with what to do, and nothing else is touched', async () => {
    const file = path.join(house.data, 'sealing-keys.json');
    const held = fs.readFileSync(file);
    const { in_use } = await keyStanding(config);
    fs.rmSync(file);
    try {
      const refused = await house.another().then(
        () => 'it started',
        (error: Error) => error.message,
      );
      expect(refused).toContain(`wrapped by the master key ${in_use[0]!.id}, which this server has not: put it back (`);
      expect([refused.includes('sealing-keys.json'), fs.existsSync(file)]).toEqual([true, false]);
    } finally {
      fs.writeFileSync(file, held);
    }
    expect(mastersOf(config, null).masters()[0]!.id).toBe(in_use[0]!.id);
    expect((await fetch(`${(await house.another()).url}/ready`)).status).toBe(200);
  });
});
