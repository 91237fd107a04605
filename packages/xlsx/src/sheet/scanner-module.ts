/** The scanners of packages/xlsx/wasm, instantiated when the first part is scanned; there is one memory for all parts. */
import { scannerWasm } from './scanner-wasm.ts';

interface Value {
  readonly value: number;
}

type Place =
  | ('WINDOW' | 'WINDOW_SIZE' | 'PREFIX' | 'PREFIX_SIZE' | 'POWERS_OF_FIVE' | 'CELLS' | 'ROWS')
  | ('NUMBER' | 'START' | 'COLUMN' | 'STYLE' | 'TYPE' | 'SLOW')
  | ('ROW_NUMBER' | 'ROW_FIRST' | 'ROW_START' | 'ROW_FLAGS')
  | ('SPAN_START' | 'SPAN_END' | 'SPAN_FORMULAS')
  | ('STRING_START' | 'STRING_END' | 'STRING_KIND');

type Found =
  | 'cells'
  | 'slow'
  | 'rows'
  | 'spans'
  | 'strings'
  | 'stringSpans'
  | 'row'
  | 'column'
  | 'rowDisorder'
  | 'cellDisorder';

/** Places and sizes in the memory, what the last call found, and the functions; all described in packages/xlsx/wasm. */
export interface ScannerExports extends Readonly<Record<Place | Found, Value>> {
  readonly memory: { readonly buffer: ArrayBuffer };
  setPrefix(length: number): void;
  resume(row: number, column: number, anyRow: number): void;
  scanCells(from: number, end: number, base: number): number;
  scanStrings(from: number, end: number, base: number): number;
}

interface Assembly {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

let known: ScannerExports | null | undefined;

/** Undefined where WebAssembly is switched off (`node --jitless`): everything is then read by the scanners in TypeScript. */
export function scannerModule(): ScannerExports | undefined {
  if (known === undefined) {
    const { WebAssembly: assembly } = globalThis as { readonly WebAssembly?: Assembly };
    known = assembly === undefined ? null : instantiate(assembly);
  }
  return known ?? undefined;
}

function instantiate(assembly: Assembly): ScannerExports {
  const module = new assembly.Module(Buffer.from(scannerWasm, 'base64'));
  const exports = new assembly.Instance(module).exports as ScannerExports;
  writePowersOfFive(new BigUint64Array(exports.memory.buffer, exports.POWERS_OF_FIVE.value));
  return exports;
}

/** The inverse of 5^n in 128 bits, rounded up, for n from 0 to 27: what reading decimals takes (packages/xlsx/wasm/decimal.ts). */
function writePowersOfFive(into: BigUint64Array): void {
  into.set([1n << 63n, 0n]);
  for (let n = 1; n <= 27; n++) {
    const power = 5n ** BigInt(n);
    const inverse = (1n << BigInt(power.toString(2).length + 127)) / power + 1n;
    into.set([inverse >> 64n, inverse & 0xffffffffffffffffn], 2 * n);
  }
}
