/** What a plan comes to, from its tasks. Pure; summary tasks are not counted, their tasks are. */
import type { TaskRow } from '@sprintforge/protocol';
import { peopleOf } from '../plan/rows.ts';
import { doneShare } from './done.ts';

export interface PersonLoad {
  readonly person: string;
  /** Working days that are not done yet. */
  readonly open: number;
  readonly tasks: number;
}

export interface Figures {
  readonly tasks: number;
  /** Done share, by duration: a long task weighs more. Null when nothing says. */
  readonly done: number | null;
  /** Finish has passed and it is not done. */
  readonly overdue: readonly TaskRow[];
  readonly finish: string | null;
  /** Null when no task has a cost. */
  readonly cost: number | null;
  /** Empty when no task has a status. */
  readonly byStatus: readonly (readonly [status: string, count: number])[];
  readonly load: readonly PersonLoad[];
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
const shareOf = (task: TaskRow): number => doneShare(task) ?? 0;
const isDone = (task: TaskRow): boolean => shareOf(task) >= 1;

/** `today`: `YYYY-MM-DD`. */
export function figuresOf(tasks: readonly TaskRow[], today: string): Figures {
  const parents = new Set(tasks.map((task) => task.parent));
  const leaves = tasks.filter((task) => !parents.has(task.id));
  const weight = (task: TaskRow) => Math.max(1, numberOf(task['duration']));
  const all = leaves.reduce((sum, task) => sum + weight(task), 0);
  const done = leaves.reduce((sum, task) => sum + weight(task) * shareOf(task), 0);
  const finishes = leaves.flatMap((task) => (typeof task['finish'] === 'string' ? [task['finish']] : [])).sort();
  const statuses = new Map<string, number>();
  for (const task of leaves) {
    const status = String(task['status'] ?? '');
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  return {
    tasks: leaves.length,
    done: leaves.some((task) => doneShare(task) !== null) ? done / all : null,
    overdue: leaves.filter((task) => typeof task['finish'] === 'string' && task['finish'] < today && !isDone(task)),
    finish: finishes.at(-1) ?? null,
    cost: leaves.some((task) => typeof task['cost'] === 'number')
      ? leaves.reduce((sum, task) => sum + numberOf(task['cost']), 0)
      : null,
    byStatus: statuses.size === 1 && statuses.has('') ? [] : [...statuses].sort((a, b) => b[1] - a[1]),
    load: loadOf(leaves),
  };
}

function loadOf(leaves: readonly TaskRow[]): readonly PersonLoad[] {
  const load = new Map<string, PersonLoad>();
  for (const task of leaves) {
    if (isDone(task)) continue;
    const open = numberOf(task['duration']) * (1 - shareOf(task));
    for (const person of peopleOf(task)) {
      const before = load.get(person) ?? { person, open: 0, tasks: 0 };
      load.set(person, { person, open: before.open + open, tasks: before.tasks + 1 });
    }
  }
  return [...load.values()].sort((a, b) => b.open - a.open || a.person.localeCompare(b.person));
}
