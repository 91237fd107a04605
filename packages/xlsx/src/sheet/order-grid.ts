import { Grid } from './grid.ts';

/**
 * The same cells by row and column. Rows that came twice become one (it keeps the position of the first);
 * of cells that came twice the last one counts, as in Excel's repair.
 */
export function orderGrid(grid: Grid): Grid {
  const rowOfCell = new Uint32Array(grid.cells);
  for (let row = 0; row < grid.rows; row++) rowOfCell.fill(row, grid.rowFirst[row]!, grid.rowFirst[row + 1]!);
  const rowNumber = (cell: number) => grid.rowNumber[rowOfCell[cell]!]!;
  const cells = Uint32Array.from({ length: grid.cells }, (_, index) => index).sort(
    (a, b) => rowNumber(a) - rowNumber(b) || grid.column[a]! - grid.column[b]! || a - b,
  );
  const rows = Uint32Array.from({ length: grid.rows }, (_, index) => index).sort(
    (a, b) => grid.rowNumber[a]! - grid.rowNumber[b]! || a - b,
  );
  const ordered = new Grid(grid.cells, grid.rows);
  let next = 0;
  for (const row of rows) {
    const number = grid.rowNumber[row]!;
    if (ordered.rows > 0 && ordered.rowNumber[ordered.rows - 1] === number) continue;
    copyRow(grid, row, ordered);
    for (; next < cells.length && rowNumber(cells[next]!) === number; next++) copyCell(grid, cells[next]!, ordered);
  }
  ordered.rowFirst[ordered.rows] = ordered.cells;
  return ordered;
}

function copyRow(from: Grid, row: number, to: Grid): void {
  to.rowNumber[to.rows] = from.rowNumber[row]!;
  to.rowFirst[to.rows] = to.cells;
  to.rowStart[to.rows] = from.rowStart[row]!;
  to.rowFlags[to.rows++] = from.rowFlags[row]!;
}

function copyCell(from: Grid, cell: number, to: Grid): void {
  const again = to.cells > to.rowFirst[to.rows - 1]! && to.column[to.cells - 1] === from.column[cell];
  const index = again ? to.cells - 1 : to.cells++;
  to.column[index] = from.column[cell]!;
  to.type[index] = from.type[cell]!;
  to.style[index] = from.style[cell]!;
  to.number[index] = from.number[cell]!;
  to.start[index] = from.start[cell]!;
}
