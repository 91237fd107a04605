import { describe, expect, test } from 'vitest';
import { appendRows, openWorkbook, readTable, type SheetCell, type Workbook } from '../src/index.ts';
import { smallWorkbook } from './small-workbook.ts';

const HEADERS = ['Item', 'Due', 'Hours', 'Twice'];

/** A table `Work` at B3 of sheet `List`, with something below it. */
async function listed(rows: readonly (readonly [string | null, number | null, number | null])[]): Promise<Workbook> {
  const workbook = openWorkbook(smallWorkbook());
  const day = workbook.style({ numberFormat: 'yyyy-mm-dd' });
  const line = ([item, due, hours]: (typeof rows)[number], at: number): (SheetCell | null)[] => [
    null,
    { value: item },
    { value: due, style: day },
    { value: hours },
    { formula: `D${at + 4}*2`, value: (hours ?? 0) * 2 },
  ];
  const last = 3 + rows.length;
  workbook.putSheet('List', {
    rows: [[], [], [null, ...HEADERS.map((value) => ({ value }))], ...rows.map(line), [], [null, { value: 'below' }]],
    table: { name: 'Work', range: `B3:E${last}` },
  });
  return openWorkbook(await workbook.toBytes());
}
const again = async (workbook: Workbook) => openWorkbook(await workbook.toBytes());

describe('a table as lists of values', () => {
  test('headers, dates as text or as serial numbers, cached results; by name without case and by range', async () => {
    const workbook = await listed([
      ['Dig', 46_000, 3],
      ['Pour', null, 4.5],
    ]);
    const rows = [
      ['Dig', '2025-12-09', 3, 6],
      ['Pour', null, 4.5, 9],
    ];
    expect(readTable(workbook, 'work')).toEqual({ sheet: 'List', columns: HEADERS, firstRow: 4, rows });
    expect(readTable(workbook, { sheet: 'List', range: 'B3:E5' }).rows).toEqual(rows);
    expect(readTable(workbook, 'Work', { dates: 'serial' }).rows[0]).toEqual(['Dig', 46_000, 3, 6]);
  });

  test('appended rows are part of the table, in its format and with its formulas; what stands below moves', async () => {
    const workbook = await listed([
      ['Dig', 46_000, 3],
      ['Wait', null, null],
    ]);
    appendRows(workbook, 'Work', [{ Item: 'Pour', Due: '2026-01-31', Hours: 2 }, { Item: '=not a formula' }]);
    const saved = await again(workbook);
    expect(readTable(saved, 'Work').rows.map((row) => row.slice(0, 3))).toEqual([
      ['Dig', '2025-12-09', 3],
      ['Wait', null, null],
      ['Pour', '2026-01-31', 2],
      ['=not a formula', null, null],
    ]);
    const sheet = saved.sheet('List')!;
    expect([6, 7].map((row) => sheet.cell(row, 5)?.formula?.text)).toEqual(['D6*2', 'D7*2']);
    expect(sheet.cell(9, 2)?.value).toBe('below');
  });

  test('a table that holds nothing yet is filled from its first row on', async () => {
    const workbook = await listed([[null, null, null]]);
    appendRows(workbook, 'Work', [{ Item: 'Dig' }, { Item: 'Pour' }]);
    expect(readTable(await again(workbook), 'Work').rows.map(([item]) => item)).toEqual(['Dig', 'Pour']);
  });

  test.each([
    ['There is no table "Wrok". Tables: "Work".', (workbook: Workbook) => readTable(workbook, 'Wrok')],
    [
      'There is no sheet "Lost". Sheets: "Plan", "List".',
      (w: Workbook) => readTable(w, { sheet: 'Lost', range: 'A1' }),
    ],
    ['The table has no column "Size". Its columns: "Item"', (w: Workbook) => appendRows(w, 'Work', [{ Size: 1 }])],
  ])('%s', async (message, call) => {
    const workbook = await listed([['Dig', 46_000, 3]]);
    expect(() => call(workbook)).toThrow(message);
    expect(workbook.receipt.partsChanged).toEqual([]);
  });
});
