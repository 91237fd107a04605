/** Formulas seen from another cell: shared formulas, filling down, and comparing formulas that moved. */
import { translateFormulaToA1, translateFormulaToR1C1 } from '@borgar/fx/xlsx';
import { type Area, type Corner, columnLetters, writeArea } from './area.ts';
import { compileFormula, type ReferencePiece, renderFormula } from './compiled.ts';
import { lastPossibleRow } from './row-shift.ts';

const lastPossibleColumn = 16_384;

/**
 * The formula that stands at one cell as it stands when copied to another: relative rows and columns move along and
 * wrap around at the edges of the sheet, as in shared formulas (ECMA-376 Part 1 §18.3.1.40).
 */
export function rebase(text: string, fromRow: number, fromColumn: number, toRow: number, toColumn: number): string {
  const rows = toRow - fromRow;
  const columns = toColumn - fromColumn;
  const formula = compileFormula(text);
  if (!formula.movable || (rows === 0 && columns === 0)) return text;
  return renderFormula(formula, (piece) => piece.prefix.text + writeArea(rebaseArea(piece, rows, columns)));
}

/** The area of a reference, moved by this many rows and columns where it is relative. */
export function rebaseArea(piece: ReferencePiece, rows: number, columns: number): Area {
  const { area } = piece;
  const first = moveCorner(area.first, rows, columns);
  if (area.last === undefined) return { ...area, first };
  const last = moveCorner(area.last, rows, columns);
  const swapRows = first.row > last.row && area.first.row <= area.last.row;
  const swapColumns = first.column > last.column && area.first.column <= area.last.column;
  if (!swapRows && !swapColumns) return { ...area, first, last };
  return {
    ...area,
    first: { ...rowsOf(swapRows ? last : first), ...columnsOf(swapColumns ? last : first) },
    last: { ...rowsOf(swapRows ? first : last), ...columnsOf(swapColumns ? first : last) },
  };
}

function rowsOf({ row, absoluteRow }: Corner) {
  return { row, absoluteRow };
}

function columnsOf({ column, absoluteColumn }: Corner) {
  return { column, absoluteColumn };
}

function moveCorner(corner: Corner, rows: number, columns: number): Corner {
  return {
    ...corner,
    row: corner.absoluteRow || corner.row === 0 ? corner.row : wrap(corner.row + rows, lastPossibleRow),
    column:
      corner.absoluteColumn || corner.column === 0 ? corner.column : wrap(corner.column + columns, lastPossibleColumn),
  };
}

function wrap(value: number, count: number): number {
  return ((((value - 1) % count) + count) % count) + 1;
}

/** The formula in R1C1 form seen from the cell: equal for formulas that were filled down or moved together. */
export function toRelative(text: string, row: number, column: number): string {
  return translateFormulaToR1C1(text, `${columnLetters(column)}${row}`);
}

/** The A1 form, in the given cell, of a formula in R1C1 form. */
export function fromRelative(text: string, row: number, column: number): string {
  return translateFormulaToA1(text, `${columnLetters(column)}${row}`, { wrapEdges: true });
}
