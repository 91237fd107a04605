import type { Snapshot, TaskId } from '@sprintforge/core';
import { sameReading } from '../accidents/column-view.ts';
import type { CellReading, PlanRead, Shadow } from '../api.ts';
import { planOrder } from '../layout/plan-order.ts';
import { isPlaceholder } from '../values/placeholder.ts';
import { cellsOfField, idsOf, keptMarks } from '../values/plan-columns.ts';
import { fieldBindings } from './cells.ts';
import { heldRows } from './held-rows.ts';
import { saysExpectedParents } from './place.ts';
import { type BaseView, baseView } from './values.ts';

/**
 * Is every row and cell as the copy held it when it was handed out? Then `identify` finds no edit, no accident and nothing
 * to tell. One look at each cell; false says nothing: then `identify` decides. Resources are not looked at.
 */
export function isAsHandedOut(plan: PlanRead, snapshot: Snapshot, shadow: Shadow): boolean {
  const base = baseView(snapshot, shadow);
  const ids = idsOf(plan);
  const rows = [...ids.keys()];
  const managed = base.keptRows.size === 0 ? rows : rows.filter((row) => !base.keptRows.has(ids[row]!));
  return (
    isInOrder(plan, ids, managed, shadow.order ?? planOrder(snapshot), snapshot) &&
    plan.fields.every(({ key }) => snapshot.fields.some((known) => known.key === key)) &&
    holdsValues(plan, ids, managed, base) &&
    holdsEdges(plan, ids, managed, base) &&
    saysExpectedParents(plan, base)
  );
}

/** Each task once, in the order of the copy. */
function isInOrder(
  plan: PlanRead,
  ids: readonly string[],
  managed: readonly number[],
  order: readonly TaskId[],
  { tasks }: Snapshot,
): boolean {
  if (managed.length !== order.length || order.length !== tasks.size) return false;
  const isKept = keptMarks(plan);
  return managed.every((row, at) => ids[row] === order[at] && !isKept(row) && tasks.has(ids[row]!));
}

/** Rows that hold just the values of their task need no second look. */
function holdsValues(plan: PlanRead, ids: readonly string[], managed: readonly number[], base: BaseView): boolean {
  const held = heldRows(plan, ids, base);
  const others = managed.filter((row) => !held.has(row));
  if (others.length === 0) return true;
  return fieldBindings(plan).every(({ field }) => {
    const cell = cellsOfField(plan, field);
    return others.every((row) => {
      const id = ids[row]!;
      const value = base.snapshot.tasks.get(id)!.fields[field] ?? null;
      return isHeld(cell(row), base.shadow(id, field) ?? { kind: 'value', value });
    });
  });
}

/** A formula that has become its own value, or a result that was not known before, is for `identify` to judge. */
function isHeld(reading: CellReading | undefined, held: CellReading): boolean {
  if (held.formula !== undefined && reading?.formula === undefined) return false;
  if (held.kind === 'unread' && reading?.kind !== 'unread') return false;
  return sameReading(reading, held);
}

/** The predecessors' texts as the copy held them; no text where there are no edges. */
function holdsEdges(plan: PlanRead, ids: readonly string[], managed: readonly number[], base: BaseView): boolean {
  if (!plan.mapping.columns.some(({ field }) => field === 'predecessors')) return true;
  const successors = new Set<TaskId>();
  for (const { successor } of base.snapshot.dependencies.values()) successors.add(successor);
  const cell = cellsOfField(plan, 'predecessors');
  return managed.every((row) => {
    const [id, reading] = [ids[row]!, cell(row)];
    const held = base.shadow(id, 'predecessors');
    if (held !== undefined) return isHeld(reading, held);
    return reading?.kind === 'value' && isPlaceholder(String(reading.value ?? '')) && !successors.has(id);
  });
}
