import { compareRank, compareText, ranksBetween } from '../rank.ts';
import type { Task, TaskId } from '../types.ts';
import { PARENT } from '../types.ts';
import type { MergeRun, OpenEdit } from './run.ts';

/**
 * Makes the outline of the draft a forest again: a task whose parent is gone moves up to the nearest ancestor that lives
 * (warning PARENT_DELETED), and an edit of theirs that closed a cycle becomes a conflict (rule M6). Each round undoes at least
 * one change, so it ends.
 */
export function settleOutline(run: MergeRun): void {
  if (run.draft.tasks.current === run.ours.tasks) return;
  const edits = new Map<TaskId, OpenEdit>();
  for (const edit of run.edits) {
    if (edit.subject.kind === 'field' && edit.subject.field === PARENT) edits.set(edit.subject.id, edit);
  }
  const orphans = new Set<TaskId>();
  for (;;) {
    raiseOrphans(run, orphans);
    const cycles = newCycles(run);
    if (cycles.length === 0) break;
    for (const cycle of cycles) openCycle(run, cycle, edits);
  }
  for (const id of [...orphans].sort(compareText)) {
    run.warnings.push({ code: 'PARENT_DELETED', taskId: id, message: 'Its summary task was deleted, so it moved up.' });
  }
}

/** The living ancestor of what was under a deleted task, and the deleted task just below it (null: nobody knows it). */
interface Refuge {
  readonly parent: TaskId | null;
  readonly gone: Task | null;
}

/** Orphans go where the topmost of their deleted summary tasks stood, in their own order. */
function raiseOrphans(run: MergeRun, orphans: Set<TaskId>): void {
  const { tasks } = run.draft;
  const lost: Task[] = [];
  for (const task of tasks.current.values()) if (task.parent !== null && !tasks.has(task.parent)) lost.push(task);
  if (lost.length === 0) return;
  const known = new Map<TaskId, Refuge>();
  const families = new Map<Refuge, Task[]>();
  for (const task of lost.sort(compareRank)) {
    const refuge = refugeOf(run, task.parent!, known);
    const family = families.get(refuge);
    if (family) family.push(task);
    else families.set(refuge, [task]);
    orphans.add(task.id);
  }
  const taken = takenRanks(run, [...families.keys()]);
  for (const [{ parent, gone }, children] of families) {
    const next = gone === null ? null : firstAbove(taken.get(parent)!, gone.rank);
    const ranks = gone === null ? children.map((task) => task.rank) : ranksBetween(gone.rank, next, children.length);
    children.forEach((task, index) => {
      tasks.set(task.id, { ...task, parent, rank: ranks[index]! });
    });
  }
}

/** For each parent that takes orphans in: the ranks of its children, the deleted ones' too, rising. */
function takenRanks(run: MergeRun, refuges: readonly Refuge[]): Map<TaskId | null, string[]> {
  const taken = new Map<TaskId | null, string[]>(refuges.map((refuge) => [refuge.parent, []]));
  for (const { parent, gone } of refuges) if (gone !== null) taken.get(parent)!.push(gone.rank);
  for (const task of run.draft.tasks.current.values()) taken.get(task.parent)?.push(task.rank);
  for (const ranks of taken.values()) ranks.sort(compareText);
  return taken;
}

function firstAbove(rising: readonly string[], limit: string): string | null {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return rising[low] ?? null;
}

/** One refuge for all that leads to the same deleted task; what was walked is remembered. */
function refugeOf(run: MergeRun, id: TaskId, known: Map<TaskId, Refuge>): Refuge {
  const walked: TaskId[] = [];
  const nowhere: Refuge = { parent: null, gone: null };
  let at = id;
  let refuge = known.get(at);
  while (refuge === undefined) {
    walked.push(at);
    known.set(at, nowhere); // what leads back to itself ends at the top
    const gone = run.base.tasks.get(at) ?? run.ours.tasks.get(at) ?? run.theirs.tasks.get(at) ?? null;
    const parent = gone?.parent ?? null;
    if (parent === null || run.draft.tasks.has(parent)) refuge = { parent, gone };
    else {
      at = parent;
      refuge = known.get(at);
    }
  }
  for (const step of walked) known.set(step, refuge);
  return refuge;
}

/** Cycles of parents in which at least one task has another parent than in ours. */
function newCycles(run: MergeRun): TaskId[][] {
  const { tasks } = run.draft;
  const walked = new Map<TaskId, TaskId>();
  const cycles: TaskId[][] = [];
  for (const task of tasks.current.values()) {
    if (task.parent === null || task.parent === run.ours.tasks.get(task.id)?.parent) continue;
    let at: TaskId | null = task.id;
    while (at !== null && !walked.has(at)) {
      walked.set(at, task.id);
      at = tasks.get(at)?.parent ?? null;
    }
    if (at !== null && walked.get(at) === task.id) cycles.push(cycleThrough(run, at));
  }
  return cycles;
}

function cycleThrough(run: MergeRun, member: TaskId): TaskId[] {
  const cycle = [member];
  for (let at = run.draft.tasks.get(member)!.parent!; at !== member; at = run.draft.tasks.get(at)!.parent!)
    cycle.push(at);
  return cycle;
}

/** Takes the last edit of theirs back; where theirs made none (a task added or restored), a task goes to the top. */
function openCycle(run: MergeRun, cycle: readonly TaskId[], edits: ReadonlyMap<TaskId, OpenEdit>): void {
  const { tasks } = run.draft;
  const changed = [...cycle].sort(compareText).filter((id) => tasks.get(id)!.parent !== run.ours.tasks.get(id)?.parent);
  const refused = changed.findLast((id) => edits.get(id)?.standing === 'theirs' && run.placed.has(id));
  const id = refused ?? changed[0]!;
  const task = tasks.get(id)!;
  run.placed.delete(id);
  if (refused === undefined) {
    tasks.set(id, { ...task, parent: null });
    run.warnings.push({
      code: 'CYCLE',
      taskId: id,
      message: 'Its summary tasks formed a circle, so it moved to the top.',
      facts: { how: 'to-top' },
    });
    return;
  }
  const ours = run.ours.tasks.get(id)!;
  run.refuseCycle(edits.get(id)!);
  tasks.set(id, { ...task, parent: ours.parent, rank: ours.rank });
}
