/** The rows of the head tables that a plan makes, and what differs between two plans' rows. */
import {
  compareText,
  type Dependency,
  emptySnapshot,
  orderedTasks,
  type Resource,
  type Snapshot,
  sameFields,
  type Task,
} from '@sprintforge/core';
import type { HeadDelta, TaskHead } from '../ports/records.ts';

export function headDelta(before: Snapshot | null, after: Snapshot): HeadDelta {
  const old = before ?? emptySnapshot();
  const known = new Map(taskRows(old).map((row) => [row.id, row]));
  const rows = taskRows(after);
  return {
    tasks: rows.filter((row) => !sameRow(known.get(row.id), row)),
    removedTasks: missing(old.tasks, after.tasks).map(({ id }) => id),
    dependencies: [...after.dependencies]
      .filter(([key, edge]) => old.dependencies.get(key)?.lag !== edge.lag)
      .map(([, edge]) => edge),
    removedDependencies: missing(old.dependencies, after.dependencies),
    resources: [...after.resources.values()].filter(
      (resource) => !sameResource(old.resources.get(resource.id), resource),
    ),
    removedResources: missing(old.resources, after.resources).map(({ id }) => id),
  };
}

const missing = <K, V>(before: ReadonlyMap<K, V>, after: ReadonlyMap<K, V>): V[] =>
  [...before].filter(([key]) => !after.has(key)).map(([, value]) => value);

const sameResource = (a: Resource | undefined, b: Resource): boolean =>
  a !== undefined && (a === b || sameFields(a.fields, b.fields));

function sameRow(a: TaskHead | undefined, b: TaskHead): boolean {
  return (
    a !== undefined &&
    a.path === b.path &&
    a.parent === b.parent &&
    a.predecessors === b.predecessors &&
    (a.fields === b.fields || sameFields(a.fields, b.fields))
  );
}

/** A row per task. `path` orders them as the plan does: rank and id of each ancestor, `!` between, sorted by bytes. */
function taskRows(snapshot: Snapshot): TaskHead[] {
  const placed = new Map<string, { path: string; level: number }>();
  const incoming = incomingEdges(snapshot);
  return orderedTasks(snapshot).map((task) => {
    const above = task.parent === null ? undefined : placed.get(task.parent);
    const place = { path: `${above ? `${above.path}!` : ''}${task.rank}.${task.id}`, level: (above?.level ?? 0) + 1 };
    placed.set(task.id, place);
    return row(task, place, incoming.get(task.id) ?? []);
  });
}

function row(task: Task, place: { path: string; level: number }, edges: readonly Dependency[]): TaskHead {
  const { id, parent, rank, fields } = task;
  return { id, parent, rank, fields, ...place, predecessors: edges.map(edgeText).sort(compareText).join(', ') };
}

function incomingEdges(snapshot: Snapshot): Map<string, Dependency[]> {
  const incoming = new Map<string, Dependency[]>();
  for (const edge of snapshot.dependencies.values()) {
    const edges = incoming.get(edge.successor);
    if (edges) edges.push(edge);
    else incoming.set(edge.successor, [edge]);
  }
  return incoming;
}

/** `SF-A3B4-C5D6`, `SF-A3B4-C5D6SS+2d`. */
export function edgeText({ predecessor, type, lag }: Dependency): string {
  const sign = lag > 0 ? '+' : '';
  return `${predecessor}${type === 'FS' && lag === 0 ? '' : type}${lag === 0 ? '' : `${sign}${lag}d`}`;
}
