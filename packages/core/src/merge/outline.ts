import { compareText } from '../rank.ts';
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

function raiseOrphans(run: MergeRun, orphans: Set<TaskId>): void {
  const { tasks } = run.draft;
  const lost: Task[] = [];
  for (const task of tasks.current.values()) if (task.parent !== null && !tasks.has(task.parent)) lost.push(task);
  for (const task of lost) {
    tasks.set(task.id, { ...task, parent: livingAncestor(run, task.parent) });
    orphans.add(task.id);
  }
}

function livingAncestor(run: MergeRun, parent: TaskId | null): TaskId | null {
  const seen = new Set<TaskId>();
  while (parent !== null && !run.draft.tasks.has(parent) && !seen.has(parent)) {
    seen.add(parent);
    const gone: Task | undefined =
      run.base.tasks.get(parent) ?? run.ours.tasks.get(parent) ?? run.theirs.tasks.get(parent);
    parent = gone?.parent ?? null;
  }
  return parent !== null && run.draft.tasks.has(parent) ? parent : null;
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
    });
    return;
  }
  const ours = run.ours.tasks.get(id)!;
  run.refuseCycle(edits.get(id)!);
  tasks.set(id, { ...task, parent: ours.parent, rank: ours.rank });
}
