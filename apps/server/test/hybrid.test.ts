/** Two instances: a home that keeps personal data, and a cloud that never gets it. */
import fs from 'node:fs';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import type { SprintforgeClient } from '@sprintforge/protocol';
import { openWorkbook } from '@sprintforge/xlsx';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { workbookOf } from '../../../test/support/table-workbook.ts';
import { TcpTap } from '../../../test/support/tcp-tap.ts';
import { edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

const secrets = ['Wilhelmine Ährenfeld', 'Óscar Núñez', 'oscar.n@plant.example', 'Tatjana Ivanova', '+49 171 5550199'];
const plan = `
Task	Start	Finish	Assignee	Notes	Priority	Cost
Survey the site	2026-03-02	2026-03-04	Wilhelmine Ährenfeld	ask Óscar Núñez first	+49 171 5550199	100
Pour concrete	2026-03-05	2026-03-09	Óscar Núñez	quiet hours	+49 171 5550199	200
Inspect	2026-03-10	2026-03-11	Tatjana Ivanova; Óscar Núñez	mail oscar.n@plant.example		300
`.trim();

let home: TestHouse;
let cloud: TestHouse;
let tap: TcpTap;
let cloudLog = '';

beforeAll(async () => {
  const write = (line: string): void => {
    cloudLog += line;
  };
  cloud = await openHouse({ engineProcesses: 1, logLevel: 'trace', logTo: { write } });
  tap = await TcpTap.to(Number(new URL(cloud.server.url).port));
  home = await openHouse({
    engineProcesses: 1,
    cloudUrl: `http://127.0.0.1:${tap.port}`,
    outgoingAllowed: ['127.0.0.1/32'],
    jobs: 'worker', // exchanges happen when a test says so; that they are asked for is a test of its own
  });
});
afterAll(async () => {
  await home.stop();
  await cloud.stop();
  await tap.stop();
});

beforeEach(() => tap.pass());

interface Pair {
  readonly id: string;
  readonly there: string;
  readonly token: string;
  exchange(confirm?: readonly string[]): ReturnType<SprintforgeClient['privacy']['sync']>;
}

async function pair(): Promise<Pair> {
  const workbook = openWorkbook(await workbookOf(plan));
  workbook.putSheet('Team', {
    rows: [
      ['Name', 'E-mail', 'Role', 'Rate'],
      ['Óscar Núñez', 'oscar.n@plant.example', 'Fitter', 77_123],
      ['Tatjana Ivanova', '', 'Surveyor', 77_124],
    ].map((row) => row.map((value) => (value === '' ? null : { value }))),
  });
  const { project_id: id } = await home.owner.create({
    name: 'Plant of Wilhelmine Ährenfeld',
    file: await workbook.toBytes(),
  });
  await home.owner.privacy.setOfProject(id, { priority: 'personal' });
  const { project_id: there } = await cloud.owner.create({ name: 'Plant' });
  const { token } = await cloud.owner.createToken({ name: 'home', project_id: there });
  await home.owner.privacy.link(id, { cloud_project_id: there, token });
  return {
    id,
    there,
    token,
    exchange: (confirm = []) => home.owner.privacy.sync({ project_id: id, sync_type: 'hybrid', confirm: [...confirm] }),
  };
}

const rowsOf = async (client: SprintforgeClient, id: string) => (await client.tasks(id)).tasks;
const named = async (client: SprintforgeClient, id: string, name: string) =>
  (await rowsOf(client, id)).find((row) => String(row['name']).startsWith(name))!;
const set = async (
  client: SprintforgeClient,
  id: string,
  task: string,
  field: string,
  value: string | number | null,
) => {
  const { version } = await client.project(id);
  return client.sync({ project_id: id, version, changes: [{ op: 'set', task_id: task, field, value }] });
};

/** Home, masked by nothing but the eye of the test: what both hold is the same, but for what is kept. */
async function expectEqual({ id, there }: Pair): Promise<void> {
  const [ours, theirs] = [await rowsOf(home.owner, id), await rowsOf(cloud.owner, there)];
  const plain = (rows: typeof ours) =>
    rows.map(({ id: task, parent, rank, start, finish, cost, status }) => ({
      task,
      parent,
      rank,
      start,
      finish,
      cost,
      status,
    }));
  expect(plain(theirs)).toEqual(plain(ours));
  expect((await cloud.owner.dependencies(there)).dependencies).toEqual(
    (await home.owner.dependencies(id)).dependencies,
  );
}

describe('a plan that goes to the cloud', () => {
  test('nothing personal is in the database, the files or the log of the cloud, byte by byte', {
    timeout: 180_000,
  }, async () => {
    const here = await pair();
    expect(await here.exchange()).toMatchObject({ status: 'synced' });
    await expectEqual(here);
    const rows = await rowsOf(cloud.owner, here.there);
    expect(rows.map((row) => row['assignee'])).toEqual([
      expect.stringMatching(/^Person-[0-9a-f]{32}$/),
      expect.stringMatching(/^Person-[0-9a-f]{32}$/),
      expect.stringMatching(/^Person-[0-9a-f]{32}, Person-[0-9a-f]{32}$/),
    ]);
    expect(rows[0]!['notes']).toBe(`ask ${rows[1]!['assignee']} first`);
    const { resources } = await cloud.owner.resources(here.there);
    expect(resources).toContainEqual(expect.objectContaining({ name: rows[1]!['assignee'], role: 'Fitter' }));
    // a workbook of the cloud, too, and a revision more
    await cloud.anna.upload({
      project_id: here.there,
      file: await edited(await freshCopy(cloud.anna, here.there), [[1, 'cost', 111]]),
    });
    await here.exchange();
    await searchCloud();
  });

  test('C5 a field that is archived at home leaves the cloud; what was written there meanwhile is told', async () => {
    const here = await pair();
    const { key } = await home.owner.customFields.add(here.id, { label: 'Weight', type: 'number' });
    const { id: task } = await named(home.owner, here.id, 'Pour');
    await set(home.owner, here.id, String(task), key, 7);
    await here.exchange();
    expect((await named(cloud.owner, here.there, 'Pour'))[key]).toBe(7);
    const { confirm } = (await problemOf(home.owner.customFields.archive(here.id, key))).problem;
    await home.owner.customFields.archive(here.id, key, (confirm as [{ token: string }])[0].token);
    await set(cloud.owner, here.there, String(task), key, 8);
    await set(cloud.owner, here.there, String(task), 'cost', 250);
    expect(await here.exchange()).toMatchObject({ status: 'synced' });
    expect((await home.owner.privacy.cloud(here.id)).refused).toMatchObject([
      { code: 'FIELD_ARCHIVED', task_id: task, field: key, found: '8' },
    ]);
    expect((await home.owner.conflicts(here.id, 'open')).conflicts).toEqual([]);
    for (const [client, id] of [
      [home.owner, here.id],
      [cloud.owner, here.there],
    ] as const) {
      expect((await client.fields(id)).fields.map((field) => field.key)).not.toContain(key);
      expect(await named(client, id, 'Pour')).toMatchObject({ cost: 250 });
    }
    await home.owner.customFields.restore(here.id, key);
    await here.exchange();
    expect((await named(cloud.owner, here.there, 'Pour'))[key]).toBe(7);
  });

  test('without a cloud, or for a project without a link, nothing leaves', async () => {
    const body = {
      project_id: home.demo.project_id,
      sync_type: 'hybrid',
      sanitized: true,
      data: { tasks: [] },
    } as const;
    expect(await home.owner.privacy.sync(body)).toEqual({ status: 'local_only', project_id: home.demo.project_id });
    expect(await cloud.owner.privacy.sync({ ...body, project_id: cloud.demo.project_id })).toMatchObject({
      status: 'local_only',
    });
    expect(await home.owner.privacy.cloud(home.demo.project_id)).toMatchObject({
      status: 'local_only',
      cloud_project_id: null,
    });
    const nowhere = { cloud_project_id: cloud.demo.project_id, token: `sfj_${'x'.repeat(43)}` };
    expect((await problemOf(cloud.owner.privacy.link(cloud.demo.project_id, nowhere))).code).toBe('NO_CLOUD');
  });

  test('a link is looked at before it is kept', async () => {
    const { project_id: id } = await home.owner.create({ name: 'L' });
    const { token } = await cloud.owner.createToken({ name: 'l', project_id: cloud.demo.project_id });
    const full = { cloud_project_id: cloud.demo.project_id, token };
    expect(await problemOf(home.owner.privacy.link(id, full))).toMatchObject({
      code: 'CLOUD_REFUSED',
      message: /tasks already/,
    });
    const wrong = { ...full, token: `sfj_${'x'.repeat(43)}` };
    expect(await problemOf(home.owner.privacy.link(id, wrong))).toMatchObject({
      code: 'CLOUD_REFUSED',
      message: /UNAUTHENTICATED/,
    });
    expect((await problemOf(home.anna.privacy.link(id, full))).code).toBe('FORBIDDEN');
  });
});

describe('what is done in the cloud (A10)', () => {
  test('comes home with real values, merged as an upload is', async () => {
    const here = await pair();
    await here.exchange();
    const [survey, pour, inspect] = await rowsOf(cloud.owner, here.there);
    await set(cloud.anna, here.there, survey!.id, 'assignee', String(pour!['assignee']));
    await set(cloud.anna, here.there, pour!.id, 'cost', 250);
    await set(home.anna, here.id, inspect!.id, 'cost', 333);
    const { version } = await cloud.ben.project(here.there);
    const place = { op: 'insert', client_row_id: 'n', after: pour!.id } as const;
    await cloud.ben.sync({
      project_id: here.there,
      version,
      changes: [{ ...place, values: { name: 'Cure', cost: 5 } }],
    });
    const answer = await here.exchange();
    expect(answer).toMatchObject({
      status: 'synced',
      came_home: [{ counts: { applied: 3, conflicts: 0, refused: 0 } }],
    });
    expect((await rowsOf(home.owner, here.id)).map((row) => [row['name'], row['assignee'], row['cost']])).toEqual([
      ['Survey the site', 'Óscar Núñez', 100],
      ['Pour concrete', 'Óscar Núñez', 250],
      ['Cure', null, 5],
      ['Inspect', 'Tatjana Ivanova, Óscar Núñez', 333],
    ]);
    await expectEqual(here);
    const { revisions } = await home.owner.revisions(here.id);
    expect(revisions[0]).toMatchObject({ source: 'hybrid' });
    // nothing more to do
    const before = await home.owner.project(here.id);
    expect(await here.exchange()).toMatchObject({ status: 'synced', changes: 0, came_home: [] });
    expect((await home.owner.project(here.id)).version).toBe(before.version);
  });

  test('no pseudonym is ever written over a real value: what is none, or a damaged one, is refused and set right there', async () => {
    const here = await pair();
    await here.exchange();
    const [survey, pour, inspect] = await rowsOf(cloud.owner, here.there);
    await set(cloud.anna, here.there, survey!.id, 'assignee', `Person-${'0'.repeat(32)}`);
    await set(cloud.anna, here.there, pour!.id, 'assignee', 'Bob');
    await set(cloud.anna, here.there, inspect!.id, 'notes', String(pour!['assignee']).slice(0, 20));
    const { came_home } = await here.exchange();
    expect(came_home?.[0]?.refused.map(({ code }) => code).sort()).toEqual([
      'NOT_A_PSEUDONYM',
      'UNKNOWN_PSEUDONYM',
      'UNKNOWN_PSEUDONYM',
    ]);
    expect((await rowsOf(home.owner, here.id)).map((row) => [row['assignee'], row['notes']])).toEqual([
      ['Wilhelmine Ährenfeld', 'ask Óscar Núñez first'],
      ['Óscar Núñez', 'quiet hours'],
      ['Tatjana Ivanova, Óscar Núñez', 'mail oscar.n@plant.example'],
    ]);
    expect((await home.owner.privacy.cloud(here.id)).refused).toHaveLength(3);
    expect((await rowsOf(cloud.owner, here.there)).map((row) => row['assignee'])).toEqual(
      [survey, pour, inspect].map((row) => row!['assignee']),
    );
  });

  test('an older state that the cloud goes back to brings the people of then home', async () => {
    const here = await pair();
    await here.exchange();
    const { version } = await cloud.owner.project(here.there);
    const [survey] = await rowsOf(home.owner, here.id);
    await set(home.owner, here.id, survey!.id, 'assignee', 'Nobody Yet');
    await here.exchange();
    await cloud.owner.rollback(here.there, version);
    await here.exchange();
    expect((await named(home.owner, here.id, 'Survey'))['assignee']).toBe('Wilhelmine Ährenfeld');
    await expectEqual(here);
  });

  test('both edited the same: a conflict at home, and the cloud holds what stands there', async () => {
    const here = await pair();
    await here.exchange();
    const [survey] = await rowsOf(home.owner, here.id);
    await set(cloud.anna, here.there, survey!.id, 'cost', 1);
    await set(home.anna, here.id, survey!.id, 'cost', 2);
    const { came_home } = await here.exchange();
    expect(came_home?.[0]).toMatchObject({
      status: 'conflict',
      conflicts: [{ base: 100, ours: 2, theirs: 1, standing: 'ours' }],
    });
    expect((await named(cloud.owner, here.there, 'Survey'))['cost']).toBe(2);
    const [conflict] = (await home.owner.conflicts(here.id)).conflicts;
    await home.owner.resolve(here.id, conflict!.id, { choice: 'theirs' });
    await here.exchange();
    expect((await named(cloud.owner, here.there, 'Survey'))['cost']).toBe(1);
    await expectEqual(here);
  });

  test('a plan that is emptied there waits until somebody at home says so (A3)', async () => {
    const here = await pair();
    await here.exchange();
    const { version } = await cloud.owner.project(here.there);
    const changes = (await rowsOf(cloud.owner, here.there)).map(({ id }) => ({ op: 'delete' as const, task_id: id }));
    const asked = await problemOf(cloud.owner.sync({ project_id: here.there, version, changes }));
    const confirm = (asked.problem['confirm'] as { token: string }[]).map(({ token }) => token);
    await cloud.owner.sync({ project_id: here.there, version, changes, confirm });
    const held = await here.exchange();
    expect(held).toMatchObject({ status: 'held', code: 'NEEDS_CONFIRMATION' });
    expect(await home.owner.privacy.cloud(here.id)).toMatchObject({ status: 'held', confirm: held.confirm });
    expect(await rowsOf(home.owner, here.id)).toHaveLength(3);
    expect(await here.exchange(held.confirm?.map(({ token }) => token))).toMatchObject({ status: 'synced' });
    expect(await rowsOf(home.owner, here.id)).toHaveLength(0);
  });
});

describe('the line (A10)', () => {
  const whole = async (here: Pair) => {
    tap.pass();
    expect(await here.exchange()).toMatchObject({ status: 'synced' });
    await expectEqual(here);
  };

  test.each([
    ['before the cloud gets what is sent', 'before'],
    ['when the cloud has taken it and nobody hears so', 'after'],
  ] as const)(
    'is cut %s: sent again it is taken once, edits of both sides meanwhile are whole',
    async (_what, when) => {
      const here = await pair();
      await here.exchange();
      const [survey, pour] = await rowsOf(home.owner, here.id);
      await set(home.anna, here.id, survey!.id, 'cost', 10);
      tap.cut(when, 'POST /api/hybrid/sync');
      expect(await here.exchange()).toMatchObject({ status: 'failing', code: 'CLOUD_UNREACHABLE' });
      expect(tap.cutDone).toBe(true);
      await set(home.anna, here.id, survey!.id, 'cost', 20);
      await set(cloud.anna, here.there, pour!.id, 'cost', 30);
      await whole(here);
      expect([
        (await named(home.owner, here.id, 'Survey'))['cost'],
        (await named(home.owner, here.id, 'Pour'))['cost'],
      ]).toEqual([20, 30]);
      expect((await home.owner.conflicts(here.id)).conflicts).toEqual([]);
      const { revisions } = await cloud.owner.revisions(here.there);
      // the first one, the one that was cut where it got there, and what both did meanwhile
      expect(revisions.filter(({ source }) => source === 'hybrid').length).toBe(when === 'after' ? 3 : 2);
    },
  );

  test('is cut at every call of an exchange, one after the other: nothing is lost, nothing comes twice', async () => {
    const here = await pair();
    await here.exchange();
    const [survey, pour] = await rowsOf(home.owner, here.id);
    const calls = ['/tasks?', '/fields', '/resources', '/dependencies', 'POST /api/hybrid/sync'];
    for (const [index, text] of calls.entries()) {
      await set(home.anna, here.id, survey!.id, 'cost', index + 1100);
      await set(cloud.anna, here.there, pour!.id, 'cost', index + 2200);
      tap.cut('after', text);
      expect((await here.exchange()).status, text).toBe('failing');
      await whole(here);
    }
    expect((await home.owner.conflicts(here.id)).conflicts).toEqual([]);
    const { revisions } = await home.owner.revisions(here.id, { limit: 200 });
    expect(revisions.filter(({ source }) => source === 'hybrid').length).toBe(calls.length);
  });

  test('changes are taken on the revision that they name, whole, by who may, and once', async () => {
    const here = await pair();
    await here.exchange();
    const client = cloud.as(here.token);
    const { version } = await client.project(here.there);
    const data = {
      format: 'changes/1',
      version,
      hash: '0'.repeat(64),
      changes: Buffer.from('no').toString('base64'),
    } as const;
    const request = { project_id: here.there, sync_type: 'hybrid', sanitized: true, data } as const;
    expect((await problemOf(client.privacy.sync(request, 'k1'))).code).toBe('INVALID_VALUE');
    expect((await problemOf(client.privacy.sync(request))).code).toBe('BAD_REQUEST');
    const old = { ...request, data: { ...data, version: 1 } };
    expect((await problemOf(client.privacy.sync(old, 'k2'))).code).toBe('STALE_REVISION');
    const other = { ...request, project_id: cloud.demo.project_id };
    expect((await problemOf(client.privacy.sync(other, 'k3'))).code).toBe('TOKEN_WRONG_PROJECT');
    expect((await client.project(here.there)).version).toBe(version);
  });

  test('an exchange is asked for after a change at home, and every minute', async () => {
    const here = await pair();
    const { database } = home.server.house;
    const waiting = async () =>
      (await home.server.house.jobs.standing()).find(({ kind }) => kind === 'hybrid-sync')?.waiting ?? 0;
    const { askForExchange, askClouds } = await import('../src/services/hybrid/run-exchange.ts');
    const tenant = '5f0e1d0a-0000-4000-8000-000000000001';
    const before = await waiting();
    await database.unit(tenant, (unit) => askForExchange(home.server.house, unit, here.id));
    await database.unit(tenant, (unit) => askForExchange(home.server.house, unit, home.demo.project_id));
    expect(await waiting()).toBe(before + 1);
    await askClouds(home.server.house, tenant);
    expect(await waiting()).toBeGreaterThan(before + 1);
  });
});

describe('personal values', () => {
  test('leave only where an owner has said so for this project', async () => {
    const here = await pair();
    const asked = { project_id: here.id, sync_type: 'hybrid', sanitized: false } as const;
    expect((await problemOf(home.owner.privacy.sync(asked))).code).toBe('PERSONAL_DATA_STAYS');
    await home.owner.privacy.setOfProject(here.id, { assignee: 'public' });
    expect(await here.exchange()).toMatchObject({ status: 'synced' });
    expect((await named(cloud.owner, here.there, 'Survey'))['assignee']).toBe('Wilhelmine Ährenfeld');
    await home.owner.privacy.unlink(here.id);
    expect(await here.exchange()).toMatchObject({ status: 'local_only' });
    const { entries } = await home.owner.chain({ log: 'security', type: 'project.settings', project: here.id });
    expect(entries.map(({ details }) => details)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ cloud: 'linked', sync_sensitive_data: false }),
        { cloud: 'unlinked' },
      ]),
    );
  });
});

/** A workbook part by part, a compressed text as it is. */
function unpacked(bytes: Uint8Array): (readonly [string, Uint8Array])[] {
  const first = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  if (first === '28b52ffd') return [['', zstdDecompressSync(bytes)]];
  if (first !== '504b0304') return [['', bytes]];
  const workbook = openWorkbook(bytes);
  return workbook.parts.map((part) => [part, workbook.part(part) ?? new Uint8Array(0)] as const);
}

/** Every row of every table as text, every file and what is packed in it, every line of the log. */
async function searchCloud(): Promise<void> {
  const found: string[] = [];
  const look = (where: string, bytes: Uint8Array | string): void => {
    const text = typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8');
    for (const secret of [...secrets, '77123', '77124'])
      if (text.toLowerCase().includes(secret.toLowerCase())) found.push(`${secret} in ${where}`);
  };
  const client = new pg.Client(cloud.databaseUrl);
  await client.connect();
  const tables = await client.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  );
  let rows = 0;
  for (const { name } of tables.rows)
    for (const { line } of (await client.query<{ line: string }>(`select t::text as line from ${name} t`)).rows) {
      rows += 1;
      look(name, line);
    }
  await client.end();
  expect(rows).toBeGreaterThan(50);
  const { blobs } = cloud.server.house;
  let files = 0;
  for await (const { sha256 } of blobs.list('5f0e1d0a-0000-4000-8000-000000000001')) {
    const bytes = await blobs.get('5f0e1d0a-0000-4000-8000-000000000001', sha256);
    files += 1;
    for (const [part, content] of unpacked(bytes)) look(`file ${sha256} ${part}`, content);
  }
  expect(files).toBeGreaterThan(3);
  const onDisk = fs.readdirSync(cloud.data, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  for (const file of onDisk) look(file.name, fs.readFileSync(path.join(file.parentPath, file.name)));
  expect(cloudLog).toContain('/api/hybrid/sync');
  look('the log', cloudLog);
  expect(found).toEqual([]);
}
