/** A column with a formula that is, or should be, filled down it. */
import type { CellScalar, FilledColumn } from '../api.ts';
import { FilledDown } from '../formula/filled-down.ts';
import { escapeText } from '../xml/xml-text.ts';
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
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    const cell = cells.indexOf(row, column);
    if (cell < 0) continue;
    values[at] = cellValue(source, cell);
    if (isFilled(cells, cell, row, wanted, around)) filled[at] = 1;
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
