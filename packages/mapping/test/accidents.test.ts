/** V8: accidents are recognised and named, and one confirmation undoes them; ordinary edits never ask. */
import { emptySnapshot, ranksBetween, type Snapshot, type Value, withTasks } from '@sprintforge/core';
import { type CellEdit, openWorkbook } from '@sprintforge/xlsx';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CellReading, Shadow } from '../src/api.ts';
import { findTable } from '../src/detect.ts';
import { identify } from '../src/identify.ts';
import { importPlan } from '../src/import.ts';
import { readMetadata, rebind } from '../src/metadata.ts';
import { readPlan } from '../src/read.ts';
import { writePlan } from '../src/write.ts';
import { handOut, ids } from './copy-fixture.ts';
import { counting, editsOf, mappingOf, NO_SHADOW, planOf } from './plan-fixture.ts';
import { strangersWorkbook } from './stranger-fixture.ts';

const FIELDS = ['name', 'start', 'duration', 'notes'] as const;
type Task = { readonly id: string; readonly cells: Record<(typeof FIELDS)[number], Value> };

const TASKS: readonly Task[] = Array.from({ length: 12 }, (_, at) => ({
  id: `T${String(at + 1).padStart(2, '0')}`,
  cells: {
    name: `Step ${(at * 7) % 12}`,
    start: `2026-0${1 + (at % 9)}-${String(((at * 5) % 12) + 1).padStart(2, '0')}`,
    duration: 1 + ((at * 5) % 11),
    notes: String(1234567890123456n + BigInt(at * 7_654_321)),
  },
}));

const base: Snapshot = (() => {
  const ranks = ranksBetween(null, null, TASKS.length);
  const tasks = TASKS.map(({ id, cells }, at) => ({ id, parent: null, rank: ranks[at]!, fields: cells }));
  return withTasks(emptySnapshot(), tasks);
})();
const mapping = mappingOf(FIELDS);

type Cells = Readonly<Record<string, Value | CellReading>>;
type Row = { readonly id: string; readonly cells: Cells };
/** The rows with one column rewritten. */
const column = (field: (typeof FIELDS)[number], to: (value: Value, at: number) => Value | CellReading): Row[] =>
  TASKS.map(({ id, cells }, at) => ({ id, cells: { ...cells, [field]: to(cells[field], at) } }));
const of = (field: (typeof FIELDS)[number], at: number): Value => TASKS[at]?.cells[field] ?? null;
const swap = (value: Value) => String(value).replace(/-(\d\d)-(\d\d)$/, '-$2-$1');
const refused = (raw: string): CellReading => ({
  kind: 'refused',
  code: 'AMBIGUOUS_DATE',
  raw,
  expected: 'a date such as 2026-04-03',
});
const slashed = (value: Value): Value | CellReading => {
  const [, year, month, day] = /(\d+)-(\d+)-(\d+)/.exec(String(value))!;
  return month === day ? value : refused(`${day}/${month}/${year}`);
};
const blankRow = (over: Cells): Row => ({
  id: '',
  cells: { name: null, start: null, duration: null, notes: null, ...over },
});

interface Case {
  readonly rule: string;
  readonly rows: readonly Row[];
  readonly code: string;
  /** Edits that are left after the repair. */
  readonly left?: readonly string[];
}

const cases: readonly Case[] = [
  {
    rule: 'V8 a cell deleted, the column moves up',
    rows: column('duration', (value, at) => (at < 3 ? value : of('duration', at + 1))),
    code: 'COLUMN_SHIFTED',
  },
  {
    rule: 'V8 a cell inserted, the column moves down over the last row',
    rows: [
      ...column('duration', (value, at) => (at < 3 ? value : at === 3 ? null : of('duration', at - 1))),
      blankRow({ duration: of('duration', 11) }),
    ],
    code: 'COLUMN_SHIFTED',
  },
  {
    rule: 'V8 a column moved down, and one cell edited besides',
    rows: column('start', (value, at) =>
      at < 2 ? value : at === 2 ? null : at === 8 ? '2030-01-01' : of('start', at - 1),
    ),
    code: 'COLUMN_SHIFTED',
    left: ['T09.start=2030-01-01'],
  },
  { rule: 'V8 day and month exchanged', rows: column('start', swap), code: 'DAY_MONTH_SWAPPED' },
  {
    rule: 'V8 day and month exchanged in most of the changed dates',
    rows: column('start', (value, at) => (at === 0 ? '2027-12-31' : swap(value))),
    code: 'DAY_MONTH_SWAPPED',
    left: ['T01.start=2027-12-31'],
  },
  { rule: 'V8 times 100', rows: column('duration', (value) => Number(value) * 100), code: 'SCALE_SHIFT' },
  { rule: 'V8 divided by 100', rows: column('duration', (value) => Number(value) / 100), code: 'SCALE_SHIFT' },
  {
    rule: 'V8 digits cut at 15',
    rows: column('notes', (value) => `${String(value).slice(0, 15)}0`),
    code: 'DIGITS_CUT',
  },
  { rule: 'V8 digits in scientific form', rows: column('notes', () => '1.23457E+15'), code: 'DIGITS_CUT' },
];

describe('accidents', () => {
  test.each(cases)('$rule', ({ rows, code, left = [] }) => {
    const plan = planOf(rows, mapping);
    const found = identify(plan, base, NO_SHADOW, counting());
    expect(found.repairs.map((repair) => repair.code)).toEqual([code, code]);
    const repaired = identify(plan, base, NO_SHADOW, counting(), { repairs: new Set([found.repairs[0]!.id]) });
    expect(repaired.repairs).toEqual([]);
    expect(editsOf(repaired.theirs, base)).toEqual(left);
    const kept = identify(plan, base, NO_SHADOW, counting(), { repairs: new Set([found.repairs[1]!.id]) });
    expect(kept.repairs).toEqual([]);
    expect(editsOf(kept.theirs, base).length).toBeGreaterThanOrEqual(5);
  });

  test.each<readonly [string, readonly Row[], readonly string[]]>([
    ['four dates exchanged', column('start', (value, at) => (at < 4 ? swap(value) : value)), []],
    ['all dates a week later', column('start', (value) => String(value).replace('2026', '2027')), []],
    ['durations doubled', column('duration', (value) => Number(value) * 2), []],
    ['a column set to one value', column('duration', () => 5), []],
    ['weekly steps all put off by a week', column('duration', (value) => Number(value) + 1), []],
    [
      'a row typed in and the column numbered anew',
      (() => {
        const rows = column('duration', (value, at) => (at < 3 ? value : of('duration', (at + 1) % 12)));
        return [...rows.slice(0, 3), blankRow({ name: 'New', duration: of('duration', 3) }), ...rows.slice(3)];
      })(),
      [],
    ],
    ['one long number cut: told, not asked', column('notes', (v, at) => (at ? v : '1234567890123450')), ['DIGITS_CUT']],
  ])('V8 no accident: %s', (_, rows, notices) => {
    const found = identify(planOf(rows, mapping), base, NO_SHADOW, counting());
    expect(found.repairs).toEqual([]);
    expect(found.notices.map(({ code }) => code)).toEqual(notices);
    expect(editsOf(found.theirs, base).length).toBeGreaterThan(0);
  });

  test('V8 dates that became text in one order are read by what base held, and only the edited one is an edit', () => {
    const rows = column('start', (value, at) => (at === 3 ? refused('05/11/2026') : slashed(value)));
    const found = identify(planOf(rows, mapping), base, NO_SHADOW, counting());
    expect(found.refused).toEqual([]);
    expect(found.notices.map(({ code }) => code)).toEqual(['TYPE_LOST']);
    expect(editsOf(found.theirs, base)).toEqual(['T04.start=2026-11-05']);
  });

  test('V8 formulas replaced by their values down a column come back, or stay values; one alone is only told', () => {
    const shadow: Shadow = {
      cells: TASKS.map(({ id, cells }) => ({
        id,
        field: 'duration',
        reading: { kind: 'value', value: cells.duration, formula: 'RC[1]-RC[-1]' },
      })),
      keptRows: [],
    };
    const plan = planOf(
      column('duration', (value) => value),
      mapping,
    );
    const found = identify(plan, base, shadow, counting());
    expect(found.repairs.map(({ code }) => code)).toEqual(['FORMULA_LOST', 'FORMULA_LOST']);
    const repaired = identify(plan, base, shadow, counting(), { repairs: new Set([found.repairs[0]!.id]) });
    expect([...repaired.formulas!.values()]).toEqual(TASKS.map(() => 'RC[1]-RC[-1]'));
    const kept = identify(plan, base, shadow, counting(), { repairs: new Set([found.repairs[1]!.id]) });
    expect([kept.repairs, kept.formulas]).toEqual([[], undefined]);
    const formula = (value: Value): CellReading => ({ kind: 'value', value, formula: 'E2-C2' });
    const one = planOf(
      column('duration', (value, at) => (at === 5 ? value : formula(value))),
      mapping,
    );
    const told = identify(one, base, shadow, counting(), { application: 'another program' });
    expect(told.repairs).toEqual([]);
    expect(told.notices.map(({ code, cell }) => `${code} ${cell}`)).toEqual(['FORMULA_LOST D7']);
  });

  test('V8 law: edits of fewer than five rows never ask', () => {
    const value = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 4000 }), fc.string({ maxLength: 6 }));
    const day = fc.integer({ min: 0, max: 11 }).map((at) => swap(of('start', at)));
    const edit = fc.record({
      row: fc.integer({ min: 0, max: 3 }),
      field: fc.constantFrom(...FIELDS),
      value: fc.oneof(value, day),
      from: fc.integer({ min: 0, max: 11 }),
      copied: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), fc.integer({ min: 0, max: 8 }), (edits, first) => {
        const rows = TASKS.map(({ id, cells }) => ({ id, cells: { ...cells } as Record<string, Value> }));
        for (const { row, field, value, from, copied } of edits)
          rows[first + row]!.cells[field] = copied ? of(field, from) : value;
        const found = identify(planOf(rows, mapping), base, NO_SHADOW, counting());
        expect(found.repairs.filter(({ code }) => code !== 'ROWS_SHIFTED')).toEqual([]);
      }),
      { seed: 8, numRuns: process.env['SPRINTFORGE_LONG'] ? 5000 : 500 },
    );
  });
});

describe('accidents in workbooks', () => {
  const days = Array.from({ length: 8 }, (_, at) => at);
  const house = async (edit: (row: number) => CellEdit | readonly CellEdit[]) => {
    const workbook = openWorkbook(
      strangersWorkbook({
        rows: [
          ['Task Name', 'Start', 'Duration', 'Cost'],
          ...days.map((at) => [`Step ${at}`, { serial: 46_150 + at }, at + 1, 100 * (at + 1)]),
        ],
      }),
    );
    const formulas = days.map((at) => ({ row: at + 2, column: 4, formula: `C${at + 2}*100`, value: 100 * (at + 1) }));
    workbook.setCells('Plan', formulas);
    const { table } = findTable(workbook);
    const plan = readPlan(workbook, table!);
    const { snapshot, rowIds } = importPlan(plan, ids());
    const copy = { ...(await writePlan(workbook, plan, rowIds, snapshot, handOut(table!))), snapshot };
    const changed = openWorkbook(copy.bytes);
    changed.setCells(
      'Plan',
      days.flatMap((at) => edit(at + 2)),
    );
    return { copy, bytes: await changed.toBytes() };
  };
  const opened = (bytes: Uint8Array) => {
    const workbook = openWorkbook(bytes);
    const state = readMetadata(workbook);
    if (state.state !== 'signed') throw new Error(state.state);
    const { mapping: found } = rebind(workbook, state.metadata);
    return { workbook, plan: readPlan(workbook, found) };
  };

  test('V8 formulas come back where the person wants them', async () => {
    const { copy, bytes } = await house((row) => ({ row, column: 4, value: (row - 1) * 100 }));
    const { workbook, plan } = opened(bytes);
    const { repairs } = identify(plan, copy.snapshot, copy.shadow, counting());
    const repaired = identify(plan, copy.snapshot, copy.shadow, counting(), { repairs: new Set([repairs[0]!.id]) });
    const given = handOut(plan.mapping, { formulas: repaired.formulas! });
    const written = await writePlan(workbook, plan, repaired.rowIds, copy.snapshot, given);
    const again = opened(written.bytes);
    expect(again.workbook.sheet('Plan')!.cell(5, 4)?.formula?.text).toBe('C5*100');
    const found = identify(again.plan, copy.snapshot, written.shadow, counting());
    expect([found.repairs, editsOf(found.theirs, copy.snapshot)]).toEqual([[], []]);
  });

  test('V8 numbers and days that became text are no edit, and are told', async () => {
    const { copy, bytes } = await house((row) => [
      { row, column: 2, value: `2026-05-${String(row + 6).padStart(2, '0')}` },
      { row, column: 3, value: String(row - 1) },
    ]);
    const { plan } = opened(bytes);
    const found = identify(plan, copy.snapshot, copy.shadow, counting());
    expect(plan.notices?.map(({ code }) => code)).toEqual(['TYPE_LOST', 'TYPE_LOST']);
    expect([found.repairs, editsOf(found.theirs, copy.snapshot)]).toEqual([[], []]);
    expect(opened(copy.bytes).plan.notices).toBeUndefined();
  });
});
