import { type ScannerExports, scannerModule } from './scanner-module.ts';
import { LT } from './tokens.ts';

/** Behind the window stand `<` and zeros: nothing that the scanners understand goes on like that. */
const FENCE = Uint8Array.of(LT, ...new Uint8Array(63));

/** An element that the end of the window may have cut off is read again at the beginning of the next one. */
const MARGIN = 0x10000;

/** A part in the memory of the scanner module, a window at a time. */
export class ScanWindow {
  readonly module: ScannerExports;
  private readonly bytes: Buffer;
  private readonly memory: Uint8Array;
  /** What of `bytes` lies in the window. */
  private from = 0;
  private to = 0;

  /** Undefined when there is no module, or none for such a prefix. */
  static of(bytes: Buffer, prefix: string): ScanWindow | undefined {
    const module = scannerModule();
    if (module === undefined || prefix.length > module.PREFIX_SIZE.value) return undefined;
    return new ScanWindow(bytes, prefix, module);
  }

  private constructor(bytes: Buffer, prefix: string, module: ScannerExports) {
    this.bytes = bytes;
    this.module = module;
    this.memory = new Uint8Array(module.memory.buffer);
    this.memory.set(Buffer.from(prefix, 'latin1'), module.PREFIX.value);
    module.setPrefix(prefix.length);
  }

  /**
   * From `start` as far as `step` goes; returns where that is. `step` gets two places in the memory and the position in the part
   * that its byte 0 stands for, and returns the place where it stopped; `take` empties the results and says whether they were full.
   */
  scan(start: number, step: (from: number, end: number, base: number) => number, take: () => boolean): number {
    let at = start;
    while (at < this.bytes.length) {
      if (at < this.from || at >= this.to) this.load(at);
      const base = this.from - this.module.WINDOW.value;
      at = base + step(at - base, this.to - base, base);
      const full = take();
      const cut = at > this.from && at > this.to - MARGIN && this.to < this.bytes.length;
      if (cut) this.load(at);
      else if (!full) break;
    }
    return at;
  }

  private load(from: number): void {
    const { WINDOW, WINDOW_SIZE } = this.module;
    this.from = from;
    this.to = Math.min(this.bytes.length, from + WINDOW_SIZE.value);
    this.memory.set(this.bytes.subarray(from, this.to), WINDOW.value);
    this.memory.set(FENCE, WINDOW.value + this.to - from);
  }
}
