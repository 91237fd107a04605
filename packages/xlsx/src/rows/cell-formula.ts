/** The formula element of a cell behind the change of rows. */
import { rebase } from '../formula/rebase.ts';
import type { RowShift } from '../formula/row-shift.ts';
import type { FormulaContext } from '../formula/shift-formula.ts';
import { shiftFormula } from '../formula/shift-formula.ts';
import { attributesOf } from '../xml/tag-scanner.ts';
import { decodeXml, escapeText } from '../xml/xml-text.ts';
import { memberFormula, type SharedGroup, sharedNumber } from './shared-formulas.ts';
import { shiftCell, shiftRange } from './shift-ranges.ts';
import type { TextRewriter } from './text-rewriter.ts';
import type { FormulaSpan } from './walk-cells.ts';

export interface FormulaMove {
  readonly text: string;
  readonly context: FormulaContext;
  readonly shift: RowShift;
  readonly groups: ReadonlyMap<string, SharedGroup>;
  /** Do the cells of this sheet move themselves? */
  readonly moves: boolean;
}

/** Rewrites one `<f>`; writes nothing when it stays as it is. */
export function moveFormula(out: TextRewriter, move: FormulaMove, span: FormulaSpan): void {
  const { text, context, shift } = move;
  const si = sharedNumber(text, span);
  const group = si === undefined ? undefined : move.groups.get(si);
  if (group !== undefined && !group.stays) {
    const name = text.slice(span.start + 1, span.nameEnd);
    const formula = memberFormula(group, span.row, span.column, context, shift);
    out.replace(span.start, span.end, `<${name}>${escapeText(formula)}</${name}>`);
    return;
  }
  if (move.moves) moveAttributes(out, text, span, shift);
  if (span.closeStart === span.openEnd) return;
  const before = text.slice(span.openEnd, span.closeStart);
  if (before.includes('<')) return;
  const formula = decodeXml(before);
  const after = shiftFormula(formula, context, shift);
  if (after !== formula) out.replace(span.openEnd, span.closeStart, escapeText(after));
}

/** The formula of a cell by itself (shared ones re-based), not moved; '' when it has none of its own. */
export function ownFormula(text: string, span: FormulaSpan, groups: ReadonlyMap<string, SharedGroup>): string {
  const si = sharedNumber(text, span);
  const group = si === undefined ? undefined : groups.get(si);
  if (group === undefined) return decodeXml(text.slice(span.openEnd, span.closeStart));
  return rebase(group.text, group.row, group.column, span.row, span.column);
}

/** `ref` of shared and array formulas, `r1` and `r2` of data tables. */
function moveAttributes(out: TextRewriter, text: string, span: FormulaSpan, shift: RowShift): void {
  if (span.openEnd - span.nameEnd < 8) return;
  for (const { name, valueStart, valueEnd } of attributesOf(text, span.nameEnd, span.openEnd)) {
    const value = text.slice(valueStart, valueEnd);
    const moved =
      name === 'ref' ? shiftRange(value, shift) : name === 'r1' || name === 'r2' ? shiftCell(value, shift) : value;
    if (moved !== undefined && moved !== value) out.replace(valueStart, valueEnd, moved);
  }
}
