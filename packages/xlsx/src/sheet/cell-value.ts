/** Cached values of scanned cells (ECMA-376 Part 1 §18.3.1.4, §18.3.1.96). */
import type { CellScalar } from '../api.ts';
import { isoToSerial } from '../date-serial.ts';
import { BOOLEAN, EMPTY, ERROR, type Grid, INLINE, ISO_DATE, NUMBER, ODD, SHARED, TYPE } from './grid.ts';
import { parsePlainNumber } from './plain-number.ts';
import type { SharedStrings } from './shared-strings.ts';
import { elementEnd, GT, indexNear, isMarkup, LT, nextTag, readTag, SLASH, skipMarkup } from './tokens.ts';
import { decodeEscapes, readRichText, readXmlText, unescapeXml } from './xml-string.ts';

export interface ValueSource {
  readonly bytes: Buffer;
  readonly grid: Grid;
  /** Opened when the first shared string is met. */
  readonly strings: () => SharedStrings;
  readonly date1904: boolean;
}

/** The value of the cell at `index` of the grid. Dates of `t="d"` become serial numbers. Throws PACKAGE_BROKEN for a shared string that is not there. */
export function cellValue(source: ValueSource, index: number): CellScalar {
  const { grid } = source;
  const type = grid.type[index]!;
  const number = grid.number[index]!;
  switch (type & TYPE) {
    case EMPTY:
      return null;
    case NUMBER:
      return type & ODD ? oddNumber(source, index) : number;
    case SHARED:
      return sharedString(source, index);
    case BOOLEAN:
      return /^(?:1|true)$/i.test(valueText(source, index).trim());
    case ERROR:
      return { error: valueText(source, index) };
    case INLINE:
      return inlineString(source, index);
    case ISO_DATE: {
      const text = valueText(source, index);
      return isoToSerial(text, source.date1904) ?? text;
    }
    default:
      return decodeEscapes(valueText(source, index));
  }
}

function sharedString(source: ValueSource, index: number): string | null {
  const odd = (source.grid.type[index]! & ODD) !== 0;
  const text = odd ? valueText(source, index).trim() : '';
  if (odd && text === '') return null;
  return source.strings().get(odd ? Number(text) : source.grid.number[index]!);
}

/** A number that is not written plainly; text that is no number at all stays text. */
function oddNumber(source: ValueSource, index: number): number | string | null {
  const text = valueText(source, index);
  if (text.trim() === '') return null;
  const bytes = Buffer.from(text.trim(), 'latin1');
  const number = parsePlainNumber(bytes, 0, bytes.length);
  return Number.isNaN(number) ? text : number;
}

function valueText({ bytes, grid }: ValueSource, index: number): string {
  const from = grid.start[index]! + grid.number[index]!;
  return readXmlText(bytes, from, contentEnd(bytes, from));
}

/** Position of the end tag behind text that has no elements in it. */
function contentEnd(bytes: Buffer, from: number): number {
  let at = indexNear(bytes, LT, from);
  while (isMarkup(bytes, at)) at = bytes.indexOf(LT, skipMarkup(bytes, at));
  return at;
}

/** Content of `<is>`; a cell of that type that has only `<v>` gives its text. */
function inlineString({ bytes, grid }: ValueSource, index: number): string {
  const from = grid.start[index]! + grid.number[index]!;
  const plain = plainInline(bytes, from);
  if (plain !== undefined) return plain;
  let at = from;
  for (let tag = nextTag(bytes, at); tag && tag.kind !== 'close'; tag = nextTag(bytes, at)) at = elementEnd(bytes, tag);
  const end = bytes.indexOf(LT, at);
  if (at === from && bytes[end + 1] === SLASH && !readTag(bytes, end).name.endsWith('is'))
    return decodeEscapes(readXmlText(bytes, from, end));
  return readRichText(bytes, from, nextTag(bytes, at)?.start ?? at);
}

const PLAIN_END = Buffer.from('</t></is>');

/** Content that is one `<t>` without attributes or a prefix; undefined for any other. */
function plainInline(bytes: Buffer, from: number): string | undefined {
  if (bytes[from] !== LT || bytes[from + 1] !== 0x74 || bytes[from + 2] !== GT) return undefined;
  const end = indexNear(bytes, LT, from + 3);
  for (let at = 0; at < PLAIN_END.length; at++) if (bytes[end + at] !== PLAIN_END[at]) return undefined;
  return decodeEscapes(unescapeXml(bytes.toString('utf8', from + 3, end)));
}
