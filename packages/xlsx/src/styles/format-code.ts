/**
 * What a number format code makes of a number (ECMA-376 Part 1 §18.8.30, §18.8.31), told by its first section.
 *
 *     [Red]#,##0.00 "kr";-0     yyyy\-mm\-dd     [h]:mm     0%     # ?/?     [$-407]d. mmmm yyyy
 */
import type { NumberFormat } from '../api.ts';

type Kind = NumberFormat['kind'];

/** One piece of a section: a letter or symbol that formats, quoted text, or what stood in brackets. */
export interface CodeToken {
  readonly kind: 'code' | 'literal' | 'bracket';
  readonly text: string;
}

/** Sections (`positive;negative;zero;text`) as tokens. Quotes, `\x`, `_x` and `*x` are literals; runs of one letter are one token. */
export function tokenizeFormat(code: string): CodeToken[][] {
  const sections: CodeToken[][] = [[]];
  const pattern =
    /"([^"]*)"?|\\(.)|_(.)|\*(.)|\[([^\]]*)\]|(General|AM\/PM|A\/P|上午\/下午)|([yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[eE]+[+-]?|[gG]+|[bB]+|[aA]+|[rR]+)|(;)|([0#?.,%/@])|(.)/gisu;
  for (const found of code.matchAll(pattern)) {
    const [, quoted, escaped, space, fill, bracket, word, run, end, symbol, other] = found;
    const section = sections[sections.length - 1]!;
    if (end !== undefined) sections.push([]);
    else if (quoted !== undefined || escaped !== undefined) section.push({ kind: 'literal', text: quoted ?? escaped! });
    else if (space !== undefined) section.push({ kind: 'literal', text: ' ' });
    else if (fill !== undefined) continue;
    else if (bracket !== undefined) section.push({ kind: 'bracket', text: bracket });
    else if (other !== undefined) section.push({ kind: 'literal', text: other });
    else section.push({ kind: 'code', text: word ?? run ?? symbol! });
  }
  return sections;
}

const DURATION = /^(?:h+|m+|s+)$/i;
const CURRENCY_SIGN = /[$€£¥₹₽₩₪฿₫₺₴￥]/u;
const CURRENCY_WORD = /^\s*(?:kr|zł|Kč|Ft|CHF|EUR|USD|GBP|R\$|lei|лв|руб|р)\.?\s*$/iu;

/** The kind of a format code. A code that only says text (`"done"`, `;;;`) is `number`. */
export function classifyFormat(code: string): Kind {
  const section = tokenizeFormat(code)[0]!;
  const codes = section.filter((t) => t.kind === 'code').map((t) => t.text.toLowerCase());
  if (codes.includes('general')) return 'general';
  if (section.some((t) => t.kind === 'bracket' && DURATION.test(t.text))) return 'duration';
  const date = dateKind(codes);
  if (date && !codes.some((c) => c === '#' || c === '?')) return date;
  if (codes.includes('@') && !codes.some((c) => /^[0#?]$/.test(c))) return 'text';
  if (codes.includes('%')) return 'percent';
  if (section.some(isCurrency)) return 'currency';
  if (codes.includes('/') && codes.some((c) => /^[0#?]$/.test(c))) return 'fraction';
  return 'number';
}

function isCurrency(token: CodeToken): boolean {
  if (token.kind === 'bracket') return /^\$[^-]/.test(token.text);
  return token.kind === 'literal' && (CURRENCY_SIGN.test(token.text) || CURRENCY_WORD.test(token.text));
}

/** `m` is minutes next to hours or seconds, months otherwise. */
function dateKind(codes: readonly string[]): 'date' | 'time' | 'datetime' | undefined {
  const parts = codes.filter((c) => /^(?:[ymdhs]+|a{3,}|e+|am\/pm|a\/p|上午\/下午)$/.test(c));
  const time = parts.some((c) => /^[hs]/.test(c));
  const day = parts.some((c, i) => /^(?:[yd]|e+$|aaa)/.test(c) || (c.startsWith('m') && !isMinute(parts, i)));
  if (day) return time ? 'datetime' : 'date';
  return time ? 'time' : undefined;
}

/** Is the run of `m` at this index minutes: right behind hours or right before seconds? */
export function isMinute(parts: readonly string[], index: number): boolean {
  if (parts[index]!.length > 2) return false;
  return /^h/.test(parts[index - 1] ?? '') || /^s/.test(parts[index + 1] ?? '');
}
