/**
 * Moves many formulas by one change of rows. Formulas that were filled down differ in nothing but row numbers: one of each
 * kind is tokenised, the others only have their numbers put in its place.
 */
import type { Area } from './area.ts';
import { compileFormula, type Piece } from './compiled.ts';
import type { RowShift } from './row-shift.ts';
import type { SheetPrefix } from './sheet-prefix.ts';
import { type FormulaContext, shiftCompiled, shiftReference } from './shift-formula.ts';

/** Stands for a row number in the pattern of a formula; no XML text can hold it. */
const HOLE = '\u0001';
const HOLE_CODE = 1;
/** Sheets of formulas that have nothing in common would fill the memory with patterns. */
const mostPatterns = 10_000;

interface Pattern {
  readonly movable: boolean;
  readonly pieces: readonly PatternPiece[];
}

interface PatternPiece {
  /** The text around the numbers: one more than there are numbers. */
  readonly around: readonly string[];
  readonly reference: { readonly prefix: SheetPrefix; readonly area: Area } | undefined;
}

export class FormulaMover {
  private readonly context: FormulaContext;
  private readonly shift: RowShift;
  /** null: formulas of this pattern are tokenised one by one. */
  private readonly patterns = new Map<string, Pattern | null>();
  private readonly numbers: number[] = [];
  private readonly firstTouched: number;

  constructor(context: FormulaContext, shift: RowShift) {
    this.context = context;
    this.shift = shift;
    this.firstTouched = shift.firstTouched;
  }

  /** As `shiftFormula`. */
  move(text: string): string {
    const key = this.patternOf(text);
    let pattern = key === undefined ? null : this.patterns.get(key);
    if (pattern === undefined && this.patterns.size < mostPatterns) {
      pattern = makePattern(text, this.numbers.length);
      this.patterns.set(key!, pattern);
    }
    if (pattern == null) return shiftCompiled(compileFormula(text), this.context, this.shift);
    return pattern.movable && this.isTouched() ? this.render(pattern) : text;
  }

  private isTouched(): boolean {
    for (const row of this.numbers) if (row >= this.firstTouched) return true;
    return false;
  }

  private render(pattern: Pattern): string {
    let next = 0;
    let result = '';
    for (const { around, reference } of pattern.pieces) {
      let text = around[0]!;
      const from = next;
      for (let at = 1; at < around.length; at++) text += this.numbers[next++]! + around[at]!;
      if (reference === undefined) result += text;
      else {
        const area = areaWith(reference.area, this.numbers, from);
        result += shiftReference({ text, prefix: reference.prefix, area }, area, this.context, this.shift);
      }
    }
    return result;
  }

  /**
   * The text with a hole for each number behind a letter or `$`; the numbers are left in `numbers`. Whether such a number is
   * a row does not depend on its digits: it is 1 to 999,999. Undefined when it is not one of those.
   */
  private patternOf(text: string): string | undefined {
    this.numbers.length = 0;
    let pattern = '';
    let from = 0;
    for (let at = 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === HOLE_CODE) return undefined;
      if (code < 48 || code > 57 || !isBeforeRow(text.charCodeAt(at - 1))) continue;
      const start = at;
      let value = 0;
      for (let digit = code - 48; digit >= 0 && digit <= 9; digit = text.charCodeAt(++at) - 48)
        value = value * 10 + digit;
      if (code === 48 || at - start > 6) return undefined;
      this.numbers.push(value);
      pattern += text.slice(from, start) + HOLE;
      from = at;
    }
    return from === 0 ? text : pattern + text.slice(from);
  }
}

function isBeforeRow(code: number): boolean {
  return code === 36 || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** null when a number stands where it cannot be told from the pattern: in the name of a sheet, or in no reference at all. */
function makePattern(text: string, count: number): Pattern | null {
  const compiled = compileFormula(text);
  const pieces = compiled.pieces.map(patternPiece);
  if (pieces.includes(null)) return null;
  const known = pieces.filter((piece) => piece !== null);
  const holes = known.reduce((sum, piece) => sum + piece.around.length - 1, 0);
  return holes === count ? { movable: compiled.movable, pieces: known } : null;
}

function patternPiece(piece: Piece, at: number, all: readonly Piece[]): PatternPiece | null {
  const text = typeof piece === 'string' ? piece : piece.text;
  const before = all[at - 1];
  const last = before === undefined ? '' : typeof before === 'string' ? before : before.text;
  // A number at the beginning belongs to what stands before it: the cut is not where the pattern sees it.
  if (/^\d/.test(text) && last !== '' && isBeforeRow(last.charCodeAt(last.length - 1))) return null;
  const around = text.split(/(?<=[A-Za-z$])[1-9]\d*/);
  if (typeof piece === 'string') return { around, reference: undefined };
  const { prefix, area } = piece;
  const rows = [area.first, area.last].filter((corner) => corner !== undefined && corner.row > 0).length;
  if (/\d/.test(prefix.text) || around.length - 1 !== rows) return null;
  return { around, reference: { prefix, area } };
}

function areaWith(area: Area, numbers: readonly number[], from: number): Area {
  let next = from;
  const first = area.first.row === 0 ? area.first : { ...area.first, row: numbers[next++]! };
  if (area.last === undefined) return { ...area, first };
  const last = area.last.row === 0 ? area.last : { ...area.last, row: numbers[next]! };
  return { ...area, first, last };
}
