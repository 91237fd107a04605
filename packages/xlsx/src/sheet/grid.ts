/**
 * The cells of a sheet in columns of typed arrays: nothing is allocated per cell. Filled by `scan.ts`.
 */

/** Cell types, the low four bits of `Grid.type` (ECMA-376 Part 1 §18.18.11 ST_CellType). */
export const EMPTY = 0;
export const NUMBER = 1;
/** `number` is the index into the shared strings. */
export const SHARED = 2;
/** `number` is the offset of the value's text from the cell's start, as for the following ones. */
export const TEXT = 3;
export const BOOLEAN = 4;
export const ERROR = 5;
/** `number` is the offset of the content of `<is>`. */
export const INLINE = 6;
export const ISO_DATE = 7;
/** The value's text is not plain (entities, CDATA, comments, not a number): `number` is its offset, whatever the type. */
export const ODD = 8;
export const TYPE = 7;
/** Flags of `Grid.type`. */
export const FORMULA = 16;
/** Has `cm` or `vm` (§18.3.1.4). */
export const METADATA = 32;

export const ROW_HIDDEN = 1;
/** Outline level in the bits above `ROW_HIDDEN`. */
export const ROW_LEVEL_SHIFT = 1;

export class Grid {
  /** Cells and rows in use. */
  cells = 0;
  rows = 0;
  column: Uint16Array;
  type: Uint8Array;
  style: Uint16Array;
  number: Float64Array;
  /** Byte position of the cell's `<c`. */
  start: Uint32Array;
  rowNumber: Uint32Array;
  /** Index of the row's first cell; one more entry than rows. */
  rowFirst: Uint32Array;
  /** Byte position of the row's `<row`. */
  rowStart: Uint32Array;
  rowFlags: Uint8Array;
  private lastFound = 0;

  /** Room for so many, not zeroed: only what is in use has been written. */
  constructor(cells: number, rows: number) {
    this.column = new Uint16Array(room(2 * cells));
    this.type = new Uint8Array(room(cells));
    this.style = new Uint16Array(room(2 * cells));
    this.number = new Float64Array(room(8 * cells));
    this.start = new Uint32Array(room(4 * cells));
    this.rowNumber = new Uint32Array(room(4 * rows));
    this.rowFirst = new Uint32Array(room(4 * (rows + 1)));
    this.rowStart = new Uint32Array(room(4 * rows));
    this.rowFlags = new Uint8Array(room(rows));
    this.rowFirst[0] = 0;
  }

  growCells(): void {
    const size = this.column.length * 2;
    this.column = grown(this.column, new Uint16Array(room(2 * size)));
    this.type = grown(this.type, new Uint8Array(room(size)));
    this.style = grown(this.style, new Uint16Array(room(2 * size)));
    this.number = grown(this.number, new Float64Array(room(8 * size)));
    this.start = grown(this.start, new Uint32Array(room(4 * size)));
  }

  growRows(): void {
    const size = this.rowNumber.length * 2;
    this.rowNumber = grown(this.rowNumber, new Uint32Array(room(4 * size)));
    this.rowFirst = grown(this.rowFirst, new Uint32Array(room(4 * size + 4)));
    this.rowStart = grown(this.rowStart, new Uint32Array(room(4 * size)));
    this.rowFlags = grown(this.rowFlags, new Uint8Array(room(size)));
  }

  /** Index of the row, or `-1 - i` where it would stand. */
  findRow(row: number): number {
    const { rowNumber, rows } = this;
    // Rows are mostly asked for one after the other.
    for (let index = this.lastFound; index < this.lastFound + 2 && index < rows; index++) {
      if (rowNumber[index] !== row) continue;
      this.lastFound = index;
      return index;
    }
    const found = search(rowNumber, row, 0, rows);
    if (found >= 0) this.lastFound = found;
    return found;
  }

  /** Index of the cell in the row of that index, or `-1 - i` where it would stand. */
  findCell(rowIndex: number, column: number): number {
    return search(this.column, column, this.rowFirst[rowIndex]!, this.rowFirst[rowIndex + 1]!);
  }
}

function search(sorted: Uint32Array | Uint16Array, wanted: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low < to && sorted[low] === wanted ? low : -1 - low;
}

function room(bytes: number): ArrayBufferLike {
  return Buffer.allocUnsafeSlow(bytes).buffer;
}

function grown<A extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(old: A, larger: A): A {
  larger.set(old);
  return larger;
}
