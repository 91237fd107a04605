import type { TaskRow } from '@sprintforge/protocol';

/** The plan's own order: each task's children below it, by rank, then by id (rule ID8); levels as the tree has them. */
export function inPlanOrder(tasks: Iterable<TaskRow>): readonly TaskRow[] {
  const known = new Map([...tasks].map((task) => [task.id, task]));
  const children = new Map<string | null, TaskRow[]>();
  for (const task of known.values()) {
    const above = task.parent !== null && known.has(task.parent) ? task.parent : null;
    const beside = children.get(above);
    if (beside) beside.push(task);
    else children.set(above, [task]);
  }
  for (const beside of children.values()) beside.sort(byRank);
  const ordered: TaskRow[] = [];
  const waiting = (children.get(null) ?? []).map((task) => ({ task, level: 1 })).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { task, level } = next;
    ordered.push(task.level === level ? task : { ...task, level });
    const below = children.get(task.id) ?? [];
    for (let at = below.length - 1; at >= 0; at -= 1) waiting.push({ task: below[at]!, level: level + 1 });
  }
  return ordered;
}

/** As plain strings, by code units. */
const byRank = (a: TaskRow, b: TaskRow): number => compare(a.rank, b.rank) || compare(a.id, b.id);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
