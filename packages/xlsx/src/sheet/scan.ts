/**
 * Scans `<sheetData>` byte by byte into a `Grid` (ECMA-376 Part 1 §18.3.1.80). One pass, no strings, no objects per cell.
 *
 *     <row r="2" hidden="1" outlineLevel="1"><c r="A2" s="3" t="s"><v>17</v></c><c r="B2"><f>A1*2</f><v>4</v></c></row>
 *
 * Rows and cells without `r` follow the one before. Rows or cells out of order are sorted afterwards (`order-grid.ts`).
 * The declared dimension is not looked at: only cells that exist cost anything.
 */
import { ROW_HIDDEN, ROW_LEVEL_SHIFT } from './grid.ts';
import { type PlainRows, PlainScan } from './plain-scan.ts';
import { MAX_ROW } from './reference.ts';
import { CellScanner } from './scan-cell.ts';
import { EQUALS, endsName, GT, LT, malformed, SLASH, SPACE } from './tokens.ts';

/** The plain scan is left out for ever more elements while it takes fewer bytes than this. */
const MINIMAL_GAIN = 1024;

const C = 0x63;
const R = 0x72;
const T = 0x74;
const I = 0x69;
const O = 0x6f;

export class SheetScanner extends CellScanner {
  /** One scanner is always alive: V8 forgets the optimised code of a class when a collection finds no object of it. */
  protected static readonly kept = new SheetScanner(Buffer.alloc(0), '', 0, false);

  private readonly module: boolean;
  /** Rows of which nothing but their cells needs to be looked at. */
  plainRows: readonly PlainRows[] = [];

  /** `module` false: without the scanner module. */
  constructor(bytes: Buffer, prefix: string, cellLimit: number, module = true) {
    super(bytes, prefix, cellLimit);
    this.module = module;
  }

  /** From just behind `<sheetData>` to the `<` of `</sheetData>`; returns the latter. */
  scan(from: number): number {
    const { bytes, grid } = this;
    const shift = this.prefix.length + 1;
    const end = bytes.length;
    const plain = this.module ? PlainScan.of(bytes, this.prefix) : undefined;
    this.plainRows = plain?.rows ?? [];
    let at = from;
    let patience = 1;
    let turns = 0;
    for (;;) {
      if (plain !== undefined && turns-- === 0) {
        const reached = plain.scan(at, grid, this, () => this.growCells());
        patience = reached - at < MINIMAL_GAIN ? Math.min(patience * 2, 1024) : 1;
        turns = patience;
        at = reached;
      }
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
}
