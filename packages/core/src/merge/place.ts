import { compareRank, compareText, ranksBetween } from '../rank.ts';
import type { Task, TaskId } from '../types.ts';
import { PARENT, RANK } from '../types.ts';
import { movedTasks } from './moves.ts';
import type { MergeRun, Proposal } from './run.ts';

/** Who moved what among its siblings, against base. */
export interface Moves {
  readonly ours: ReadonlySet<TaskId>;
  readonly theirs: ReadonlySet<TaskId>;
}

export function findMoves(run: MergeRun): Moves {
  return {
    ours: movedTasks(run.base.tasks, run.ours.tasks),
    theirs: movedTasks(run.base.tasks, run.theirs.tasks),
  };
}

/** Did theirs move the task, to another parent or among its siblings? */
export function placeEdited(moves: Moves, base: Task, theirs: Task): boolean {
  return theirs.parent !== base.parent || moves.theirs.has(base.id);
}

/**
 * Parent and rank of a task that ours has (rule ID8); `ours` itself when they stay. A rank under a new parent is part of that
 * edit. A move within a parent that ours has left is a conflict which cannot stand as theirs.
 */
export function mergePlace(run: MergeRun, moves: Moves, base: Task | undefined, ours: Task, theirs: Task): Task {
  if (base === undefined) return ours.parent === theirs.parent ? ours : mergeParent(run, null, ours, theirs);
  if (theirs.parent !== base.parent) return mergeParent(run, base, ours, theirs);
  if (!moves.theirs.has(ours.id)) return ours;
  const subject = { kind: 'field', entity: 'task', id: ours.id, field: RANK } as const;
  const ranks: Proposal = { subject, action: 'set', base: base.rank, ours: ours.rank, theirs: theirs.rank };
  if (ours.parent !== base.parent) {
    run.dispute(ranks, 'divergent', true);
    return ours;
  }
  const unmoved = !moves.ours.has(ours.id);
  if (!unmoved && ours.rank === theirs.rank) {
    run.agree(ranks, 'same');
    return ours;
  }
  const side = unmoved ? run.agree(ranks, 'applied') : run.dispute(ranks, 'divergent');
  if (side === 'ours') return ours;
  if (side === 'theirs') run.placed.add(ours.id);
  return { ...ours, rank: side === 'theirs' ? theirs.rank : base.rank };
}

function mergeParent(run: MergeRun, base: Task | null, ours: Task, theirs: Task): Task {
  const subject = { kind: 'field', entity: 'task', id: ours.id, field: PARENT } as const;
  const parents: Proposal = {
    subject,
    action: 'set',
    base: base?.parent ?? null,
    ours: ours.parent,
    theirs: theirs.parent,
  };
  if (base !== null && ours.parent === theirs.parent) {
    run.agree(parents, 'same');
    return ours;
  }
  const unmoved = base !== null && ours.parent === base.parent;
  const side = unmoved ? run.agree(parents, 'applied') : run.dispute(parents, 'divergent');
  if (side === 'ours') return ours;
  if (side === 'base') return { ...ours, parent: base?.parent ?? null, rank: base?.rank ?? ours.rank };
  run.placed.add(ours.id);
  return { ...ours, parent: theirs.parent, rank: theirs.rank };
}

/**
 * Gives tasks whose place comes from theirs a rank among ours where the two count differently (one side renumbered its siblings):
 * each goes after the sibling that it follows in theirs. Where the ranks of both fit together they are taken as they are.
 */
export function fitRanks(run: MergeRun, moves: Moves): void {
  if (run.placed.size === 0) return;
  const parents = renumberedParents(run, moves);
  if (parents.size === 0) return;
  const here = groupsOf(run.draft.tasks.current, parents);
  const there = groupsOf(run.theirs.tasks, parents);
  for (const parent of parents) fitSiblings(run, here.get(parent) ?? [], there.get(parent) ?? []);
}

/** Parents with a placed task, and with one that nobody moved but whose ranks differ. */
function renumberedParents(run: MergeRun, moves: Moves): ReadonlySet<TaskId | null> {
  const wanted = new Set<TaskId | null>();
  for (const id of run.placed) wanted.add(run.draft.tasks.get(id)!.parent);
  const renumbered = new Set<TaskId | null>();
  for (const theirs of run.theirs.tasks.values()) {
    if (!wanted.has(theirs.parent) || run.placed.has(theirs.id) || moves.ours.has(theirs.id)) continue;
    const merged = run.draft.tasks.get(theirs.id);
    if (merged !== undefined && merged.parent === theirs.parent && merged.rank !== theirs.rank) {
      renumbered.add(theirs.parent);
    }
  }
  return renumbered;
}

function groupsOf(
  tasks: ReadonlyMap<TaskId, Task>,
  parents: ReadonlySet<TaskId | null>,
): ReadonlyMap<TaskId | null, Task[]> {
  const groups = new Map<TaskId | null, Task[]>();
  for (const task of tasks.values()) {
    if (!parents.has(task.parent)) continue;
    const group = groups.get(task.parent);
    if (group) group.push(task);
    else groups.set(task.parent, [task]);
  }
  return groups;
}

/** Between two siblings of equal rank nothing fits, so the second of them gets a new rank as well. */
function fitSiblings(run: MergeRun, here: readonly Task[], there: Task[]): void {
  const settled = here.filter((task) => !run.placed.has(task.id));
  const ranks = settled.map((task) => task.rank).sort(compareText);
  const known = new Map(settled.map((task) => [task.id, task.rank]));
  const waiting = new Set(here.filter((task) => run.placed.has(task.id)).map((task) => task.id));
  let [after, pending, upper]: [string | null, TaskId[], number] = [null, [], 0];
  const place = () => {
    while (upper < ranks.length && after !== null && ranks[upper]! <= after) upper += 1;
    const next = ranks[upper] ?? null;
    const given = ranksBetween(after, next, pending.length);
    pending.forEach((id, index) => {
      run.draft.tasks.set(id, { ...run.draft.tasks.get(id)!, rank: given[index]! });
    });
    pending = [];
  };
  for (const task of there.sort(compareRank)) {
    if (waiting.has(task.id)) pending.push(task.id);
    else if (known.get(task.id) === after && pending.length > 0) pending.push(task.id);
    else if (known.has(task.id)) {
      if (pending.length > 0) place();
      const rank = known.get(task.id)!;
      if (after === null || rank > after) after = rank;
    }
  }
  if (pending.length > 0) place();
}
