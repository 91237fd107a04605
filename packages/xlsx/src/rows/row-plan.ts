/** What is to happen to the rows of one sheet, checked and completed. */
import { type RowDelete, type RowInsert, type Table, XlsxError } from '../api.ts';
import { behindInserts, type GrowingBlock, type RowChange, RowShift } from '../formula/row-shift.ts';
import type { Package } from '../package/package.ts';
import type { SheetCells } from '../sheet/sheet-cells.ts';
import { type SheetEntry, sheetList } from '../structure/sheet-list.ts';
import { growingBlocks, isHeaderRow, type SheetBlocks, sheetBlocks } from './data-blocks.ts';
import { keptDeletes } from './kept-deletes.ts';
import { requireRoom, requireRows } from './row-room.ts';

export interface PlannedInsert {
  readonly at: number;
  readonly count: number;
  /** 0 when there is no row to take anything from. */
  readonly like: number;
  /** Number of the first new row behind the inserts, before anything is deleted. */
  readonly start: number;
  /** Numbers of the first and last new row, behind the whole change. */
  readonly first: number;
  readonly last: number;
}

export interface RowPlan {
  readonly pkg: Package;
  readonly sheet: SheetEntry;
  readonly shift: RowShift;
  /** The inserts alone, and the deletes alone in the numbering behind the inserts: what one after the other equals `shift`. */
  readonly inserting: RowShift;
  readonly deleting: RowShift;
  /** Sorted by `at`; equal ones in the order given. */
  readonly inserts: readonly PlannedInsert[];
  /** The tables of the sheet as they were. */
  readonly tables: readonly Table[];
  /** Rows (old numbers) that lose their content but stay: the last data row of a table. */
  readonly cleared: ReadonlySet<number>;
}

/**
 * All numbers are those before the change; what it does equals the inserts followed by the deletes. Throws BAD_ARGUMENT
 * for rows that cannot be and for the header of a table that would go alone, LIMIT for rows pushed off the sheet.
 */
export function planRowChange(
  pkg: Package,
  sheetPart: string,
  inserts: readonly RowInsert[],
  deletes: readonly RowDelete[],
  cells?: SheetCells,
): RowPlan {
  const sheet = sheetOf(pkg, sheetPart);
  for (const change of [...inserts, ...deletes]) requireRows(change, sheet);
  const blocks = sheetBlocks(pkg, sheetPart, cells);
  const wanted = inserts.map((insert) => ({ ...insert, like: insert.like ?? neighbour(insert.at, blocks) }));
  wanted.sort((a, b) => a.at - b.at);
  if (inserts.length > 0) requireRoom(pkg, sheet, wanted, cells);
  const growing = growingBlocks(blocks, wanted);
  for (const { at, grow } of inserts) if (grow === true) growing.push(wholeRows(at - 1));
  const inserting = new RowShift(sheet.name, wanted, [], growing);
  const { kept, cleared } = keptDeletes(sheet, blocks.tables, inserting, deletes);
  const shift = new RowShift(sheet.name, wanted, kept, growing);
  const deleting = new RowShift(sheet.name, [], behindInserts(wanted, kept));
  const placed = placeInserts(wanted, inserting, deleting);
  return { pkg, sheet, shift, inserting, deleting, inserts: placed, tables: blocks.tables, cleared };
}

/** The row that new rows at `at` are like: the one above; below a header, the one below; none at the top of the sheet. */
function neighbour(at: number, blocks: SheetBlocks): number {
  return isHeaderRow(at - 1, blocks) ? at : at - 1;
}

function placeInserts(
  inserts: readonly (RowChange & { readonly like: number })[],
  inserting: RowShift,
  deleting: RowShift,
): PlannedInsert[] {
  const total = new Map<number, number>();
  for (const { at, count } of inserts) total.set(at, (total.get(at) ?? 0) + count);
  const used = new Map<number, number>();
  return inserts.map(({ at, count, like }) => {
    const before = used.get(at) ?? 0;
    used.set(at, before + count);
    const start = inserting.rowOrNext(at) - total.get(at)! + before;
    const first = deleting.row(start);
    return { at, count, like, start, first, last: first + count - 1 };
  });
}

function sheetOf(pkg: Package, part: string): SheetEntry {
  const found = sheetList(pkg).find((sheet) => sheet.part.toLowerCase() === part.toLowerCase());
  if (found !== undefined) return found;
  throw new XlsxError('BAD_ARGUMENT', 'No sheet of the workbook is this part.', { part });
}

function wholeRows(row: number): GrowingBlock {
  return { firstRow: row - 1, lastRow: row, firstColumn: 1, lastColumn: 16_384 };
}
