/** The rows of the head tables that a plan makes, and what differs between two plans' rows. */
import {
  type ChangeSet,
  type Dependency,
  PARENT,
  RANK,
  type Snapshot,
  type Task,
  type TaskId,
} from '@sprintforge/core';
import type { HeadDelta, TaskHead } from '../ports/records.ts';
import { predecessorText } from './predecessor-texts.ts';

/** `changes` as `diff` finds them between the two. Rows are made of what changed alone. */
export function headDelta(before: Snapshot | null, after: Snapshot, changes: ChangeSet): HeadDelta {
  const { tasks, dependencies, resources } = changes;
  const changed = before === null ? new Set(after.tasks.keys()) : changedTasks(after, changes);
  return {
    tasks: taskRows(after, changed),
    removedTasks: tasks.removed.map(({ id }) => id),
    dependencies: [...dependencies.added, ...dependencies.changed.map((change) => change.after)],
    removedDependencies: dependencies.removed,
    resources: [...resources.added, ...resources.changed.map(({ id }) => after.resources.get(id)!)],
    removedResources: resources.removed.map(({ id }) => id),
  };
}

/** Tasks whose row is another one: by a field of their own, an edge that leads to them, or a place above them. */
function changedTasks(after: Snapshot, { tasks, dependencies }: ChangeSet): Set<TaskId> {
  const moved = tasks.changed.filter(({ changes }) => changes.some(({ field }) => field === PARENT || field === RANK));
  const changed = below(after, [...moved, ...tasks.added, ...tasks.removed]);
  for (const { id } of [...tasks.added, ...tasks.changed]) changed.add(id);
  const edges = [...dependencies.added, ...dependencies.changed.map((change) => change.after), ...dependencies.removed];
  for (const { successor } of edges) if (after.tasks.has(successor)) changed.add(successor);
  return changed;
}

/** All tasks that stand below one of these, however deep. */
function below({ tasks }: Snapshot, above: readonly { readonly id: TaskId }[]): Set<TaskId> {
  const found = new Set<TaskId>();
  if (above.length === 0) return found;
  const children = new Map<TaskId, TaskId[]>();
  for (const { id, parent } of tasks.values()) {
    if (parent === null) continue;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [id]);
    else siblings.push(id);
  }
  const waiting = above.map(({ id }) => id);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop())
    for (const child of children.get(id) ?? [])
      if (!found.has(child)) {
        found.add(child);
        waiting.push(child);
      }
  return found;
}

/** A row for each of these tasks. `path` orders all of them as the plan does: rank and id of each ancestor, `!` between, sorted by bytes. */
function taskRows({ tasks, dependencies }: Snapshot, wanted: ReadonlySet<TaskId>): TaskHead[] {
  const incoming = new Map<TaskId, Dependency[]>([...wanted].map((id) => [id, []]));
  for (const edge of dependencies.values()) incoming.get(edge.successor)?.push(edge);
  const places = new Map<TaskId, Place>();
  return [...wanted].map((id) => {
    const { parent, rank, fields } = tasks.get(id)!;
    const predecessors = predecessorText(incoming.get(id)!);
    return { id, parent, rank, fields, ...placeOf(id, tasks, places), predecessors };
  });
}

interface Place {
  readonly path: string;
  readonly level: number;
}

/** A task whose parent is not there, or stands below it, is taken to stand at the top. */
function placeOf(id: TaskId, tasks: ReadonlyMap<TaskId, Task>, known: Map<TaskId, Place>): Place {
  const chain: Task[] = [];
  const seen = new Set<TaskId>();
  let above: Place | undefined;
  for (let task = tasks.get(id); task !== undefined && !seen.has(task.id); task = tasks.get(task.parent ?? '')) {
    above = known.get(task.id);
    if (above !== undefined) break;
    seen.add(task.id);
    chain.push(task);
  }
  for (const task of chain.reverse()) {
    above = { path: `${above ? `${above.path}!` : ''}${task.rank}.${task.id}`, level: (above?.level ?? 0) + 1 };
    known.set(task.id, above);
  }
  return above!;
}
