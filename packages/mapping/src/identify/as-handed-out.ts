import type { Snapshot, TaskId } from '@sprintforge/core';
import { sameReading } from '../accidents/column-view.ts';
import type { CellReading, ColumnBinding, PlanRead, PlanRow, Shadow } from '../api.ts';
import { planOrder } from '../layout/plan-order.ts';
import { isPlaceholder } from '../values/placeholder.ts';
import { fieldBindings } from './cells.ts';
import { saysExpectedParents } from './place.ts';
import { type BaseView, baseView } from './values.ts';

/**
 * Is every row and cell as the copy held it when it was handed out? Then `identify` finds no edit, no accident and nothing
 * to tell. One look at each cell; false says nothing: then `identify` decides. Resources are not looked at.
 */
export function isAsHandedOut(plan: PlanRead, snapshot: Snapshot, shadow: Shadow): boolean {
  const base = baseView(snapshot, shadow);
  const rows = plan.rows.filter(({ id }) => !base.keptRows.has(id));
  return (
    isInOrder(rows, shadow.order ?? planOrder(snapshot), snapshot) &&
    plan.fields.every(({ key }) => snapshot.fields.some((known) => known.key === key)) &&
    holdsValues(rows, fieldBindings(plan), base) &&
    holdsEdges(plan, rows, base) &&
    saysExpectedParents(plan, base)
  );
}

/** Each task once, in the order of the copy. */
function isInOrder(rows: readonly PlanRow[], order: readonly TaskId[], { tasks }: Snapshot): boolean {
  if (rows.length !== order.length || order.length !== tasks.size) return false;
  return rows.every(({ id, kept }, at) => id === order[at] && !kept && tasks.has(id));
}

function holdsValues(rows: readonly PlanRow[], bindings: readonly ColumnBinding[], base: BaseView): boolean {
  for (const { id, cells } of rows) {
    const held = base.snapshot.tasks.get(id)!.fields;
    const shadows = base.shadows(id);
    for (const { field } of bindings) {
      const reading = cells[field];
      const shadow = shadows?.get(field);
      const value = held[field] ?? null;
      if (shadow === undefined && reading?.kind === 'value' && reading.value === value) continue;
      if (!isHeld(reading, shadow ?? { kind: 'value', value })) return false;
    }
  }
  return true;
}

/** A formula that has become its own value, or a result that was not known before, is for `identify` to judge. */
function isHeld(reading: CellReading | undefined, held: CellReading): boolean {
  if (held.formula !== undefined && reading?.formula === undefined) return false;
  if (held.kind === 'unread' && reading?.kind !== 'unread') return false;
  return sameReading(reading, held);
}

/** The predecessors' texts as the copy held them; no text where there are no edges. */
function holdsEdges(plan: PlanRead, rows: readonly PlanRow[], base: BaseView): boolean {
  if (!plan.mapping.columns.some(({ field }) => field === 'predecessors')) return true;
  const successors = new Set<TaskId>();
  for (const { successor } of base.snapshot.dependencies.values()) successors.add(successor);
  return rows.every(({ id, cells }) => {
    const reading = cells['predecessors'];
    const held = base.shadow(id, 'predecessors');
    if (held !== undefined) return isHeld(reading, held);
    return reading?.kind === 'value' && isPlaceholder(String(reading.value ?? '')) && !successors.has(id);
  });
}
