import type { Worksheet } from '@sprintforge/xlsx';
import type { ColumnBinding, TableMapping } from '../api.ts';
import { indentWidth } from '../values/indentation.ts';
import { wbsDepth } from '../values/outline-code.ts';

const SAMPLE = 500;

/** What tells how deep a task stands: a level column, dotted codes, indented names, or Excel's own row groups. */
export function outlineOf(
  sheet: Worksheet,
  columns: readonly ColumnBinding[],
  rows: readonly number[],
): TableMapping['outline'] {
  const column = (field: string) => columns.find((binding) => binding.field === field)?.column;
  const level = column('level');
  const sample = rows.slice(0, SAMPLE);
  if (level !== undefined && sample.some((row) => sheet.cell(row, level)?.value != null)) return 'level';
  for (const field of ['wbs', 'number']) {
    const code = column(field);
    if (code !== undefined && hasDepths(sheet, code, sample)) return 'wbs';
  }
  const name = column('name');
  if (name !== undefined && sample.some((row) => indentation(sheet, row, name) > 0)) return 'indent';
  return sample.some((row) => sheet.rowInfo(row).outlineLevel > 0) ? 'rows' : 'none';
}

function hasDepths(sheet: Worksheet, column: number, rows: readonly number[]): boolean {
  let deep = 0;
  let codes = 0;
  for (const row of rows) {
    const cell = sheet.cell(row, column);
    if (cell === undefined || cell.value === null || cell.value === '') continue;
    const depth = wbsDepth(sheet.displayText(cell));
    if (depth !== undefined) codes++;
    if (depth !== undefined && depth > 1) deep++;
  }
  return deep > 0 && codes >= deep;
}

/** Leading blanks of the name. */
export function indentation(sheet: Worksheet, row: number, column: number): number {
  const value = sheet.cell(row, column)?.value;
  return typeof value === 'string' ? indentWidth(value) : 0;
}
