/** Is there room for new rows, and are the rows that are asked for rows at all? */
import { XlsxError } from '../api.ts';
import { lastPossibleRow, type RowChange } from '../formula/row-shift.ts';
import type { Package } from '../package/package.ts';
import type { Grid } from '../sheet/grid.ts';
import type { SheetCells } from '../sheet/sheet-cells.ts';
import type { SheetEntry } from '../structure/sheet-list.ts';
import { walkCells } from './walk-cells.ts';

/** Throws BAD_ARGUMENT for rows that cannot be. */
export function requireRows({ at, count }: RowChange, sheet: SheetEntry): void {
  const whole = Number.isInteger(at) && Number.isInteger(count);
  if (whole && at >= 1 && count >= 1 && at + count - 1 <= lastPossibleRow) return;
  throw new XlsxError('BAD_ARGUMENT', `There are no ${count} rows at ${at}.`, { part: sheet.part, sheet: sheet.name });
}

export function whereInSheet(sheet: SheetEntry, row: number) {
  return { part: sheet.part, sheet: sheet.name, cell: `A${row}` };
}

/** Excel refuses to push cells off the sheet; empty rows may go. Throws LIMIT. */
export function requireRoom(
  pkg: Package,
  sheet: SheetEntry,
  inserts: readonly RowChange[],
  cells: SheetCells | undefined,
): void {
  const { grid } = cells ?? {};
  if (grid !== undefined && inserts.reduce((sum, { count }) => sum + count, lastRowOf(grid)) <= lastPossibleRow) return;
  const text = pkg.text(sheet.part);
  const tag = /<(?:[\w.-]+:)?row\b[^>]*?\sr="(\d+)"/.exec(text.slice(lastRowTag(text)));
  const last = Number(tag?.[1] ?? 0);
  const added = inserts.reduce((sum, { at, count }) => (at <= last ? sum + count : sum), 0);
  if (last + added <= lastPossibleRow || lastFilledRow(text) + added <= lastPossibleRow) return;
  throw new XlsxError('LIMIT', `Rows would move off the sheet: row ${last} is in use.`, whereInSheet(sheet, last));
}

function lastRowOf(grid: Grid): number {
  return grid.rows === 0 ? 0 : grid.rowNumber[grid.rows - 1]!;
}

function lastFilledRow(text: string): number {
  let filled = 0;
  walkCells(text, 0, text.length, {
    cell: (tag, row) => {
      if (!tag.empty && !text.startsWith('</', tag.end)) filled = Math.max(filled, row);
    },
  });
  return filled;
}

function lastRowTag(text: string): number {
  const prefixed = text.lastIndexOf(':row ');
  return Math.max(0, text.lastIndexOf('<row '), prefixed < 0 ? 0 : text.lastIndexOf('<', prefixed));
}
