/** The plan with edits that the server may not have yet, in its order. Pure. */
import type { TaskRow } from '@sprintforge/protocol';
import type { Edit } from './edit.ts';

/** `tasks` itself when nothing is edited. */
export function withEdits(tasks: readonly TaskRow[], edits: readonly Edit[]): readonly TaskRow[] {
  if (edits.length === 0) return tasks;
  const draft = new Draft(tasks);
  for (const edit of edits) draft.take(edit);
  return draft.rows;
}

const indexes = new WeakMap<readonly TaskRow[], ReadonlyMap<string, number>>();

/** Where each task stands. */
export function placesOf(tasks: readonly TaskRow[]): ReadonlyMap<string, number> {
  let index = indexes.get(tasks);
  if (!index) {
    index = new Map(tasks.map((task, at) => [task.id, at]));
    indexes.set(tasks, index);
  }
  return index;
}

/** As many rows, the same tasks in the same places: places need not be counted anew. */
export function keepPlaces(before: readonly TaskRow[], after: readonly TaskRow[]): void {
  indexes.set(after, placesOf(before));
}

/** The place after the last task below the one at `at`. */
export function endOfBranch(rows: readonly TaskRow[], at: number): number {
  const level = rows[at]!.level;
  let end = at + 1;
  while (end < rows.length && rows[end]!.level > level) end += 1;
  return end;
}

class Draft {
  readonly rows: TaskRow[];
  /** Of the rows as they were given; null once their places have changed. */
  #places: ReadonlyMap<string, number> | null;
  #last = 0;

  constructor(tasks: readonly TaskRow[]) {
    this.rows = [...tasks];
    this.#places = placesOf(tasks);
    keepPlaces(tasks, this.rows);
  }

  /** -1: somebody else deleted it. */
  #at(id: string): number {
    if (this.rows[this.#last]?.id === id) return this.#last;
    const found = this.#places ? (this.#places.get(id) ?? -1) : this.rows.findIndex((row) => row.id === id);
    if (found >= 0) this.#last = found;
    return found;
  }

  take(edit: Edit): void {
    if (edit.op === 'set') {
      const at = this.#at(edit.task);
      if (at >= 0) this.rows[at] = { ...this.rows[at]!, [edit.field]: edit.value };
      return;
    }
    this.#places = null;
    indexes.delete(this.rows);
    if (edit.op === 'insert') this.#insert(edit);
    else if (edit.op === 'move') this.#move(edit);
    else this.#delete(edit.task);
  }

  /** Where a task stands that comes after `after` below `parent`, and its level. */
  #place(after: string | null, parent: string | null): { readonly at: number; readonly level: number } {
    const above = parent === null ? -1 : this.#at(parent);
    const level = above < 0 ? 1 : this.rows[above]!.level + 1;
    const sibling = after === null ? -1 : this.#at(after);
    if (sibling >= 0) return { at: endOfBranch(this.rows, sibling), level };
    return { at: after === null ? above + 1 : this.rows.length, level };
  }

  #insert({ task, after, parent, values }: Extract<Edit, { op: 'insert' }>): void {
    if (this.#at(task) >= 0) return;
    const { at, level } = this.#place(after, parent);
    const standing = { id: task, task_id: task, parent, level, rank: '', predecessors: '', revision: 0 };
    this.rows.splice(at, 0, { changed_by: null, changed_at: null, ...values, ...standing } as TaskRow);
    this.#last = at;
  }

  #move({ task, after, parent }: Extract<Edit, { op: 'move' }>): void {
    const from = this.#at(task);
    if (from < 0) return;
    const branch = this.rows.splice(from, endOfBranch(this.rows, from) - from);
    const { at, level } = this.#place(after, parent);
    const deeper = level - branch[0]!.level;
    const moved = branch.map((row, index) => ({
      ...row,
      level: row.level + deeper,
      ...(index === 0 ? { parent } : {}),
    }));
    this.rows.splice(at, 0, ...moved);
    this.#last = at;
  }

  /** What stood below it takes its place, as on the server. */
  #delete(task: string): void {
    const at = this.#at(task);
    if (at < 0) return;
    const [gone] = this.rows.splice(at, 1);
    for (let below = at; below < this.rows.length && this.rows[below]!.level > gone!.level; below += 1) {
      const row = this.rows[below]!;
      this.rows[below] = { ...row, level: row.level - 1, parent: row.parent === task ? gone!.parent : row.parent };
    }
  }
}
