import { type CellEdit, fromRelative, type Worksheet } from '@sprintforge/xlsx';
import type { HandOut, PlanRead, TableMapping } from '../api.ts';
import { cellKey } from '../identify/values.ts';
import type { RowPlan } from '../layout/row-plan.ts';
import { columnInRow } from '../values/name-columns.ts';

/** Formulas that a confirmed repair puts back (rule V8), with what the cell shows as their result until they are calculated. */
export function writeFormulas(
  at: { readonly sheet: Worksheet; readonly mapping: TableMapping },
  plan: PlanRead,
  rows: RowPlan,
  formulas: HandOut['formulas'],
): readonly CellEdit[] {
  if (formulas === undefined || formulas.size === 0) return [];
  const edits: CellEdit[] = [];
  for (const [id, index] of rows.indexOf)
    for (const binding of at.mapping.columns) {
      const { field } = binding;
      const formula = formulas.get(cellKey(id, field));
      if (formula === undefined || plan.rows[index]!.cells[field]?.formula !== undefined) continue;
      const row = rows.rowOf.get(id)!;
      const column = columnInRow(plan.rows[index]!, binding);
      const shown = at.sheet.cell(row, column)?.value ?? null;
      const value = typeof shown === 'object' ? null : shown;
      edits.push({ row, column, formula: fromRelative(formula, row, column), value });
    }
  return edits;
}
