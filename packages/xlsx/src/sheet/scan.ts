/**
 * Scans `<sheetData>` byte by byte into a `Grid` (ECMA-376 Part 1 §18.3.1.80). One pass, no strings, no objects per cell.
 *
 *     <row r="2" hidden="1" outlineLevel="1"><c r="A2" s="3" t="s"><v>17</v></c><c r="B2"><f>A1*2</f><v>4</v></c></row>
 *
 * Rows and cells without `r` follow the one before. Rows or cells out of order are sorted afterwards (`order-grid.ts`).
 * The declared dimension is not looked at: only cells that exist cost anything.
 */
import { XlsxError } from '../api.ts';
import {
  BOOLEAN,
  EMPTY,
  ERROR,
  FORMULA,
  Grid,
  INLINE,
  ISO_DATE,
  METADATA,
  NUMBER,
  ODD,
  ROW_HIDDEN,
  ROW_LEVEL_SHIFT,
  SHARED,
  TEXT,
  TYPE,
} from './grid.ts';
import { parsePlainNumber } from './plain-number.ts';
import { MAX_COLUMN, MAX_ROW } from './reference.ts';
import {
  APOSTROPHE,
  EQUALS,
  elementEnd,
  endsName,
  GT,
  isMarkup,
  LT,
  localName,
  malformed,
  QUOTE,
  readTag,
  SLASH,
  SPACE,
  skipMarkup,
} from './tokens.ts';

const C = 0x63;
const R = 0x72;
const S = 0x73;
const T = 0x74;
const V = 0x76;
const M = 0x6d;
const F = 0x66;
const I = 0x69;
const O = 0x6f;

export class SheetScanner {
  readonly grid: Grid;
  /** False when rows or cells came out of order. */
  ordered = true;
  private readonly bytes: Buffer;
  /** `x:` of a part that prefixes its main namespace, else ''. */
  private readonly prefix: string;
  private readonly cellLimit: number;
  private row = 0;
  private column = 0;
  private type = 0;
  private style = 0;

  constructor(bytes: Buffer, prefix: string, cellLimit: number) {
    this.bytes = bytes;
    this.prefix = prefix;
    this.cellLimit = cellLimit;
    this.grid = new Grid(Math.max(16, Math.ceil(bytes.length / 34)), Math.max(16, Math.ceil(bytes.length / 400)));
  }

  /** From just behind `<sheetData>` to the `<` of `</sheetData>`; returns the latter. */
  scan(from: number): number {
    const { bytes, grid } = this;
    const shift = this.prefix.length + 1;
    const end = bytes.length;
    let at = from;
    for (;;) {
      while (at < end && bytes[at] !== LT) at++;
      if (at >= end) throw malformed('The sheet data is not closed.', from);
      const name = bytes[at + shift];
      if (name === C && endsName(bytes[at + shift + 1]) && this.hasPrefix(at + 1)) at = this.readCell(at);
      else if (name === R && bytes[at + shift + 1] === O && this.hasPrefix(at + 1)) at = this.readRow(at);
      else if (bytes[at + 1] === SLASH && bytes[at + shift + 1] === R) at += shift + 4;
      else if (bytes[at + 1] === SLASH && this.isTag(at + 2, 'sheetData')) break;
      else at = this.skipOther(at);
    }
    grid.rowFirst[grid.rows] = grid.cells;
    return at;
  }

  private hasPrefix(at: number): boolean {
    const { prefix } = this;
    for (let i = 0; i < prefix.length; i++) if (this.bytes[at + i] !== prefix.charCodeAt(i)) return false;
    return true;
  }

  private isTag(at: number, name: string): boolean {
    if (!this.hasPrefix(at)) return false;
    const start = at + this.prefix.length;
    for (let i = 0; i < name.length; i++) if (this.bytes[start + i] !== name.charCodeAt(i)) return false;
    return endsName(this.bytes[start + name.length]);
  }

  /** End tags, comments, the wrapping of mc:AlternateContent are stepped over; its choices and foreign elements as a whole. */
  private skipOther(at: number): number {
    if (isMarkup(this.bytes, at)) return skipMarkup(this.bytes, at);
    const tag = readTag(this.bytes, at);
    const local = localName(tag.name);
    if (tag.kind === 'close' || local === 'AlternateContent' || local === 'Fallback') return tag.end;
    return elementEnd(this.bytes, tag);
  }

  private readRow(start: number): number {
    const { bytes, grid } = this;
    let at = start + this.prefix.length + 4;
    let row = this.row + 1;
    let flags = 0;
    for (let byte = bytes[at]; byte !== GT; byte = bytes[at]) {
      if (byte === undefined) throw malformed('A row is not closed.', start);
      if (byte <= SPACE || byte === SLASH) {
        at++;
        continue;
      }
      const valueStart = this.valueStart(at);
      const valueEnd = this.valueEnd(valueStart);
      if (byte === R && bytes[at + 1]! <= EQUALS) row = this.digits(valueStart, valueEnd, MAX_ROW);
      else if (byte === 0x68 /* h */) flags |= this.rowHidden(at, valueStart);
      else if (byte === O) flags |= this.rowLevel(at, valueStart, valueEnd);
      at = valueEnd + 1;
    }
    if (row > MAX_ROW) throw this.badReference(String(row));
    if (grid.rows === grid.rowNumber.length) grid.growRows();
    if (row <= this.row && grid.rows > 0) this.ordered = false;
    grid.rowNumber[grid.rows] = row;
    grid.rowFirst[grid.rows] = grid.cells;
    grid.rowStart[grid.rows] = start;
    grid.rowFlags[grid.rows++] = flags;
    this.row = row;
    this.column = 0;
    return at + 1;
  }

  private rowHidden(at: number, value: number): number {
    const { bytes } = this;
    if (bytes[at + 1] !== I || bytes[at + 2] !== 0x64) return 0;
    return bytes[value] === 0x31 || bytes[value] === T ? ROW_HIDDEN : 0;
  }

  private rowLevel(at: number, from: number, to: number): number {
    if (this.bytes.toString('latin1', at, at + 12) !== 'outlineLevel') return 0;
    return this.digits(from, to, 100) << ROW_LEVEL_SHIFT;
  }

  /** Position behind the opening quote of the attribute whose name begins at `at`. */
  private valueStart(at: number): number {
    const { bytes } = this;
    let equals = at;
    while (bytes[equals] !== EQUALS) {
      const byte = bytes[equals];
      if (byte === undefined || byte === LT || byte === GT) throw malformed('An attribute has no value.', at);
      equals++;
    }
    equals++;
    while (bytes[equals]! <= SPACE) equals++;
    if (bytes[equals] !== QUOTE && bytes[equals] !== APOSTROPHE) throw malformed('An attribute is not quoted.', at);
    return equals + 1;
  }

  /** Position of the quote that ends the value at `from`. */
  private valueEnd(from: number): number {
    const { bytes } = this;
    const quote = bytes[from - 1];
    const end = bytes.length;
    let at = from;
    while (at < end && bytes[at] !== quote) at++;
    if (at >= end) throw malformed('A tag is not closed.', from);
    return at;
  }

  private digits(from: number, to: number, max: number): number {
    let value = 0;
    for (let at = from; at < to; at++) {
      const digit = this.bytes[at]! - 48;
      if (digit < 0 || digit > 9 || value > max) throw this.badReference(this.bytes.toString('latin1', from, to));
      value = value * 10 + digit;
    }
    if (from === to) throw this.badReference('');
    return value;
  }

  private readCell(start: number): number {
    const { grid } = this;
    if (grid.rows === 0) throw malformed('A cell stands outside of rows.', start);
    if (grid.cells === grid.column.length) this.growCells();
    const before = this.column;
    this.column++;
    this.type = NUMBER;
    this.style = 0;
    let at = this.readAttributes(start + this.prefix.length + 2);
    const index = grid.cells++;
    grid.number[index] = 0;
    if (this.column <= before) this.ordered = false;
    if (this.bytes[at - 2] === SLASH) this.type = (this.type & METADATA) | EMPTY;
    else at = this.readPlainContent(at, index) || this.readContent(at, start, index);
    grid.column[index] = this.column;
    grid.type[index] = this.type;
    grid.style[index] = this.style;
    grid.start[index] = start;
    return at;
  }

  private growCells(): void {
    if (this.grid.cells >= this.cellLimit)
      throw new XlsxError('LIMIT', `The sheet has more than ${this.cellLimit} cells.`);
    this.grid.growCells();
  }

  /** `r`, `s`, `t`, `cm`, `vm`; others are stepped over. Returns the position behind the tag. */
  private readAttributes(from: number): number {
    const { bytes } = this;
    let at = from;
    for (;;) {
      const name = bytes[at];
      if (name === SPACE) {
        at++;
        continue;
      }
      if (name === GT) return at + 1;
      const quote = bytes[at + 2];
      if (bytes[at + 1] !== EQUALS || (quote !== QUOTE && quote !== APOSTROPHE)) {
        at = this.readOddAttribute(at, from);
        continue;
      }
      at += 3;
      if (name === R) at = this.readReference(at, quote);
      else if (name === S) {
        let style = 0;
        for (let digit = bytes[at]! - 48; digit >= 0 && digit <= 9; digit = bytes[++at]! - 48)
          style = style * 10 + digit;
        if (bytes[at] !== quote) throw malformed('A cell has no valid style.', at);
        if (style > 65_535) throw new XlsxError('LIMIT', `Style ${style} is beyond the 65,490 that Excel has.`);
        this.style = style;
      } else if (name === T) at = this.readType(at, quote);
      else at = this.valueEnd(at);
      at++;
    }
  }

  /** Longer names, white space around `=`, the slash of an empty cell. Returns the position behind. */
  private readOddAttribute(at: number, from: number): number {
    const { bytes } = this;
    const name = bytes[at];
    if (name === undefined || name === LT) throw malformed('A cell is not closed.', from);
    if (name <= SPACE || name === SLASH) return at + 1;
    const value = this.valueStart(at);
    const quote = bytes[value - 1]!;
    const single = bytes[at + 1]! <= EQUALS;
    if (single && name === R) return this.readReference(value, quote) + 1;
    if (single && name === T) return this.readType(value, quote) + 1;
    if (single && name === S) this.style = this.digits(value, this.valueEnd(value), 65_535);
    if ((name === C || name === V) && bytes[at + 1] === M) this.type |= METADATA;
    return this.valueEnd(value) + 1;
  }

  /** Reads `B7`; the row must be that of the row element. Returns the position of the closing quote. */
  private readReference(from: number, quote: number): number {
    const { bytes } = this;
    let at = from;
    let column = 0;
    let row = 0;
    let byte = bytes[at]! & 0xdf;
    while (byte >= 0x41 && byte <= 0x5a && at < from + 4) {
      column = column * 26 + byte - 64;
      byte = bytes[++at]! & 0xdf;
    }
    let digit = bytes[at]!;
    while (digit >= 48 && digit <= 57 && at < from + 11) {
      row = row * 10 + digit - 48;
      digit = bytes[++at]!;
    }
    // Some writers number their cells from 0 and leave the letters out: the cell follows the one before it.
    if (digit === quote && column === 0 && at > from) return at;
    if (digit !== quote || column === 0 || column > MAX_COLUMN || row !== this.row) {
      const end = Math.max(from, bytes.indexOf(quote, from));
      throw this.badReference(bytes.toString('latin1', from, Math.min(end, from + 40)));
    }
    this.column = column;
    return at;
  }

  private badReference(found: string): XlsxError {
    return new XlsxError(
      'CELL_REFERENCE',
      `"${found}" in row ${this.row} is not a cell reference that can stand there.`,
      {
        cell: found,
      },
    );
  }

  private readType(from: number, quote: number): number {
    const { bytes } = this;
    const first = bytes[from];
    let type = NUMBER;
    if (first === S) type = bytes[from + 1] === quote ? SHARED : TEXT;
    else if (first === 0x62 /* b */) type = BOOLEAN;
    else if (first === 0x65 /* e */) type = ERROR;
    else if (first === I) type = INLINE;
    else if (first === 0x64 /* d */) type = ISO_DATE;
    this.type = (this.type & METADATA) | type;
    return bytes[from + 1] === quote ? from + 1 : this.valueEnd(from);
  }

  /** The usual `<v>123</v></c>` of numbers and shared strings at `from`: the position behind it, or 0 when it is anything else. */
  private readPlainContent(from: number, index: number): number {
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
  private readContent(from: number, start: number, index: number): number {
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
  private readValue(from: number, start: number, index: number): number {
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

  private readOddNumber(text: number, start: number, index: number): void {
    const end = this.bytes.length;
    let close = text;
    while (close < end && this.bytes[close] !== LT) close++;
    const value =
      close >= end || this.bytes[close + 1] !== SLASH ? Number.NaN : parsePlainNumber(this.bytes, text, close);
    if (Number.isNaN(value)) this.type |= ODD;
    this.grid.number[index] = Number.isNaN(value) ? text - start : value;
  }

  private readInline(at: number, start: number, index: number): number {
    const tag = readTag(this.bytes, at);
    this.grid.number[index] = tag.end - start;
    this.type = (this.type & (FORMULA | METADATA)) | INLINE;
    return elementEnd(this.bytes, tag);
  }

  /** From behind `<f`: over its attributes and text; returns the position behind the element. */
  private skipText(from: number): number {
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
  private textEnd(from: number): number {
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
