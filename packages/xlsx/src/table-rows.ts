/** Tables as lists of values: for programs that want the content of a workbook, not its cells. */
import type { Cell, CellEdit, CellScalar, Range, Table, Workbook, Worksheet } from './api.ts';
import { XlsxError } from './api.ts';
import { dateToSerial, serialToDate } from './date-serial.ts';
import { parseRange } from './sheet/reference.ts';

/** Where a table stands: the name of a table (ListObject) of the workbook, or a range whose first row holds the headers. */
export type TablePlace = string | { readonly sheet: string; readonly range: string };

export interface TableRows {
  readonly sheet: string;
  /** Header texts, in order; '' where the header cell is empty. */
  readonly columns: readonly string[];
  /** Row number in the sheet of `rows[0]`. */
  readonly firstRow: number;
  /** One list per data row, as long as `columns`. Totals are left out. */
  readonly rows: readonly (readonly CellScalar[])[];
}

interface Place {
  readonly sheet: Worksheet;
  readonly range: Range;
  readonly headerRows: number;
  readonly totalsRows: number;
}

/**
 * The content of a table: formulas as their cached results, rich text as plain text, and numbers in cells with a date format
 * as `YYYY-MM-DD` (`dates: 'serial'` leaves them as Excel's day numbers; a time of day stays a number in any case).
 * Throws `BAD_ARGUMENT` when there is no such table, sheet or range.
 */
export function readTable(
  workbook: Workbook,
  table: TablePlace,
  options: { readonly dates?: 'text' | 'serial' } = {},
): TableRows {
  const { sheet, range, headerRows, totalsRows } = placeOf(workbook, table);
  const firstRow = range.firstRow + headerRows;
  const rows = numbersFrom(firstRow, range.lastRow - totalsRows);
  const columns = numbersFrom(range.firstColumn, range.lastColumn);
  const block = sheet.block(rows, columns);
  const isDate = options.dates === 'serial' ? () => false : dateStyles(workbook);
  return {
    sheet: sheet.name,
    columns: headersOf(sheet, range, headerRows),
    firstRow,
    rows: rows.map((_, row) =>
      block.columns.map(({ values, styles }) => {
        const value = values[row] ?? null;
        return typeof value === 'number' && isDate(styles[row]!) ? dayOf(value, workbook.date1904) : value;
      }),
    ),
  };
}

/**
 * Puts rows behind the last one of a table (into it, when nothing but formulas is there): the table grows, what stands below
 * moves down; style, height and column formulas come from the row above. Values by header text; headers that are not named
 * keep what the column fills in. Text of the form `YYYY-MM-DD` in a column of dates becomes a date. Throws
 * `BAD_ARGUMENT` for a header that the table does not have.
 */
export function appendRows(
  workbook: Workbook,
  table: TablePlace,
  rows: readonly Readonly<Record<string, Given>>[],
): void {
  if (rows.length === 0) return;
  const { sheet, range, headerRows, totalsRows } = placeOf(workbook, table);
  const columns = headersOf(sheet, range, headerRows);
  const last = range.lastRow - totalsRows;
  const first = isEmpty(sheet, range, last) ? last : last + 1;
  const isDate = dateStyles(workbook);
  const asDay = (value: Given) =>
    typeof value === 'string' && ISO_DAY.test(value) ? dateToSerial(value, workbook.date1904) : value;
  const edits = rows.flatMap((values, index) =>
    Object.entries(values).map(([header, value]): CellEdit => {
      const at = columns.indexOf(header);
      if (at < 0) throw noColumn(header, columns, sheet.name);
      const column = range.firstColumn + at;
      return {
        row: first + index,
        column,
        value: isDate(sheet.cell(last, column)?.style ?? 0) ? asDay(value) : value,
      };
    }),
  );
  const count = first + rows.length - 1 - last;
  if (count > 0) workbook.insertRows(sheet.name, [{ at: last + 1, count, like: last, grow: true }]);
  workbook.setCells(sheet.name, edits);
}

/** What may be put into a cell. */
type Given = string | number | boolean | null;

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

function placeOf(workbook: Workbook, table: TablePlace): Place {
  if (typeof table !== 'string') {
    const sheet = workbook.sheet(table.sheet);
    if (!sheet)
      throw new XlsxError('BAD_ARGUMENT', `There is no sheet "${table.sheet}". Sheets: ${list(workbook.sheets)}.`);
    return { sheet, range: parseRange(table.range), headerRows: 1, totalsRows: 0 };
  }
  const all: Table[] = [];
  for (const sheet of workbook.sheets) {
    for (const found of sheet.tables) {
      if (found.name.toLowerCase() === table.toLowerCase()) return { sheet, ...found };
      all.push(found);
    }
  }
  throw new XlsxError('BAD_ARGUMENT', `There is no table "${table}". Tables: ${list(all)}.`);
}

/** Has the row nothing but formulas? A table always has a row, also when it holds nothing. */
function isEmpty(sheet: Worksheet, { firstColumn, lastColumn }: Range, row: number): boolean {
  const { columns } = sheet.block([row], numbersFrom(firstColumn, lastColumn));
  return columns.every(({ state, values }) => state[0] === 2 || values[0] === null || values[0] === '');
}

function headersOf(sheet: Worksheet, range: Range, headerRows: number): readonly string[] {
  const row = range.firstRow + headerRows - 1;
  return numbersFrom(range.firstColumn, range.lastColumn).map((column) =>
    headerText(sheet, headerRows === 0 ? undefined : sheet.cell(row, column)),
  );
}

function headerText(sheet: Worksheet, cell: Cell | undefined): string {
  return cell === undefined || cell.value === null ? '' : sheet.displayText(cell);
}

function dateStyles(workbook: Workbook): (style: number) => boolean {
  const known: boolean[] = [];
  return (style) => {
    known[style] ??= ['date', 'datetime'].includes(workbook.numberFormat(style).kind);
    return known[style];
  };
}

const dayOf = (serial: number, date1904: boolean): string | number =>
  Number.isInteger(serial) ? (serialToDate(serial, date1904) ?? serial) : serial;

const numbersFrom = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);

const list = (named: readonly { readonly name: string }[]): string =>
  named.length === 0 ? 'none' : named.map(({ name }) => `"${name}"`).join(', ');

function noColumn(header: string, columns: readonly string[], sheet: string): XlsxError {
  const known = columns.map((name) => `"${name}"`).join(', ');
  return new XlsxError('BAD_ARGUMENT', `The table has no column "${header}". Its columns: ${known}.`, { sheet });
}
