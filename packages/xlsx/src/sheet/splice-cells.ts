/** What cell edits change in the bytes of a sheet part: only the spans of the edited cells (and of heirs of shared formulas) change. */
import { type CellEdit, XlsxError } from '../api.ts';
import { replacesContent } from './cell-edits.ts';
import { cellEnd, changedCell, newCell } from './cell-markup.ts';
import { FORMULA } from './grid.ts';
import { handOver } from './shared-handover.ts';
import type { SheetCells } from './sheet-cells.ts';
import type { Splice } from './sheet-chunks.ts';
import { elementEnd, nextTag, readTag, type Tag } from './tokens.ts';

export interface CellSplices {
  /** In the order of the part; none where the edits say what stands there. */
  readonly splices: readonly Splice[];
  /** Cells (by their index) that became masters of shared formulas. */
  readonly heirs: readonly number[];
  /** A formula came or went: the calculation chain no longer fits. */
  readonly formulasChanged: boolean;
}

/** `edits` as `joinEdits` gives them. Throws BAD_ARGUMENT when the part has no sheet data. */
export function spliceCells(cells: SheetCells, edits: readonly CellEdit[]): CellSplices {
  const { data } = cells.layout;
  if (!data) throw new XlsxError('BAD_ARGUMENT', 'The sheet holds no cells.');
  const splices: Splice[] = [];
  const changed = new Map<number, CellEdit>();
  const missing: CellEdit[] = [];
  for (const edit of edits) {
    const index = cells.indexOf(edit.row, edit.column);
    if (index >= 0) changed.set(index, edit);
    else if (edit.value != null || edit.formula !== undefined || edit.style !== undefined) missing.push(edit);
  }
  const overwritten = new Set<number>();
  for (const [index, edit] of changed)
    if (replacesContent(edit) && (cells.grid.type[index]! & FORMULA) !== 0) overwritten.add(index);
  const heirs = handOver(cells, overwritten);
  rewriteCells(cells, changed, heirs, splices);
  insertCells(cells, missing, data.open, splices);
  const formulasChanged = overwritten.size > 0 || edits.some(({ formula }) => formula !== undefined);
  return { splices: inOrder(cells.bytes, splices), heirs: [...heirs.keys()], formulasChanged };
}

function rewriteCells(
  cells: SheetCells,
  changed: ReadonlyMap<number, CellEdit>,
  heirs: ReadonlyMap<number, string>,
  splices: Splice[],
): void {
  const { bytes, grid, layout } = cells;
  const rewrite = (index: number, edit: CellEdit) => {
    const changedTo = changedCell(bytes, grid.start[index]!, layout.prefix, edit, heirs.get(index));
    splices.push({ ...changedTo, row: edit.row });
  };
  for (const [index, edit] of changed) rewrite(index, edit);
  for (const index of heirs.keys())
    if (!changed.has(index)) rewrite(index, { row: cells.formulas.rowOf(index), column: grid.column[index]! });
}

/** Cells that are not there yet, row by row. */
function insertCells(cells: SheetCells, missing: readonly CellEdit[], open: Tag, splices: Splice[]): void {
  const created: Splice[] = [];
  for (let from = 0; from < missing.length; ) {
    let to = from + 1;
    while (to < missing.length && missing[to]!.row === missing[from]!.row) to++;
    const group = missing.slice(from, to);
    const rowIndex = cells.grid.findRow(group[0]!.row);
    if (rowIndex >= 0) insertIntoRow(cells, rowIndex, group, splices);
    else created.push(newRow(cells, -1 - rowIndex, group, open));
    from = to;
  }
  if (open.kind === 'empty' && created.length > 0) {
    const rows = created.map((row) => row.text).join('');
    const tag = cells.bytes.toString('utf8', open.start, open.end - 2).trimEnd();
    splices.push({ start: open.start, end: open.end, text: `${tag}>${rows}</${open.name}>`, row: created[0]!.row });
  } else for (const splice of created) splices.push(splice);
}

/** A row that is not there yet; `before` is the index of the row it comes before. */
function newRow(cells: SheetCells, before: number, group: readonly CellEdit[], open: Tag): Splice {
  const { grid, layout, bytes } = cells;
  const { prefix } = layout;
  const inner = group
    .map((edit) => newCell(edit, prefix, edit.style ?? cells.newCellStyle(edit.row, edit.column)))
    .join('');
  const text = `<${prefix}row r="${group[0]!.row}">${inner}</${prefix}row>`;
  const at =
    before < grid.rows
      ? before === 0
        ? grid.rowStart[0]!
        : elementEnd(bytes, nextTag(bytes, grid.rowStart[before - 1]!)!)
      : grid.rows === 0
        ? open.end
        : elementEnd(bytes, nextTag(bytes, grid.rowStart[grid.rows - 1]!)!);
  return { start: at, end: at, text, row: group[0]!.row };
}

function insertIntoRow(cells: SheetCells, rowIndex: number, group: readonly CellEdit[], splices: Splice[]): void {
  const { bytes, grid, layout } = cells;
  const tag = readTag(bytes, grid.rowStart[rowIndex]!);
  const inserted = group.map((edit) => {
    const text = newCell(edit, layout.prefix, edit.style ?? cells.newCellStyle(edit.row, edit.column));
    const before = -1 - grid.findCell(rowIndex, edit.column) - 1;
    const at = before < grid.rowFirst[rowIndex]! ? tag.end : cellEnd(bytes, grid.start[before]!);
    return { start: at, end: at, text, row: edit.row };
  });
  if (tag.kind !== 'empty') for (const splice of inserted) splices.push(splice);
  else {
    const opened = bytes.toString('utf8', tag.start, tag.end - 2).trimEnd();
    const inner = inserted.map((splice) => splice.text).join('');
    splices.push({ start: tag.start, end: tag.end, text: `${opened}>${inner}</${tag.name}>`, row: group[0]!.row });
  }
}

/** The sort is stable: insertions at one place stay in the order of their columns or rows. */
function inOrder(bytes: Buffer, splices: readonly Splice[]): readonly Splice[] {
  return splices
    .filter(
      ({ start, end, text }) => Buffer.byteLength(text) !== end - start || bytes.toString('utf8', start, end) !== text,
    )
    .sort((a, b) => a.start - b.start || a.end - b.end);
}
