/** What typing, pasting, clearing and moving rows mean as edits, each with the edits that take it back. Pure. */
import { sameValue, type Value } from '@sprintforge/core';
import type { TaskRow } from '@sprintforge/protocol';
import { type Edit, newTask } from '../../data/edits/edit.ts';

export interface Doing {
  readonly edits: readonly Edit[];
  /** null: only the server can take it back. */
  readonly inverse: readonly Edit[] | null;
}

export interface CellValue {
  readonly task: TaskRow;
  readonly field: string;
  readonly value: Value;
}

/** What is already so is no edit. */
export function setCells(cells: readonly CellValue[]): Doing {
  const sets = cells
    .map(({ task, field, value }) => ({ op: 'set', task: task.id, field, value, base: baseOf(task, field) }) as const)
    .filter(({ value, base }) => !sameValue(value, base));
  return { edits: sets, inverse: sets.map((set) => ({ ...set, value: set.base, base: set.value })) };
}

const baseOf = (task: TaskRow, field: string): Value => {
  const value = (task[field] ?? null) as Value;
  return value === '' ? null : value;
};

/** New tasks one below the other, the first after `after`. */
export function insertTasks(
  after: TaskRow | null,
  rows: readonly Readonly<Record<string, Value>>[],
): Doing & { readonly tasks: readonly string[] } {
  const tasks = rows.map(newTask);
  const edits = rows.map(
    (values, at): Edit => ({
      op: 'insert',
      task: tasks[at]!,
      after: at === 0 ? (after?.id ?? null) : tasks[at - 1]!,
      parent: after?.parent ?? null,
      values,
    }),
  );
  return { tasks, edits, inverse: [...tasks].reverse().map((task): Edit => ({ op: 'delete', task })) };
}

export const deleteTasks = (tasks: readonly TaskRow[]): Doing => ({
  // from below: what stands below a deleted task moves up
  edits: [...tasks].reverse().map(({ id }): Edit => ({ op: 'delete', task: id })),
  inverse: null,
});

export const both = (...doings: readonly Doing[]): Doing => ({
  edits: doings.flatMap(({ edits }) => edits),
  inverse: doings.some(({ inverse }) => inverse === null)
    ? null
    : [...doings].reverse().flatMap(({ inverse }) => inverse ?? []),
});

export type Shift = 'indent' | 'outdent' | 'up' | 'down';

/** null: there is nowhere to go. `at`: where the task stands in the plan's order. */
export function shiftTask(plan: readonly TaskRow[], at: number, shift: Shift): Doing | null {
  const task = plan[at];
  if (!task) return null;
  const siblings = plan.filter(({ parent }) => parent === task.parent);
  const mine = siblings.indexOf(task);
  const before = siblings[mine - 1];
  const to = placeFor(shift, plan, task, siblings, mine);
  if (!to) return null;
  const from = { after: before?.id ?? null, parent: task.parent };
  return { edits: [{ op: 'move', task: task.id, ...to }], inverse: [{ op: 'move', task: task.id, ...from }] };
}

function placeFor(
  shift: Shift,
  plan: readonly TaskRow[],
  task: TaskRow,
  siblings: readonly TaskRow[],
  mine: number,
): { readonly after: string | null; readonly parent: string | null } | null {
  const [before, next] = [siblings[mine - 1], siblings[mine + 1]];
  if (shift === 'up') return before ? { parent: task.parent, after: siblings[mine - 2]?.id ?? null } : null;
  if (shift === 'down') return next ? { parent: task.parent, after: next.id } : null;
  if (shift === 'indent')
    return before
      ? { parent: before.id, after: plan.findLast(({ parent }) => parent === before.id)?.id ?? null }
      : null;
  const above = plan.find(({ id }) => id === task.parent);
  return above ? { parent: above.parent, after: above.id } : null;
}
