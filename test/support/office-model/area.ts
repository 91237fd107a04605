/** Addresses as Excel's API takes and gives them: `B2`, `B2:D9`, `7:9`, `A:C`, each with or without a sheet before it. */
import { columnLetter, columnNumber, MAX_COLUMN, MAX_ROW, parseCellReference, type Range } from '@sprintforge/xlsx';
import { OfficeError } from './office-error.ts';

export type Area = Range;

/** Excel hands out and takes no more cells at once. */
const MOST_CELLS = 5_000_000;

/** Throws InvalidArgument. */
export function parseArea(address: string): Area {
  const [first = '', last = first, ...more] = address.slice(address.lastIndexOf('!') + 1).split(':');
  try {
    if (more.length > 0) throw new RangeError('more than one colon');
    if (/^\$?\d+$/.test(first)) return ordered(rowOf(first), 1, rowOf(last), MAX_COLUMN);
    if (/^\$?[a-z]+$/i.test(first)) return ordered(1, columnNumber(first), MAX_ROW, columnNumber(last));
    const [from, to] = [parseCellReference(first), parseCellReference(last)];
    return ordered(from.row, from.column, to.row, to.column);
  } catch (cause) {
    const refused = new OfficeError('InvalidArgument', 'the argument is invalid or has an incorrect format', address);
    refused.cause = cause;
    throw refused;
  }
}

function rowOf(text: string): number {
  const row = Number(text.replace('$', ''));
  if (!Number.isInteger(row) || row < 1 || row > MAX_ROW) throw new RangeError(text);
  return row;
}

const ordered = (row: number, column: number, toRow: number, toColumn: number): Area => ({
  firstRow: Math.min(row, toRow),
  firstColumn: Math.min(column, toColumn),
  lastRow: Math.max(row, toRow),
  lastColumn: Math.max(column, toColumn),
});

export const rowsOf = ({ firstRow, lastRow }: Area): number => lastRow - firstRow + 1;
export const columnsOf = ({ firstColumn, lastColumn }: Area): number => lastColumn - firstColumn + 1;
export const isWholeRows = ({ firstColumn, lastColumn }: Area): boolean =>
  firstColumn === 1 && lastColumn === MAX_COLUMN;

/** Throws InvalidArgument when the area leaves the grid. */
export function areaAt(row: number, column: number, rows: number, columns: number): Area {
  const area = { firstRow: row, firstColumn: column, lastRow: row + rows - 1, lastColumn: column + columns - 1 };
  const inside =
    [row, column, rows, columns].every((number) => Number.isInteger(number) && number >= 1) &&
    area.lastRow <= MAX_ROW &&
    area.lastColumn <= MAX_COLUMN;
  if (!inside) throw new OfficeError('InvalidArgument', 'no such range', `row ${row}, column ${column}`);
  return area;
}

/** `Tasks!A1:B2`, as `Range.getAddress` gives it. */
export function addressOf(sheet: string, area: Area): string {
  const name = /^[A-Za-z_][\w.]*$/.test(sheet) ? sheet : `'${sheet.replaceAll("'", "''")}'`;
  const from = `${columnLetter(area.firstColumn)}${area.firstRow}`;
  const to = `${columnLetter(area.lastColumn)}${area.lastRow}`;
  if (isWholeRows(area)) return `${name}!${area.firstRow}:${area.lastRow}`;
  return `${name}!${from === to ? from : `${from}:${to}`}`;
}

/** One value for each cell, row by row. */
export function matrix<T>(area: Area, at: (row: number, column: number) => T): T[][] {
  if (rowsOf(area) * columnsOf(area) > MOST_CELLS)
    throw new OfficeError('InvalidArgument', 'the range has more cells than can be handed over', addressOf('', area));
  return Array.from({ length: rowsOf(area) }, (_row, row) =>
    Array.from({ length: columnsOf(area) }, (_column, column) => at(area.firstRow + row, area.firstColumn + column)),
  );
}

/** Throws InvalidArgument unless the array is exactly as large as the area. */
export function checkSize(area: Area, given: readonly (readonly unknown[])[], where: string): void {
  const fits =
    Array.isArray(given) &&
    given.length === rowsOf(area) &&
    given.every((row) => Array.isArray(row) && row.length === columnsOf(area));
  if (fits) return;
  throw new OfficeError(
    'InvalidArgument',
    "the number of rows or columns in the input array doesn't match the size or dimensions of the range",
    where,
  );
}
