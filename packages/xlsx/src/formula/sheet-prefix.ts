/** The part of a reference before `!`: `Sheet1`, `'My ''Sheet'`, `Jan:Dec`, `[1]Data`, `'C:\x\[book.xlsx]Data'`. */
import { parseA1Ref, tokenize } from '@borgar/fx/xlsx';

export interface SheetPrefix {
  /** With quotes and `!`, as written; '' when there is none. */
  readonly text: string;
  /** The sheet (first sheet of a 3-D reference), unquoted; undefined when there is none. */
  readonly sheet: string | undefined;
  /** The last sheet of a 3-D reference. */
  readonly lastSheet: string | undefined;
  /** `1` of `[1]Data`; the file of a written-out external reference. */
  readonly workbook: string | undefined;
}

const none: SheetPrefix = { text: '', sheet: undefined, lastSheet: undefined, workbook: undefined };

/** Splits a reference token into its prefix and what stands behind `!`. */
export function splitPrefix(reference: string): { readonly prefix: SheetPrefix; readonly rest: string } {
  const bang = bangOf(reference);
  if (bang < 0) return { prefix: none, rest: reference };
  return { prefix: parsePrefix(reference.slice(0, bang + 1)), rest: reference.slice(bang + 1) };
}

function bangOf(reference: string): number {
  if (!reference.startsWith("'")) return reference.indexOf('!');
  for (let at = 1; at < reference.length; at++) {
    if (reference[at] !== "'") continue;
    if (reference[at + 1] === "'") at++;
    else return reference[at + 1] === '!' ? at + 1 : -1;
  }
  return -1;
}

function parsePrefix(text: string): SheetPrefix {
  const quoted = text.startsWith("'");
  let name = quoted ? text.slice(1, -2).replaceAll("''", "'") : text.slice(0, -1);
  let workbook: string | undefined;
  const open = name.indexOf('[');
  const close = name.indexOf(']', open);
  if (open >= 0 && close > open) {
    workbook = name.slice(0, open) + name.slice(open + 1, close);
    name = name.slice(close + 1);
  }
  const colon = name.indexOf(':');
  if (colon < 0) return { text, sheet: name, lastSheet: undefined, workbook };
  if (sameSheet(name.slice(0, colon), name.slice(colon + 1)))
    return { text, sheet: name.slice(0, colon), lastSheet: undefined, workbook };
  return { text, sheet: name.slice(0, colon), lastSheet: name.slice(colon + 1), workbook };
}

/** Is this prefix (or its absence, in a formula on `formulaSheet`) exactly the one sheet `sheet` of this workbook? */
export function pointsTo(prefix: SheetPrefix, sheet: string, formulaSheet: string | undefined): boolean {
  if (prefix.workbook !== undefined || prefix.lastSheet !== undefined) return false;
  const named = prefix.sheet ?? formulaSheet;
  return named !== undefined && sameSheet(named, sheet);
}

/** Sheet names compare without case. */
export function sameSheet(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

/** A sheet name as it must stand before `!`: quoted unless the plain form reads as the same sheet. */
export function quoteSheet(name: string): string {
  return needsQuotes(name) ? `'${name.replaceAll("'", "''")}'` : name;
}

function needsQuotes(name: string): boolean {
  for (let at = 0; at < name.length; at++) {
    const c = name.charCodeAt(at);
    const digit = c >= 48 && c <= 57;
    const letter = (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95;
    if (!letter && !(digit && at > 0) && !(c === 46 && at > 0)) return true;
  }
  if (name === '' || looksLikeR1C1(name)) return true;
  const ref = parseA1Ref(name);
  if (ref !== undefined && ref !== null && 'range' in ref) return true;
  const tokens = tokenize(`${name}!A1`, { withLocation: false });
  return (
    tokens.length !== 1 ||
    tokens[0]?.type !== 'range' ||
    name.toLowerCase() === 'true' ||
    name.toLowerCase() === 'false'
  );
}

function looksLikeR1C1(name: string): boolean {
  const first = name[0]?.toLowerCase();
  if (first !== 'r' && first !== 'c') return false;
  const tokens = tokenize(name, { withLocation: false, r1c1: true });
  return tokens.length === 1 && (tokens[0]?.type === 'range' || tokens[0]?.type === 'range_beam');
}
