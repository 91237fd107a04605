import { FORMULA, INLINE, METADATA, ODD, SHARED, TYPE } from './grid.ts';
import { parsePlainNumber } from './plain-number.ts';
import { PartScanner } from './scan-part.ts';
import {
  APOSTROPHE,
  elementEnd,
  endsName,
  GT,
  isMarkup,
  LT,
  malformed,
  QUOTE,
  readTag,
  SLASH,
  skipMarkup,
} from './tokens.ts';

const C = 0x63;
const S = 0x73;
const V = 0x76;
const F = 0x66;
const I = 0x69;

/** What stands in a cell: `<f>`, `<v>` and `<is>`. */
export class ContentScanner extends PartScanner {
  /** Type and flags of the cell that is being read (see `Grid.type`). */
  protected type = 0;

  /** The usual `<v>123</v></c>` of numbers and shared strings at `from`: the position behind it, or 0 when it is anything else. */
  protected readPlainContent(from: number, index: number): number {
    const { bytes } = this;
    if (bytes[from + 1] !== V || bytes[from + 2] !== GT || bytes[from] !== LT || (this.type & TYPE) > SHARED) return 0;
    let at = from + 3;
    let value = 0;
    let digit = bytes[at]! - 48;
    while (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digit = bytes[++at]! - 48;
    }
    if (bytes[at] !== LT || bytes[at + 1] !== SLASH || at - from > 18 || at === from + 3) return 0;
    if (bytes[at + 4] !== LT || bytes[at + 5] !== SLASH || bytes[at + 6] !== C || bytes[at + 7] !== GT) return 0;
    this.grid.number[index] = value;
    return at + 8;
  }

  /** `<f>`, `<v>`, `<is>` up to `</c>`. Returns the position behind it. */
  protected readContent(from: number, start: number, index: number): number {
    const { bytes } = this;
    const shift = this.prefix.length + 1;
    const end = bytes.length;
    let filled = false;
    let at = from;
    for (;;) {
      while (at < end && bytes[at] !== LT) at++;
      if (at >= end) throw malformed('A cell is not closed.', start);
      if (bytes[at + 1] === SLASH) break;
      const name = bytes[at + shift]!;
      if (name === V && endsName(bytes[at + shift + 1])) {
        at = this.readValue(at + shift + 1, start, index);
        filled ||= bytes[at - 2] !== SLASH;
      } else if (name === F && endsName(bytes[at + shift + 1])) {
        this.type |= FORMULA;
        at = this.skipText(at + shift + 1);
      } else if (name === I && bytes[at + shift + 1] === S) at = this.readInline(at, start, index);
      else at = this.skipOther(at);
      if (name === I) filled = true;
    }
    if (!filled) this.type &= FORMULA | METADATA;
    if (bytes[at + shift + 1] !== C) throw malformed('A cell is closed by another tag.', at);
    return bytes[at + shift + 2] === GT ? at + shift + 3 : readTag(bytes, at).end;
  }

  /** From behind `<v`; returns the position behind `</v>` (or `<v/>`). */
  protected readValue(from: number, start: number, index: number): number {
    const { bytes, grid } = this;
    let at = from;
    while (bytes[at] !== GT) if (++at >= bytes.length) throw malformed('A value is not closed.', start);
    if (bytes[at - 1] === SLASH) return at + 1;
    const text = ++at;
    const type = this.type & TYPE;
    if (type > SHARED) {
      grid.number[index] = text - start;
      return this.textEnd(text);
    }
    let value = 0;
    let byte = bytes[at]!;
    while (byte >= 48 && byte <= 57) {
      value = value * 10 + byte - 48;
      byte = bytes[++at]!;
    }
    if (byte === LT && bytes[at + 1] === SLASH && at - text < 16 && at > text) grid.number[index] = value;
    else this.readOddNumber(text, start, index);
    return this.textEnd(at);
  }

  protected readOddNumber(text: number, start: number, index: number): void {
    const end = this.bytes.length;
    let close = text;
    while (close < end && this.bytes[close] !== LT) close++;
    const value =
      close >= end || this.bytes[close + 1] !== SLASH ? Number.NaN : parsePlainNumber(this.bytes, text, close);
    if (Number.isNaN(value)) this.type |= ODD;
    this.grid.number[index] = Number.isNaN(value) ? text - start : value;
  }

  protected readInline(at: number, start: number, index: number): number {
    const tag = readTag(this.bytes, at);
    this.grid.number[index] = tag.end - start;
    this.type = (this.type & (FORMULA | METADATA)) | INLINE;
    return elementEnd(this.bytes, tag);
  }

  /** From behind `<f`: over its attributes and text; returns the position behind the element. */
  protected skipText(from: number): number {
    const { bytes } = this;
    let at = from;
    for (let byte = bytes[at]; byte !== GT; byte = bytes[++at]) {
      if (byte === undefined) throw malformed('A formula is not closed.', from);
      if (byte === QUOTE || byte === APOSTROPHE) at = bytes.indexOf(byte, at + 1);
      if (at < 0) throw malformed('A formula is not closed.', from);
    }
    return bytes[at - 1] === SLASH ? at + 1 : this.textEnd(at + 1);
  }

  /** Over text (with comments and CDATA in it) and the end tag behind it. */
  protected textEnd(from: number): number {
    const { bytes } = this;
    const end = bytes.length;
    let at = from;
    for (;;) {
      while (at < end && bytes[at] !== LT) at++;
      if (at >= end) throw malformed('An element is not closed.', from);
      if (isMarkup(bytes, at)) {
        at = skipMarkup(bytes, at);
        continue;
      }
      if (bytes[at + 1] !== SLASH) throw malformed('An element stands where text is expected.', at);
      const close = at + this.prefix.length + 3;
      return bytes[close] === GT ? close + 1 : readTag(bytes, at).end;
    }
  }
}
