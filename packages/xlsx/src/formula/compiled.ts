/**
 * A formula cut into text and references. Made once from its tokens; moving, re-basing and comparing then touch only
 * the references, so a formula filled down thousands of rows is tokenised once.
 */
import { tokenize } from '@borgar/fx/xlsx';
import { type Area, parseArea } from './area.ts';
import { type SheetPrefix, splitPrefix } from './sheet-prefix.ts';

export interface ReferencePiece {
  /** As it stands in the formula. */
  readonly text: string;
  readonly prefix: SheetPrefix;
  readonly area: Area;
}

export type Piece = string | ReferencePiece;

export interface CompiledFormula {
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** False when there is no reference to cells at all. */
  readonly movable: boolean;
}

const cache = new Map<string, CompiledFormula>();
const cacheSize = 5_000;

/** Compiles a formula (without `=`). Formulas that are seen again are taken from a bounded cache. */
export function compileFormula(text: string): CompiledFormula {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const pieces: Piece[] = [];
  let movable = false;
  let plain = '';
  for (const token of tokenize(text, { withLocation: false, negativeNumbers: false })) {
    const isRange = (token.type === 'range' || token.type === 'range_beam') && !isOfAnySheet(plain);
    const piece = isRange ? referenceOf(token.value) : undefined;
    if (piece === undefined) {
      plain += token.value;
      continue;
    }
    movable = true;
    if (plain !== '') pieces.push(plain);
    plain = '';
    pieces.push(piece);
  }
  if (plain !== '') pieces.push(plain);
  const compiled = { text, pieces, movable };
  if (cache.size >= cacheSize) cache.clear();
  cache.set(text, compiled);
  return compiled;
}

/** `#REF!A1` lies on a sheet that was deleted, `!A1` on whatever sheet is active: it is not known where. */
function isOfAnySheet(before: string): boolean {
  return before.endsWith('!');
}

function referenceOf(token: string): ReferencePiece | undefined {
  const { prefix, rest } = splitPrefix(token);
  const area = parseArea(rest);
  return area === undefined ? undefined : { text: token, prefix, area };
}

/** Writes the formula with each reference rendered by `render`; returns the same text when nothing changed. */
export function renderFormula(formula: CompiledFormula, render: (piece: ReferencePiece) => string): string {
  let result = '';
  for (const piece of formula.pieces) result += typeof piece === 'string' ? piece : render(piece);
  return result;
}
