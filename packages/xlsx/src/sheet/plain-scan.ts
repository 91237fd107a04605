import { type Grid, ODD } from './grid.ts';
import { parsePlainNumber } from './plain-number.ts';
import { ScanWindow } from './scan-window.ts';
import { LT } from './tokens.ts';

/** Where the scanners stand in the sheet. */
interface Place {
  row: number;
  column: number;
  ordered: boolean;
}

/**
 * A stretch of whole rows in a sheet part, with nothing but white space between them. What is in it is well-formed (for limits that allow
 * 32 attributes of 1 KiB), and nothing but rows, cells, their values and formulas.
 */
export interface PlainRows {
  readonly start: number;
  readonly end: number;
  readonly formulas: boolean;
}

/**
 * Reads rows and cells as programs mostly write them (packages/xlsx/wasm/scan-cells.ts). Stops at what it does not understand to the
 * last byte: that is for `SheetScanner`, which gives the same for everything that this one reads.
 */
export class PlainScan {
  private readonly bytes: Buffer;
  private readonly window: ScanWindow;
  /** The rows that were read from beginning to end, in order. */
  readonly rows: PlainRows[] = [];

  /** Undefined when there is nothing to do it with. */
  static of(bytes: Buffer, prefix: string): PlainScan | undefined {
    const window = ScanWindow.of(bytes, prefix);
    return window && new PlainScan(bytes, window);
  }

  private constructor(bytes: Buffer, window: ScanWindow) {
    this.bytes = bytes;
    this.window = window;
  }

  /** From `start` as far as it can; returns where that is. `place` moves with it. Throws what `grow` throws. */
  scan(start: number, grid: Grid, place: Place, grow: () => void): number {
    const { module } = this.window;
    const { cells, rows, spans, CELLS, ROWS } = module;
    module.resume(place.row, place.column, grid.rows);
    const reached = this.window.scan(start, module.scanCells, () => {
      this.take(grid, grow);
      if (module.rowDisorder.value + module.cellDisorder.value > 0) place.ordered = false;
      return cells.value === CELLS.value || rows.value === ROWS.value || spans.value === ROWS.value;
    });
    place.row = module.row.value;
    place.column = module.column.value;
    return reached;
  }

  private take(grid: Grid, grow: () => void): void {
    const { module } = this.window;
    const { buffer } = module.memory;
    const [cells, rows] = [module.cells.value, module.rows.value];
    while (grid.cells + cells > grid.column.length) grow();
    while (grid.rows + rows > grid.rowNumber.length) grid.growRows();
    grid.number.set(new Float64Array(buffer, module.NUMBER.value, cells), grid.cells);
    grid.start.set(new Uint32Array(buffer, module.START.value, cells), grid.cells);
    grid.column.set(new Uint16Array(buffer, module.COLUMN.value, cells), grid.cells);
    grid.style.set(new Uint16Array(buffer, module.STYLE.value, cells), grid.cells);
    grid.type.set(new Uint8Array(buffer, module.TYPE.value, cells), grid.cells);
    grid.rowNumber.set(new Uint32Array(buffer, module.ROW_NUMBER.value, rows), grid.rows);
    grid.rowStart.set(new Uint32Array(buffer, module.ROW_START.value, rows), grid.rows);
    grid.rowFlags.set(new Uint8Array(buffer, module.ROW_FLAGS.value, rows), grid.rows);
    const rowFirst = new Uint32Array(buffer, module.ROW_FIRST.value, rows);
    for (let row = 0; row < rows; row++) grid.rowFirst[grid.rows + row] = grid.cells + rowFirst[row]!;
    for (const cell of new Uint32Array(buffer, module.SLOW.value, module.slow.value))
      this.readNumber(grid, grid.cells + cell);
    grid.cells += cells;
    grid.rows += rows;
    this.takeSpans();
  }

  private takeSpans(): void {
    const { module } = this.window;
    const { buffer } = module.memory;
    const found = module.spans.value;
    const starts = new Uint32Array(buffer, module.SPAN_START.value, found);
    const ends = new Uint32Array(buffer, module.SPAN_END.value, found);
    const formulas = new Uint8Array(buffer, module.SPAN_FORMULAS.value, found);
    for (let i = 0; i < found; i++) this.rows.push({ start: starts[i]!, end: ends[i]!, formulas: formulas[i] === 1 });
  }

  /** One that the module leaves to us: its place stands where its value belongs. */
  private readNumber(grid: Grid, cell: number): void {
    const text = grid.start[cell]! + grid.number[cell]!;
    const value = parsePlainNumber(this.bytes, text, this.bytes.indexOf(LT, text));
    if (Number.isNaN(value)) grid.type[cell]! |= ODD;
    else grid.number[cell] = value;
  }
}
