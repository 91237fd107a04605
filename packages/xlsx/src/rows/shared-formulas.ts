/** Shared formulas (ECMA-376 Part 1 §18.3.1.40): the first cell holds text and extent, the others only its number. */
import { compileFormula, type ReferencePiece, renderFormula } from '../formula/compiled.ts';
import { rebaseArea } from '../formula/rebase.ts';
import type { RowShift } from '../formula/row-shift.ts';
import { pointsTo } from '../formula/sheet-prefix.ts';
import { type FormulaContext, shiftReference } from '../formula/shift-formula.ts';
import { parseRange } from '../structure/ranges.ts';
import { attributesOf } from '../xml/tag-scanner.ts';
import { decodeXml } from '../xml/xml-text.ts';
import { type FormulaSpan, namedAttribute, walkCells } from './walk-cells.ts';

export interface SharedGroup {
  readonly text: string;
  readonly row: number;
  readonly column: number;
  readonly firstRow: number;
  readonly lastRow: number;
  /** Whether the group still says the right thing for every member once its first cell's text is moved. */
  readonly stays: boolean;
}

/** The groups of a sheet by number. `moves`: are the rows of this very sheet the ones that move? */
export function sharedGroups(
  text: string,
  from: number,
  to: number,
  context: FormulaContext,
  shift: RowShift,
  moves: boolean,
): ReadonlyMap<string, SharedGroup> {
  const groups = new Map<string, SharedGroup>();
  const first = text.indexOf('shared', from);
  if (first < 0 || first >= to) return groups;
  walkCells(text, from, to, {
    formula: (span) => {
      const si = sharedNumber(text, span);
      if (si === undefined || span.closeStart === span.openEnd || groups.has(si)) return;
      groups.set(si, groupAt(text, span, context, shift, moves));
    },
  });
  return groups;
}

/** The `si` of a shared formula; undefined for all others. */
export function sharedNumber(text: string, span: FormulaSpan): string | undefined {
  if (span.openEnd - span.nameEnd < 10) return undefined;
  const attributes = attributesOf(text, span.nameEnd, span.openEnd);
  const type = namedAttribute(attributes, 't');
  if (type === undefined || text.slice(type.valueStart, type.valueEnd) !== 'shared') return undefined;
  const si = namedAttribute(attributes, 'si');
  return si === undefined ? undefined : text.slice(si.valueStart, si.valueEnd);
}

function groupAt(
  text: string,
  span: FormulaSpan,
  context: FormulaContext,
  shift: RowShift,
  moves: boolean,
): SharedGroup {
  const ref = namedAttribute(attributesOf(text, span.nameEnd, span.openEnd), 'ref');
  const range = ref === undefined ? undefined : parseRange(text.slice(ref.valueStart, ref.valueEnd));
  const group = {
    text: decodeXml(text.slice(span.openEnd, span.closeStart)),
    row: span.row,
    column: span.column,
    firstRow: Math.min(range?.firstRow ?? span.row, span.row),
    lastRow: Math.max(range?.lastRow ?? span.row, span.row),
  };
  return { ...group, stays: range !== undefined && groupStays(group, context, shift, moves) };
}

function groupStays(
  group: Omit<SharedGroup, 'stays'>,
  context: FormulaContext,
  shift: RowShift,
  moves: boolean,
): boolean {
  const by = moves ? shift.uniform(group.firstRow, group.lastRow) : 0;
  if (by === undefined) return false;
  const { pieces } = compileFormula(group.text);
  return pieces.every((piece) => typeof piece === 'string' || pieceStays(piece, group, context, shift, by));
}

function pieceStays(
  { prefix, area }: ReferencePiece,
  group: Omit<SharedGroup, 'stays'>,
  context: FormulaContext,
  shift: RowShift,
  by: number,
): boolean {
  if (area.first.row === 0) return true;
  const corners = area.last === undefined ? [area.first] : [area.first, area.last];
  if (!pointsTo(prefix, shift.sheet, context.formulaSheet)) return by === 0 || corners.every((c) => c.absoluteRow);
  if (shift.growing.length > 0 && area.last !== undefined) return false;
  return corners.every(({ row, absoluteRow }) => {
    if (absoluteRow) return shift.uniform(row, row) !== undefined;
    return shift.uniform(row + group.firstRow - group.row, row + group.lastRow - group.row) === by;
  });
}

/** The formula of one member by itself, behind the change. */
export function memberFormula(
  group: SharedGroup,
  row: number,
  column: number,
  context: FormulaContext,
  shift: RowShift,
): string {
  return renderFormula(compileFormula(group.text), (piece) =>
    shiftReference(piece, rebaseArea(piece, row - group.row, column - group.column), context, shift),
  );
}
