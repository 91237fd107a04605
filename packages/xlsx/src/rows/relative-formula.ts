/**
 * Formulas that are written for the first of many rows: of formats, validations and calculated columns. Relative
 * references keep their distance from the row they are for, absolute ones move with the cells they mean.
 */
import { type Area, type Corner, writeArea } from '../formula/area.ts';
import { compileFormula, type ReferencePiece, renderFormula } from '../formula/compiled.ts';
import { rebaseArea } from '../formula/rebase.ts';
import type { RowShift } from '../formula/row-shift.ts';
import { pointsTo } from '../formula/sheet-prefix.ts';
import { shiftReference } from '../formula/shift-formula.ts';

/** The formula behind the change, for a first row that moves by `rows`. It stands on the sheet whose rows change. */
export function moveRelative(text: string, rows: number, shift: RowShift): string {
  const context = { formulaSheet: shift.sheet };
  return renderFormula(compileFormula(text), (piece) => {
    const { area, prefix } = piece;
    if (area.first.row === 0 || !pointsTo(prefix, shift.sheet, shift.sheet)) return movedAlong(piece, rows);
    const { first, last } = area;
    if (first.absoluteRow && (last === undefined || last.absoluteRow)) {
      return shiftReference(piece, area, context, shift);
    }
    const moved = rebaseArea(piece, rows, 0);
    return prefix.text + writeArea(last === undefined ? moved : halfAbsolute(area, moved, shift));
  });
}

/** On another sheet nothing moves, but the row that the formula is for may be another one. */
function movedAlong(piece: ReferencePiece, rows: number): string {
  return rows === 0 ? piece.text : piece.prefix.text + writeArea(rebaseArea(piece, rows, 0));
}

/** `B$3:B9`: the absolute end moves with its row, or to the nearest that is kept inside. */
function halfAbsolute(before: Area, moved: Area, shift: RowShift): Area {
  const last = before.last!;
  const at = (corner: Corner, by: Corner, back: number) =>
    corner.absoluteRow ? { ...by, row: shift.row(corner.row) || Math.max(1, shift.rowOrNext(corner.row) - back) } : by;
  return { ...moved, first: at(before.first, moved.first, 0), last: at(last, moved.last!, 1) };
}
