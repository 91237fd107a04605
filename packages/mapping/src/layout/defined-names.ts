import type { FieldDefinition } from '@sprintforge/core';
import type { Workbook } from '@sprintforge/xlsx';
import type { TableMapping } from '../api.ts';
import { a1, absoluteRange, parseArea, quoteSheet } from './address.ts';
import { END_NAME, hiddenName, publicName } from './names.ts';

/**
 * Names over the managed columns: hidden ones from the header to the last row, by which columns are found again (C1), and
 * public ones over the data (`Cost_Range`) for people's own formulas. A person's own name of the same text is left alone.
 */
export function writeColumnNames(workbook: Workbook, mapping: TableMapping, fields: readonly FieldDefinition[]): void {
  const crowded = isCrowded(workbook, mapping);
  const defined = new Map(
    workbook.definedNames
      .filter((name) => name.sheet === undefined)
      .map((name) => [name.name.toLowerCase(), name.formula]),
  );
  const columns = mapping.columns
    .filter((binding) => binding.field !== 'id')
    .map(({ field, column }) => ({ field: field as string, column }));
  if (mapping.idColumn !== null) columns.unshift({ field: 'id', column: mapping.idColumn });
  const lastRow = Math.max(mapping.lastRow, mapping.firstRow);
  const used = new Set<string>();
  for (const { field, column } of columns) {
    const range = (firstRow: number) => absoluteRange(mapping.sheet, firstRow, column, lastRow, column);
    const name = publicName(field, fields);
    const current = defined.get(name.toLowerCase());
    if (!used.has(name) && (current === undefined || isOurs(current, field, defined)))
      set(workbook, name, current, range(mapping.firstRow), false);
    used.add(name);
    set(workbook, hiddenName(field), defined.get(hiddenName(field).toLowerCase()), range(mapping.headerRow), true);
  }
  writeEnd(workbook, mapping, defined.get(END_NAME), crowded);
}

/** Ours is a name over the same column as the hidden one beside it, or one whose column is gone. */
function isOurs(current: string, field: string, defined: ReadonlyMap<string, string>): boolean {
  const hidden = defined.get(hiddenName(field).toLowerCase());
  if (hidden === undefined) return false;
  const [mine, theirs] = [parseArea(hidden), parseArea(current)];
  if (theirs === undefined) return current.includes('#REF!');
  return mine !== undefined && mine.sheet === theirs.sheet && mine.firstColumn === theirs.firstColumn;
}

/** Does something else (totals, a legend) stand directly below the table? */
function isCrowded(workbook: Workbook, mapping: TableMapping): boolean {
  const below = workbook.sheet(mapping.sheet)?.row(mapping.lastRow + 1) ?? [];
  return below.some((cell) => cell.value !== null || cell.formula !== undefined);
}

/** Marks where the table ends, so that what stands below is never taken for new rows. */
function writeEnd(workbook: Workbook, mapping: TableMapping, current: string | undefined, crowded: boolean): void {
  const cell = absolute(mapping.lastRow + 1, mapping.columns[0]?.column ?? 1);
  if (crowded) set(workbook, END_NAME, current, `${quoteSheet(mapping.sheet)}!${cell}`, true);
  else if (current !== undefined) workbook.setDefinedName(END_NAME, null);
}

function absolute(row: number, column: number): string {
  return a1(row, column).replace(/^([A-Z]+)(\d+)$/, '$$$1$$$2');
}

function set(workbook: Workbook, name: string, current: string | undefined, formula: string, hidden: boolean): void {
  if (current !== formula) workbook.setDefinedName(name, formula, { hidden });
}
