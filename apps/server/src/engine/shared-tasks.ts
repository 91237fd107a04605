import type { Fields, Snapshot, Task, TaskId } from '@sprintforge/core';

/**
 * The same plan: tasks that say what those of `known` say are those very tasks, so that comparing the two, as every merge does,
 * sees at once that they are equal. Both in canonical form. Another plan's tasks have other ids.
 */
export function sharedTasks(plan: Snapshot, known: Snapshot): Snapshot {
  const tasks = new Map<TaskId, Task>();
  let shared = 0;
  for (const [id, task] of plan.tasks) {
    const other = known.tasks.get(id);
    const same = other !== undefined && saysTheSame(task, other);
    if (same) shared += 1;
    tasks.set(id, same ? other : task);
  }
  return shared === 0 ? plan : { ...plan, tasks };
}

const saysTheSame = (a: Task, b: Task): boolean =>
  a.rank === b.rank && a.parent === b.parent && sameFields(a.fields, b.fields);

/** Keys in the same order, as they are in canonical form. */
function sameFields(a: Fields, b: Fields): boolean {
  const others = Object.keys(b);
  let at = 0;
  for (const key in a) {
    if (key !== others[at] || a[key] !== b[key]) return false;
    at += 1;
  }
  return at === others.length;
}
