/** ID8: typing over a name never moves a task, however the plan tells its outline. */
import { diff, merge, orderedTasks } from '@sprintforge/core';
import { openWorkbook } from '@sprintforge/xlsx';
import { describe, expect, test } from 'vitest';
import { corpus } from '../../../test/support/corpora.ts';
import type { CellReading, TableMapping } from '../src/api.ts';
import { findTable } from '../src/detect.ts';
import { identify } from '../src/identify.ts';
import { importPlan } from '../src/import.ts';
import { readMetadata, rebind } from '../src/metadata.ts';
import { readPlan } from '../src/read.ts';
import { columnInRow } from '../src/values/name-columns.ts';
import { writePlan } from '../src/write.ts';
import { firstCopy, handOut, ids, upload } from './copy-fixture.ts';
import { counting, editsOf } from './plan-fixture.ts';
import { strangersPlan } from './stranger-fixture.ts';

const OUTLINES: readonly TableMapping['outline'][] = ['indent', 'wbs', 'level', 'rows', 'columns', 'none'];

interface Case {
  readonly rule: string;
  /** Row of the sheet → the new text of its name. */
  readonly typed: Readonly<Record<number, string>>;
  readonly edits: readonly string[];
}

const cases: readonly Case[] = [
  { rule: 'ID8 a leaf typed over without its blanks', typed: { 4: 'Dig deeper' }, edits: ['4.name=Dig deeper'] },
  { rule: 'ID8 a summary typed over without its blanks', typed: { 3: 'Earth' }, edits: ['3.name=Earth'] },
  { rule: 'ID8 a name edited within its blanks', typed: { 4: '    Dig!' }, edits: ['4.name=    Dig!'] },
  { rule: 'ID8 all names typed over', typed: { 2: 'a', 3: 'b', 4: 'c' }, edits: ['2.name=a', '3.name=b', '4.name=c'] },
];

async function first(outline: TableMapping['outline']) {
  const workbook = openWorkbook(await strangersPlan(outline));
  const { table, resources } = findTable(workbook);
  const plan = readPlan(workbook, table!, resources);
  const { snapshot, rowIds } = importPlan(plan, ids());
  const written = await writePlan(workbook, plan, rowIds, snapshot, handOut(table!, {}, resources));
  return { ...written, snapshot, plan };
}

/** The column in which the name of a row stands. */
function nameAt({ mapping, plan }: Awaited<ReturnType<typeof first>>): (row: number) => number {
  const binding = mapping.columns.find(({ field }) => field === 'name')!;
  return (row) => columnInRow(plan.rows.find((one) => one.row === row)!, binding);
}

async function typeNames(bytes: Uint8Array, typed: Case['typed'], columnOf: (row: number) => number) {
  const workbook = openWorkbook(bytes);
  workbook.setCells(
    'Plan',
    Object.entries(typed).map(([row, value]) => ({ row: Number(row), column: columnOf(Number(row)), value })),
  );
  return workbook.toBytes();
}

function reread(bytes: Uint8Array) {
  const workbook = openWorkbook(bytes);
  const state = readMetadata(workbook);
  if (state.state !== 'signed') throw new Error(state.state);
  const { mapping, resources } = rebind(workbook, state.metadata);
  return { workbook, plan: readPlan(workbook, mapping, resources) };
}

/** A task by the row that it stood on. */
const rowName = (id: string) => String(Number(id.slice(-4)) + 1);
const byRow = (edits: readonly string[]) => edits.map((edit) => edit.replace(/SF-\d{4}-\d{4}/g, rowName));

describe.each(OUTLINES)('outline by %s', (outline) => {
  test.each(cases)('$rule', async ({ typed, edits }) => {
    const copy = await first(outline);
    const name = nameAt(copy);
    const bytes = await typeNames(copy.bytes, typed, name);
    const found = upload(bytes, copy.snapshot, copy.shadow);
    expect(copy.mapping.outline).toBe(outline);
    expect(byRow(editsOf(found.theirs, copy.snapshot))).toEqual(edits);
    const { merged } = merge(copy.snapshot, copy.snapshot, found.theirs, { strategy: 'server' });

    // The copy that made the edit, and one that did not, say the merged plan and nothing else.
    for (const source of [bytes, copy.bytes]) {
      const { workbook, plan } = reread(source);
      const { rowIds } = identify(plan, copy.snapshot, copy.shadow, counting());
      const next = await writePlan(workbook, plan, rowIds, merged, handOut(plan.mapping));
      const again = upload(next.bytes, merged, next.shadow);
      expect(again.repairs).toEqual([]);
      expect(editsOf(again.theirs, merged)).toEqual([]);
      for (const [row, text] of Object.entries(typed))
        expect(
          openWorkbook(next.bytes)
            .sheet('Plan')
            ?.cell(Number(row), name(Number(row)))?.value,
        ).toBe(text);
    }
  });
});

// Excel itself puts a row that is inserted into a group of rows into that group, and a name in one of several columns says its level: there no row is bare.
describe.each(OUTLINES.filter((outline) => outline !== 'rows' && outline !== 'columns'))(
  'outline by %s, a bare row',
  (outline) => {
    test.each([2, 3, 4, 5, 6, 7, 8])('ID8 inserted under row %i is one new task and no other edit', async (under) => {
      const copy = await first(outline);
      const name = copy.mapping.columns.find(({ field }) => field === 'name')!.column;
      const workbook = openWorkbook(copy.bytes);
      workbook.insertRows('Plan', [{ at: under + 1, count: 1, like: 0 }]);
      workbook.setCells('Plan', [{ row: under + 1, column: name, value: 'Brought in' }]);
      const found = upload(await workbook.toBytes(), copy.snapshot, copy.shadow);
      const edits = editsOf(found.theirs, copy.snapshot);
      expect(edits.map((edit) => edit.replace(/\+\S+ /, '+ '))).toEqual(['+ Brought in']);
    });
  },
);

test.each(['level', 'wbs'] as const)(
  'C3 without the column that tells the outline (%s) nothing moves',
  async (outline) => {
    const copy = await first(outline);
    const workbook = openWorkbook(copy.bytes);
    const { column } = copy.mapping.columns.find(({ field }) => field === outline)!;
    workbook.setCells(
      'Plan',
      Array.from({ length: 9 }, (_, row) => ({ row: row + 1, column, value: null })),
    );
    workbook.setDefinedName(`_sf_${outline}`, null);
    const found = upload(await workbook.toBytes(), copy.snapshot, copy.shadow);
    expect(found.notices.map(({ code }) => code)).toEqual(['COLUMN_MISSING']);
    expect(editsOf(found.theirs, copy.snapshot)).toEqual([]);
  },
);

test('ID8 a name moved out by its blanks alone is one edit, of the parent', async () => {
  const copy = await first('indent');
  const bytes = await typeNames(copy.bytes, { 7: '  Bricks' }, () => 1);
  const found = upload(bytes, copy.snapshot, copy.shadow);
  const edits = byRow(editsOf(found.theirs, copy.snapshot)).filter((edit) => !edit.includes('@rank'));
  const house = [...copy.snapshot.tasks.values()].find((task) => task.fields['name'] === 'House')!;
  expect(edits).toEqual([`7.@parent=${rowName(house.id)}`]);
});

const indented = corpus('plans').filter(({ file }) => file.includes('3f5dec3e'));
test.skipIf(indented.length === 0)('ID8 a name of a real indented plan is one edit', async () => {
  const copy = (await firstCopy(indented[0]!.path))!;
  const { workbook, plan } = reread(copy.bytes);
  const column = plan.mapping.columns.find(({ field }) => field === 'name')!.column;
  for (const row of plan.rows.filter(({ level }) => level > 1).slice(0, 6)) {
    const again = openWorkbook(copy.bytes);
    again.setCells(plan.mapping.sheet, [{ row: row.row, column, value: 'Renamed' }]);
    const found = upload(await again.toBytes(), copy.snapshot, copy.shadow, workbook.application);
    expect(editsOf(found.theirs, copy.snapshot)).toEqual([`${row.id}.name=Renamed`]);
  }
});

test.each(['level', 'columns'] as const)(
  'ID8 what is below a task that others moved goes along (%s)',
  async (outline) => {
    const copy = await first(outline);
    const named = (name: string) => [...copy.snapshot.tasks.values()].find((task) => task.fields['name'] === name)!;
    const [house, garden] = [named('House'), { ...named('Garden'), rank: 'zz' }];
    const tasks = new Map(copy.snapshot.tasks).set(garden.id, { ...garden, parent: house.id });
    const target = { ...copy.snapshot, tasks };
    const { workbook, plan } = reread(copy.bytes);
    const { rowIds } = identify(plan, copy.snapshot, copy.shadow, counting());
    const next = await writePlan(workbook, plan, rowIds, target, handOut(plan.mapping));
    expect(reread(next.bytes).plan.rows.map(({ level }) => level)).toEqual([1, 2, 3, 3, 2, 3, 2, 3]);
    expect(next.shadow.cells.filter(({ field }) => field === '@parent')).toEqual([]);
  },
);

test('ID8 a task that others added stands as deep as it should', async () => {
  const copy = await first('indent');
  const [parent] = [...copy.snapshot.tasks.values()].filter((task) => task.fields['name'] === '  Ground');
  const task = { id: 'SF-9000-0001', parent: parent!.id, rank: 'zz', fields: { name: 'Drain' } };
  const target = { ...copy.snapshot, tasks: new Map([...copy.snapshot.tasks, [task.id, task]]) };
  const { workbook, plan } = reread(copy.bytes);
  const { rowIds } = identify(plan, copy.snapshot, copy.shadow, counting());
  const next = await writePlan(workbook, plan, rowIds, target, handOut(plan.mapping));
  const row = reread(next.bytes).plan.rows.find(({ id }) => id === task.id);
  expect(row?.cells['name']).toEqual({ kind: 'value', value: '    Drain' } satisfies CellReading);
  expect(editsOf(upload(next.bytes, target, next.shadow).theirs, target)).toEqual([]);
  expect(orderedTasks(target).length).toBe(diff(copy.snapshot, target).tasks.added.length + copy.snapshot.tasks.size);
});
