/** A column with a formula that is, or should be, filled down it. */
import type { CellScalar, FilledColumn } from '../api.ts';
import { FilledDown } from '../formula/filled-down.ts';
import { escapeText } from '../xml/xml-text.ts';
import { cellNear, rowIndexesOf } from './cell-block.ts';
import { plainFormulaStart } from './cell-formulas.ts';
import { cellValue, type ValueSource } from './cell-value.ts';
import { FORMULA } from './grid.ts';
import type { SheetCells } from './sheet-cells.ts';
import { LT } from './tokens.ts';

/** `rows` rising; `around`: the formula with the numbers of its row taken out. */
export function readFilledColumn(
  cells: SheetCells,
  source: ValueSource,
  rows: readonly number[],
  column: number,
  around: readonly string[],
): FilledColumn {
  const filled = new Uint8Array(rows.length);
  const values = new Array<CellScalar>(rows.length).fill(null);
  const wanted = FilledDown.written(around.map(escapeText));
  const { grid } = cells;
  const indexes = rowIndexesOf(grid, rows);
  // how far from the beginning of its row the last cell stood: the next one mostly stands there too
  let offset = 0;
  for (let at = 0; at < rows.length; at++) {
    const index = indexes[at]!;
    const cell = index < 0 ? -1 : cellNear(grid, index, column, grid.rowFirst[index]! + offset);
    if (cell < 0) continue;
    offset = cell - grid.rowFirst[index]!;
    values[at] = cellValue(source, cell);
    if (isFilled(cells, cell, rows[at]!, wanted, around)) filled[at] = 1;
  }
  return { filled, values };
}

function isFilled(
  cells: SheetCells,
  cell: number,
  row: number,
  wanted: FilledDown,
  around: readonly string[],
): boolean {
  const { bytes, grid } = cells;
  if ((grid.type[cell]! & FORMULA) === 0) return false;
  const from = plainFormulaStart(bytes, grid.start[cell]!);
  const end = from === 0 ? 0 : wanted.endIn(bytes, from, row);
  if (end > 0) return bytes[end] === LT;
  return cells.formulas.get(cell, row)?.text === around.join(String(row));
}
