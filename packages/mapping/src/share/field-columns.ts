/** Columns for fields that came after a workbook was laid out (rule R2). */
import type { FieldDefinition } from '@sprintforge/core';
import type { Workbook, Worksheet } from '@sprintforge/xlsx';
import type { ColumnBinding, Detection, PlanRead, TableMapping } from '../api.ts';
import { addHeader, chooseIdColumn } from '../layout/id-column.ts';
import { STRUCTURAL } from '../layout/structural.ts';
import { fold, headersOf } from '../metadata/rebind-columns.ts';
import { readPlan } from '../read.ts';

/** The plan with a column for each of these fields that has none, at the right of the table; empty until it is written. */
export function addFieldColumns(
  workbook: Workbook,
  plan: PlanRead,
  resources: Detection['resources'],
  fields: readonly FieldDefinition[],
): PlanRead {
  const sheet = workbook.sheet(plan.mapping.sheet);
  const bound = new Set([
    ...plan.mapping.columns.map(({ field }) => field as string),
    ...plan.missingColumns.map(({ field }) => field as string),
  ]);
  const lacking = fields.filter(({ key }) => !bound.has(key) && !STRUCTURAL.has(key));
  if (sheet === undefined || lacking.length === 0) return plan;
  let { mapping } = plan;
  for (const field of lacking) mapping = withColumn(workbook, sheet, mapping, field);
  const read = readPlan(workbook, mapping, resources);
  return plan.missingColumns.length === 0 ? read : { ...read, missingColumns: plan.missingColumns };
}

function withColumn(
  workbook: Workbook,
  sheet: Worksheet,
  mapping: TableMapping,
  { key, label, type }: FieldDefinition,
): TableMapping {
  const before = emptyColumn(sheet, mapping, label);
  const column = before ?? chooseIdColumn(sheet, mapping);
  const header = before === undefined ? freeHeader(sheet, mapping.headerRow, label) : label;
  if (before === undefined) addHeader(workbook, sheet, mapping, column, header);
  else workbook.setColumn(sheet.name, column, { hidden: false });
  const binding: ColumnBinding = { column, header, field: key, type, confidence: 1, style: {} };
  return { ...mapping, columns: [...mapping.columns, binding] };
}

/** One that is headed so and holds nothing: the field's own, from before it was archived. */
function emptyColumn(sheet: Worksheet, mapping: TableMapping, label: string): number | undefined {
  const columns = headersOf(sheet, mapping.headerRow).get(fold(label)) ?? [];
  const [column] = columns;
  if (column === undefined || columns.length > 1) return undefined;
  if (column === mapping.idColumn || mapping.columns.some((binding) => binding.column === column)) return undefined;
  for (let row = mapping.firstRow; row <= mapping.lastRow; row++) {
    const cell = sheet.cell(row, column);
    if (cell !== undefined && (cell.formula !== undefined || (cell.value !== null && cell.value !== '')))
      return undefined;
  }
  return column;
}

/** A table has no header twice, and a column of the person's own may have it already. */
function freeHeader(sheet: Worksheet, headerRow: number, label: string): string {
  const taken = headersOf(sheet, headerRow);
  for (let number = 1; ; number++) {
    const text = number === 1 ? label : `${label} ${number}`;
    if (!taken.has(fold(text))) return text;
  }
}
