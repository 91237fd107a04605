/** Some columns of some rows as typed arrays: what reads a whole table needs no object per cell. */
import type { CellScalar } from '../api.ts';
import { cellValue, type ValueSource } from './cell-value.ts';
import { EMPTY, FORMULA, NUMBER, ODD, SHARED, TYPE } from './grid.ts';
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

interface FilledColumn {
  readonly column: number;
  readonly state: Uint8Array;
  readonly values: CellScalar[];
  readonly styles: Uint16Array;
}

/** `rows` rising; rows that do not exist have no cells. */
export function readBlock(source: ValueSource, rows: readonly number[], columns: readonly number[]): CellBlock {
  const { grid } = source;
  const filled = columns.map((column) => emptyColumn(column, rows.length));
  const others = new Uint8Array(rows.length);
  const places = new Int16Array(MAX_COLUMN + 2).fill(-1);
  columns.forEach((column, place) => {
    places[column] = place;
  });
  let rowIndex = 0;
  for (let i = 0; i < rows.length; i++) {
    if (grid.rowNumber[rowIndex] !== rows[i] || rowIndex >= grid.rows) rowIndex = grid.findRow(rows[i]!);
    if (rowIndex < 0) {
      rowIndex = -1 - rowIndex;
      continue;
    }
    const end = grid.rowFirst[rowIndex + 1]!;
    for (let cell = grid.rowFirst[rowIndex]!; cell < end; cell++) {
      const place = places[grid.column[cell]!]!;
      if (place >= 0) fill(filled[place]!, i, source, cell);
      else if (others[i] === 0 && isTyped(source, cell)) others[i] = 1;
    }
    rowIndex++;
  }
  return { columns: filled, others };
}

function emptyColumn(column: number, length: number): FilledColumn {
  const values = new Array<CellScalar>(length).fill(null);
  return { column, state: new Uint8Array(length), values, styles: new Uint16Array(length) };
}

function fill(into: FilledColumn, i: number, source: ValueSource, cell: number): void {
  const { grid } = source;
  into.state[i] = (grid.type[cell]! & FORMULA) === 0 ? 1 : 2;
  into.values[i] = usualValue(source, cell);
  into.styles[i] = grid.style[cell]!;
}

/** `cellValue`, shorter for what most cells hold. */
function usualValue(source: ValueSource, cell: number): CellScalar {
  const type = source.grid.type[cell]! & (TYPE | ODD);
  if (type === NUMBER) return source.grid.number[cell]!;
  return type === SHARED ? source.strings().get(source.grid.number[cell]!) : cellValue(source, cell);
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
