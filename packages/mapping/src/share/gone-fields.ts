/** Columns of fields that the plan has no more, as they were archived (rule C5): from then on they are the person's own. */
import { type FieldDefinition, type FieldKey, isCustomField, type Snapshot, type TaskId } from '@sprintforge/core';
import type { Workbook } from '@sprintforge/xlsx';
import type { Detection, PlanRead, ReadNotice, RefusedCell, Shadow } from '../api.ts';
import { judgeCell } from '../identify/cells.ts';
import { baseView } from '../identify/values.ts';
import { a1 } from '../layout/address.ts';
import { readPlan } from '../read.ts';
import { cellsOfField, rowNumbersOf } from '../values/plan-columns.ts';

/** Fields that people added to the plan and took away again. */
export const goneFields = (held: readonly FieldDefinition[], now: readonly FieldDefinition[]): ReadonlySet<FieldKey> =>
  new Set(held.map(({ key }) => key).filter((key) => isCustomField(key) && !now.some((field) => field.key === key)));

/** The plan and everything that its tasks say, but for these fields. */
export function withoutFields(plan: Snapshot, gone: ReadonlySet<FieldKey>): Snapshot {
  if (gone.size === 0) return plan;
  const tasks = new Map(plan.tasks);
  for (const [id, task] of plan.tasks) {
    const kept = Object.entries(task.fields).filter(([key]) => !gone.has(key));
    if (kept.length < Object.keys(task.fields).length) tasks.set(id, { ...task, fields: Object.fromEntries(kept) });
  }
  return { ...plan, tasks, fields: plan.fields.filter(({ key }) => !gone.has(key)) };
}

export const shadowWithout = (shadow: Shadow, gone: ReadonlySet<FieldKey>): Shadow =>
  gone.size === 0 ? shadow : { ...shadow, cells: shadow.cells.filter(({ field }) => !gone.has(field)) };

/** The rows read anew with these columns bound to nothing; each is told once, as from then on nobody knows of it. */
export function unbindFields(
  workbook: Workbook,
  plan: PlanRead,
  resources: Detection['resources'],
  gone: ReadonlySet<FieldKey>,
): PlanRead {
  const bound = plan.mapping.columns.filter(({ field }) => gone.has(field));
  const missingColumns = plan.missingColumns.filter(({ field }) => !gone.has(field));
  if (bound.length === 0) return { ...plan, missingColumns };
  const columns = plan.mapping.columns.filter(({ field }) => !gone.has(field));
  const read = readPlan(workbook, { ...plan.mapping, columns }, resources);
  const { sheet } = plan.mapping;
  const notices = bound.map(
    ({ header, column }): ReadNotice => ({
      code: 'FIELD_ARCHIVED',
      sheet,
      cell: a1(plan.mapping.headerRow, column),
      message: `"${header}" is no field of the plan any more: its column is yours alone from now on.`,
      facts: { column: header },
    }),
  );
  return { ...read, missingColumns, notices: [...(read.notices ?? []), ...notices] };
}

/** What somebody wrote into such columns, `plan` as it was read with them. None of it is taken, and all of it stays where it is. */
export function editsOfGone(
  plan: PlanRead,
  gone: ReadonlySet<FieldKey>,
  idOfRow: ReadonlyMap<number, TaskId>,
  held: { readonly base: Snapshot; readonly shadow: Shadow },
): readonly RefusedCell[] {
  const base = baseView(held.base, held.shadow);
  const { sheet, columns } = plan.mapping;
  const rewritten = base.application !== undefined && base.application !== plan.application;
  const found: RefusedCell[] = [];
  for (const { field, column, header } of columns.filter((binding) => gone.has(binding.field))) {
    const cell = cellsOfField(plan, field);
    for (const [index, row] of rowNumbersOf(plan).entries()) {
      const [id, reading] = [idOfRow.get(row), cell(index)];
      if (id === undefined || reading === undefined) continue;
      const before = base.snapshot.tasks.get(id)?.fields[field] ?? null;
      const verdict = judgeCell(reading, base.shadow(id, field), before, { row, column, rewritten });
      if (verdict.kind !== 'refused' && (verdict.kind !== 'set' || verdict.derived)) continue;
      const text = reading.kind === 'refused' ? reading.raw : verdict.kind === 'set' ? String(verdict.value ?? '') : '';
      found.push({
        code: 'FIELD_ARCHIVED',
        sheet,
        cell: a1(row, column),
        task_id: id,
        field,
        found: text,
        expected: `no edit: "${header}" was archived`,
        message: `${sheet}!${a1(row, column)} holds "${text}", but "${header}" is no field of the plan any more. The cell stays as it is, in your workbook alone.`,
      });
    }
  }
  return found;
}

/** In a copy that is made anew: what such columns held of the plan goes, formulas stay, and the columns are hidden. */
export function emptyGone(workbook: Workbook, plan: PlanRead, gone: ReadonlySet<FieldKey>): void {
  const { sheet: name, columns } = plan.mapping;
  const sheet = workbook.sheet(name);
  for (const { column } of columns.filter(({ field }) => gone.has(field))) {
    const filled = rowNumbersOf(plan).filter((row) => {
      const cell = sheet?.cell(row, column);
      return cell !== undefined && cell.formula === undefined && cell.value !== null;
    });
    workbook.setCells(
      name,
      filled.map((row) => ({ row, column, value: null })),
    );
    workbook.setColumn(name, column, { hidden: true });
  }
}
