import { criticalPath, leafTasks } from './critical-path.ts';
import { diff } from './diff.ts';
import { type Overload, overloads } from './overload.ts';
import type { ChangeSet, FieldKey, Snapshot, TaskId, Value } from './types.ts';
import { PARENT } from './types.ts';
import { roundNumber } from './value.ts';

/** A change that stands behind a new project finish; `predecessors` is an edge of the task, `@task` the task as a whole. */
export interface ImpactCause {
  readonly task_id: TaskId;
  readonly field: FieldKey;
  readonly before: Value;
  readonly after: Value;
}

/** What a change does to the plan (rule A8). */
export interface Impact {
  readonly finish: {
    readonly before: string | null;
    readonly after: string | null;
    readonly because: readonly ImpactCause[];
  };
  readonly critical_path: { readonly before: readonly TaskId[]; readonly after: readonly TaskId[] };
  /** Overloads that were not there before. */
  readonly overload: readonly Overload[];
  readonly cost: { readonly before: number; readonly after: number };
}

/** Effect of going from one plan to the other, the finish attributed to the changes behind it. Linear but for sorting. */
export function impact(before: Snapshot, after: Snapshot): Impact {
  const changes = diff(before, after);
  const old = standingOf(before);
  if (!standings.has(after) && !moves(changes)) standings.set(after, old);
  const now = standingOf(after);
  const known = new Set(old.overloads.map(overloadKey));
  const path = { before: old.path, after: now.path };
  const finish = { before: old.finish, after: now.finish };
  return {
    finish: { ...finish, because: old.finish === now.finish ? [] : causes(before, after, path, finish, changes) },
    critical_path: path,
    overload: now.overloads.filter((overload) => !known.has(overloadKey(overload))),
    cost: { before: old.cost, after: now.cost },
  };
}

/** What a plan comes to, for itself. */
interface Standing {
  readonly finish: string | null;
  readonly path: readonly TaskId[];
  readonly overloads: readonly Overload[];
  readonly cost: number;
}

const standings = new WeakMap<Snapshot, Standing>();

/** Once for each snapshot: it is a value. */
function standingOf(plan: Snapshot): Standing {
  let standing = standings.get(plan);
  if (standing === undefined) {
    standing = {
      finish: projectFinish(plan),
      path: criticalPath(plan),
      overloads: overloads(plan),
      cost: totalCost(plan),
    };
    standings.set(plan, standing);
  }
  return standing;
}

/** The fields that a standing comes from. */
const telling = new Set<FieldKey>(['start', 'finish', 'duration', 'percent', 'assignee', 'cost', PARENT]);

/** Can the standing of the plan be another one behind these changes? */
function moves({ tasks, resources, dependencies, settings }: ChangeSet): boolean {
  const isEmpty = (part: { readonly [Key in 'added' | 'changed' | 'removed']: readonly unknown[] }) =>
    part.added.length + part.changed.length + part.removed.length === 0;
  return (
    settings !== undefined ||
    !isEmpty(resources) ||
    !isEmpty(dependencies) ||
    tasks.added.length + tasks.removed.length > 0 ||
    tasks.changed.some(({ changes }) => changes.some(({ field }) => telling.has(field)))
  );
}

/** Last finish of any task, null when no task has one. */
export function projectFinish(plan: Snapshot): string | null {
  let last: string | null = null;
  for (const { fields } of plan.tasks.values()) {
    const { finish } = fields;
    if (typeof finish === 'string' && (last === null || finish > last)) last = finish;
  }
  return last;
}

/** Sum of the cost of the tasks that have none below them: a summary repeats its children's. */
export function totalCost(plan: Snapshot): number {
  let total = 0;
  for (const { fields } of leafTasks(plan)) if (typeof fields.cost === 'number') total += fields.cost;
  return roundNumber(total);
}

/** Changes of dates and edges of the tasks that are critical in either plan, or that finish last. */
function causes(
  before: Snapshot,
  after: Snapshot,
  path: Impact['critical_path'],
  last: Ends,
  changes: ChangeSet,
): ImpactCause[] {
  const decisive = new Set([
    ...path.before,
    ...path.after,
    ...finishing(before, last.before),
    ...finishing(after, last.after),
  ]);
  return datedChanges(changes).filter((cause) => decisive.has(cause.task_id));
}

interface Ends {
  readonly before: string | null;
  readonly after: string | null;
}

function finishing(plan: Snapshot, day: string | null): TaskId[] {
  if (day === null) return [];
  return [...plan.tasks.values()].filter((task) => task.fields.finish === day).map((task) => task.id);
}

const datedFields = new Set<FieldKey>(['start', 'finish', 'duration', PARENT]);

function datedChanges({ tasks, dependencies }: ChangeSet): ImpactCause[] {
  const found: ImpactCause[] = [];
  for (const task of tasks.added) {
    found.push({ task_id: task.id, field: '@task', before: null, after: task.fields.name ?? null });
  }
  for (const { id, changes } of tasks.changed) {
    for (const { field, before, after } of changes) {
      if (datedFields.has(field)) found.push({ task_id: id, field, before, after });
    }
  }
  for (const task of tasks.removed) {
    found.push({ task_id: task.id, field: '@task', before: task.fields.name ?? null, after: null });
  }
  const edge = (successor: TaskId, before: string | null, after: string | null) =>
    found.push({ task_id: successor, field: 'predecessors', before, after });
  for (const one of dependencies.added) edge(one.successor, null, edgeText(one));
  for (const one of dependencies.changed) edge(one.after.successor, edgeText(one.before), edgeText(one.after));
  for (const one of dependencies.removed) edge(one.successor, edgeText(one), null);
  return found;
}

function edgeText(edge: ChangeSet['dependencies']['added'][number]): string {
  const lag = edge.lag === 0 ? '' : `${edge.lag > 0 ? '+' : ''}${edge.lag}d`;
  return `${edge.predecessor}${edge.type}${lag}`;
}

function overloadKey({ person, day_from, day_to }: Overload): string {
  return JSON.stringify([person, day_from, day_to]);
}
