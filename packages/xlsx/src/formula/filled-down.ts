/**
 * The markup of a formula with its own row number taken out. Formulas that were filled down a column differ in nothing else, so
 * what is found out about one of them holds for all that are written so.
 */
const ZERO = 48;

export class FilledDown {
  /** What stands around the row numbers: one more than there are numbers. */
  readonly around: readonly Buffer[];
  private texts: readonly string[] | undefined;

  private constructor(around: readonly Buffer[]) {
    this.around = around;
  }

  /** Of the formula in `bytes[from, to)`, which stands in `row`. */
  static of(bytes: Buffer, from: number, to: number, row: number): FilledDown {
    const digits = Buffer.from(String(row), 'latin1');
    const around: Buffer[] = [];
    let start = from;
    for (let at = bytes.indexOf(digits, from); at >= 0 && at < to; at = bytes.indexOf(digits, at + 1)) {
      const end = at + digits.length;
      if (at < start || end > to || !isRow(bytes, at, end)) continue;
      around.push(Buffer.from(bytes.subarray(start, at)));
      start = end;
    }
    around.push(Buffer.from(bytes.subarray(start, to)));
    return new FilledDown(around);
  }

  /** Of its pieces, escaped. */
  static written(around: readonly string[]): FilledDown {
    return new FilledDown(around.map((piece) => Buffer.from(piece)));
  }

  /** Where the markup that says the same in `row` ends, which begins at `from`; 0 when something else stands there. */
  endIn(bytes: Buffer, from: number, row: number): number {
    const { around } = this;
    let at = from;
    for (let piece = 0; piece < around.length; piece++) {
      if (piece > 0) at = rowEnd(bytes, at, row);
      const wanted = around[piece]!;
      if (at < 0) return 0;
      for (let byte = 0; byte < wanted.length; byte++) if (bytes[at++] !== wanted[byte]) return 0;
    }
    return at;
  }

  /** Where the row numbers stand in the markup that says the same in `row` and begins at `from`. */
  rowNumbers(from: number, row: number, found: (start: number, end: number) => void): void {
    const digits = digitsOf(row);
    let at = from;
    for (let piece = 0; piece < this.around.length - 1; piece++) {
      at += this.around[piece]!.length;
      found(at, at + digits);
      at += digits;
    }
  }

  /** The same in another row. */
  in(row: number): string {
    this.texts ??= this.around.map((piece) => piece.toString('utf8'));
    return this.texts.join(String(row));
  }
}

/** Behind a letter or `$`, and before nothing that would make another word of it: a name, a longer number, a call. */
function isRow(bytes: Buffer, at: number, end: number): boolean {
  const before = bytes[at - 1]!;
  return (before === 0x24 || isLetter(before)) && !isWord(bytes[end]!) && bytes[end] !== 0x28;
}

const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

/** Letters, digits, `_`, `.`, `\`, `?`, `!` and all that is not ASCII. */
const isWord = (byte: number): boolean =>
  isLetter(byte) || (byte >= ZERO && byte <= 57) || byte > 0x7e || [0x5f, 0x2e, 0x5c, 0x3f, 0x21].includes(byte);

/** The digits of the row that was asked for last: it mostly is again, for the next column. */
const lastDigits = new Uint8Array(16);
let lastRow = -1;
let lastLength = 0;

/** Behind the digits of `row` at `from`; -1 when other ones stand there. */
function rowEnd(bytes: Buffer, from: number, row: number): number {
  const length = digitsOf(row);
  for (let at = 0; at < length; at++) if (bytes[from + at] !== lastDigits[at]) return -1;
  return from + length;
}

/** How many digits a row has, which are in `lastDigits` then. */
function digitsOf(row: number): number {
  if (row === lastRow) return lastLength;
  const text = String(row);
  for (let at = 0; at < text.length; at++) lastDigits[at] = text.charCodeAt(at);
  lastRow = row;
  lastLength = text.length;
  return lastLength;
}
