/** Edits of cells before they are spliced: checked against the sheet as it stands, joined per cell, in order. */
import { type CellEdit, type Limits, XlsxError } from '../api.ts';
import type { Block } from './cell-formulas.ts';
import { METADATA } from './grid.ts';
import { formatCellReference, formatRange, MAX_COLUMN, MAX_ROW, rangeContains } from './reference.ts';
import type { SheetCells } from './sheet-cells.ts';

/** The longest text that a cell can hold. */
const MAX_TEXT = 32_767;

/** Does the edit replace what the cell holds (and not only its style)? */
export function replacesContent(edit: CellEdit): boolean {
  return edit.value !== undefined || edit.formula !== undefined;
}

/** Throws BAD_ARGUMENT (with the cell) for an edit that no cell can hold: outside the grid, not finite, too long. */
export function checkValues(edits: readonly CellEdit[], sheet: string, limits: Limits): void {
  for (const edit of edits) {
    if (!isInGrid(edit)) formatCellReference(edit.row, edit.column); // says what is wrong with it
    refuse(edit, wrongValue(edit, limits), sheet);
  }
}

/**
 * Throws BAD_ARGUMENT (with the cell) for an edit within an array formula or data table of several cells. The anchor of a
 * dynamic array may be replaced: what it spilled goes with it.
 */
export function checkBlocks(cells: SheetCells, edits: readonly CellEdit[], sheet: string): void {
  if (!cells.hasFormulas) return;
  for (const edit of edits) if (replacesContent(edit)) refuse(edit, insideBlock(cells, edit), sheet);
}

function isInGrid({ row, column }: CellEdit): boolean {
  const within = row >= 1 && row <= MAX_ROW && column >= 1 && column <= MAX_COLUMN;
  return within && Number.isInteger(row) && Number.isInteger(column);
}

function refuse({ row, column }: CellEdit, wrong: string | undefined, sheet: string): void {
  if (wrong === undefined) return;
  const cell = formatCellReference(row, column);
  throw new XlsxError('BAD_ARGUMENT', `${sheet}!${cell}: ${wrong}`, { sheet, cell });
}

function wrongValue({ value, formula, style }: CellEdit, limits: Limits): string | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'a cell cannot hold a number that is not finite.';
  if (typeof value === 'string' && value.length > MAX_TEXT) return `a text is longer than ${MAX_TEXT} characters.`;
  if (formula !== undefined && (formula === '' || formula.length > limits.formulaLength))
    return `a formula needs 1 to ${limits.formulaLength} characters.`;
  if (style !== undefined && !(Number.isInteger(style) && style >= 0 && style < 65_536))
    return 'there is no such style.';
  return undefined;
}

function insideBlock(cells: SheetCells, { row, column }: CellEdit): string | undefined {
  const { blocks } = cells.formulas;
  const block = blocks.find(({ range }) => rangeContains(range, row, column));
  if (!block) return undefined;
  const { range } = block;
  if (range.firstRow === range.lastRow && range.firstColumn === range.lastColumn) return undefined;
  const isAnchor = row === range.firstRow && column === range.firstColumn;
  if (isAnchor && (cells.grid.type[block.cell]! & METADATA) !== 0) return undefined;
  const what = block.kind === 'array' ? 'array formula' : 'data table';
  return `the cell is part of the ${what} in ${formatRange(range)} and cannot be changed alone.`;
}

/** One edit per cell, by row and column; of several for one cell the later properties count. Cells spilled by a replaced dynamic array are emptied. */
export function joinEdits(cells: SheetCells, edits: readonly CellEdit[]): readonly CellEdit[] {
  const dynamic = dynamicArrays(cells);
  if (dynamic.length === 0 && isRising(edits)) return edits;
  const byCell = new Map<number, CellEdit>();
  const add = (edit: CellEdit) => {
    const key = edit.row * 16_385 + edit.column;
    byCell.set(key, joined(byCell.get(key), edit));
  };
  for (const edit of edits) {
    if (replacesContent(edit)) for (const spilled of spilledFrom(cells, dynamic, edit)) add(spilled);
    add(edit);
  }
  return [...byCell.values()].sort((a, b) => a.row - b.row || a.column - b.column);
}

function isRising(edits: readonly CellEdit[]): boolean {
  for (let at = 1; at < edits.length; at++) {
    const [before, edit] = [edits[at - 1]!, edits[at]!];
    if (edit.row < before.row || (edit.row === before.row && edit.column <= before.column)) return false;
  }
  return true;
}

function joined(before: CellEdit | undefined, edit: CellEdit): CellEdit {
  if (!before) return edit;
  if (!replacesContent(edit)) return { ...before, ...edit };
  const style = edit.style ?? before.style;
  return style === undefined ? edit : { ...edit, style };
}

function dynamicArrays(cells: SheetCells): readonly Block[] {
  if (!cells.hasFormulas) return [];
  return cells.formulas.blocks.filter((block) => (cells.grid.type[block.cell]! & METADATA) !== 0);
}

function* spilledFrom(cells: SheetCells, dynamic: readonly Block[], edit: CellEdit): Generator<CellEdit> {
  const block = dynamic.find((b) => b.range.firstRow === edit.row && b.range.firstColumn === edit.column);
  if (!block) return;
  for (let row = edit.row; row <= block.range.lastRow; row++) {
    for (const cell of cells.row(row)) {
      const anchor = row === edit.row && cell.column === edit.column;
      if (!anchor && !cell.formula && rangeContains(block.range, row, cell.column))
        yield { row, column: cell.column, value: null };
    }
  }
}
