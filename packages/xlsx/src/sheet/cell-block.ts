/** Some columns of some rows as typed arrays: what reads a whole table needs no object per cell. */
import type { CellScalar } from '../api.ts';
import { cellValue, type ValueSource } from './cell-value.ts';
import { EMPTY, FORMULA, type Grid, NUMBER, ODD, SHARED, TYPE } from './grid.ts';
import { MAX_COLUMN } from './reference.ts';

/** Cells of some rows by column; every list is as long as the rows. */
export interface CellBlock {
  readonly columns: readonly ColumnCells[];
  /** 1 for rows that hold something typed (no formula, not only white space) in another column. */
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
}

/** `rows` rising; rows that do not exist have no cells. */
export function readBlock(source: ValueSource, rows: readonly number[], columns: readonly number[]): CellBlock {
  const places = new Int16Array(MAX_COLUMN + 2).fill(-1);
  columns.forEach((column, place) => {
    places[column] = place;
  });
  const filled = columns.map((column) => ({
    column,
    state: new Uint8Array(rows.length),
    values: new Array<CellScalar>(rows.length).fill(null),
    styles: new Uint16Array(rows.length),
  }));
  const others = new Uint8Array(rows.length);
  fill(source, rowIndexesOf(source.grid, rows), places, filled, others);
  return { columns: filled, others };
}

interface FilledColumn {
  readonly state: Uint8Array;
  readonly values: CellScalar[];
  readonly styles: Uint16Array;
}

/** `rowIndexes` of the grid, or -1; `places` of the sheet's columns in `filled`, or -1. */
function fill(
  source: ValueSource,
  rowIndexes: Int32Array,
  places: Int16Array,
  filled: readonly FilledColumn[],
  others: Uint8Array,
): void {
  const { rowFirst, column, type, number, style } = source.grid;
  let texts: readonly (string | undefined)[] | undefined;
  for (let i = 0; i < rowIndexes.length; i++) {
    const row = rowIndexes[i]!;
    if (row < 0) continue;
    const end = rowFirst[row + 1]!;
    for (let cell = rowFirst[row]!; cell < end; cell++) {
      const place = places[column[cell]!]!;
      if (place < 0) {
        if (others[i] === 0 && isTyped(source, cell)) others[i] = 1;
        continue;
      }
      const kind = type[cell]! & (TYPE | ODD);
      let value: CellScalar | undefined;
      if (kind === NUMBER) value = number[cell]!;
      else if (kind === SHARED) {
        texts ??= source.strings().decoded;
        value = texts[number[cell]!];
      }
      const into = filled[place]!;
      into.state[i] = (type[cell]! & FORMULA) === 0 ? 1 : 2;
      into.values[i] = value === undefined ? cellValue(source, cell) : value;
      into.styles[i] = style[cell]!;
    }
  }
}

function rowIndexesOf(grid: Grid, rows: readonly number[]): Int32Array {
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

function isTyped(source: ValueSource, cell: number): boolean {
  const type = source.grid.type[cell]!;
  if ((type & FORMULA) !== 0 || (type & TYPE) === EMPTY) return false;
  if ((type & TYPE) !== NUMBER || (type & ODD) !== 0) {
    const value = cellValue(source, cell);
    return value !== null && (typeof value !== 'string' || value.trim() !== '');
  }
  return true;
}
