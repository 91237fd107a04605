/** What is to happen to the rows of one sheet, checked and completed. */
import { type Range, type RowDelete, type RowInsert, XlsxError } from '../api.ts';
import { type GrowingBlock, lastPossibleRow, type RowChange, RowShift } from '../formula/row-shift.ts';
import type { Package } from '../package/package.ts';
import type { Grid } from '../sheet/grid.ts';
import type { SheetCells } from '../sheet/sheet-cells.ts';
import { parseRange } from '../structure/ranges.ts';
import { type SheetEntry, sheetList } from '../structure/sheet-list.ts';
import { tablesOf } from '../structure/tables.ts';
import { attribute, child, parseTree } from '../xml/element-tree.ts';
import { walkCells } from './walk-cells.ts';

export interface PlannedInsert {
  readonly at: number;
  readonly count: number;
  /** 0 when there is no row to take anything from. */
  readonly like: number;
  /** Numbers of the first and last new row. */
  readonly first: number;
  readonly last: number;
}

export interface RowPlan {
  readonly pkg: Package;
  readonly sheet: SheetEntry;
  readonly shift: RowShift;
  /** Sorted by `at`; equal ones in the order given. */
  readonly inserts: readonly PlannedInsert[];
  /** Rows (old numbers) that lose their content but stay: the last data row of a table. */
  readonly cleared: ReadonlySet<number>;
}

export function planInserts(
  pkg: Package,
  sheetPart: string,
  inserts: readonly RowInsert[],
  cells?: SheetCells,
): RowPlan {
  const sheet = sheetOf(pkg, sheetPart);
  const planned = inserts
    .map(({ at, count, like }) => ({ at, count, like: like ?? at - 1, first: 0, last: 0 }))
    .sort((a, b) => a.at - b.at);
  for (const insert of planned) requireRows(insert, sheet);
  requireRoom(pkg, sheet, planned, cells);
  const growing = [...tableBlocks(pkg, sheetPart, planned), ...filterBlocks(pkg, sheetPart, planned, cells)];
  for (const { at, grow } of inserts) if (grow === true) growing.push(wholeRows(at - 1));
  const shift = new RowShift(sheet.name, planned, [], growing);
  return { pkg, sheet, shift, inserts: placeInserts(planned, shift), cleared: new Set() };
}

/** Deletes are in the numbering before the call. A table keeps one (emptied) data row; its header cannot go alone. */
export function planDeletes(pkg: Package, sheetPart: string, deletes: readonly RowDelete[]): RowPlan {
  const sheet = sheetOf(pkg, sheetPart);
  for (const change of deletes) requireRows(change, sheet);
  let all: readonly RowChange[] = deletes;
  const cleared = new Set<number>();
  for (const table of tablesOf(pkg, sheetPart)) {
    const { firstRow, lastRow } = table.range;
    const isGone = (row: number) => all.some(({ at, count }) => row >= at && row < at + count);
    if (allGone(all, firstRow, lastRow)) continue;
    const body = firstRow + table.headerRows;
    const end = lastRow - table.totalsRows;
    if (table.headerRows > 0 && isGone(firstRow)) {
      throw new XlsxError(
        'BAD_ARGUMENT',
        `Row ${firstRow} is the header of table '${table.name}'.`,
        where(sheet, firstRow),
      );
    }
    if (body > end || !allGone(all, body, end)) continue;
    all = without(all, body);
    cleared.add(body);
  }
  return { pkg, sheet, shift: new RowShift(sheet.name, [], all), inserts: [], cleared };
}

function placeInserts(inserts: readonly PlannedInsert[], shift: RowShift): PlannedInsert[] {
  const total = new Map<number, number>();
  for (const { at, count } of inserts) total.set(at, (total.get(at) ?? 0) + count);
  const used = new Map<number, number>();
  return inserts.map((insert) => {
    const before = used.get(insert.at) ?? 0;
    used.set(insert.at, before + insert.count);
    const first = shift.rowOrNext(insert.at) - total.get(insert.at)! + before;
    return { ...insert, first, last: first + insert.count - 1 };
  });
}

function sheetOf(pkg: Package, part: string): SheetEntry {
  const found = sheetList(pkg).find((sheet) => sheet.part.toLowerCase() === part.toLowerCase());
  if (found !== undefined) return found;
  throw new XlsxError('BAD_ARGUMENT', 'No sheet of the workbook is this part.', { part });
}

function where(sheet: SheetEntry, row: number) {
  return { part: sheet.part, sheet: sheet.name, cell: `A${row}` };
}

function requireRows({ at, count }: RowChange, sheet: SheetEntry): void {
  const whole = Number.isInteger(at) && Number.isInteger(count);
  if (whole && at >= 1 && count >= 1 && at + count - 1 <= lastPossibleRow) return;
  throw new XlsxError('BAD_ARGUMENT', `There are no ${count} rows at ${at}.`, { part: sheet.part, sheet: sheet.name });
}

/** Excel refuses to push cells off the sheet; empty rows may go. */
function requireRoom(
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
  throw new XlsxError('LIMIT', `Rows would move off the sheet: row ${last} is in use.`, where(sheet, last));
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

function wholeRows(row: number): GrowingBlock {
  return { firstRow: row - 1, lastRow: row, firstColumn: 1, lastColumn: 16_384 };
}

function tableBlocks(pkg: Package, part: string, inserts: readonly PlannedInsert[]): GrowingBlock[] {
  const blocks: GrowingBlock[] = [];
  for (const { range, headerRows, totalsRows } of tablesOf(pkg, part)) {
    const block = { ...range, firstRow: range.firstRow + headerRows, lastRow: range.lastRow - totalsRows };
    if (isAppended(block, inserts)) blocks.push(block);
  }
  return blocks;
}

function filterBlocks(
  pkg: Package,
  part: string,
  inserts: readonly PlannedInsert[],
  cells: SheetCells | undefined,
): GrowingBlock[] {
  const range = cells === undefined ? filterRange(pkg, part) : cells.autoFilter;
  return range !== undefined && isAppended(range, inserts) ? [range] : [];
}

function filterRange(pkg: Package, part: string): Range | undefined {
  const tree = parseTree(pkg.text(part), ['sheetData']);
  const filter = child(tree.root, 'autoFilter');
  return filter === undefined ? undefined : parseRange(attribute(tree, filter, 'ref') ?? '');
}

/** Do new rows stand right below the block, made like one of its rows? */
function isAppended(block: GrowingBlock, inserts: readonly PlannedInsert[]): boolean {
  return inserts.some(({ at, like }) => at === block.lastRow + 1 && like >= block.firstRow && like <= block.lastRow);
}

function allGone(deletes: readonly RowChange[], first: number, last: number): boolean {
  return new RowShift('', [], deletes).range(first, last) === undefined;
}

/** The same deletes, but this row stays. */
function without(deletes: readonly RowChange[], row: number): RowChange[] {
  return deletes.flatMap(({ at, count }) => {
    if (row < at || row >= at + count) return [{ at, count }];
    const pieces = [
      { at, count: row - at },
      { at: row + 1, count: at + count - row - 1 },
    ];
    return pieces.filter((piece) => piece.count > 0);
  });
}
