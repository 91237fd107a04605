import type { Workbook, Worksheet } from '@sprintforge/xlsx';
import type { Area } from './area.ts';
import type { CellInput } from './typed-input.ts';

/** What is written into the empty row directly below a table becomes a row of the table, as when somebody types there. */
export function growTables(
  workbook: Workbook,
  sheet: Worksheet,
  area: Area,
  given: readonly (readonly CellInput[])[],
): void {
  for (const { range, totalsRows } of sheet.tables) {
    const below = range.lastRow + 1;
    const line = given[below - area.firstRow];
    const across = area.firstColumn <= range.lastColumn && area.lastColumn >= range.firstColumn;
    const says = line?.some((value) => value !== null && value !== '') ?? false;
    if (totalsRows > 0 || !across || !says || sheet.row(below).some(({ value }) => value !== null)) continue;
    workbook.changeRows(sheet.name, [{ at: below, count: 1, like: range.lastRow }], [{ at: below, count: 1 }]);
  }
}
