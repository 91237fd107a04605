/** Personal values in the database: sealed in every row, whichever way they came, and plain for whoever may read them. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

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
