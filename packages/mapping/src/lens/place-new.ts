import { branchOf, childrenByParent, type Lens, ranksBetween, type Snapshot, type TaskId } from '@sprintforge/core';
import type { Identified } from '../api.ts';
import type { Place } from '../identify/place.ts';

/** Where new tasks go: after one task, or first under their parent (`after` null). */
interface Spot {
  readonly parent: TaskId | null;
  readonly after: string | null;
  readonly ids: TaskId[];
}

/**
 * Places of the new tasks of a lens workbook (rules ID8, R8): beside the task above them, of the branch if the lens is one;
 * at the end of it (of the plan, where the lens is no branch) in a sorted copy and at the top of the table.
 */
export function placeNew(identified: Identified, base: Snapshot, lens: Lens): ReadonlyMap<TaskId, Place> {
  const children = childrenByParent(base.tasks);
  const ranksUnder = (parent: TaskId | null) => (children.get(parent) ?? []).map(({ rank }) => rank);
  const branch = lens.branch !== undefined && base.tasks.has(lens.branch) ? lens.branch : null;
  const inside = branch === null ? undefined : branchOf(base.tasks, branch);
  const spots = new Map<string, Spot>();
  const spot = (parent: TaskId | null, after: string | null): Spot => {
    const key = `${parent} ${after}`;
    const known = spots.get(key) ?? { parent, after, ids: [] };
    spots.set(key, known);
    return known;
  };
  const end = () => spot(branch, ranksUnder(branch).at(-1) ?? null);
  const below = (id: TaskId): Spot => {
    if (id === branch) return spot(branch, null);
    const { parent, rank } = base.tasks.get(id)!;
    return inside && !(parent !== null && inside.has(parent)) ? end() : spot(parent, rank);
  };
  let here = end();
  for (const id of identified.rowIds) {
    if (base.tasks.has(id)) here = identified.scrambled ? here : below(id);
    else if (identified.theirs.tasks.has(id)) here.ids.push(id);
  }
  const taken = [...spots.values()].filter(({ ids }) => ids.length > 0);
  return new Map(taken.flatMap((at) => ranked(at, ranksUnder(at.parent))));
}

function ranked({ parent, after, ids }: Spot, inUse: readonly string[]): readonly [TaskId, Place][] {
  const next = inUse.find((rank) => after === null || rank > after) ?? null;
  const ranks = ranksBetween(after, next, ids.length);
  return ids.map((id, at) => [id, { parent, rank: ranks[at]! }]);
}
