import { ranksBetween } from './rank.ts';
import { childrenByParent, orderedTasks } from './snapshot.ts';
import {
  type FieldKey,
  type Fields,
  PREDECESSORS,
  type Snapshot,
  type Task,
  type TaskId,
  type Value,
} from './types.ts';
import { splitPeople } from './value.ts';

/** What a person is to see of a plan (rule R8): all conditions hold at once, of a list one is enough. */
export interface Lens {
  /** Field keys, and `predecessors`, that are shown and may be edited; `name` is always among them. */
  readonly fields: readonly FieldKey[];
  readonly assignee?: readonly string[];
  readonly status?: readonly string[];
  /** Calendar days: a task is within them when some day of it is; one without dates is not. Either may be missing. */
  readonly from?: string;
  readonly to?: string;
  /** This task and everything below it. */
  readonly branch?: TaskId;
}

/** The tasks that a lens shows, in the plan's order. */
export function tasksInLens(plan: Pick<Snapshot, 'tasks'>, lens: Lens): readonly Task[] {
  const branch = lens.branch === undefined ? undefined : branchOf(plan.tasks, lens.branch);
  const [people, statuses] = [folded(lens.assignee), folded(lens.status)];
  return orderedTasks(plan).filter(
    ({ id, fields }) =>
      (branch === undefined || branch.has(id)) &&
      (people === undefined || splitPeople(textOf(fields.assignee)).some((name) => people.has(fold(name)))) &&
      (statuses === undefined || statuses.has(fold(textOf(fields.status)))) &&
      isWithin(fields, lens),
  );
}

/** A task and everything below it; empty when the task is not there. */
export function branchOf(tasks: Snapshot['tasks'], root: TaskId): ReadonlySet<TaskId> {
  const branch = new Set<TaskId>();
  if (!tasks.has(root)) return branch;
  const children = childrenByParent(tasks);
  branch.add(root);
  for (const id of branch) for (const child of children.get(id) ?? []) branch.add(child.id);
  return branch;
}

/**
 * The plan as a lens shows it, and nothing besides: the tasks of the lens, those of `also` that the plan has, their chosen
 * fields, and the edges into them (whose predecessors may be outside). Flat: no task has a parent, ranks count in the
 * plan's own order; what the outline really is says the whole plan.
 */
export function throughLens(plan: Snapshot, lens: Lens, also: Iterable<TaskId> = []): Snapshot {
  const shown = new Set(tasksInLens(plan, lens).map(({ id }) => id));
  for (const id of also) if (plan.tasks.has(id)) shown.add(id);
  const inOrder = orderedTasks(plan).filter(({ id }) => shown.has(id));
  const ranks = ranksBetween(null, null, inOrder.length);
  const keys = new Set(lens.fields);
  const tasks = inOrder.map((task, at): [TaskId, Task] => [
    task.id,
    { id: task.id, parent: null, rank: ranks[at]!, fields: chosen(task.fields, keys) },
  ]);
  const edges = keys.has(PREDECESSORS) ? [...plan.dependencies].filter(([, edge]) => shown.has(edge.successor)) : [];
  return {
    ...plan,
    tasks: new Map(tasks),
    dependencies: new Map(edges),
    resources: new Map(),
    fields: plan.fields.filter(({ key }) => keys.has(key)),
  };
}

function chosen(fields: Fields, keys: ReadonlySet<FieldKey>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => keys.has(key)));
}

function isWithin({ start, finish }: Fields, { from, to }: Lens): boolean {
  if (from === undefined && to === undefined) return true;
  const [first, last] = [textOf(start ?? finish), textOf(finish ?? start)];
  return first !== '' && (from === undefined || last >= from) && (to === undefined || first <= to);
}

const textOf = (value: Value | undefined): string => (typeof value === 'string' ? value : '');
const fold = (text: string): string => text.trim().toLowerCase();
const folded = (texts: readonly string[] | undefined): ReadonlySet<string> | undefined =>
  texts && new Set(texts.map(fold));
