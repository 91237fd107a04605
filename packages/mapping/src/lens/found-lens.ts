import type { Workbook } from '@sprintforge/xlsx';
import type { TableMapping } from '../api.ts';
import { DELETE_MARK } from '../layout/structural.ts';
import { DELETE_HEADER } from './delete-marks.ts';

/**
 * A found table of a lens workbook that no longer says that it is one: known by the header of its Delete column, which is
 * then bound (rule R8). Null for any other table.
 */
export function foundLens(workbook: Workbook, table: TableMapping): TableMapping | null {
  const header = workbook.sheet(table.sheet)?.row(table.headerRow) ?? [];
  const column = header.find(({ value }) => String(value ?? '').trim() === DELETE_HEADER)?.column;
  if (column === undefined) return null;
  const mark = { column, header: DELETE_HEADER, field: DELETE_MARK, type: 'text', confidence: 1, style: {} } as const;
  return { ...table, columns: [...table.columns.filter((binding) => binding.column !== column), mark] };
}
