/** A plan by columns against the same plan cell by cell. */
import type { FieldType } from '@sprintforge/core';
import type { Cell } from '@sprintforge/xlsx';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ColumnBinding, IdSource, PlanRead } from '../src/api.ts';
import { findTable } from '../src/detect.ts';
import { importPlan } from '../src/import.ts';
import { readPlan } from '../src/read.ts';
import { columnContext } from '../src/values/column-context.ts';
import { columnsOf, readingsOf } from '../src/values/plan-columns.ts';
import { readCell } from '../src/values/read-cell.ts';
import { readColumn } from '../src/values/read-column.ts';
import { type Given, memoryWorkbook } from './memory-workbook.ts';

const TYPES: readonly FieldType[] = [
  'text', 'choice', 'people', 'outline', 'dependencies', 'date', 'percent', 'duration', 'money', 'number', 'integer', 'boolean',
]; // biome-ignore format: one line reads better
const number = fc.oneof(
  fc.constantFrom(-1, -0, 0, 0.3, 0.1 + 0.2, 0.999, 1, 1.2, 1.5, 7, 30, 59, 60, 61, 100, 45_000, 45_000.75, 1e11, 1e15),
  fc.constantFrom(2_899_999, 2_958_465, 2_958_466, -5, 1e300, Number.POSITIVE_INFINITY),
  fc.double({ noNaN: true, min: -1e12, max: 1e12 }),
);
const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '-',
    'n/a',
    'Ann',
    'Ann; Bob',
    'Ann, Ann',
    '  00123 ',
    '30%',
    '30 %',
    '5d',
    '2w 3d',
    '1.234',
  ),
  fc.constantFrom('1.234,56', '2026-03-05', '03/04/2026', '25/04/2026', '5 days', 'Ja', 'Level 2', '3FS+2d; 5', '12'),
);
const value = fc.oneof(number, text, fc.boolean(), fc.constant({ error: '#REF!' }));
const format = fc.constantFrom(
  'general',
  'date',
  'percent',
  'datetime',
  'duration',
  'currency',
  'text',
) as fc.Arbitrary<NonNullable<Extract<Given, { format?: unknown }>['format']>>;
const cell: fc.Arbitrary<Given> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 8, arbitrary: fc.record({ value, format }) },
  { weight: 1, arbitrary: fc.record({ value, format, formula: fc.constantFrom('A1', 'TODAY()') }) },
);
const binding = (type: FieldType, style: ColumnBinding['style']): ColumnBinding => ({
  column: 1,
  header: 'H',
  field: 'f',
  type,
  confidence: 1,
  style,
});

test('V1-V7: a column is read as its cells are, one by one', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...TYPES),
      fc.constantFrom<ColumnBinding['style']>({}, { durationUnit: 'h' }, { percent: 'points' }, { date: 'dmy' }),
      fc.array(cell, { maxLength: 12 }),
      fc.boolean(),
      (type, style, cells, date1904) => {
        const workbook = memoryWorkbook([{ rows: cells.map((one) => [one]) }], { date1904 });
        const sheet = workbook.sheets[0]!;
        const source = { workbook, sheet, isVolatile: (of: Cell) => of.formula?.text === 'TODAY()' };
        const rows = cells.map((_, at) => at + 1);
        const bound = binding(type, style);
        const block = sheet.block(rows, [1]).columns[0]!;
        const context = columnContext(workbook, bound, block);
        const column = readColumn(source, bound, block, rows, []);
        const alone = rows.map((row) => readCell(source, sheet.cell(row, 1), bound, context).reading);
        expect(readingsOf(column)).toEqual(alone);
        expect(column.values).toEqual(alone.map((reading) => (reading.kind === 'value' ? reading.value : null)));
      },
    ),
    { seed: 11, numRuns: 3000 },
  );
});

const HEADER = ['WBS', 'Task', 'Start', 'Finish', 'Duration', '% Complete', 'Assigned to', 'Predecessors'];
const rows = fc.array(
  fc.tuple(
    fc.constantFrom<Given>('1', '1.1', '1.2', '2', '2.1.1', 7, null),
    fc.constantFrom<Given>('Build', 'Walls', ' Roof', 'Move in'),
    cell,
    cell,
    fc.constantFrom<Given>(1, 2, 2.5, '3d', 'soon', null),
    cell,
    fc.constantFrom<Given>('Ann', 'Ann; Bob', '-', null),
    fc.constantFrom<Given>('2', 3, '2FS+50%; 2', '1.1', '1.1, 9', 'Walls', '-', null, { value: 4, formula: 'A1' }),
  ),
  { minLength: 3, maxLength: 9 },
);

function counter(): IdSource {
  let next = 0;
  return { task: () => `SF-0000-${String(++next).padStart(4, '0')}`, resource: () => `R-${++next}` };
}

test('B1, V6: an import is the same of columns and of rows that somebody put together', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const workbook = memoryWorkbook([{ rows: [HEADER, ...given] }]);
      const { table, resources } = findTable(workbook);
      if (table === null) return;
      const plan = readPlan(workbook, table, resources);
      const copied: PlanRead = { ...plan, rows: plan.rows.map((row) => ({ ...row, cells: { ...row.cells } })) };
      expect(columnsOf(copied)).toEqual(columnsOf(plan));
      expect(columnsOf({ ...plan })).toBe(columnsOf(plan));
      expect(importPlan(copied, counter())).toEqual(importPlan(plan, counter()));
    }),
    { seed: 12, numRuns: 500 },
  );
});
