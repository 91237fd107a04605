import { childrenByParent, compareRank, rankBetween, ranksBetween, type Task, type TaskId } from '@sprintforge/core';

type Parent = TaskId | null;

/** The tasks of a plan that is being changed. Siblings stay in their order, so that no change looks at the whole plan. */
export class DraftOutline {
  readonly #tasks: Map<TaskId, Task>;
  /** In their order, as `childrenByParent` has them; made when a place is first asked for. */
  #children: Map<Parent, Task[]> | undefined;
  /** Tasks that stand at the top because the parent they name is not there, by that parent. */
  readonly #strays = new Map<TaskId, Set<TaskId>>();

  constructor(tasks: ReadonlyMap<TaskId, Task>) {
    this.#tasks = new Map(tasks);
  }

  get tasks(): ReadonlyMap<TaskId, Task> {
    return this.#tasks;
  }

  /** Adds a task, or puts another version in its place. */
  put(task: Task): void {
    const before = this.#tasks.get(task.id);
    if (this.#children === undefined) {
      this.#tasks.set(task.id, task);
      return;
    }
    if (before !== undefined && this.#stays(before, task)) return;
    if (before !== undefined) this.#leave(before);
    this.#tasks.set(task.id, task);
    this.#enter(task);
    if (before === undefined) this.#adopt(task.id);
  }

  /** Removes a task; what stood below it takes its place. */
  remove(id: TaskId): void {
    const task = this.#tasks.get(id)!;
    const siblings = this.#siblings(task.parent);
    const at = indexOf(siblings, task);
    const above = siblings[at - 1]?.rank ?? null;
    const below = [...this.#siblings(id)];
    const ranks = ranksBetween(above, rankAfter(siblings, at + 1, above), below.length);
    for (const [index, child] of below.entries()) this.put({ ...child, parent: task.parent, rank: ranks[index]! });
    this.#leave(task);
    this.#tasks.delete(id);
  }

  /** A rank below `parent`: first where `after` is null, else behind that sibling; last where it is none of them. `moved` makes room. */
  rankFor(parent: Parent, after: TaskId | null | undefined, moved: TaskId | undefined): string {
    const leaving = moved === undefined ? undefined : this.#tasks.get(moved);
    if (leaving !== undefined) this.#leave(leaving);
    const siblings = this.#siblings(parent);
    const sibling = after == null || after === moved ? undefined : this.#tasks.get(after);
    const behind = sibling === undefined ? 0 : indexOf(siblings, sibling) + 1;
    const at = after === null ? 0 : behind || siblings.length;
    const above = siblings[at - 1]?.rank ?? null;
    const next = rankAfter(siblings, at, above);
    if (leaving !== undefined) this.#enter(leaving);
    return rankBetween(above, next);
  }

  /** None for a parent that is not there. */
  #siblings(parent: Parent): readonly Task[] {
    return this.#lists().get(parent) ?? [];
  }

  #lists(): Map<Parent, Task[]> {
    if (this.#children === undefined) {
      this.#children = childrenByParent(this.#tasks);
      for (const task of this.#tasks.values()) this.#noteStray(task);
    }
    return this.#children;
  }

  #standsBelow({ parent }: Task): Parent {
    return parent !== null && this.#tasks.has(parent) ? parent : null;
  }

  /** Puts it where the one before it stands, if that is its place. */
  #stays(before: Task, task: Task): boolean {
    if (before.parent !== task.parent || before.rank !== task.rank) return false;
    const siblings = this.#lists().get(this.#standsBelow(before))!;
    siblings[indexOf(siblings, before)] = task;
    this.#tasks.set(task.id, task);
    return true;
  }

  #enter(task: Task): void {
    const lists = this.#lists();
    const parent = this.#standsBelow(task);
    const siblings = lists.get(parent);
    if (siblings === undefined) lists.set(parent, [task]);
    else siblings.splice(placeOf(siblings, task), 0, task);
    this.#noteStray(task);
  }

  #leave(task: Task): void {
    const siblings = this.#lists().get(this.#standsBelow(task));
    const at = siblings === undefined ? -1 : indexOf(siblings, task);
    if (at >= 0) siblings!.splice(at, 1);
    if (task.parent !== null) this.#strays.get(task.parent)?.delete(task.id);
  }

  #noteStray({ id, parent }: Task): void {
    if (parent === null || this.#tasks.has(parent)) return;
    const others = this.#strays.get(parent);
    if (others === undefined) this.#strays.set(parent, new Set([id]));
    else others.add(id);
  }

  /** What named it as its parent before it was there comes from the top to it. */
  #adopt(id: TaskId): void {
    const top = this.#lists().get(null) ?? [];
    for (const stray of this.#strays.get(id) ?? []) {
      const task = this.#tasks.get(stray)!;
      const at = indexOf(top, task);
      if (at >= 0) top.splice(at, 1);
      this.#enter(task);
    }
    this.#strays.delete(id);
  }
}

/** The rank of the first from `from` on that comes after `above`: siblings may have one and the same. */
function rankAfter(siblings: readonly Task[], from: number, above: string | null): string | null {
  for (let at = from; at < siblings.length; at++) {
    const { rank } = siblings[at]!;
    if (above === null || rank > above) return rank;
  }
  return null;
}

/** Where a task stands, or would stand, among siblings in their order. */
function placeOf(siblings: readonly Task[], task: Task): number {
  let low = 0;
  let high = siblings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareRank(siblings[middle]!, task) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** -1 when it is none of them. */
function indexOf(siblings: readonly Task[], task: Task): number {
  const at = placeOf(siblings, task);
  return siblings[at]?.id === task.id ? at : -1;
}
