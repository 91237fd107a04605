import { compareRank } from '../rank.ts';
import type { Task, TaskId } from '../types.ts';

/**
 * Tasks that stand elsewhere among their siblings than before, under the same parent (rule ID8). New ranks that keep the order
 * are no move; of several readings the one that moves the fewest tasks is taken, and a task with its old rank has not moved.
 */
export function movedTasks(before: ReadonlyMap<TaskId, Task>, after: ReadonlyMap<TaskId, Task>): ReadonlySet<TaskId> {
  const moved = new Set<TaskId>();
  const parents = parentsWithNewRanks(before, after);
  if (parents.size === 0) return moved;
  const groups = new Map<TaskId | null, Task[]>();
  for (const now of after.values()) {
    if (!parents.has(now.parent) || before.get(now.id)?.parent !== now.parent) continue;
    const group = groups.get(now.parent);
    if (group) group.push(now);
    else groups.set(now.parent, [now]);
  }
  for (const group of groups.values()) for (const id of movedInGroup(group, before)) moved.add(id);
  return moved;
}

function parentsWithNewRanks(
  before: ReadonlyMap<TaskId, Task>,
  after: ReadonlyMap<TaskId, Task>,
): ReadonlySet<TaskId | null> {
  const parents = new Set<TaskId | null>();
  if (before === after) return parents;
  for (const now of after.values()) {
    const was = before.get(now.id);
    if (was !== undefined && was !== now && was.rank !== now.rank && was.parent === now.parent) parents.add(now.parent);
  }
  return parents;
}

function movedInGroup(group: readonly Task[], before: ReadonlyMap<TaskId, Task>): TaskId[] {
  const old = group.map((task) => before.get(task.id)!).sort(compareRank);
  const oldPlace = new Map(old.map((task, index) => [task.id, index]));
  const now = [...group].sort(compareRank);
  const places = now.map((task) => oldPlace.get(task.id)!);
  // Tasks with their old rank are in their old order, so together they outweigh all the others.
  const weights = now.map((task) => (before.get(task.id)!.rank === task.rank ? now.length + 1 : 1));
  const stay = heaviestRising(places, weights);
  return now.filter((_, index) => !stay.has(index)).map((task) => task.id);
}

/** Indexes of the rising subsequence of a permutation of 0…n-1 with the greatest sum of weights; O(n log n). */
function heaviestRising(places: readonly number[], weights: readonly number[]): ReadonlySet<number> {
  const size = places.length;
  const best = new Float64Array(size);
  const previous = new Int32Array(size).fill(-1);
  // A Fenwick tree over places: the index with the best sum among lower places, -1 when none.
  const tree = new Int32Array(size + 1).fill(-1);
  const better = (a: number, b: number) => (b < 0 || (a >= 0 && best[a]! > best[b]!) ? a : b);
  let top = -1;
  for (let index = 0; index < size; index += 1) {
    let below = -1;
    for (let at = places[index]!; at > 0; at -= at & -at) below = better(below, tree[at]!);
    best[index] = weights[index]! + (below < 0 ? 0 : best[below]!);
    previous[index] = below;
    for (let at = places[index]! + 1; at <= size; at += at & -at) tree[at] = better(index, tree[at]!);
    top = better(index, top);
  }
  const chain = new Set<number>();
  for (let index = top; index >= 0; index = previous[index]!) chain.add(index);
  return chain;
}
