import type { Worksheet } from '@sprintforge/xlsx';
import type { ColumnBinding, TableMapping } from '../api.ts';
import { NAME_LEVELS } from '../layout/structural.ts';
import { indentation } from '../values/indentation.ts';
import { wbsDepth } from '../values/outline-code.ts';
import { shownTexts } from '../values/shown-texts.ts';

const SAMPLE = 500;

/** What tells how deep a task stands: columns of names, one for each level, a level column, dotted codes, indented names, or Excel's own row groups. */
export function outlineOf(
  sheet: Worksheet,
  columns: readonly ColumnBinding[],
  rows: readonly number[],
): TableMapping['outline'] {
  const column = (field: string) => columns.find((binding) => binding.field === field)?.column;
  if (column(NAME_LEVELS[0]) !== undefined) return 'columns';
  const level = column('level');
  const sample = rows.slice(0, SAMPLE);
  const valuesOf = (of: number) => sheet.block(sample, [of]).columns[0]!.values;
  if (level !== undefined && valuesOf(level).some((value) => value !== null)) return 'level';
  for (const field of ['wbs', 'number']) {
    const code = column(field);
    if (code !== undefined && hasDepths(shownTexts(sheet, code, sample))) return 'wbs';
  }
  const name = column('name');
  if (name !== undefined && valuesOf(name).some((value) => indentation(value) > 0)) return 'indent';
  return sample.some((row) => sheet.rowInfo(row).outlineLevel > 0) ? 'rows' : 'none';
}

function hasDepths(codes: readonly string[]): boolean {
  const depths = codes.flatMap((code) => wbsDepth(code) ?? []);
  return depths.some((depth) => depth > 1);
}
