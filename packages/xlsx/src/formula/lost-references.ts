/** What a formula says when a table or a sheet that it means is no longer there. */
import { type Token, tokenize } from '@borgar/fx/xlsx';
import { quoteSheet, sameSheet, splitPrefix } from './sheet-prefix.ts';

/** A table or name that is gone is `#REF!`, as Excel writes it. `names`: in small letters. */
export function lostNames(formula: string, names: ReadonlySet<string>): string {
  if (names.size === 0) return formula;
  return rewriteTokens(formula, ({ type, value }) => {
    const name = type === 'structured' ? value.slice(0, value.indexOf('[')) : type === 'range_named' ? value : '';
    return names.has(name.toLowerCase()) ? '#REF!' : value;
  });
}

/**
 * The sheet in a reference to a sheet that is gone is `#REF!` (`Plan!A1` becomes `#REF!A1`, as Excel writes it); a
 * reference across sheets that began or ended with it begins or ends with its neighbour. `sheets`: all in tab order.
 */
export function lostSheet(formula: string, sheet: string, sheets: readonly string[]): string {
  return rewriteTokens(formula, ({ type, value }) => {
    if (!type.startsWith('range') && type !== 'structured') return value;
    const { prefix, rest } = splitPrefix(value);
    if (prefix.sheet === undefined || prefix.workbook !== undefined) return value;
    if (prefix.lastSheet === undefined) return sameSheet(prefix.sheet, sheet) ? `#REF!${rest}` : value;
    const span = shrunkSpan(prefix.sheet, prefix.lastSheet, sheet, sheets);
    if (span === undefined) return value;
    return span.length === 0 ? `#REF!${rest}` : `${quoteSpan(span)}!${rest}`;
  });
}

/** The sheets from and to that are left of a span; none when nothing is; undefined when it does not end at the sheet. */
function shrunkSpan(from: string, to: string, gone: string, sheets: readonly string[]): string[] | undefined {
  if (!sameSheet(from, gone) && !sameSheet(to, gone)) return undefined;
  const at = (name: string) => sheets.findIndex((sheet) => sameSheet(sheet, name));
  const [first, last] = [Math.min(at(from), at(to)), Math.max(at(from), at(to))];
  if (first < 0) return undefined;
  const left = sheets.slice(first, last + 1).filter((sheet) => !sameSheet(sheet, gone));
  const ends = [left[0], left.at(-1)].filter((sheet) => sheet !== undefined);
  return ends[0] === ends[1] ? ends.slice(0, 1) : ends;
}

/** Quoted as a whole when one of the names needs it: `'My plan:Other'`. */
function quoteSpan(names: readonly string[]): string {
  const plain = names.map((name) => quoteSheet(name));
  if (plain.every((name, index) => name === names[index])) return names.join(':');
  return `'${names.join(':').replaceAll("'", "''")}'`;
}

function rewriteTokens(formula: string, rewrite: (token: Token) => string): string {
  return tokenize(formula, { withLocation: false, negativeNumbers: false }).map(rewrite).join('');
}
