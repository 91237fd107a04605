import type { Snapshot, TaskId, Value } from '@sprintforge/core';
import type { PlanRead } from '../api.ts';
import { nameIn, sameName } from '../identify/outline.ts';
import { depths } from '../layout/plan-order.ts';
import type { RowPlan } from '../layout/row-plan.ts';
import { leadOf } from '../values/indentation.ts';

/** The text for the name cell of a task. */
export type NameWriter = (id: TaskId, name: Value) => Value;

/**
 * Where blanks before the names tell the outline: a cell that differs in its blanks alone stays as it is, and a new row
 * without any takes those of a row of its depth. A new name is written exactly as somebody typed it (rule V4); the
 * outline that the cell then shows is no edit (rule B1). Elsewhere names are written as they are.
 */
export function nameWriter(plan: PlanRead, rows: RowPlan, target: Snapshot): NameWriter {
  if (plan.mapping.outline !== 'indent') return (_, name) => name;
  const depth = depths(target);
  const leads = new Map<number, string>();
  for (const [id, index] of rows.indexOf) {
    const at = depth.get(id)!;
    const shown = nameIn(plan.rows[index]!.cells['name']);
    if (shown !== '' && (leads.get(at) ?? '') === '') leads.set(at, leadOf(shown));
  }
  return (id, name) => {
    if (typeof name !== 'string') return name;
    const index = rows.indexOf.get(id);
    if (index === undefined) return leadOf(name) === '' ? (leads.get(depth.get(id)!) ?? '') + name : name;
    const shown = nameIn(plan.rows[index]!.cells['name']);
    return sameName(shown, name) ? shown : name;
  };
}
