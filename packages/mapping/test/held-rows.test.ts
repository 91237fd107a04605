/**
 * Rows that say what the copy held are passed over by whole columns, and what they hash to is remembered. Nothing may come of
 * that: for any edits, all is as when every row is looked into, and when nothing is remembered.
 */
import path from 'node:path';
import { merge, type Snapshot, subjectKey, type Task, type TaskId } from '@sprintforge/core';
import { type CellEdit, openWorkbook, type Workbook } from '@sprintforge/xlsx';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { repositoryRoot } from '../../../test/support/corpora.ts';
import type { PlanRead, WriteResult } from '../src/api.ts';
import { identify } from '../src/identify.ts';
import { readPlan } from '../src/read.ts';
import { writePlan } from '../src/write.ts';
import { type Copy, firstCopy, handOut, ids } from './copy-fixture.ts';

let copy: Copy;
beforeAll(async () => {
  copy = (await firstCopy(path.join(repositoryRoot, 'fixtures/demo-plan.xlsx')))!;
});

const step = fc.oneof(
  fc.record({
    row: fc.nat(40),
    column: fc.nat(12),
    value: fc.constantFrom<Scalar>(null, '', 'Open', '3', 4, 46_050, 0.5, '03/04/2026', true),
  }),
  fc.record({ row: fc.nat(40), column: fc.nat(12), formula: fc.constantFrom('1+1', 'D12', 'TODAY()') }),
  fc.record({ row: fc.nat(40), from: fc.nat(40) }),
  fc.record({ row: fc.nat(40), insert: fc.boolean() }),
);
type Scalar = NonNullable<CellEdit['value']> | null;
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** The copy as somebody gives it back. */
function edited(steps: readonly Step[]): Workbook {
  const workbook = openWorkbook(copy.bytes);
  const { sheet, firstRow, lastRow, columns } = copy.mapping;
  const rowAt = (at: number) => firstRow + (at % (lastRow - firstRow + 1));
  for (const what of steps) {
    const row = rowAt(what.row);
    if ('insert' in what)
      workbook.changeRows(
        sheet,
        what.insert ? [{ at: row, count: 1 }] : [],
        what.insert ? [] : [{ at: row, count: 1 }],
      );
    else if ('from' in what) {
      const values = workbook
        .sheet(sheet)!
        .row(rowAt(what.from))
        .filter((cell) => cell.formula === undefined);
      const copied = values.map(({ column, value }) => ({ row, column, value: value as Scalar }));
      workbook.setCells(sheet, copied);
    } else {
      const { column } = columns[what.column % columns.length]!;
      workbook.setCells(sheet, [
        'formula' in what ? { row, column, formula: what.formula, value: 2 } : { row, column, value: what.value },
      ]);
    }
  }
  return workbook;
}

/** The same plan, of rows that somebody put together: nothing is known by column. */
const ofRows = (plan: PlanRead): PlanRead => ({
  ...plan,
  rows: plan.rows.map((row) => ({ ...row, cells: { ...row.cells } })),
});

/** Tasks that nothing is remembered of. */
const forgotten = (plan: Snapshot): Snapshot => ({
  ...plan,
  tasks: new Map([...plan.tasks].map(([id, task]) => [id, { ...task, fields: { ...task.fields } }])),
});

/** Some of the tasks as somebody else edited them. */
function movedOn(base: Snapshot, at: readonly number[]): Snapshot {
  const tasks = new Map<TaskId, Task>(base.tasks);
  const all = [...base.tasks.values()];
  for (const index of at) {
    const task = all[index % all.length]!;
    if (index % 5 === 0) tasks.delete(task.id);
    else tasks.set(task.id, { ...task, fields: { ...task.fields, status: 'Open', name: `other ${index}` } });
  }
  const dependencies = [...base.dependencies].filter(
    ([, edge]) => tasks.has(edge.predecessor) && tasks.has(edge.successor),
  );
  return { ...base, tasks, dependencies: new Map(dependencies) };
}

const written = ({ bytes, shadow, receipt, cells }: WriteResult) => ({
  bytes: Buffer.from(bytes).toString('base64'),
  shadow,
  receipt,
  cells: [...cells],
});

test('M1, R1: held rows passed over, edits and copies are those of a look into every row', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 4 }),
      fc.array(fc.nat(60), { maxLength: 4 }),
      fc.constantFrom('server' as const, 'client' as const),
      async (steps, moved, strategy) => {
        const base = copy.snapshot;
        const ours = movedOn(base, moved);
        const open = () => {
          const workbook = edited(steps);
          return { workbook, plan: readPlan(workbook, copy.mapping) };
        };
        const [quick, whole] = [open(), open()];
        const slow = ofRows(whole.plan);
        const found = identify(quick.plan, base, copy.shadow, ids(50_000), { head: ours.tasks });
        const looked = identify(slow, base, copy.shadow, ids(50_000));
        const said = identify(quick.plan, base, copy.shadow, ids(50_000));
        expect(said).toEqual(looked);
        expect({ ...found, theirs: null }).toEqual({ ...looked, theirs: null });

        const reverts = new Set(
          [...base.tasks.keys()].flatMap((id) =>
            ['status', 'name', 'notes'].map((field) => subjectKey({ kind: 'field', entity: 'task', id, field })),
          ),
        );
        const options = { strategy, possibleReverts: reverts };
        const merged = merge(base, ours, found.theirs, options);
        const expected = merge(forgotten(base), ours, looked.theirs, options);
        expect(merged).toEqual(expected);

        const copies = [
          await writePlan(quick.workbook, quick.plan, found.rowIds, merged.merged, handOut(copy.mapping)),
          await writePlan(whole.workbook, slow, looked.rowIds, forgotten(expected.merged), handOut(copy.mapping)),
        ];
        expect(written(copies[0]!)).toEqual(written(copies[1]!));
      },
    ),
    { seed: 5_22, numRuns: process.env['SPRINTFORGE_LONG'] ? 1_000 : 60 },
  ));
