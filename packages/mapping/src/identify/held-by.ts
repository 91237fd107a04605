import type { Dependency, Fields, Resource, Snapshot, Task, TaskId, Theirs } from '@sprintforge/core';
import type { Identified, PlanRead, Shadow, UnnamedRow } from '../api.ts';
import { shadowOf } from '../write/shadow.ts';

/** A base as a merge takes it: a plan, and in what the workbook that it comes from differs. */
export interface HeldBase {
  readonly base: Snapshot;
  readonly shadow: Shadow;
}

/**
 * What a workbook that was just read holds, as the base of its next reading: for a session that saves again what it has open,
 * without ever being given the merged workbook (rule B1). `before`: the base that it was read against. Read again as it is, it
 * gives no edit.
 */
export function heldBy(plan: PlanRead, { theirs, rowIds }: Identified, before: HeldBase): HeldBase {
  const base: Snapshot = {
    ...before.base,
    tasks: overlaid(theirs.tasks, before.base.tasks),
    resources: theirs.resources === null ? before.base.resources : overlaid(theirs.resources, before.base.resources),
    dependencies: edgesOf(theirs, before.base),
    fields: [...before.base.fields, ...(theirs.fields ?? [])],
  };
  const rowOf = new Map<TaskId, number>();
  const kept = new Map<TaskId, number>();
  const unnamed: UnnamedRow[] = [];
  for (const [index, id] of rowIds.entries()) {
    const row = plan.rows[index]!;
    (theirs.tasks.has(id) ? rowOf : kept).set(id, row.row);
    if (row.id !== id) unnamed.push({ id, after: rowIds[index - 1] ?? null });
  }
  const shadow = shadowOf(plan, { rowOf, kept }, base);
  return { base, shadow: unnamed.length > 0 ? { ...shadow, unnamed } : shadow };
}

/** What the file says over what was held: a field that it does not say stays, one that it says to be empty is empty. */
function overlaid<E extends Task | Resource>(
  said: ReadonlyMap<string, E>,
  held: ReadonlyMap<string, E>,
): Map<string, E> {
  const all = new Map<string, E>();
  for (const [id, entity] of said) {
    const fields = { ...held.get(id)?.fields, ...entity.fields };
    all.set(id, { ...entity, fields: withoutEmpty(fields) });
  }
  return all;
}

const withoutEmpty = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

function edgesOf({ dependencies, unreadEdges, tasks }: Theirs, base: Snapshot): ReadonlyMap<string, Dependency> {
  if (dependencies === null) return base.dependencies;
  const all = new Map(dependencies);
  for (const [key, edge] of base.dependencies)
    if (unreadEdges?.has(edge.successor) && tasks.has(edge.successor)) all.set(key, edge);
  return all;
}
