import type { Snapshot, Task, TaskId } from '@sprintforge/core';
import { ranksBetween } from '@sprintforge/core';
import type { PlanRead } from '../api.ts';
import { longestRun } from '../layout/longest-run.ts';
import { parentsByLevel } from '../layout/plan-order.ts';
import { saysLevel } from '../values/name-columns.ts';
import { cellsOfField, idsOf } from '../values/plan-columns.ts';
import type { RowOrder } from './order.ts';
import { besideNeighbours, meantLevels } from './outline.ts';
import type { RowIdentity } from './rows.ts';
import type { BaseView } from './values.ts';

export interface Place {
  readonly parent: TaskId | null;
  readonly rank: string;
}

/** As `IdentifyOptions.later`. */
type Later = { has(id: TaskId): boolean };
const NOBODY: Later = new Set<TaskId>();

/**
 * Parent and rank of every managed row (rule ID8): as in base for what stayed, the outline's word for what was moved or
 * re-indented, the place after the task above for new rows. Rows that stayed get no edit.
 */
export function placeRows(
  plan: PlanRead,
  identity: RowIdentity,
  order: RowOrder,
  base: BaseView,
  later: Later = NOBODY,
): ReadonlyMap<TaskId, Place> {
  const stays = order.asBefore && !order.scrambled && identity.fresh.size === 0;
  if (stays && plan.mapping.outline === 'none') return base.snapshot.tasks;
  const parents = parentsOf(plan, identity, order, base, later);
  if (stays && standsUnder(parents, base.snapshot)) return base.snapshot.tasks;
  const groups = new Map<TaskId | null, TaskId[]>();
  for (const [id, parent] of parents) {
    const group = groups.get(parent);
    if (group) group.push(id);
    else groups.set(parent, [id]);
  }
  let siblings: ReadonlyMap<TaskId | null, readonly string[]> | undefined;
  const placed = new Map<TaskId, Place>();
  for (const [parent, group] of groups) {
    const ranks = stayedRanks(group, parent, base.snapshot, order);
    if (ranks.size < group.length) {
      siblings ??= ranksByParent(base.snapshot);
      rankOthers(group, ranks, order, siblings.get(parent) ?? []);
    }
    for (const id of group) placed.set(id, { parent, rank: ranks.get(id)! });
  }
  return placed;
}

function standsUnder(parents: ReadonlyMap<TaskId, TaskId | null>, { tasks }: Snapshot): boolean {
  for (const [id, parent] of parents) if (tasks.get(id)?.parent !== parent) return false;
  return true;
}

function parentsOf(
  plan: PlanRead,
  identity: RowIdentity,
  order: RowOrder,
  base: BaseView,
  later: Later,
): ReadonlyMap<TaskId, TaskId | null> {
  const outlined = plan.mapping.outline !== 'none' && !order.scrambled;
  const shown = outlined ? parentsByLevel(levelsOf(plan, identity, base, later)) : undefined;
  const parents = new Map<TaskId, TaskId | null>();
  let above: TaskId | null = null;
  const saysNothing = unreadLevels(plan);
  for (const [index, id] of identity.ids.entries()) {
    if (identity.kept.has(index)) continue;
    const task = base.snapshot.tasks.get(id);
    const outline = saysNothing(index) ? undefined : shown?.get(id);
    if (task !== undefined && (outline === undefined || outline === expectedParent(base, id)))
      parents.set(id, task.parent);
    else if (outline !== undefined) parents.set(id, outline);
    else parents.set(id, order.scrambled || above === null ? null : (parents.get(above) ?? null));
    above = id;
  }
  return parents;
}

/** Does the outline of a copy whose rows are all known still say what it said (rule B1)? */
export function saysExpectedParents(plan: PlanRead, base: BaseView): boolean {
  if (plan.mapping.outline === 'none') return true;
  const ids = [...idsOf(plan)];
  const kept = new Set<number>();
  for (const [index, id] of ids.entries()) if (base.keptRows.has(id)) kept.add(index);
  const identity: RowIdentity = { ids, fresh: new Set(), kept, notices: [] };
  const shown = parentsByLevel(levelsOf(plan, identity, base, NOBODY));
  const saysNothing = unreadLevels(plan);
  return ids.every((id, index) => kept.has(index) || saysNothing(index) || shown.get(id) === expectedParent(base, id));
}

/** A level that could not be read (a formula without a result, or with an error; no name, or several) is no word about the outline (rule V7). */
function unreadLevels(plan: PlanRead): (index: number) => boolean {
  if (plan.mapping.outline === 'columns') {
    const says = saysLevel(plan);
    return (index) => !says(index);
  }
  if (plan.mapping.outline !== 'level') return () => false;
  const levels = cellsOfField(plan, 'level');
  return (index) => (levels(index)?.kind ?? 'value') !== 'value';
}

/** The parent that the copy showed: the shadow's, where its outline could not say what the plan said (rule B1). */
function expectedParent(base: BaseView, id: TaskId): TaskId | null {
  const shadow = base.shadow(id, '@parent');
  if (shadow?.kind === 'value') return shadow.value as TaskId | null;
  return base.snapshot.tasks.get(id)?.parent ?? null;
}

/** Levels of the managed rows. */
function levelsOf(
  plan: PlanRead,
  identity: RowIdentity,
  base: BaseView,
  later: Later,
): readonly { id: TaskId; level: number }[] {
  const managed = [...identity.ids.keys()].filter((index) => !identity.kept.has(index));
  const meant = meantLevels(plan, identity, base);
  const levels = managed.map((index) => meant[index]!);
  const silent = silentRows(plan, identity, later);
  const placed = besideNeighbours(levels, (at) => silent(managed[at]!));
  return managed.map((index, at) => ({ id: identity.ids[index]!, level: placed[at]! }));
}

/** Does a new row say nothing about how deep it stands? */
function silentRows(plan: PlanRead, identity: RowIdentity, later: Later): (index: number) => boolean {
  const { outline } = plan.mapping;
  if (outline !== 'level' && outline !== 'wbs' && outline !== 'columns') return () => false;
  const isNew = (index: number) => identity.fresh.has(index) || later.has(identity.ids[index]!);
  if (outline === 'columns') {
    const says = saysLevel(plan);
    return (index) => isNew(index) && !says(index);
  }
  return (index) => {
    if (!isNew(index)) return false;
    const { cells, number } = plan.rows[index]!;
    const cell = cells[outline];
    return cell === undefined ? number === '' : cell.kind === 'value' && !cell.value;
  };
}

/** Ranks in use under each parent, sorted. */
function ranksByParent(plan: Snapshot): ReadonlyMap<TaskId | null, readonly string[]> {
  const ranks = new Map<TaskId | null, string[]>();
  for (const task of plan.tasks.values()) {
    const list = ranks.get(task.parent);
    if (list) list.push(task.rank);
    else ranks.set(task.parent, [task.rank]);
  }
  for (const list of ranks.values()) list.sort();
  return ranks;
}

/** Adds the ranks of those children of one parent that did not stay, in the order of the file. */
function rankOthers(
  group: readonly TaskId[],
  ranks: Map<TaskId, string>,
  order: RowOrder,
  inUse: readonly string[],
): void {
  let run: TaskId[] = [];
  let before: string | null = order.scrambled ? (inUse[inUse.length - 1] ?? null) : null;
  const close = () => {
    const made = run.length === 0 ? [] : ranksBetween(before, firstAfter(inUse, before), run.length);
    for (const [at, id] of run.entries()) ranks.set(id, made[at]!);
    run = [];
  };
  for (const id of group) {
    const rank = ranks.get(id);
    if (rank === undefined) run.push(id);
    else if (!order.scrambled) {
      close();
      before = rank;
    }
  }
  close();
}

/** Children that keep their rank: those that were under this parent already and were not moved. */
function stayedRanks(
  group: readonly TaskId[],
  parent: TaskId | null,
  base: Snapshot,
  order: RowOrder,
): Map<TaskId, string> {
  const old: Task[] = [];
  for (const id of group) {
    const task = base.tasks.get(id);
    if (task !== undefined && task.parent === parent) old.push(task);
  }
  const places = old.map(({ id }) => order.place.get(id) ?? 0);
  const rises = places.every((place, at) => at === 0 || places[at - 1]! < place);
  const stayed = order.scrambled || rises ? null : longestRun(places);
  const ranks = new Map<TaskId, string>();
  for (const [at, { id, rank }] of old.entries()) if (stayed?.has(at) ?? true) ranks.set(id, rank);
  return ranks;
}

/** The first of the sorted ranks that comes after `rank`. */
function firstAfter(sorted: readonly string[], rank: string | null): string | null {
  if (rank === null) return sorted[0] ?? null;
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= rank) low = middle + 1;
    else high = middle;
  }
  return sorted[low] ?? null;
}
