import type { Snapshot, TaskId } from '@sprintforge/core';
import { orderedTasks } from '@sprintforge/core';

/** Snapshots are values: the order of one is asked for again and again. */
const orders = new WeakMap<Snapshot['tasks'], readonly TaskId[]>();

/** All tasks in outline order: each summary before what it holds (rule ID8). */
export function planOrder(plan: Snapshot): readonly TaskId[] {
  let order = orders.get(plan.tasks);
  if (order === undefined) {
    order = orderedTasks(plan).map((task) => task.id);
    orders.set(plan.tasks, order);
  }
  return order;
}

const knownDepths = new WeakMap<Snapshot['tasks'], ReadonlyMap<TaskId, number>>();

/** Depth in the outline, 1 = top. */
export function depths(plan: Snapshot): ReadonlyMap<TaskId, number> {
  const before = knownDepths.get(plan.tasks);
  if (before !== undefined) return before;
  const known = new Map<TaskId, number>();
  knownDepths.set(plan.tasks, known);
  for (const id of planOrder(plan)) {
    const { parent } = plan.tasks.get(id)!;
    known.set(id, parent === null ? 1 : (known.get(parent) ?? 0) + 1);
  }
  return known;
}

/** Parent of each row when rows with these levels stand one under the other: the nearest row above with a lower level. */
export function parentsByLevel(
  rows: readonly { readonly id: TaskId; readonly level: number }[],
): ReadonlyMap<TaskId, TaskId | null> {
  const parents = new Map<TaskId, TaskId | null>();
  const stack: { readonly id: TaskId; readonly level: number }[] = [];
  for (const row of rows) {
    while (stack.length > 0 && stack[stack.length - 1]!.level >= row.level) stack.pop();
    parents.set(row.id, stack[stack.length - 1]?.id ?? null);
    stack.push(row);
  }
  return parents;
}
