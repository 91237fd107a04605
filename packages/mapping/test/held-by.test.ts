import { expect, test } from 'vitest';
import type { CellReading } from '../src/api.ts';
import { heldBy, identify } from '../src/index.ts';
import { counting, editsOf, type FixtureRow, LINES, NO_SHADOW, planOf, row, snapshotOf } from './plan-fixture.ts';

const base = snapshotOf(LINES);
const all = LINES.map((line) => row(line));
const [A, B] = LINES as readonly [(typeof LINES)[0], (typeof LINES)[0]];
const others = all.slice(1);
const typed = (name: string, status: string | null = null): FixtureRow => ({
  id: '',
  cells: { name, start: null, duration: null, status },
});
const bad: CellReading = { kind: 'refused', code: 'CELL_ERROR', raw: '#REF!', expected: 'a date' };
const formula = (value: number): CellReading => ({ kind: 'value', value, formula: 'D1+1' });

interface Case {
  readonly rule: string;
  /** The workbook as it is saved, one time after the other. */
  readonly saves: readonly (readonly FixtureRow[])[];
  /** What each save edits. */
  readonly edits: readonly (readonly string[])[];
  readonly notices?: readonly (readonly string[])[];
}

const cases: readonly Case[] = [
  {
    rule: 'B1 the same again is no edit',
    saves: [
      [row(A, { status: 'Open' }), ...others],
      [row(A, { status: 'Open' }), ...others],
    ],
    edits: [['A.status=Open'], []],
  },
  {
    rule: 'B1 back to the first value is an edit',
    saves: [[row(A, { status: 'Open' }), ...others], all],
    edits: [['A.status=Open'], ['A.status=Done']],
  },
  {
    rule: 'B1 a cell that was cleared stays cleared',
    saves: [
      [row(A, { status: null }), ...others],
      [row(A, { status: null, duration: 4 }), ...others],
    ],
    edits: [['A.status=null'], ['A.duration=4']],
  },
  {
    rule: 'V6 a refused cell is refused once',
    saves: [
      [row(A, { start: bad }), ...others],
      [row(A, { start: bad }), ...others],
    ],
    edits: [[], []],
  },
  {
    rule: 'V7 a formula is an edit once',
    saves: [
      [row(A, { duration: formula(5) }), ...others],
      [row(A, { duration: formula(5) }), ...others],
    ],
    edits: [['A.duration=5'], []],
  },
  {
    rule: 'ID2 a row that was typed in, and typed on, is one task',
    saves: [
      [...all, typed('Party')],
      [...all, typed('Party', 'Open')],
      [...all, typed('Big party', 'Open')],
    ],
    edits: [['+new-1 Party'], ['new-1.status=Open'], ['new-1.name=Big party']],
  },
  {
    rule: 'ID2 a second new row below the first is another task',
    saves: [
      [...all, typed('Party')],
      [...all, typed('Party'), typed('Clean up')],
    ],
    edits: [['+new-1 Party'], ['+new-2 Clean up']],
  },
  {
    rule: 'ID2 two equal new rows stay two',
    saves: [
      [...all, typed('Party'), typed('Party')],
      [...all, typed('Party'), typed('Party')],
    ],
    edits: [['+new-1 Party', '+new-2 Party'], []],
  },
  {
    rule: 'ID2 a new row that was deleted again',
    saves: [[...all, typed('Party')], all],
    edits: [['+new-1 Party'], ['-new-1']],
  },
  {
    rule: 'ID3 a copied row is a new task once, and told of once',
    saves: [
      [row(A), row(A, { name: 'Survey 2' }), ...others],
      [row(A), row(A, { name: 'Survey 2' }), ...others],
      [row(A), row(A, { name: 'Survey 2', status: 'Open' }), ...others],
    ],
    edits: [['+new-1 Survey 2'], [], ['new-1.status=Open']],
    notices: [['DUPLICATE_ID'], [], []],
  },
  {
    rule: 'ID4 an ID that nobody gave out is told of once',
    saves: [
      [...all, { ...typed('Party'), id: 'SF-XXXX-XXXX' }],
      [...all, { ...typed('Party'), id: 'SF-XXXX-XXXX' }],
    ],
    edits: [['+new-1 Party'], []],
    notices: [['UNKNOWN_ID'], []],
  },
  {
    rule: 'M5 a deleted row is deleted once',
    saves: [others, others],
    edits: [['-A'], []],
  },
  {
    rule: 'ID8 a moved row is moved once',
    saves: [
      [all[1]!, all[0]!, ...all.slice(2)],
      [all[1]!, all[0]!, ...all.slice(2)],
    ],
    edits: [['moved'], []],
  },
];

test.each(cases)('$rule', ({ saves, edits, notices }) => {
  const ids = counting();
  let held = { base, shadow: NO_SHADOW };
  for (const [at, rows] of saves.entries()) {
    const plan = planOf(rows);
    const read = identify(plan, held.base, held.shadow, ids);
    const found = editsOf(read.theirs, held.base);
    if (edits[at]?.[0] === 'moved') expect(found.length).toBeGreaterThan(0);
    else expect(found).toEqual(edits[at]);
    if (notices) expect(read.notices.map(({ code }) => code)).toEqual(notices[at]);
    held = heldBy(plan, read, held);
  }
});

test('B1 what was held before and is not in the file stays held', () => {
  const without = planOf(all.map(({ id, cells: { start: _start, ...cells } }) => ({ id, cells })));
  const read = identify(without, base, NO_SHADOW, counting());
  expect(heldBy(without, read, { base, shadow: NO_SHADOW }).base.tasks.get(B[0])?.fields['start']).toBe(B[2]);
});
