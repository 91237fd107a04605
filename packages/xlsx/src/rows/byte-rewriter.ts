/** Numbers that wait at most, twice: bounds the memory. */
const mostPatches = 16_384;

/** Replaces stretches of long bytes from front to back into one buffer that grows; linear. */
export class ByteRewriter {
  private readonly bytes: Buffer;
  private out: Buffer;
  private size = 0;
  /** Up to here the bytes are in the output, or replaced. */
  private at: number;
  /** Numbers in what is not copied yet: where each ends, and its value. */
  private patches: number[] = [];

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

  /** A whole number, in digits. Where it is as long as what stood there, it is put in when the bytes around it are copied. */
  replaceNumber(start: number, end: number, value: number): void {
    const digits = digitsOf(value);
    if (digits === end - start) {
      this.patches.push(end, value);
      if (this.patches.length >= mostPatches) this.copyTo(end);
      return;
    }
    this.copyTo(start);
    this.reserve(16);
    this.size += digits;
    writeNumber(this.out, this.size, value);
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
    const { out, patches } = this;
    if (length > 96) bytes.copy(out, this.size, this.at, end);
    else for (let from = this.at, to = this.size; from < end; ) out[to++] = bytes[from++]!;
    const shift = this.size - this.at;
    for (let patch = 0; patch < patches.length; patch += 2)
      writeNumber(out, patches[patch]! + shift, patches[patch + 1]!);
    if (patches.length > 0) this.patches = [];
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

function digitsOf(value: number): number {
  let digits = 1;
  for (let limit = 10; value >= limit; limit *= 10) digits++;
  return digits;
}

/** The digits of `value`, the last of them just before `end`. */
function writeNumber(out: Buffer, end: number, value: number): void {
  let rest = value;
  let at = end;
  do {
    const tens = Math.floor(rest / 10);
    out[--at] = 48 + rest - tens * 10;
    rest = tens;
  } while (rest > 0);
}
