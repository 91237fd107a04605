/** Which rows of the plan are shown, and in what order: outline, find, filters, sort. Pure. */
import type { TaskRow } from '@sprintforge/protocol';

export interface View {
  /** Searched for in every text of a task, without case. */
  readonly find: string;
  readonly status: string;
  readonly person: string;
  readonly sort: { readonly field: string; readonly up: boolean } | null;
  /** Summary tasks whose children are hidden. */
  readonly closed: ReadonlySet<string>;
}

export const wholePlan: View = { find: '', status: '', person: '', sort: null, closed: new Set() };

/** Are rows left out or moved, so that the outline says nothing? */
export const isFlat = (view: View): boolean =>
  view.find.trim() !== '' || view.status !== '' || view.person !== '' || view.sort !== null;

export function shownRows(tasks: readonly TaskRow[], view: View): readonly TaskRow[] {
  if (!isFlat(view)) return openRows(tasks, view.closed);
  const find = view.find.trim().toLocaleLowerCase();
  const found = tasks.filter(
    (task) =>
      (view.status === '' || task['status'] === view.status) &&
      (view.person === '' || peopleOf(task).includes(view.person)) &&
      (find === '' || textOf(task).includes(find)),
  );
  const { sort } = view;
  return sort ? [...found].sort((a, b) => compareBy(a[sort.field], b[sort.field], sort.up)) : found;
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

export const peopleOf = (task: TaskRow): readonly string[] =>
  String(task['assignee'] ?? '')
    .split(/[,;]\s*/)
    .filter(Boolean);

const textOf = (task: TaskRow): string =>
  Object.values(task)
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .join('\n')
    .toLocaleLowerCase();

/** Numbers by size, texts as people sort them; what is empty stands at the end, whichever way. */
function compareBy(a: unknown, b: unknown, up: boolean): number {
  const [noA, noB] = [a === null || a === undefined || a === '', b === null || b === undefined || b === ''];
  if (noA || noB) return Number(noA) - Number(noB);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
  return up ? order : -order;
}
const collator = new Intl.Collator(undefined, { numeric: true });

/** Every value that a field has, sorted. */
export function valuesOf(tasks: readonly TaskRow[], values: (task: TaskRow) => readonly string[]): readonly string[] {
  return [...new Set(tasks.flatMap((task) => [...values(task)]))].sort(collator.compare);
}
