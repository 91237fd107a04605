/** The formula element of a cell behind the change of rows. */
import type { FormulaMover } from '../formula/formula-mover.ts';
import { rebase } from '../formula/rebase.ts';
import type { RowShift } from '../formula/row-shift.ts';
import { attributesOf } from '../xml/tag-scanner.ts';
import { decodeXml, escapeText } from '../xml/xml-text.ts';
import { sharedNumber } from './shared-formulas.ts';
import type { Fate, SharedGroup } from './shared-group.ts';
import { shiftCell, shiftRange } from './shift-ranges.ts';
import type { TextRewriter } from './text-rewriter.ts';
import { type FormulaSpan, namedAttribute } from './walk-cells.ts';

export interface FormulaMove {
  readonly text: string;
  readonly formulas: FormulaMover;
  readonly shift: RowShift;
  readonly groups: ReadonlyMap<string, SharedGroup>;
  /** Do the cells of this sheet move themselves? */
  readonly moves: boolean;
}

/** Rewrites one `<f>`; writes nothing when it stays as it is. */
export function moveFormula(out: TextRewriter, move: FormulaMove, span: FormulaSpan): void {
  const { text, shift } = move;
  const si = sharedNumber(text, span);
  const fate = si === undefined ? undefined : move.groups.get(si)?.fate(span.row, span.column);
  if (fate !== undefined && fate.kind !== 'stays') {
    out.replace(span.start, span.end, markup(text, span, fate));
    return;
  }
  if (move.moves) moveAttributes(out, text, span, shift);
  if (span.closeStart === span.openEnd) return;
  const before = text.slice(span.openEnd, span.closeStart);
  if (before.includes('<')) return;
  const formula = decodeXml(before);
  const after = move.formulas.move(formula);
  if (after !== formula) out.replace(span.openEnd, span.closeStart, escapeText(after));
}

/** The `<f>` of a cell that is no longer the member of a shared formula that it was. */
function markup(text: string, span: FormulaSpan, fate: Exclude<Fate, { kind: 'stays' }>): string {
  const name = text.slice(span.start + 1, span.nameEnd);
  const others = attributesOf(text, span.nameEnd, span.openEnd)
    .filter((attribute) => !['t', 'ref', 'si'].includes(attribute.name))
    .map(({ name: other, valueStart, valueEnd }) => ` ${other}=${text.slice(valueStart - 1, valueEnd + 1)}`)
    .join('');
  if (fate.kind === 'member') return `<${name} t="shared" si="${fate.number}"${others}/>`;
  const shared = fate.kind === 'first' ? ` t="shared" ref="${fate.ref}" si="${fate.number}"` : '';
  return `<${name}${shared}${others}>${escapeText(fate.formula)}</${name}>`;
}

/** The formula of a cell by itself (shared ones re-based), not moved; '' when it has none of its own. */
export function ownFormula(text: string, span: FormulaSpan, groups: ReadonlyMap<string, SharedGroup>): string {
  const si = sharedNumber(text, span);
  const group = si === undefined ? undefined : groups.get(si);
  if (group === undefined || group.row === 0) return decodeXml(text.slice(span.openEnd, span.closeStart));
  return rebase(group.text, group.row, group.column, span.row, span.column);
}

/** `ref` of shared and array formulas, `r1` and `r2` of data tables (`del1`, `del2`: that cell was deleted). `ref`: what that becomes, where it is known. */
export function moveAttributes(
  out: TextRewriter,
  text: string,
  span: FormulaSpan,
  shift: RowShift,
  ref?: string,
): void {
  if (span.openEnd - span.nameEnd < 8) return;
  const attributes = attributesOf(text, span.nameEnd, span.openEnd);
  for (const { name, valueStart, valueEnd } of attributes) {
    const input = name === 'r1' || name === 'r2';
    if (!input && name !== 'ref') continue;
    const value = text.slice(valueStart, valueEnd);
    const moved = input ? shiftCell(value, shift) : (ref ?? shiftRange(value, shift));
    if (moved !== undefined && moved !== value) out.replace(valueStart, valueEnd, moved);
    if (moved === undefined && input && namedAttribute(attributes, `del${name[1]}`) === undefined)
      out.insert(valueEnd + 1, ` del${name[1]}="1"`);
  }
}
