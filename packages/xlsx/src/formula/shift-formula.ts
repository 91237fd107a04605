/** Moves the references of a formula as Excel does when rows of a sheet are inserted or deleted. */
import { type Area, type Corner, writeArea } from './area.ts';
import { type CompiledFormula, compileFormula, type ReferencePiece, renderFormula } from './compiled.ts';
import { lastPossibleRow, type RowShift } from './row-shift.ts';
import { pointsTo } from './sheet-prefix.ts';

export interface FormulaContext {
  /** The sheet on which the formula stands: what references without a prefix mean. Undefined for workbook names. */
  readonly formulaSheet: string | undefined;
  /** Rows without `$` are a distance to the cell that uses the formula, and stay (defined names). */
  readonly relativeStays?: boolean;
}

/**
 * The formula as it stands afterwards. 3-D references, references to other workbooks, structured references, names and
 * whole columns stay; a reference of which everything is deleted becomes `#REF!`.
 */
export function shiftFormula(text: string, context: FormulaContext, shift: RowShift): string {
  return shiftCompiled(compileFormula(text), context, shift);
}

export function shiftCompiled(formula: CompiledFormula, context: FormulaContext, shift: RowShift): string {
  if (!formula.movable) return formula.text;
  return renderFormula(formula, (piece) => shiftReference(piece, piece.area, context, shift));
}

/** Renders one reference, taken at `area`, behind the change. */
export function shiftReference(piece: ReferencePiece, area: Area, context: FormulaContext, shift: RowShift): string {
  const moved = movedArea(piece, area, context, shift);
  if (moved === undefined) return `${piece.prefix.text}#REF!`;
  return moved === piece.area ? piece.text : piece.prefix.text + writeArea(moved);
}

/** The rows of a reference behind the change as seen from a cell in row `row` then: equal where a text can be shared. */
export function relativeRows(
  piece: ReferencePiece,
  area: Area,
  row: number,
  context: FormulaContext,
  shift: RowShift,
): string {
  const moved = movedArea(piece, area, context, shift);
  if (moved === undefined) return '#';
  const seen = (corner: Corner) =>
    corner.absoluteRow ? `$${corner.row}` : String((corner.row - row + lastPossibleRow) % lastPossibleRow);
  if (moved.first.row === 0) return ';';
  return moved.last === undefined ? `${seen(moved.first)};` : `${seen(moved.first)}:${seen(moved.last)};`;
}

/** The same area where nothing moves, undefined when all of it is gone. */
function movedArea({ prefix }: ReferencePiece, area: Area, context: FormulaContext, shift: RowShift): Area | undefined {
  if (area.first.row === 0 || !pointsTo(prefix, shift.sheet, context.formulaSheet)) return area;
  const moved = context.relativeStays === true ? shiftAbsolute(area, shift) : shiftArea(area, shift);
  if (moved === undefined) return undefined;
  return moved.first.row === area.first.row && moved.last?.row === area.last?.row ? area : moved;
}

/** The area after the change; undefined when all of it is gone. */
export function shiftArea(area: Area, shift: RowShift): Area | undefined {
  const { first, last } = area;
  if (last === undefined) {
    const row = shift.row(first.row);
    return row === 0 || row > lastPossibleRow ? undefined : { ...area, first: { ...first, row } };
  }
  const upsideDown = first.row > last.row;
  const [upper, lower] = upsideDown ? [last, first] : [first, last];
  const wide = upper.column === 0;
  const left = wide ? 1 : Math.min(upper.column, lower.column);
  const right = wide ? 1 : Math.max(upper.column, lower.column);
  const moved = shift.rangeWithin(upper.row, lower.row, left, right);
  if (moved === undefined) return undefined;
  const top: Corner = { ...upper, row: moved[0] };
  const bottom: Corner = { ...lower, row: moved[1] };
  return upsideDown ? { ...area, first: bottom, last: top } : { ...area, first: top, last: bottom };
}

/** As `shiftArea`, but rows without `$` stay; the other end of such a range moves by itself, to a row that is kept. */
function shiftAbsolute(area: Area, shift: RowShift): Area | undefined {
  const { first, last } = area;
  if (first.absoluteRow && (last === undefined || last.absoluteRow)) return shiftArea(area, shift);
  const end = (corner: Corner) =>
    corner.absoluteRow ? { ...corner, row: Math.min(shift.rowOrNext(corner.row), lastPossibleRow) } : corner;
  return { ...area, first: end(first), last: last === undefined ? undefined : end(last) };
}
