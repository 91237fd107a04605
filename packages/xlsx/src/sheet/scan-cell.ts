import { XlsxError } from '../api.ts';
import { BOOLEAN, EMPTY, ERROR, INLINE, ISO_DATE, METADATA, NUMBER, SHARED, TEXT } from './grid.ts';
import { MAX_COLUMN } from './reference.ts';
import { ContentScanner } from './scan-content.ts';
import { APOSTROPHE, EQUALS, GT, LT, malformed, QUOTE, SLASH, SPACE } from './tokens.ts';

const C = 0x63;
const R = 0x72;
const S = 0x73;
const T = 0x74;
const V = 0x76;
const M = 0x6d;
const I = 0x69;

/** A cell: its attributes, then its content. */
export class CellScanner extends ContentScanner {
  /** False when rows or cells came out of order. */
  ordered = true;
  column = 0;
  private style = 0;
  private readonly cellLimit: number;

  constructor(bytes: Buffer, prefix: string, cellLimit: number) {
    super(bytes, prefix);
    this.cellLimit = cellLimit;
  }

  protected readCell(start: number): number {
    const { grid } = this;
    if (grid.rows === 0) throw malformed('A cell stands outside of rows.', start);
    if (grid.cells === grid.column.length) this.growCells();
    const before = this.column;
    this.column++;
    this.type = NUMBER;
    this.style = 0;
    let at = this.readAttributes(start + this.prefix.length + 2);
    if (this.column > MAX_COLUMN)
      throw new XlsxError('CELL_REFERENCE', `Row ${this.row} has cells behind the last column.`);
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

  protected growCells(): void {
    if (this.grid.cells >= this.cellLimit)
      throw new XlsxError('LIMIT', `The sheet has more than ${this.cellLimit} cells.`);
    this.grid.growCells();
  }

  /** `r`, `s`, `t`, `cm`, `vm`; others are stepped over. Returns the position behind the tag. */
  protected readAttributes(from: number): number {
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
  protected readOddAttribute(at: number, from: number): number {
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
  protected readReference(from: number, quote: number): number {
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

  protected readType(from: number, quote: number): number {
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
}
