/**
 * Formulas that are written for the first of many rows: of formats, validations and calculated columns. Relative
 * references keep their distance from the row they are for, absolute ones move with the cells they mean.
 */
import { type Area, type Corner, writeArea } from '../formula/area.ts';
import { compileFormula, type ReferencePiece, renderFormula } from '../formula/compiled.ts';
import { rebaseArea } from '../formula/rebase.ts';
import { lastPossibleRow, type RowShift } from '../formula/row-shift.ts';
import { pointsTo } from '../formula/sheet-prefix.ts';
import { shiftReference } from '../formula/shift-formula.ts';

/**
 * The formula behind the change, for a first row that moves by `rows`. It stands on the sheet whose rows change.
 * `skipped`: of how many rows lower the first row is now that of, the ones above it being deleted.
 */
export function moveRelative(text: string, rows: number, shift: RowShift, skipped = 0): string {
  const context = { formulaSheet: shift.sheet };
  return renderFormula(compileFormula(text), (piece) => {
    const { area, prefix } = piece;
    if (area.first.row === 0 || !pointsTo(prefix, shift.sheet, shift.sheet)) return movedAlong(piece, skipped);
    const { first, last } = area;
    if (first.absoluteRow && (last === undefined || last.absoluteRow)) {
      return shiftReference(piece, area, context, shift);
    }
    if (last === undefined || (!first.absoluteRow && !last.absoluteRow)) return movedAlong(piece, rows);
    return prefix.text + writeArea(halfAbsolute(piece, rows, shift));
  });
}

/** On another sheet nothing moves, but the row that the formula is for may be another one (`skipped`). */
function movedAlong(piece: ReferencePiece, rows: number): string {
  return rows === 0 ? piece.text : piece.prefix.text + writeArea(rebaseArea(piece, rows, 0));
}

/** `B$3:B9`: the absolute end moves with its row, or to the nearest inside that is kept; the relative one keeps its distance. */
function halfAbsolute(piece: ReferencePiece, rows: number, shift: RowShift): Area {
  const { first, operator } = piece.area;
  const last = piece.area.last!;
  const top = first.absoluteRow ? Math.max(1, shift.rowOrNext(first.row)) : along(piece, first, rows);
  const kept = last.absoluteRow ? shift.row(last.row) : along(piece, last, rows);
  const bottom = kept === 0 ? Math.max(1, shift.rowOrNext(last.row) - 1) : kept;
  const ends = [
    { ...first, row: top },
    { ...last, row: bottom },
  ] as const;
  return top <= bottom || first.row > last.row
    ? { first: ends[0], last: ends[1], operator }
    : { first: swapped(ends[0], ends[1]), last: swapped(ends[1], ends[0]), operator };
}

function along(piece: ReferencePiece, corner: Corner, rows: number): number {
  return rebaseArea({ ...piece, area: { first: corner, last: undefined, operator: '' } }, rows, 0).first.row;
}

/** The column of one corner with the row of the other. */
function swapped(columnOf: Corner, rowOf: Corner): Corner {
  return { ...columnOf, row: rowOf.row, absoluteRow: rowOf.absoluteRow };
}

/** How many rows below the old first row the new one was. */
export function skippedRows(before: number, after: number, deleting: RowShift): number {
  let row = before;
  while (row < lastPossibleRow && deleting.row(row) !== after) row++;
  return row - before;
}
