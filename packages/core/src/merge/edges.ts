import { compareText } from '../rank.ts';
import type { Dependency, DependencyKey, TaskId } from '../types.ts';
import type { MergeRun, Proposal, Side } from './run.ts';

/**
 * Merges the edges one by one, with the lag as their value (rule M4). Runs when the tasks are settled: edges of tasks that are gone
 * go with them and are no edits of their own, edges of restored tasks come back with them.
 */
export function mergeEdges(run: MergeRun): void {
  if (run.draft.tasks.current !== run.ours.tasks) dropDangling(run);
  if (run.restored.size > 0) restoreEdges(run);
  const { dependencies } = run.theirs;
  if (dependencies === null) return;
  for (const key of run.options.possibleReverts ?? []) revertEdge(run, key);
  if (dependencies === run.base.dependencies) return;
  for (const [key, theirs] of dependencies) {
    const base = run.base.dependencies.get(key);
    if (base?.lag === theirs.lag || run.theirs.unreadEdges?.has(theirs.successor)) continue;
    setEdge(run, key, base ?? null, theirs);
  }
  const removed: [DependencyKey, Dependency][] = [];
  for (const entry of run.base.dependencies) if (isRemoved(run, entry[0], entry[1])) removed.push(entry);
  removed.sort((a, b) => compareText(a[0], b[0]));
  for (const [key, base] of removed) removeEdge(run, key, base);
}

/** An edge that is in the file as it was in base, though ours has it otherwise, may have been set back (rule B2). */
function revertEdge(run: MergeRun, subject: string): void {
  if (!subject.startsWith('dependency/')) return;
  const key = subject.slice('dependency/'.length);
  const [base, theirs] = [run.base.dependencies.get(key), run.theirs.dependencies?.get(key)];
  const ours = run.ours.dependencies.get(key);
  const { predecessor, successor } = ours ?? base ?? {};
  if (base?.lag !== theirs?.lag || ours?.lag === base?.lag || predecessor === undefined || successor === undefined)
    return;
  const { tasks } = run.draft;
  if (!tasks.has(predecessor) || !tasks.has(successor) || !run.theirs.tasks.has(successor)) return;
  if (run.theirs.unreadEdges?.has(successor)) return;
  const proposal: Proposal = {
    subject: { kind: 'dependency', key },
    action: theirs === undefined ? 'delete' : 'set',
    base: base ?? null,
    ours: ours ?? null,
    theirs: theirs ?? null,
  };
  if (run.dispute(proposal, 'possible-revert') !== 'ours') setOrDelete(run, key, base ?? null);
}

function dropDangling(run: MergeRun): void {
  const { tasks, dependencies } = run.draft;
  for (const [key, edge] of run.ours.dependencies) {
    if (!tasks.has(edge.predecessor) || !tasks.has(edge.successor)) dependencies.delete(key);
  }
}

/** The edges that a restored task had in base, unless theirs took them away. */
function restoreEdges(run: MergeRun): void {
  const { draft, theirs } = run;
  for (const [key, edge] of run.base.dependencies) {
    if (!run.restored.has(edge.predecessor) && !run.restored.has(edge.successor)) continue;
    if (draft.dependencies.has(key) || !draft.tasks.has(edge.predecessor) || !draft.tasks.has(edge.successor)) continue;
    if (!isRemoved(run, key, edge) || theirs.dependencies === null) draft.dependencies.set(key, edge);
  }
}

function setEdge(run: MergeRun, key: DependencyKey, base: Dependency | null, theirs: Dependency): void {
  const { draft } = run;
  const ours = run.ours.dependencies.get(key) ?? null;
  const subject = { kind: 'dependency', key } as const;
  const proposal: Proposal = { subject, action: base === null ? 'add' : 'set', base, ours, theirs };
  if (!draft.tasks.has(theirs.predecessor) || !draft.tasks.has(theirs.successor)) {
    const unwanted = run.leftOut.has(theirs.predecessor) || run.leftOut.has(theirs.successor);
    if (!unwanted) run.dispute(proposal, 'missing-task', true);
    return;
  }
  const side = settleLag(run, proposal, base, ours, theirs);
  if (side === 'theirs') draft.dependencies.set(key, theirs);
  else if (side === 'base') setOrDelete(run, key, base);
}

function settleLag(
  run: MergeRun,
  proposal: Proposal,
  base: Dependency | null,
  ours: Dependency | null,
  theirs: Dependency,
): Side {
  const back = run.restored.has(theirs.predecessor) || run.restored.has(theirs.successor);
  if (ours === null)
    return base === null || back ? run.agree(proposal, 'applied') : run.dispute(proposal, 'edit-delete');
  if (ours.lag === theirs.lag) {
    run.agree(proposal, 'same');
    return 'ours';
  }
  return base?.lag === ours.lag ? run.agree(proposal, 'applied') : run.dispute(proposal, 'divergent');
}

/** Did theirs take this edge of base away itself, rather than with one of its tasks? */
function isRemoved(run: MergeRun, key: DependencyKey, edge: Dependency): boolean {
  const { tasks, dependencies, unreadEdges } = run.theirs;
  if (dependencies === null || dependencies.has(key) || unreadEdges?.has(edge.successor)) return false;
  return tasks.has(edge.successor) && !isDeleted(run, edge.predecessor);
}

function isDeleted(run: MergeRun, id: TaskId): boolean {
  return !run.theirs.tasks.has(id) && !run.theirs.absent?.has(id);
}

function removeEdge(run: MergeRun, key: DependencyKey, base: Dependency): void {
  const ours = run.ours.dependencies.get(key) ?? null;
  const subject = { kind: 'dependency', key } as const;
  const proposal: Proposal = { subject, action: 'delete', base, ours, theirs: null };
  if (ours === null) {
    run.agree(proposal, 'same');
    return;
  }
  const side = ours.lag === base.lag ? run.agree(proposal, 'applied') : run.dispute(proposal, 'delete-edit');
  if (side === 'theirs') run.draft.dependencies.delete(key);
  else if (side === 'base') setOrDelete(run, key, base);
}

function setOrDelete(run: MergeRun, key: DependencyKey, edge: Dependency | null): void {
  if (edge === null) run.draft.dependencies.delete(key);
  else run.draft.dependencies.set(key, edge);
}
