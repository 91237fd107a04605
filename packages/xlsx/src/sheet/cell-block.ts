/** Some columns of some rows as typed arrays: what reads a whole table needs no object per cell. */
import type { CellScalar } from '../api.ts';
import { cellValue, type ValueSource } from './cell-value.ts';
import { EMPTY, FORMULA, type Grid, NUMBER, ODD, SHARED, TYPE } from './grid.ts';
import { MAX_COLUMN } from './reference.ts';

/** Cells of some rows by column; every list is as long as the rows. */
export interface CellBlock {
  readonly columns: readonly ColumnCells[];
  /** 1 for rows that hold something typed (no formula, not only white space) in another column. Read when it is asked for. */
  readonly others: Uint8Array;
}
export interface ColumnCells {
  readonly column: number;
  /** 0 no cell, 1 a cell, 2 one with a formula. */
  readonly state: Uint8Array;
  /** As `Cell.value`; null where there is no cell. */
  readonly values: readonly CellScalar[];
  /** As `Cell.style`; 0 where there is no cell. */
  readonly styles: Uint16Array;
  /** Is every value a number, or null? */
  readonly onlyNumbers: boolean;
}

/** Rows that are read column by column while they are still in the processor's cache. */
const AT_ONCE = 1024;

/** `rows` rising; rows that do not exist have no cells. */
export function readBlock(source: ValueSource, rows: readonly number[], columns: readonly number[]): CellBlock {
  const indexes = rowIndexesOf(source.grid, rows);
  const read = columns.map((column) => new ColumnReader(column, rows.length));
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const to = Math.min(rows.length, from + AT_ONCE);
    for (const column of read) column.read(source, indexes, from, to);
  }
  let others: Uint8Array | undefined;
  return {
    columns: read,
    get others() {
      others ??= othersOf(source, indexes, columns);
      return others;
    },
  };
}

class ColumnReader implements ColumnCells {
  /** Always alive, as `SheetScanner.kept`. */
  protected static readonly kept = new ColumnReader(0, 0);

  readonly column: number;
  readonly state: Uint8Array;
  readonly values: CellScalar[];
  readonly styles: Uint16Array;
  onlyNumbers = true;
  /** How far from the beginning of its row the last cell stood: the next one mostly stands there too. */
  private offset = 0;

  constructor(column: number, rows: number) {
    this.column = column;
    this.state = new Uint8Array(rows);
    this.values = new Array<CellScalar>(rows);
    this.styles = new Uint16Array(rows);
  }

  /** `rowIndexes` of the grid, or -1. */
  read(source: ValueSource, rowIndexes: Int32Array, from: number, to: number): void {
    const { rowFirst, column: columns, type, number, style } = source.grid;
    const { column, state, values, styles } = this;
    let { offset } = this;
    let texts: readonly (string | undefined)[] | undefined;
    for (let i = from; i < to; i++) {
      const row = rowIndexes[i]!;
      const first = row < 0 ? -1 : rowFirst[row]!;
      let cell = first + offset;
      if (row < 0) cell = -1;
      else if (cell >= rowFirst[row + 1]! || columns[cell] !== column) {
        cell = cellNear(source.grid, row, column, cell);
        if (cell >= 0) offset = cell - first;
      }
      if (cell < 0) {
        values[i] = null;
        continue;
      }
      const kind = type[cell]!;
      state[i] = (kind & FORMULA) === 0 ? 1 : 2;
      styles[i] = style[cell]!;
      if ((kind & (TYPE | ODD)) === NUMBER) values[i] = number[cell]!;
      else if ((kind & (TYPE | ODD)) === SHARED) {
        texts ??= source.strings().decoded;
        values[i] = texts[number[cell]!] ?? cellValue(source, cell);
      } else if ((kind & (TYPE | ODD)) === EMPTY) values[i] = null;
      else {
        values[i] = cellValue(source, cell);
        this.onlyNumbers = false;
      }
    }
    if (texts !== undefined) this.onlyNumbers = false;
    this.offset = offset;
  }
}

/** The cell of a column in the row of that index; negative when there is none. Mostly it stands beside the expected place: a cell before it has come or gone. */
export function cellNear(grid: Grid, row: number, column: number, expected: number): number {
  const { column: columns, rowFirst } = grid;
  const first = rowFirst[row]!;
  const end = rowFirst[row + 1]!;
  if (first === end) return -1;
  const near = Math.min(expected, end - 1);
  const step = columns[near]! > column ? -1 : 1;
  if (columns[near] === column) return near;
  const beside = near + step;
  if (beside < first || beside >= end) return -1;
  if (columns[beside] === column) return beside;
  return columns[beside]! > column === step > 0 ? -1 : grid.findCell(row, column);
}

/** Indexes in the grid of rows that rise; -1 for one that does not exist. */
export function rowIndexesOf(grid: Grid, rows: readonly number[]): Int32Array {
  const { rowNumber } = grid;
  const indexes = new Int32Array(rows.length);
  let next = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (next >= grid.rows || rowNumber[next] !== row) next = grid.findRow(row);
    indexes[i] = next < 0 ? -1 : next;
    next = next < 0 ? -1 - next : next + 1;
  }
  return indexes;
}

function othersOf(source: ValueSource, rowIndexes: Int32Array, columns: readonly number[]): Uint8Array {
  const { rowFirst, column } = source.grid;
  const asked = new Uint8Array(MAX_COLUMN + 1);
  for (const one of columns) asked[one] = 1;
  const others = new Uint8Array(rowIndexes.length);
  for (let i = 0; i < rowIndexes.length; i++) {
    const row = rowIndexes[i]!;
    if (row < 0) continue;
    const end = rowFirst[row + 1]!;
    for (let cell = rowFirst[row]!; cell < end && others[i] === 0; cell++)
      if (asked[column[cell]!] === 0 && isTyped(source, cell)) others[i] = 1;
  }
  return others;
}

function isTyped(source: ValueSource, cell: number): boolean {
  const type = source.grid.type[cell]!;
  if ((type & FORMULA) !== 0 || (type & TYPE) === EMPTY) return false;
  if ((type & TYPE) !== NUMBER || (type & ODD) !== 0) {
    const value = cellValue(source, cell);
    return value !== null && (typeof value !== 'string' || value.trim() !== '');
  }
  return true;
}
