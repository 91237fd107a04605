/** Names in one column for each level (outline `columns`): what is typed there is read, what others did is written there. */
import type { Snapshot, Task, TaskId } from '@sprintforge/core';
import { openWorkbook } from '@sprintforge/xlsx';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findTable } from '../src/detect.ts';
import { identify } from '../src/identify.ts';
import { importPlan } from '../src/import.ts';
import { depths, planOrder } from '../src/layout/plan-order.ts';
import { readRebound } from '../src/metadata/read-copy.ts';
import { readMetadata, rebind } from '../src/metadata.ts';
import { readPlan } from '../src/read.ts';
import { writePlan } from '../src/write.ts';
import { handOut, ids, upload } from './copy-fixture.ts';
import { counting, editsOf } from './plan-fixture.ts';
import { strangersPlan, strangersWorkbook } from './stranger-fixture.ts';

/*    A       B        C
 * 2  House
 * 3          Ground
 * 4                   Dig
 * 5                   Pour
 * 6          Walls
 * 7                   Bricks
 * 8  Garden
 * 9          Trees          */
async function first() {
  const workbook = openWorkbook(strangersPlan('columns'));
  const { table, resources } = findTable(workbook);
  const plan = readPlan(workbook, table!, resources);
  const { snapshot, rowIds } = importPlan(plan, ids());
  return { ...(await writePlan(workbook, plan, rowIds, snapshot, handOut(table!, {}, resources))), snapshot };
}
type Copy = Awaited<ReturnType<typeof first>>;
const copy: Copy = await first();

const idAt = (row: number): TaskId => `SF-0000-${String(row - 1).padStart(4, '0')}`;
const byRow = (text: string): string => text.replace(/SF-0000-\d{4}/g, (id) => String(Number(id.slice(-4)) + 1));

interface Typed {
  /** `C4` → what is typed there; null: emptied. */
  readonly [cell: string]: string | null;
}

async function typed(bytes: Uint8Array, cells: Typed, insertAt?: number): Promise<Uint8Array> {
  const workbook = openWorkbook(bytes);
  if (insertAt !== undefined) workbook.insertRows('Plan', [{ at: insertAt, count: 1, like: 0 }]);
  workbook.setCells(
    'Plan',
    Object.entries(cells).map(([cell, value]) => ({
      row: Number(cell.slice(1)),
      column: cell.charCodeAt(0) - 64,
      value,
    })),
  );
  return workbook.toBytes();
}

/** Edits without ranks: `row.field=value`, tasks by the row they stood on. */
function edits(bytes: Uint8Array): readonly string[] {
  const found = upload(bytes, copy.snapshot, copy.shadow);
  expect(found.repairs).toEqual([]);
  const refused = found.refused.map(({ cell, code }) => `${cell} ${code}`);
  const told = editsOf(found.theirs, copy.snapshot).filter((edit) => !edit.includes('@rank'));
  return [...told.map(byRow).map((edit) => edit.replace(/^\+\S+ /, '+ ')), ...refused];
}

describe('what is typed', () => {
  const cases: readonly (readonly [rule: string, cells: Typed, edits: readonly string[], insertAt?: number])[] = [
    ['M1 a name', { C4: 'Dig deep' }, ['4.name=Dig deep']],
    ['ID8 moved out: the same name in the column before', { C4: null, B4: 'Dig' }, ['4.@parent=2', '5.@parent=4']],
    ['ID8 moved in', { B6: null, C6: 'Walls' }, ['6.@parent=3', '7.@parent=3']],
    ['ID8 moved and called otherwise', { C7: null, B7: 'Roof' }, ['7.@parent=2', '7.name=Roof']],
    ['V5 a name taken away: what stands below it stays there', { A8: null }, ['8.name=null']],
    ['V6 two names in a row', { B4: 'Dig' }, ['C4 SEVERAL_NAMES']],
    ['V6 two names in the row of a summary: what stands below it stays there', { B8: 'Garden' }, ['B8 SEVERAL_NAMES']],
    ['ID2 a new row', { C5: 'Drain' }, ['+ Drain'], 5],
    ['ID2 a new row one level up takes in what follows', { B5: 'Cellar' }, ['+ Cellar', '5.@parent=SF-0005-0001'], 5],
    ['ID2 a new row without a name', { F5: 'Ann' }, ['+ '], 5],
  ];
  test.each(cases.map(([rule, ...what]) => ({ rule, what })))('$rule', async ({ what: [cells, wanted, insertAt] }) => {
    const found = edits(await typed(copy.bytes, cells, insertAt));
    expect([...found].sort()).toEqual([...wanted].sort());
  });

  test('C3 a column of names is gone: its names stay, and the levels of the others', async () => {
    const workbook = openWorkbook(copy.bytes);
    workbook.setCells(
      'Plan',
      [1, 3, 6, 9].map((row) => ({ row, column: 2, value: null })),
    );
    for (const { name } of workbook.definedNames) if (/name2/i.test(name)) workbook.setDefinedName(name, null);
    workbook.setCells('Plan', [{ row: 4, column: 3, value: 'Dig deep' }]);
    const again = openWorkbook(await workbook.toBytes());
    const state = readMetadata(again);
    if (state.state !== 'signed') throw new Error(state.state);
    const rebound = rebind(again, state.metadata);
    expect(rebound.missing.map(({ field }) => field)).toEqual(['name2']);
    const found = identify(readRebound(again, rebound), copy.snapshot, copy.shadow, counting());
    expect(editsOf(found.theirs, copy.snapshot).map(byRow)).toEqual(['4.name=Dig deep']);
    expect(found.notices.map(({ code }) => code)).toContain('COLUMN_MISSING');
  });

  test.each([
    ['the first', 0],
    ['the second', 1],
    ['the third', 2],
  ])('ID8 sorted by %s column of names: no edit', async (_, at) => {
    const workbook = openWorkbook(copy.bytes);
    const sheet = workbook.sheet('Plan')!;
    const rows = [2, 3, 4, 5, 6, 7, 8, 9].map((row) => sheet.row(row).map(({ column, value }) => ({ column, value })));
    const key = (cells: (typeof rows)[number]) => String(cells.find(({ column }) => column === at + 1)?.value ?? '');
    const sorted = [...rows].sort((a, b) =>
      key(a) === '' || key(b) === '' ? Number(key(a) === '') - Number(key(b) === '') : key(a) < key(b) ? -1 : 1,
    );
    const width = Math.max(...rows.flat().map(({ column }) => column));
    workbook.setCells(
      'Plan',
      sorted.flatMap((cells, row) =>
        Array.from({ length: width }, (_, column) => {
          const value = cells.find((cell) => cell.column === column + 1)?.value ?? null;
          return { row: row + 2, column: column + 1, value: typeof value === 'object' ? null : value };
        }),
      ),
    );
    expect(edits(await workbook.toBytes())).toEqual([]);
  });
});

/** Names as they stand in the sheet: `A House`. */
function shown(bytes: Uint8Array): readonly string[] {
  const sheet = openWorkbook(bytes).sheet('Plan')!;
  const rows = [...sheet.rows()].filter((row) => row > 1);
  return rows.map((row) =>
    [1, 2, 3]
      .flatMap((column) => {
        const value = sheet.cell(row, column)?.value ?? '';
        return value === '' ? [] : [`${'ABC'[column - 1]} ${value}`];
      })
      .join(' + '),
  );
}

/** The copy as it is handed out for another state of the plan. */
async function handedOut(target: Snapshot, bytes: Uint8Array = copy.bytes) {
  const workbook = openWorkbook(bytes);
  const state = readMetadata(workbook);
  if (state.state !== 'signed') throw new Error(state.state);
  const { mapping, resources } = rebind(workbook, state.metadata);
  const plan = readPlan(workbook, mapping, resources);
  const { rowIds } = identify(plan, copy.snapshot, copy.shadow, counting());
  return writePlan(workbook, plan, rowIds, target, handOut(mapping));
}

function changed(...tasks: readonly (Partial<Task> & { readonly id: TaskId })[]): Snapshot {
  const all = new Map(copy.snapshot.tasks);
  for (const task of tasks) all.set(task.id, { parent: null, rank: 'zz', fields: {}, ...all.get(task.id), ...task });
  return { ...copy.snapshot, tasks: all };
}

describe('what others did', () => {
  const added = 'SF-9000-0001';
  test.each<readonly [rule: string, target: Snapshot, shown: Readonly<Record<number, string>>]>([
    ['R1 nothing', copy.snapshot, {}],
    ['R1 a name', changed({ id: idAt(6), fields: { name: 'Wall' } }), { 6: 'B Wall' }],
    ['R1 a name that looks like a formula', changed({ id: idAt(6), fields: { name: '=1+1' } }), { 6: 'B =1+1' }],
    ['ID8 moved in', changed({ id: idAt(9), parent: idAt(2) }), { 8: 'A Garden', 9: 'B Trees' }],
    ['ID8 moved out', changed({ id: idAt(9), parent: null }), { 9: 'A Trees' }],
    [
      'ID8 moved out with what is below it',
      changed({ id: idAt(6), parent: null, rank: 'zy' }),
      { 6: 'A Walls', 7: 'B Bricks' },
    ],
    ['ID8 deeper than there are columns', changed({ id: idAt(5), parent: idAt(4) }), { 5: 'C Pour' }],
    ['V5 no name of a summary', changed({ id: idAt(8), fields: {} }), { 8: '' }],
    ['V5 no name', changed({ id: idAt(9), fields: {} }), { 9: '' }],
    ['R2 a new task', changed({ id: added, parent: idAt(8), fields: { name: 'Pond' } }), { 10: 'B Pond' }],
    ['R2 a new task at the top', changed({ id: added, parent: null, fields: { name: 'Pool' } }), { 10: 'A Pool' }],
  ])('%s', async (_, target, wanted) => {
    const next = await handedOut(target);
    const before = shown(copy.bytes);
    const rows = Object.keys(wanted).map((row) => Number(row) - 2);
    const now = shown(next.bytes);
    expect(Object.fromEntries(rows.map((row) => [row + 2, now[row]]))).toEqual(wanted);
    expect(now.filter((_, row) => !rows.includes(row))).toEqual(before.filter((_, row) => !rows.includes(row)));
    const again = upload(next.bytes, target, next.shadow);
    expect([editsOf(again.theirs, target), again.refused, again.repairs]).toEqual([[], [], []]);
    for (const [key, cell] of next.cells) if (key.endsWith('name')) expect(cell).toMatch(/^Plan!/);
  });

  test('R1 a name is not moved to where a merged cell would hide it: what the outline says then is no edit', async () => {
    const lines = ['A', null, null, 'B', null, null, 'C', null, null].flatMap((name, at) =>
      at % 3 === 0
        ? [
            [name, null, null],
            [null, `${name}1`, null],
            [null, `${name}2`, null],
          ]
        : [],
    );
    const rows = lines.map((line) => [...line, { serial: 46_150 }, { serial: 46_153 }]);
    const header = ['Phase', 'Work package', 'Remark', 'Start', 'Finish'];
    const workbook = openWorkbook(strangersWorkbook({ rows: [header, ...rows], merges: ['A5:B5', 'B6:C6'] }));
    const { table } = findTable(workbook);
    const plan = readPlan(workbook, table!);
    const { snapshot, rowIds } = importPlan(plan, ids());
    const before = await writePlan(workbook, plan, rowIds, snapshot, handOut(table!));
    const tasks = new Map(snapshot.tasks).set(idAt(5), { ...snapshot.tasks.get(idAt(5))!, parent: idAt(2) });
    const target = { ...snapshot, tasks: tasks.set(idAt(6), { ...tasks.get(idAt(6))!, parent: null }) };
    const next = await handedOut(target, before.bytes);
    expect(shown(next.bytes).slice(3, 5)).toEqual(['A B', 'A B1']);
    expect(editsOf(upload(next.bytes, target, next.shadow).theirs, target)).toEqual([]);
  });

  test('any state of the plan: each name stands once, in the column of its level, and nothing is an edit', {
    timeout: 600_000,
  }, async () => {
    const state = fc.array(fc.tuple(fc.nat(8), fc.nat(9), fc.constantFrom('move', 'rename', 'delete', 'add')), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(state, async (steps) => {
        const target = steps.reduce(stepped, copy.snapshot);
        const next = await handedOut(target);
        const again = upload(next.bytes, target, next.shadow);
        expect([editsOf(again.theirs, target), again.refused, again.repairs]).toEqual([[], [], []]);
        const depth = depths(target);
        if (next.shadow.order !== undefined) return;
        const wanted = planOrder(target).map((id) => {
          const name = target.tasks.get(id)!.fields['name'];
          return name === undefined ? '' : `${'ABC'[Math.min(3, depth.get(id)!) - 1]} ${name}`;
        });
        expect(shown(next.bytes)).toEqual(wanted.length === 0 ? [''] : wanted);
      }),
      { seed: 20_261_123, numRuns: process.env['SPRINTFORGE_LONG'] ? 1500 : 60 },
    );
  });
});

let made = 0;
/** A change of a task (by its place) and another one: put under it, called otherwise or nothing, deleted with what is below it, added. */
function stepped(plan: Snapshot, [at, other, what]: readonly [number, number, string]): Snapshot {
  const order = planOrder(plan);
  const id = order[at % Math.max(1, order.length)];
  const under = other === 9 ? null : (order[other % Math.max(1, order.length)] ?? null);
  const tasks = new Map(plan.tasks);
  const isBelow = (one: TaskId | null, top: TaskId): boolean =>
    one !== null && (one === top || isBelow(tasks.get(one)?.parent ?? null, top));
  if (what === 'add' || id === undefined) {
    const task = {
      id: `SF-9000-${String(++made).padStart(4, '0')}`,
      parent: under,
      rank: `z${made}z`,
      fields: { name: `New ${made}` },
    };
    return { ...plan, tasks: tasks.set(task.id, task) };
  }
  const task = tasks.get(id)!;
  const { name: _, ...nameless } = task.fields;
  const renamed = other % 3 === 0 ? nameless : { ...nameless, name: `Other ${other}` };
  if (what === 'rename') tasks.set(id, { ...task, fields: renamed });
  else if (what === 'delete') for (const one of order) if (isBelow(one, id)) tasks.delete(one);
  if (what === 'move' && !isBelow(under, id)) tasks.set(id, { ...task, parent: under });
  return { ...plan, tasks };
}
