import type { Delta, DeltaResult } from '@sprintforge/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPerson, addTenant, openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
let project = '';

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

type Row = Readonly<Record<string, unknown>> & { readonly task_id: string };

/** A plan of its own for each test: four tasks, the third below the second. */
async function fresh(): Promise<readonly Row[]> {
  project = (await house.owner.create({ name: 'Deltas', template: 'tasks' })).project_id;
  expect(await rows()).toEqual([]);
  const changes = ['one', 'two', 'three', 'four'].map(
    (name): Delta => ({
      op: 'insert',
      client_row_id: name,
      values: { name, start: '2026-03-02', percent: 0.5 },
      ...(name === 'three' ? { parent: 'two' } : {}),
    }),
  );
  await house.owner.sync({ project_id: project, version: 1, changes });
  return rows();
}

const rows = async (): Promise<readonly Row[]> => (await house.owner.tasks(project, { limit: 1000 })).tasks as never;
const named = async (): Promise<readonly unknown[]> => (await rows()).map((row) => row['name']);
const version = async (): Promise<number> => (await house.owner.project(project)).version;
const sync = async (changes: readonly Delta[], at?: number, who = house.anna): Promise<DeltaResult> =>
  who.sync({ project_id: project, version: at ?? (await version()), changes: [...changes] });

describe('what a change does', () => {
  test('set: by key, by label, cleared, as Excel hands out days, as people type percents', async () => {
    const [one] = await fresh();
    const id = one!.task_id;
    const result = await sync([
      { op: 'set', task_id: id, field: 'name', value: 'first' },
      { op: 'set', task_id: id, column: 'Notes', value: 'a note' },
      { op: 'set', task_id: id, field: 'start', value: 46_100 },
      { op: 'set', task_id: id, field: 'percent', value: '80 %' },
    ]);
    expect(result.counts).toEqual({ edits: 4, applied: 4, same: 0, conflicts: 0, refused: 0 });
    // its own edits need nothing
    expect(result.changes).toEqual([]);
    const [after] = await rows();
    expect([after?.['name'], after?.['notes'], after?.['start'], after?.['percent']]).toEqual([
      'first',
      'a note',
      '2026-03-19',
      0.8,
    ]);
    await sync([{ op: 'set', task_id: id, field: 'notes', value: null }]);
    expect((await rows())[0]?.['notes'] ?? null).toBe(null);
    await sync([{ op: 'set', task_id: id, field: 'percent', value: 0 }]);
    expect((await rows())[0]?.['percent']).toBe(0);
    const { revisions } = await house.owner.revisions(project);
    expect(revisions[0]?.source).toBe('api');
  });

  test('what others did meanwhile is told in full, however much it is', async () => {
    const [one] = await fresh();
    const before = await version();
    const long = 'n'.repeat(30_000);
    const inserts = Array.from({ length: 40 }, (_, at): Delta => {
      return { op: 'insert', client_row_id: `r${at}`, values: { name: `more ${at}`, notes: long } };
    });
    await sync(inserts, before, house.ben);
    const result = await sync([{ op: 'set', task_id: one!.task_id, field: 'name', value: 'mine' }], before);
    const told = new Set(result.changes.map(({ task_id }) => task_id));
    const all = (await rows()).slice(4).map(({ task_id }) => task_id);
    expect([all.length, all.filter((id) => !told.has(id))]).toEqual([40, []]);
  });

  test('M4: predecessors are told as one text; one that was set from an older text takes nothing of others with it', async () => {
    const [one, two, three, four] = (await fresh()).map(({ task_id }) => task_id) as [string, string, string, string];
    const before = await version();
    const first = await sync([{ op: 'set', task_id: four, field: 'predecessors', value: one }], before, house.ben);
    expect(first.predecessors).toEqual([]);
    const told = await sync([], before);
    expect(told.predecessors).toEqual([{ task_id: four, before: null, after: one }]);
    const mine = { op: 'set', task_id: four, field: 'predecessors', value: `${three}+1d`, base: '' } as const;
    const { predecessors, conflicts } = await sync([mine]);
    const both = [one, `${three}FS+1d`].sort().join(', ');
    expect([predecessors, conflicts]).toEqual([[{ task_id: four, before: `${three}FS+1d`, after: both }], []]);
    await sync([{ op: 'delete', task_id: two }], undefined, house.ben);
    expect((await rows()).find(({ task_id }) => task_id === four)?.['predecessors']).toBe(both);
  });

  test('insert: in its place, spoken of by later changes; the answer names its Task ID', async () => {
    const [one] = await fresh();
    const result = await sync([
      { op: 'insert', client_row_id: 'r1', after: one!.task_id, values: { name: 'one and a half' } },
      { op: 'insert', client_row_id: 'r2', after: 'r1' },
      { op: 'set', client_row_id: 'r2', field: 'name', value: 'nearly two' },
      { op: 'insert', client_row_id: 'r3', after: null, values: { name: 'zero' } },
      { op: 'set', client_row_id: 'r3', field: 'predecessors', value: 'r1' },
    ]);
    expect(await named()).toEqual(['zero', 'one', 'one and a half', 'nearly two', 'two', 'three', 'four']);
    const after = await rows();
    expect(result.rows.map(({ client_row_id }) => client_row_id)).toEqual(['r1', 'r2', 'r3']);
    expect(result.rows.map(({ task_id }) => after.find((row) => row.task_id === task_id)?.['name'])).toEqual([
      'one and a half',
      'nearly two',
      'zero',
    ]);
    const { dependencies } = await house.owner.dependencies(project);
    expect(dependencies).toMatchObject([{ predecessor: result.rows[0]?.task_id, successor: result.rows[2]?.task_id }]);
  });

  test('move and delete: what stood below a deleted task moves up', async () => {
    const [one, two, three, four] = await fresh();
    await sync([{ op: 'move', task_id: four!.task_id, after: null }]);
    expect(await named()).toEqual(['four', 'one', 'two', 'three']);
    await sync([{ op: 'move', task_id: one!.task_id, parent: two!.task_id, after: null }]);
    expect(await named()).toEqual(['four', 'two', 'one', 'three']);
    await sync([{ op: 'delete', task_id: two!.task_id }]);
    const after = await rows();
    expect(after.map((row) => [row['name'], row['parent'] ?? null])).toEqual([
      ['four', null],
      ['one', null],
      ['three', null],
    ]);
    expect(after.map(({ task_id }) => task_id)).toContain(three!.task_id);
  });
});

describe('against a plan that went on', () => {
  test('M1: what others did is told, a collision is on record, and every edit has its outcome', async () => {
    const [one, two, , four] = await fresh();
    const at = await version();
    await sync(
      [
        { op: 'set', task_id: one!.task_id, field: 'name', value: 'Ben’s' },
        { op: 'set', task_id: two!.task_id, field: 'notes', value: 'Ben’s note' },
        { op: 'delete', task_id: four!.task_id },
        { op: 'insert', client_row_id: 'x', values: { name: 'five' } },
      ],
      at,
      house.ben,
    );
    const result = await sync(
      [
        { op: 'set', task_id: one!.task_id, field: 'name', value: 'Anna’s' },
        { op: 'set', task_id: two!.task_id, field: 'notes', value: 'Ben’s note' },
        { op: 'set', task_id: two!.task_id, field: 'percent', value: 1 },
      ],
      at,
    );
    expect(result.counts).toEqual({ edits: 3, applied: 1, same: 1, conflicts: 1, refused: 0 });
    expect(result.conflicts.map(({ ours, theirs }) => [ours, theirs])).toEqual([['Ben’s', 'Anna’s']]);
    const told = result.changes.map(({ action, field, after }) => [action, field, (after as Row)?.['fields'] ?? after]);
    expect(told).toContainEqual(['set', 'name', 'Ben’s']);
    expect(told).toContainEqual(['delete', null, null]);
    expect(result.changes.some(({ action, after }) => action === 'add' && JSON.stringify(after).includes('five'))).toBe(
      true,
    );
    expect(told.some(([, field]) => field === 'notes' || field === 'percent')).toBe(false);
  });

  test('B1: what the client says it held goes before what the plan held at its version', async () => {
    const [one] = await fresh();
    const at = await version();
    await sync([{ op: 'set', task_id: one!.task_id, field: 'notes', value: 'newer' }], at, house.ben);
    const result = await sync([{ op: 'set', task_id: one!.task_id, field: 'notes', value: 'mine', base: 'newer' }], at);
    expect(result.counts).toMatchObject({ applied: 1, conflicts: 0 });
  });

  test('M2: under client the edit wins, under manual everything is asked about', async () => {
    const [one] = await fresh();
    const at = await version();
    await sync([{ op: 'set', task_id: one!.task_id, field: 'notes', value: 'Ben’s' }], at, house.ben);
    const changes: Delta[] = [{ op: 'set', task_id: one!.task_id, field: 'notes', value: 'Anna’s' }];
    const ask = { project_id: project, version: at, changes };
    expect((await problemOf(house.anna.sync({ ...ask, strategy: 'manual' }))).problem.code).toBe('NEEDS_DECISION');
    expect((await house.anna.parked(project)).parked).toEqual([]);
    expect((await house.anna.sync({ ...ask, strategy: 'client' })).status).toBe('conflict');
    expect((await rows())[0]?.['notes']).toBe('Anna’s');
  });

  test('A2: the same call again is the same answer, once', async () => {
    const [one] = await fresh();
    const ask = {
      project_id: project,
      version: await version(),
      changes: [{ op: 'insert', client_row_id: 'r', after: one!.task_id, values: { name: 'once' } }] as Delta[],
    };
    const answers = await Promise.all([house.anna.sync(ask), house.anna.sync(ask), house.anna.sync(ask, 'key-1')]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await named()).filter((name) => name === 'once')).toHaveLength(1);
    const other = { ...ask, changes: [] };
    expect((await problemOf(house.anna.sync(other, 'key-1'))).problem.code).toBe('KEY_REUSED');
  });

  test('A5: a dry run writes nothing', async () => {
    const [one] = await fresh();
    const at = await version();
    const changes: Delta[] = [{ op: 'set', task_id: one!.task_id, field: 'name', value: 'never' }];
    const result = await house.anna.sync({ project_id: project, version: at, changes, dry_run: true });
    expect([result.counts.applied, await version()]).toEqual([1, at]);
  });
});

test.each([
  { what: 'no such field', delta: { op: 'set', task_id: '$1', field: 'colour', value: 1 }, code: 'UNKNOWN_FIELD' },
  {
    what: 'no such task',
    delta: { op: 'set', task_id: 'SF-0000-0000', field: 'name', value: 'x' },
    code: 'UNKNOWN_TASK',
  },
  { what: 'no such row', delta: { op: 'delete', client_row_id: 'r9' }, code: 'UNKNOWN_TASK' },
  { what: 'not a day', delta: { op: 'set', task_id: '$1', field: 'start', value: 'soon' }, code: 'INVALID_VALUE' },
  { what: 'itself', delta: { op: 'set', task_id: '$1', field: 'predecessors', value: '$1' }, code: 'SELF_PREDECESSOR' },
  {
    what: 'nobody',
    delta: { op: 'set', task_id: '$1', field: 'predecessors', value: '77' },
    code: 'UNKNOWN_PREDECESSOR',
  },
  { what: 'below itself', delta: { op: 'move', task_id: '$2', parent: '$3' }, code: 'INVALID_VALUE' },
  { what: 'a row twice', delta: { op: 'insert', client_row_id: 'ok' }, code: 'DUPLICATE_ROW' },
] as const)('V6: $what is refused alone, with its place', async ({ delta, code }) => {
  const ids = (await fresh()).map(({ task_id }) => task_id);
  const filled = JSON.parse(JSON.stringify(delta).replace(/\$(\d)/g, (_all, at: string) => ids[Number(at) - 1] ?? ''));
  const result = await sync([{ op: 'insert', client_row_id: 'ok', values: { name: 'ok' } }, filled as Delta]);
  expect(result.counts).toMatchObject({ applied: 1, refused: 1, edits: 2 });
  expect(result.refused).toMatchObject([{ code, cell: 'changes[1]' }]);
  expect(await named()).toContain('ok');
});

test('who may: a viewer may not, another organisation does not see it; a version that is not there is refused', async () => {
  const [one] = await fresh();
  const ask = { project_id: project, version: 1, changes: [{ op: 'delete', task_id: one!.task_id } as Delta] };
  const tenant = (await house.owner.whoami()).tenant.id;
  const viewer = house.as(await addPerson(house, tenant, 'viewer'));
  const other = house.as((await addTenant(house, 'owner')).token);
  expect((await problemOf(viewer.sync(ask))).problem.code).toBe('FORBIDDEN');
  expect((await problemOf(other.sync(ask))).problem.code).toBe('NOT_FOUND');
  expect((await problemOf(house.anna.sync({ ...ask, version: 999 }))).problem.code).toBe('BASE_AHEAD');
  expect((await problemOf(house.anna.sync({ ...ask, copy_id: tenant }))).problem.code).toBe('NOT_FOUND');
});

test('a column of the copy by its letter', async () => {
  const { demo } = house;
  const copy = await house.anna.download(demo.project_id);
  const page = await house.anna.tasks(demo.project_id, { limit: 1 });
  const result = await house.anna.sync({
    project_id: demo.project_id,
    copy_id: copy?.copy_id ?? '',
    version: page.version,
    changes: [{ op: 'set', task_id: String(page.tasks[0]?.task_id), column: 'C', value: 'by letter' }],
  });
  expect(result.refused).toEqual([]);
  expect((await house.anna.tasks(demo.project_id, { limit: 1 })).tasks[0]?.['name']).toBe('by letter');
});
