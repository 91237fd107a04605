/** Replaces stretches of long bytes from front to back into one buffer that grows; linear. */
export class ByteRewriter {
  private readonly bytes: Buffer;
  private out: Buffer;
  private size = 0;
  /** Up to here the bytes are in the output, or replaced. */
  private at: number;

  constructor(bytes: Buffer, from: number, to: number) {
    this.bytes = bytes;
    this.at = from;
    this.out = Buffer.allocUnsafe(to - from + ((to - from) >> 4) + 65_536);
  }

  /** `start` must not lie before what was replaced last. */
  replace(start: number, end: number, by: string): void {
    this.copyTo(start);
    const room = by.length * 3;
    this.reserve(room);
    this.size += this.out.write(by, this.size, 'utf8');
    this.at = end;
  }

  /** A whole number, in digits. */
  replaceNumber(start: number, end: number, value: number): void {
    this.copyTo(start);
    this.reserve(16);
    let digits = 1;
    for (let limit = 10; value >= limit; limit *= 10) digits++;
    const { out } = this;
    let rest = value;
    for (let at = this.size + digits - 1; at >= this.size; at--) {
      const tens = Math.floor(rest / 10);
      out[at] = 48 + rest - tens * 10;
      rest = tens;
    }
    this.size += digits;
    this.at = end;
  }

  insert(at: number, by: string): void {
    if (by !== '') this.replace(at, at, by);
  }

  /** The rewritten bytes up to `end`. */
  finish(end: number): Buffer {
    this.copyTo(end);
    return this.out.subarray(0, this.size);
  }

  private copyTo(end: number): void {
    const { bytes } = this;
    const length = end - this.at;
    this.reserve(length);
    const { out } = this;
    if (length > 96) bytes.copy(out, this.size, this.at, end);
    else for (let from = this.at, to = this.size; from < end; ) out[to++] = bytes[from++]!;
    this.size += length;
    this.at = end;
  }

  private reserve(length: number): void {
    if (this.size + length <= this.out.length) return;
    const larger = Buffer.allocUnsafe((this.size + length) * 2);
    this.out.copy(larger, 0, 0, this.size);
    this.out = larger;
  }
}
