/** Personal values in the database: sealed in every row, whichever way they came, and plain for whoever may read them. */
import fs from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';
import { SprintforgeClient } from '@sprintforge/protocol';
import { openWorkbook, rewriteTexts } from '@sprintforge/xlsx';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Forms, withPlaces } from '../src/adapters/database/personal/places.ts';
import { renewSecrets } from '../src/services/sealed-secrets.ts';
import { edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

const tenant = '5f0e1d0a-0000-4000-8000-000000000001';
let house: TestHouse;
let admin: pg.Client;
let project: string;
beforeAll(async () => {
  house = await openHouse({ engineProcesses: 1 });
  admin = new pg.Client(house.databaseUrl);
  await admin.connect();
  project = (await house.owner.create({ name: 'People', template: 'tasks' })).project_id;
});
afterAll(async () => {
  await admin.end();
  await house.stop();
});

/** Every row of every table, as the database's owner sees it. */
async function everything(): Promise<string> {
  const tables = await admin.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  );
  const texts: string[] = [];
  for (const { name } of tables.rows) {
    const rows = await admin.query<{ row: string }>(`select t::text as row from ${name} t`);
    texts.push(...rows.rows.map(({ row }) => `${name} ${row}`));
  }
  return texts.join('\n');
}

/** Rows in which one of these texts stands. */
const found = async (texts: readonly string[]): Promise<string[]> => {
  const lines = (await everything()).split('\n');
  return lines.filter((line) => texts.some((text) => line.toLowerCase().includes(text.toLowerCase())));
};

const people = ['Wilhelmine Ährenfeld', 'Óscar Núñez', 'Zoë van der Berg', 'Li Weiming'] as const;
const [mina, oscar, zoe, li] = people;
const secret = 'told by the works council';
const tasks = async (client = house.owner) => (await client.tasks(project, { limit: 1000 })).tasks;
const version = async () => (await house.owner.project(project)).version;

/** Personal values by every way in. */
async function fill(): Promise<void> {
  const insert = (name: string, assignee: string) =>
    ({ op: 'insert', client_row_id: name, values: { name, assignee, start: '2026-03-02' } }) as const;
  await house.owner.sync({
    project_id: project,
    version: 1,
    changes: [insert('one', `${mina}, ${oscar} [50%]`), insert('two', mina), insert('three', zoe)],
  });
  const [copy, again] = [await freshCopy(house.anna, project), await freshCopy(house.ben, project)];
  await house.anna.upload({ project_id: project, file: await edited(copy, [[2, 'assignee', `${li}; ${mina}`]]) });
  const clash = await edited(again, [
    [2, 'assignee', oscar],
    [3, 'notes', secret],
  ]);
  const dry = await house.ben.upload({ project_id: project, file: clash, dry_run: true });
  expect(dry.conflicts.map((one) => [one.ours, one.theirs])).toEqual([[`${li}, ${mina}`, oscar]]);
  const parked = await problemOf(house.ben.upload({ project_id: project, file: clash, strategy: 'manual' }));
  expect(parked.code).toBe('NEEDS_DECISION');
  await house.ben.upload({ project_id: project, file: clash });
}

describe('what the database holds', () => {
  test('after changes through several doors no personal value stands in any row; everybody reads them as ever', async () => {
    await house.owner.privacy.setOfProject(project, { notes: 'personal' });
    await fill();
    const rows = await found([...people, secret]);
    expect(rows).toEqual([]);
    expect(await everything()).toContain('⟦p');
    expect((await tasks()).map((row) => row['assignee'])).toEqual([`${mina}, ${oscar} [50%]`, `${li}, ${mina}`, zoe]);
    expect((await tasks()).map((row) => row['notes'] ?? null)).toEqual([null, null, secret]);
    const [conflict] = (await house.owner.conflicts(project)).conflicts;
    expect([conflict?.ours, conflict?.theirs]).toEqual([`${li}, ${mina}`, oscar]);
    const log = JSON.stringify((await house.owner.audit(project)).entries);
    for (const text of [...people, secret]) expect(log).toContain(text);
    const history = JSON.stringify((await house.owner.revision(project, await version())).changes);
    expect(history).toContain(secret);
    expect(await house.owner.verifyChain()).toMatchObject({ ok: true });
  });
});

test('what is long is sealed piece by piece, and others have their turn between the pieces', async () => {
  const rows = (piece: number) =>
    JSON.stringify([{ id: `SF-${piece}`, parent: null, rank: 'V', fields: { name: 'one', assignee: zoe } }]);
  const pieces = Array.from({ length: 60 }, (_, piece) => rows(piece));
  let turns = 0;
  let next: NodeJS.Immediate;
  const count = () => {
    turns += 1;
    next = setImmediate(count);
  };
  count();
  const sealed = await house.server.house.database.unit(tenant, async (unit) => {
    await unit.personal.sealLists(project, pieces.slice(0, 1)); // reads what is personal, and makes the key
    turns = 0;
    return unit.personal.sealLists(project, pieces);
  });
  clearImmediate(next!);
  expect(sealed.filter((text) => text.includes(zoe))).toEqual([]);
  expect(turns).toBeGreaterThanOrEqual(pieces.length);
});

describe('what was there before', () => {
  test('rows that stand plain stay readable, and are sealed once their field is personal; chosen otherwise they still open', async () => {
    const plain = 'a cost nobody should know';
    await house.owner.privacy.setOfProject(project, {});
    const file = await edited(await freshCopy(house.anna, project), [[1, 'notes', plain]]);
    await house.anna.upload({ project_id: project, file });
    expect((await found([plain])).length).toBeGreaterThan(3);
    await house.owner.privacy.setOfProject(project, { notes: 'personal' });
    const left = async () => (await found([plain])).filter((row) => !row.startsWith('public.sync_audit'));
    await expect.poll(left, { timeout: 30_000, interval: 200 }).toEqual([]);
    expect((await tasks())[0]?.['notes']).toBe(plain);
    expect(JSON.stringify((await house.owner.revision(project, await version())).changes)).toContain(plain);
    await house.owner.privacy.setOfProject(project, { notes: 'internal' });
    expect((await tasks())[0]?.['notes']).toBe(plain);
    expect(await house.owner.verifyChain()).toMatchObject({ ok: true });
  });

  test('the keys are wrapped anew with everything else of the organisation', async () => {
    const { keys, database } = house.server.house;
    const sealedBy = async () => {
      const { rows } = await admin.query<{ sealed: Buffer }>(
        'select sealed from personal_keys where sealed is not null',
      );
      return [...new Set(rows.map(({ sealed }) => keys.keyOf(sealed)))];
    };
    const before = await sealedBy();
    await keys.rotate(tenant);
    expect(await renewSecrets(database, keys, tenant)).toBeGreaterThan(people.length);
    const after = await sealedBy();
    expect(after.length).toBe(1);
    expect(before).not.toEqual(after);
    expect((await tasks()).map((row) => row['assignee'])).toContain(zoe);
  });
});

describe('somebody who is erased', () => {
  const erased = { name: mina, email: 'mina@plant.example' };
  const notes = `${mina.toUpperCase()} is ill, write to ${erased.email}`;
  let upTo: number;
  let second: string;
  let third: string;
  let other: SprintforgeClient;

  test('is gone from every row, state and file of the plans, and from what another process has in memory', async () => {
    const { database, system } = house.server.house;
    const id = system.uuid();
    const account = { id, ...erased, role: 'editor' } as const;
    await database.unit(tenant, (unit) => unit.accounts.createUser(account, system.now()));
    const file = await edited(await freshCopy(house.anna, project), [[3, 'notes', notes]]);
    await house.anna.upload({ project_id: project, file });
    upTo = await version();
    // a plan whose own workbook, saved by another program, names them among its shared strings
    const plan = fs.readFileSync(new URL('../../../fixtures/demo-plan.xlsx', import.meta.url));
    const named = await rewriteTexts(plan, (text) => text.replaceAll('Lena Fischer', mina));
    second = (await house.owner.create({ name: 'Second', file: named })).project_id;
    await house.owner.sync({
      project_id: second,
      version: 1,
      changes: [{ op: 'delete', task_id: (await house.owner.tasks(second)).tasks[0]!.task_id }],
    });
    // one in which they stood only in a text that nobody made personal
    third = (await house.owner.create({ name: 'Third', template: 'tasks' })).project_id;
    const values = { name: `call ${mina}`, start: '2026-03-02' };
    const change = { op: 'insert', client_row_id: 'one', values } as const;
    await house.owner.sync({ project_id: third, version: 1, changes: [change] });
    const [{ task_id } = { task_id: '' }] = (await house.owner.tasks(third)).tasks;
    await house.owner.sync({
      project_id: third,
      version: 2,
      changes: [{ op: 'set', task_id, field: 'name', value: 'call' }],
    });
    const server = await house.another();
    other = new SprintforgeClient({ url: server.url, token: house.demo.users[0]!.token });
    expect(JSON.stringify((await other.revision(project, 2)).changes)).toContain(mina);

    const asked = await problemOf(house.owner.privacy.erasePerson(erased.email));
    const [{ token } = { token: '' }] = asked.problem['confirm'] as { token: string }[];
    const done = await house.owner.privacy.erasePerson(erased.email, token);
    expect(done).toMatchObject({ user_id: id, projects: [project, second, third] });
    for (const how of ['keys', 'copies', 'uploads'] as const) expect(done[how], how).toBeGreaterThan(0);

    // entries of the log that were written while the field was not personal are hashed as they are
    const rows = (await found([mina, erased.email])).filter((row) => !row.startsWith('public.sync_audit'));
    expect(rows).toEqual([]);
    for (const client of [other, house.owner]) {
      const history = JSON.stringify((await client.revision(project, 2)).changes);
      expect(history).not.toContain(mina);
      expect(history).toContain(`[erased], ${oscar} [50%]`);
    }
    expect((await tasks()).map((row) => row['assignee'])).toEqual([`[erased], ${oscar} [50%]`, `${li}, [erased]`, zoe]);
    expect(await house.owner.verifyChain()).toMatchObject({ ok: true });
  });

  test('is in no file that is still referred to', async () => {
    const { blobs } = house.server.house;
    const { rows } = await admin.query<{ sha256: string }>(
      'select distinct sha256 from blob_references where tenant_id = $1',
      [tenant],
    );
    const plain: string[] = [];
    for (const { sha256 } of rows) {
      const bytes = Buffer.from(await blobs.get(tenant, sha256));
      const texts = bytes.readUInt32LE(0) === 0xfd2fb528 ? [zstdDecompressSync(bytes)] : partsOf(bytes);
      if (texts.some((text) => text.toString().toLowerCase().includes(mina.toLowerCase()))) plain.push(sha256);
    }
    expect(rows.length).toBeGreaterThan(3);
    expect(plain).toEqual([]);
  });

  test('comes back by nothing: a state of before is one without them, and so is a copy that was handed out', async () => {
    const comparison = JSON.stringify(await house.owner.revision(project, upTo, 2));
    expect(comparison).not.toContain(mina);
    await house.owner.rollback(project, 2);
    await house.owner.rollback(third, 2);
    expect((await house.owner.tasks(third)).tasks[0]!.name).toBe('call [erased]');
    expect((await tasks()).map((row) => row['assignee'])).toEqual([`[erased], ${oscar} [50%]`, '[erased]', zoe]);
    expect(JSON.stringify(await house.owner.conflicts(project, 'all'))).not.toContain(mina);
    for (const plan of [project, second]) {
      const copy = await freshCopy(house.ben, plan);
      expect(partsOf(Buffer.from(copy)).some((part) => part.toString().includes(mina))).toBe(false);
      expect((await house.ben.upload({ project_id: plan, file: copy })).counts.edits).toBe(0);
    }
    expect(await house.owner.verifyChain()).toMatchObject({ ok: true });
  });

  test('may be somebody new of the same name, of whom the history says nothing', async () => {
    const file = await edited(await freshCopy(house.anna, project), [[3, 'assignee', mina]]);
    await house.anna.upload({ project_id: project, file });
    expect((await tasks())[2]?.['assignee']).toBe(mina);
    const rows = await found([mina]);
    expect(rows.filter((row) => !row.includes(notes) && !row.includes(third))).toEqual([]);
    expect(JSON.stringify((await other.revision(project, 2)).changes)).not.toContain(mina);
  });
});

/** Every part of a workbook, inflated. */
function partsOf(bytes: Buffer): Buffer[] {
  const workbook = openWorkbook(bytes);
  return workbook.parts.map((name) => Buffer.from(workbook.part(name)!));
}

test('a warning that quotes somebody: what it says in parts is sealed as the sentence is', () => {
  const rules: Forms = { formOf: (_entity, field) => (field === 'assignee' ? 'people' : null) };
  const kept = (notice: object) => withPlaces(notice, rules, () => 'sealed');
  const said = { message: `Assigned to ${mina}.`, facts: { names: mina, count: 3 } };
  const sealed = { message: 'sealed', facts: { names: 'sealed', count: 3 } };
  expect(kept({ code: 'MISSING_ASSIGNEE', field: 'assignee', ...said })).toMatchObject(sealed);
  expect(kept({ code: 'OTHERS_EDITING', people: [], ...said })).toMatchObject(sealed);
  expect(kept({ code: 'TYPE_LOST', field: 'start', ...said })).toMatchObject(said);
});
