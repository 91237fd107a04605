/** A lens workbook as the base of an offline merge (rule R8): what it does not show it cannot have changed. */
import {
  type Dependency,
  type DependencyKey,
  PREDECESSORS,
  type Snapshot,
  type Task,
  type TaskId,
} from '@sprintforge/core';
import type { PlanFile } from './plan-file.ts';

/** The base with what its lens leaves out filled in from `ours`: other tasks, other fields, places, edges from outside. */
export function completedBase(base: PlanFile, ours: PlanFile): PlanFile {
  const lens = base.copy?.lens;
  if (!lens || ours.copy?.lens) return base;
  const tasks = new Map<TaskId, Task>(ours.snapshot.tasks);
  for (const task of base.snapshot.tasks.values()) tasks.set(task.id, filled(task, ours.snapshot, lens.fields));
  const edges = new Map<DependencyKey, Dependency>(base.snapshot.dependencies);
  const read = readSuccessors(base);
  for (const [key, edge] of ours.snapshot.dependencies) if (!read.has(edge.successor)) edges.set(key, edge);
  const { fields, resources } = ours.snapshot;
  return { ...base, snapshot: { ...base.snapshot, tasks, dependencies: edges, fields, resources } };
}

function filled(task: Task, ours: Snapshot, shown: readonly string[]): Task {
  const own = ours.tasks.get(task.id);
  if (own === undefined) return task;
  const hidden = Object.entries(own.fields).filter(([field]) => !shown.includes(field));
  return { ...own, fields: { ...Object.fromEntries(hidden), ...task.fields } };
}

/** Tasks whose predecessors the file says, all of them: none of them is outside. */
function readSuccessors({ snapshot, shadow, plan }: PlanFile): ReadonlySet<TaskId> {
  if (!plan.mapping.columns.some(({ field }) => field === PREDECESSORS)) return new Set();
  const read = new Set(snapshot.tasks.keys());
  for (const { id, field, reading } of shadow.cells)
    if (field === PREDECESSORS && reading.kind !== 'value') read.delete(id);
  return read;
}
