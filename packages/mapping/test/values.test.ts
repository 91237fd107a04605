import type { FieldType } from '@sprintforge/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ColumnBinding, ColumnStyle } from '../src/api.ts';
import { columnSample, columnStyle } from '../src/detect/column-style.ts';
import { columnContext } from '../src/values/column-context.ts';
import { formatFor } from '../src/values/format.ts';
import { readCell } from '../src/values/read-cell.ts';
import { VolatileFormulas } from '../src/values/volatile-formulas.ts';
import { date, formula, type Given, memoryWorkbook, percent } from './memory-workbook.ts';

const binding = (type: FieldType, style: ColumnStyle = {}): ColumnBinding => ({
  column: 1,
  header: 'H',
  field: 'f',
  type,
  confidence: 1,
  style,
});

/** Reads the first of these cells of one column; the others are its neighbours. */
function read(type: FieldType, cells: readonly Given[], options: { style?: ColumnStyle; date1904?: boolean } = {}) {
  const workbook = memoryWorkbook([{ rows: cells.map((cell) => [cell]) }], options);
  const sheet = workbook.sheets[0]!;
  const bound = binding(type, options.style);
  const context = columnContext(
    workbook,
    bound,
    columnSample(
      sheet,
      1,
      cells.map((_, i) => i + 1),
    ),
  );
  const volatile = new VolatileFormulas(workbook);
  return readCell(
    { workbook, sheet, isVolatile: (cell) => volatile.depends(sheet, cell) },
    sheet.cell(1, 1),
    bound,
    context,
  );
}

type Row = readonly [type: FieldType, cells: readonly Given[], value: unknown];
const VALUES: readonly Row[] = [
  ['date', [date(45_000)], '2023-03-15'],
  ['date', [date(45_000.75)], '2023-03-15'],
  ['date', [date(1)], '1900-01-01'],
  ['date', [45_000], '2023-03-15'],
  ['date', ['2026-03-05'], '2026-03-05'],
  ['date', ['2026-03-05T10:30:00Z'], '2026-03-05'],
  ['date', ['1900-12-30 (Sunday)'], '1900-12-30'],
  ['date', ['25/10/2016'], '2016-10-25'],
  ['date', ['03/04/2026', '25/04/2026'], '2026-04-03'],
  ['date', ['03/04/2026', '04/25/2026'], '2026-03-04'],
  ['date', ['03.04.2026'], '2026-04-03'],
  ['date', ['Пн 06.05.19'], '2019-05-06'],
  ['date', ['5. März 2026'], '2026-03-05'],
  ['date', ['March 5, 2026'], '2026-03-05'],
  ['date', ['Thursday, March 5, 2026'], '2026-03-05'],
  ['date', ['Mon 5.3.26'], '2026-03-05'],
  ['date', ['Le 5 mars 2026'], '2026-03-05'],
  ['date', ['5 de marzo de 2026'], '2026-03-05'],
  ['date', ['5-Mar-26'], '2026-03-05'],
  ['date', ['2026年3月5日'], '2026-03-05'],
  ['date', ['2026년 3월 5일'], '2026-03-05'],
  ['date', ['5 марта 2026 г.'], '2026-03-05'],
  ['date', ['-'], null],
  ['percent', [percent(0.3)], 0.3],
  ['percent', ['30%'], 0.3],
  ['percent', ['30,5 %'], 0.305],
  ['percent', [30, 50, 100], 0.3],
  ['percent', [1, 50, 100], 0.01],
  ['percent', [30, percent(0.5), percent(1)], 0.3],
  ['percent', [0.5, 1, 0], 0.5],
  ['duration', [5], 5],
  ['duration', ['5d'], 5],
  ['duration', ['5 days'], 5],
  ['duration', ['2w'], 10],
  ['duration', ['16h'], 2],
  ['duration', ['1,5 Tage'], 1.5],
  ['duration', ['3日'], 3],
  ['duration', ['2 j'], 2],
  ['duration', ['41 дней?'], 41],
  ['duration', ['2w 3d'], 13],
  ['duration', ['1.5'], 1.5],
  ['money', ['1.234,56 €'], 1234.56],
  ['money', ['$1,234.56'], 1234.56],
  ['money', ['1.234', '12,50'], 1234],
  ['money', ['1.234', '1,250.50'], 1.234],
  ['money', ['1 234,5'], 1234.5],
  ['money', ['(500)'], -500],
  ['boolean', ['Ja'], true],
  ['boolean', ['いいえ'], false],
  ['boolean', [true], true],
  ['text', ['  00123 '], '  00123 '],
  ['text', ['=1+1'], '=1+1'],
  ['text', [42], '42'],
  ['people', ['Ann; Bob'], 'Ann, Bob'],
  ['people', ['Ann\nBob'], 'Ann, Bob'],
  ['integer', ['Level 2'], 2],
];

describe('V1-V4: values', () => {
  test.each(VALUES)('%s %j', (type, cells, value) => {
    expect(read(type, cells).reading).toEqual({ kind: 'value', value });
  });
});

test.each<readonly [FieldType, readonly Given[], string]>([
  ['date', ['03/04/2026'], 'AMBIGUOUS_DATE'],
  ['date', ['Task of 5 March 2026'], 'BAD_DATE'],
  ['date', ['03/04/2026', '25/04/2026', '04/25/2026'], 'AMBIGUOUS_DATE'],
  ['date', ['soon'], 'BAD_DATE'],
  ['date', [12], 'BAD_DATE'],
  ['date', ['2026-02-30'], 'BAD_DATE'],
  ['percent', ['half'], 'BAD_PERCENT'],
  ['duration', ['a while'], 'BAD_DURATION'],
  ['duration', [-3], 'BAD_DURATION'],
  ['money', ['1.234'], 'AMBIGUOUS_NUMBER'],
  ['money', ['free'], 'BAD_NUMBER'],
  ['date', [{ error: '#REF!' }], 'VALUE_ERROR'],
  ['text', [{ error: '#N/A' }], 'VALUE_ERROR'],
])('V2, V6: %s %j is refused as %s', (type, cells, code) => {
  const { reading } = read(type, cells);
  expect(reading).toMatchObject({ kind: 'refused', code });
  expect(reading.kind === 'refused' && reading.expected.length).toBeGreaterThan(3);
});

test('V2: the 1904 system counts from another day', () => {
  expect(read('date', [date(43_538)], { date1904: true }).reading).toMatchObject({ value: '2023-03-15' });
});

test('V3: a lone number in the other scale is told', () => {
  expect(read('percent', [30, percent(0.5), percent(1)]).outlier).toBe(true);
  expect(read('percent', [30, 50, 100]).outlier).toBe(false);
  expect(read('percent', [0.5, 50, 100, 70]).outlier).toBe(true);
});

test('V7: formulas give their result, volatile and empty ones are not read', () => {
  expect(read('date', [formula('A2+1', 45_000, 'date')]).reading).toEqual({
    kind: 'value',
    value: '2023-03-15',
    formula: 'A2+1',
  });
  expect(read('date', [formula('TODAY()', 45_000, 'date')]).reading).toMatchObject({
    kind: 'unread',
    reason: 'volatile',
  });
  expect(
    read('date', [formula('A2+1', 45_000, 'date'), formula('A3', 45_000), formula('now()', 1)]).reading,
  ).toMatchObject({ reason: 'volatile' });
  expect(read('date', [formula('A2+1', 45_000, 'date'), formula('A1', 45_000)]).reading).toMatchObject({
    kind: 'value',
  });
  expect(read('text', [formula('"TODAY()"', 'TODAY()')]).reading).toMatchObject({ kind: 'value' });
  expect(read('date', [formula('A2+1', null)]).reading).toMatchObject({ kind: 'unread', reason: 'no-result' });
});

test.each<readonly [FieldType, unknown, ColumnStyle, unknown]>([
  ['date', '2023-03-15', { date: 'serial' }, 45_000],
  ['date', '2026-03-05', { date: 'dmy', dateExample: '25/10/2016' }, '05/03/2026'],
  ['date', '2026-03-05', { date: 'dmy', dateExample: 'Пн 06.05.19' }, '05.03.26'],
  ['date', '2026-03-05', { date: 'mdy', dateExample: '1/25/2022' }, '3/5/2026'],
  ['date', '2026-03-05', { date: 'iso', dateExample: '2025-01-01' }, '2026-03-05'],
  ['date', '2026-03-05', { date: 'ymd', dateExample: '2025年1月1日' }, '2026年3月5日'],
  ['percent', 0.3, { percent: 'points' }, 30],
  ['percent', 0.3, { percent: 'fraction' }, 0.3],
  ['duration', 2, { durationUnit: 'h' }, 16],
  ['duration', 7, { durationUnit: 'дней', durationText: true, separator: ' ' }, '7 дней'],
  ['people', 'Ann, Bob', { separator: '; ' }, 'Ann; Bob'],
  ['money', 12.5, {}, 12.5],
  ['text', null, {}, null],
])('V3, V9: %s %j in style %j is written as %j', (type, value, style, written) => {
  expect(formatFor(value as string, binding(type, style)).value).toBe(written);
});

test('V2: what is written into a column reads back as the same day', () => {
  const styles: ColumnStyle[] = [
    { date: 'serial' },
    { date: 'iso' },
    { date: 'dmy', dateExample: '31.1.2020' },
    { date: 'dmy', dateExample: '31/01/20' },
    { date: 'mdy', dateExample: '1/31/2020' },
    { date: 'ymd', dateExample: '2020/1/31' },
  ];
  const day = fc.date({ min: new Date('2001-01-01'), max: new Date('2028-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(day, fc.constantFrom(...styles), (instant, style) => {
      const value = instant.toISOString().slice(0, 10);
      const { value: written } = formatFor(value, binding('date', style));
      const cell: Given = typeof written === 'number' ? date(written) : (written as string);
      const back = read('date', [cell], { style });
      expect(back.reading).toEqual({ kind: 'value', value });
    }),
    { seed: 2, numRuns: 500 },
  );
});

test('V3, V9: the style of a column is its majority', () => {
  const style = (type: FieldType, cells: readonly Given[]) => {
    const workbook = memoryWorkbook([{ rows: cells.map((cell) => [cell]) }]);
    return columnStyle(
      type,
      workbook,
      columnSample(
        workbook.sheets[0]!,
        1,
        cells.map((_, i) => i + 1),
      ),
    );
  };
  expect(style('date', [date(45_000), date(45_001), '2026-01-01'])).toMatchObject({ date: 'serial' });
  expect(style('date', ['25/10/2016', '26/10/2016'])).toMatchObject({ date: 'dmy' });
  expect(style('percent', [30, 70])).toEqual({ percent: 'points' });
  expect(style('percent', [percent(0.3), percent(1)])).toEqual({ percent: 'fraction' });
  expect(style('duration', ['5 days', '7 days'])).toMatchObject({ durationUnit: 'days', durationText: true });
  expect(style('people', ['Ann; Bob', 'Cid'])).toEqual({ separator: '; ' });
});
