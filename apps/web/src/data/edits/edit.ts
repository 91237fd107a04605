/** What a person does to the plan in the browser, before the server has it. */
import type { Value } from '@sprintforge/core';
import type { Brake, Delta } from '@sprintforge/protocol';

/** As a `Delta`; a task that the server does not know yet is spoken of by an id of this browser. */
export type Edit =
  /** `base`: what stood there. */
  | { readonly op: 'set'; readonly task: string; readonly field: string; readonly value: Value; readonly base: Value }
  | {
      readonly op: 'insert';
      readonly task: string;
      readonly after: string | null;
      readonly parent: string | null;
      readonly values: Readonly<Record<string, Value>>;
    }
  | { readonly op: 'move'; readonly task: string; readonly after: string | null; readonly parent: string | null }
  | { readonly op: 'delete'; readonly task: string };

const ours = 'new:';
export const newTask = (): string => `${ours}${crypto.randomUUID()}`;
export const isNewTask = (task: string): boolean => task.startsWith(ours);

/** Edits; or instead of them a revision that is taken back whole, by its number or, as long as it has none, by the batch that makes it. */
export interface Way {
  readonly edits: readonly Edit[];
  readonly undoes?: number | string;
}

/** What was done at once, and is saved at once. */
export interface Batch extends Way {
  /** The Idempotency-Key: sent again, it is written once. */
  readonly key: string;
  /** The revision that the person saw. */
  readonly version: number;
  readonly state: 'waiting' | 'sending' | 'failed' | 'asked' | 'saved';
  /** Why it failed. */
  readonly error?: unknown;
  /** Brakes to be confirmed (rule A3), and the tokens of those that were. */
  readonly brakes?: readonly Brake[];
  readonly confirm?: readonly string[];
  /** The revision that holds it. */
  readonly savedAs?: number;
  /** Nobody else changed anything between what the person saw and that revision. */
  readonly alone?: boolean;
}

/** Within one batch a new task is spoken of as the client's row. */
export function deltaOf(edit: Edit): Delta {
  const ref = isNewTask(edit.task) ? { client_row_id: edit.task } : { task_id: edit.task };
  switch (edit.op) {
    case 'set':
      // edges are merged one by one, by what the plan held (rule M4)
      return edit.field === 'predecessors'
        ? { op: 'set', ...ref, field: edit.field, value: edit.value }
        : { op: 'set', ...ref, field: edit.field, value: edit.value, base: edit.base };
    case 'insert': {
      const { after, parent, values } = edit;
      return { op: 'insert', client_row_id: edit.task, after, parent, values: { ...values } };
    }
    case 'move':
      return { op: 'move', ...ref, after: edit.after, parent: edit.parent };
    default:
      return { op: 'delete', ...ref };
  }
}

/** The edit with the Task IDs that the server gave. */
export function renamed(edit: Edit, names: ReadonlyMap<string, string>): Edit {
  const named = <T extends string | null>(task: T): T => ((task !== null && names.get(task)) || task) as T;
  const task = named(edit.task);
  if (edit.op === 'insert' || edit.op === 'move')
    return { ...edit, task, after: named(edit.after), parent: named(edit.parent) };
  return { ...edit, task };
}

export const speaksOf = (edit: Edit, tasks: ReadonlySet<string>): boolean =>
  tasks.has(edit.task) ||
  ((edit.op === 'insert' || edit.op === 'move') &&
    [edit.after, edit.parent].some((one) => one !== null && tasks.has(one)));
