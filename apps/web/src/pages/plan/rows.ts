/** Which lines of the plan are shown, and in what order: outline, find, filters, sort, groups. Pure. */
import type { TaskRow } from '@sprintforge/protocol';
import { textOf } from './find-text.ts';
import { inOrder } from './value-order.ts';

export interface View {
  /** Searched for in every text of a task, without case. */
  readonly find: string;
  readonly status: string;
  readonly person: string;
  /** By field, as typed: see `conditionOf`. */
  readonly filters: Readonly<Record<string, string>>;
  readonly sort: { readonly field: string; readonly up: boolean } | null;
  /** The field by whose value the tasks stand together; '': none. */
  readonly group: string;
  /** Summary tasks and groups whose lines are hidden. */
  readonly closed: ReadonlySet<string>;
}

export const wholePlan: View = {
  find: '',
  status: '',
  person: '',
  filters: {},
  sort: null,
  group: '',
  closed: new Set(),
};

/** Above the tasks that have one value. */
export interface GroupLine {
  readonly id: string;
  readonly value: unknown;
  readonly count: number;
}
export type Line = TaskRow | GroupLine;
export const isTask = (line: Line | undefined): line is TaskRow => line !== undefined && 'task_id' in line;

/** Are rows left out or moved, so that the outline says nothing? */
export const isFlat = (view: View): boolean =>
  view.find.trim() !== '' ||
  view.status !== '' ||
  view.person !== '' ||
  view.sort !== null ||
  view.group !== '' ||
  Object.keys(view.filters).length > 0;

/** `conditions`: of `view.filters`, by field. */
export function shownLines(
  tasks: readonly TaskRow[],
  view: View,
  conditions: Readonly<Record<string, (value: unknown) => boolean>> = {},
): readonly Line[] {
  if (!isFlat(view)) return openRows(tasks, view.closed);
  const find = view.find.trim().toLocaleLowerCase();
  const asked = Object.entries(conditions);
  const found = tasks.filter(
    (task) =>
      (view.status === '' || task['status'] === view.status) &&
      (view.person === '' || peopleOf(task).includes(view.person)) &&
      asked.every(([field, holds]) => holds(task[field])) &&
      (find === '' || textOf(task).includes(find)),
  );
  const { sort } = view;
  const sorted = sort ? inOrder(found, (task) => task[sort.field], sort.up) : found;
  return view.group === '' ? sorted : grouped(sorted, view.group, view.closed);
}

/** Without what is below a closed summary task. */
function openRows(tasks: readonly TaskRow[], closed: ReadonlySet<string>): readonly TaskRow[] {
  if (closed.size === 0) return tasks;
  let hiddenBelow = Number.POSITIVE_INFINITY;
  return tasks.filter((task) => {
    if (task.level > hiddenBelow) return false;
    hiddenBelow = closed.has(task.id) ? task.level : Number.POSITIVE_INFINITY;
    return true;
  });
}

function grouped(tasks: readonly TaskRow[], field: string, closed: ReadonlySet<string>): readonly Line[] {
  const groups = new Map<unknown, TaskRow[]>();
  for (const task of tasks) {
    const value = task[field] === '' ? null : (task[field] ?? null);
    const group = groups.get(value);
    if (group) group.push(task);
    else groups.set(value, [task]);
  }
  return inOrder([...groups], ([value]) => value).flatMap(([value, members]): Line[] => {
    const id = `group:${String(value)}`;
    const head = { id, value, count: members.length };
    return closed.has(id) ? [head] : [head, ...members];
  });
}

export const peopleOf = (task: TaskRow): readonly string[] => peopleIn(task['assignee']);
const peopleIn = (value: unknown): readonly string[] =>
  String(value ?? '')
    .split(/[,;]\s*/)
    .filter(Boolean);

/** Every value that a field has, sorted; of people each one. */
export function valuesOf(tasks: readonly TaskRow[], field: string): readonly string[] {
  const written = new Set<unknown>();
  for (const task of tasks) written.add(task[field]);
  const values = field === 'assignee' ? [...written].flatMap(peopleIn) : [...written].filter(Boolean).map(String);
  return inOrder([...new Set(values)], (value) => value);
}
