/**
 * A1 references (ECMA-376 Part 1 §18.18.62 ST_Ref, §18.18.7 ST_CellRef). Rows and columns are 1-based.
 */
import { type Range, XlsxError } from '../api.ts';

/** Excel's grid (XFD1048576). */
export const MAX_ROW = 1_048_576;
export const MAX_COLUMN = 16_384;

const CELL = /^\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})$/;
const COLUMNS = /^\$?([A-Za-z]{1,3})$/;
const ROWS = /^\$?([1-9][0-9]{0,6})$/;

/** `1` → `A`, `28` → `AB`. Throws BAD_ARGUMENT outside the grid. */
export function columnLetter(column: number): string {
  if (!Number.isInteger(column) || column < 1 || column > MAX_COLUMN)
    throw new XlsxError('BAD_ARGUMENT', `There is no column ${column}: columns go from 1 to ${MAX_COLUMN}.`);
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** `AB` → `28`, without case. Throws CELL_REFERENCE. */
export function columnNumber(letters: string): number {
  const column = COLUMNS.test(letters) ? lettersToNumber(letters.replace('$', '')) : 0;
  if (column < 1 || column > MAX_COLUMN) throw badReference(letters);
  return column;
}

/** `B7`, `$B$7` → `{row: 7, column: 2}`. Throws CELL_REFERENCE. */
export function parseCellReference(text: string): { row: number; column: number } {
  const match = CELL.exec(text);
  const column = match ? lettersToNumber(match[1]!) : 0;
  const row = match ? Number(match[2]) : 0;
  if (column < 1 || column > MAX_COLUMN || row > MAX_ROW) throw badReference(text);
  return { row, column };
}

export function formatCellReference(row: number, column: number): string {
  if (!Number.isInteger(row) || row < 1 || row > MAX_ROW)
    throw new XlsxError('BAD_ARGUMENT', `There is no row ${row}: rows go from 1 to ${MAX_ROW}.`);
  return columnLetter(column) + row;
}

/** `B2:D9`, `B2`, `B:D` and `2:9` (whole columns and rows span the grid), with or without `$`. Corners in any order. Throws CELL_REFERENCE. */
export function parseRange(text: string): Range {
  const [from, to] = text.split(':') as [string, string | undefined];
  const first = corner(from);
  const last = corner(to ?? from);
  const whole = (end: ReturnType<typeof corner>) => end?.row === undefined || end.column === undefined;
  if (!first || !last || (to === undefined && whole(first)) || text.split(':').length > 2) throw badReference(text);
  if ((first.row === undefined) !== (last.row === undefined)) throw badReference(text);
  if ((first.column === undefined) !== (last.column === undefined)) throw badReference(text);
  const rows = [first.row ?? 1, last.row ?? MAX_ROW];
  const columns = [first.column ?? 1, last.column ?? MAX_COLUMN];
  return {
    firstRow: Math.min(...rows),
    firstColumn: Math.min(...columns),
    lastRow: Math.max(...rows),
    lastColumn: Math.max(...columns),
  };
}

/** `B2:D9`; one cell without the colon. */
export function formatRange(range: Range): string {
  const first = formatCellReference(range.firstRow, range.firstColumn);
  const last = formatCellReference(range.lastRow, range.lastColumn);
  return first === last ? first : `${first}:${last}`;
}

export function rangeContains(range: Range, row: number, column: number): boolean {
  return row >= range.firstRow && row <= range.lastRow && column >= range.firstColumn && column <= range.lastColumn;
}

function corner(text: string): { row?: number; column?: number } | undefined {
  if (CELL.test(text)) return parseCellReference(text);
  if (COLUMNS.test(text)) return { column: columnNumber(text) };
  const row = ROWS.exec(text);
  return row && Number(row[1]) <= MAX_ROW ? { row: Number(row[1]) } : undefined;
}

function lettersToNumber(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

function badReference(text: string): XlsxError {
  return new XlsxError('CELL_REFERENCE', `"${text.slice(0, 40)}" is not a cell reference.`, {
    cell: text.slice(0, 40),
  });
}
