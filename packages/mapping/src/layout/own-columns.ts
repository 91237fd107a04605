import type { Value } from '@sprintforge/core';
import type { Worksheet } from '@sprintforge/xlsx';

/** A column that is filled less than this, or with fewer different values, explains no order. */
const LEAST_DIFFERENT = 3;

/** The values of the person's own columns (rule C2) in the rows of the plan, looked at only when an order is to be explained. */
export function* ownColumns(
  sheet: Worksheet,
  rows: readonly number[],
  managed: ReadonlySet<number>,
): Generator<readonly Value[]> {
  for (const column of filledColumns(sheet, rows, managed)) {
    const values = rows.map((row): Value => {
      const value = sheet.cell(row, column)?.value ?? null;
      return value !== null && typeof value === 'object' ? value.error : value;
    });
    if (new Set(values.filter((value) => value !== null && value !== '')).size >= LEAST_DIFFERENT) yield values;
  }
}

/** Columns with something in one of the first rows: empty cells come last, however one sorts. */
function filledColumns(sheet: Worksheet, rows: readonly number[], managed: ReadonlySet<number>): readonly number[] {
  const columns = new Set<number>();
  for (const row of rows.slice(0, LEAST_DIFFERENT))
    for (const { column, value } of sheet.row(row)) if (value !== null && !managed.has(column)) columns.add(column);
  return [...columns].sort((a, b) => a - b);
}
