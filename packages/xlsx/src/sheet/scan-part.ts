import { XlsxError } from '../api.ts';
import { Grid } from './grid.ts';
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
  SPACE,
  skipMarkup,
} from './tokens.ts';

/** What scanning rows, cells and their contents share: the bytes, the prefix of the names, attributes. */
export class PartScanner {
  readonly grid: Grid;
  protected readonly bytes: Buffer;
  /** `x:` of a part that prefixes its main namespace, else ''. */
  protected readonly prefix: string;
  /** Of the row that is being read. */
  row = 0;

  constructor(bytes: Buffer, prefix: string) {
    this.bytes = bytes;
    this.prefix = prefix;
    this.grid = new Grid(Math.max(16, Math.ceil(bytes.length / 34)), Math.max(16, Math.ceil(bytes.length / 400)));
  }

  protected hasPrefix(at: number): boolean {
    const { prefix } = this;
    for (let i = 0; i < prefix.length; i++) if (this.bytes[at + i] !== prefix.charCodeAt(i)) return false;
    return true;
  }

  protected isTag(at: number, name: string): boolean {
    if (!this.hasPrefix(at)) return false;
    const start = at + this.prefix.length;
    for (let i = 0; i < name.length; i++) if (this.bytes[start + i] !== name.charCodeAt(i)) return false;
    return endsName(this.bytes[start + name.length]);
  }

  /** End tags, comments, the wrapping of mc:AlternateContent are stepped over; its choices and foreign elements as a whole. */
  protected skipOther(at: number): number {
    if (isMarkup(this.bytes, at)) return skipMarkup(this.bytes, at);
    const tag = readTag(this.bytes, at);
    const local = localName(tag.name);
    if (tag.kind === 'close' || local === 'AlternateContent' || local === 'Fallback') return tag.end;
    return elementEnd(this.bytes, tag);
  }

  /** Position behind the opening quote of the attribute whose name begins at `at`. */
  protected valueStart(at: number): number {
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
  protected valueEnd(from: number): number {
    const { bytes } = this;
    const quote = bytes[from - 1];
    const end = bytes.length;
    let at = from;
    while (at < end && bytes[at] !== quote) at++;
    if (at >= end) throw malformed('A tag is not closed.', from);
    return at;
  }

  protected digits(from: number, to: number, max: number): number {
    let value = 0;
    for (let at = from; at < to; at++) {
      const digit = this.bytes[at]! - 48;
      if (digit < 0 || digit > 9 || value > max) throw this.badReference(this.bytes.toString('latin1', from, to));
      value = value * 10 + digit;
    }
    if (from === to) throw this.badReference('');
    return value;
  }

  protected badReference(found: string): XlsxError {
    return new XlsxError(
      'CELL_REFERENCE',
      `"${found}" in row ${this.row} is not a cell reference that can stand there.`,
      {
        cell: found,
      },
    );
  }
}
