import { compareText } from '../rank.ts';
import type { Dependency, Resource, Task, TaskId } from '../types.ts';
import { sameFields, withoutEmpty } from '../value.ts';
import { hasFieldEdit, mergeFields } from './fields.ts';
import type { Moves } from './place.ts';
import { mergePlace, placeEdited } from './place.ts';
import type { MergeRun, Proposal, Side } from './run.ts';

/** Merges the tasks, row by row in the order of the file, then what theirs deleted (rules M1, M5, ID7). */
export function mergeTasks(run: MergeRun, moves: Moves): void {
  for (const theirs of run.theirs.tasks.values()) {
    const base = run.base.tasks.get(theirs.id);
    if (base === theirs && run.ours.tasks.get(theirs.id) === base) continue;
    mergeTask(run, moves, base, theirs);
  }
  if (run.base.tasks.size === 0) return;
  const deleted = deletedIds(run.base.tasks, run.theirs.tasks, run.theirs.absent);
  if (deleted.length > 0) deleteTasks(run, moves, deleted);
}

/** Resources merge as tasks do, by resource ID (rule M8). */
export function mergeResources(run: MergeRun): void {
  const { theirs } = run;
  if (theirs.resources === null) return;
  for (const row of theirs.resources.values()) mergeResource(run, run.base.resources.get(row.id), row);
  for (const id of deletedIds(run.base.resources, theirs.resources)) {
    const base = run.base.resources.get(id)!;
    const ours = run.ours.resources.get(id);
    const proposal: Proposal = {
      subject: { kind: 'resource', id },
      action: 'delete',
      base,
      ours: ours ?? null,
      theirs: null,
    };
    const touched = ours !== undefined && !sameFields(base.fields, ours.fields);
    const side = settleDeletion(run, proposal, touched);
    if (side === 'theirs') run.draft.resources.delete(id);
    else if (side === 'base') run.draft.resources.set(id, base);
  }
}

function mergeTask(run: MergeRun, moves: Moves, base: Task | undefined, theirs: Task): void {
  const ours = run.ours.tasks.get(theirs.id);
  if (ours === undefined) {
    if (base === undefined) addTask(run, theirs);
    else reviveTask(run, moves, base, theirs);
    return;
  }
  if (base === undefined) {
    const agreed = { subject: { kind: 'task', id: theirs.id }, action: 'add', base: null, ours, theirs } as const;
    run.agree(agreed, 'same');
  }
  const place = mergePlace(run, moves, base, ours, theirs);
  const row = { entity: 'task', id: ours.id, base: base?.fields ?? null, ours: ours.fields, theirs: theirs.fields };
  const fields = mergeFields(run, row as Parameters<typeof mergeFields>[1]);
  if (fields !== ours.fields || place !== ours) {
    run.draft.tasks.set(ours.id, { id: ours.id, parent: place.parent, rank: place.rank, fields });
  }
}

function addTask(run: MergeRun, theirs: Task): void {
  const task = { ...theirs, fields: withoutEmpty(theirs.fields) };
  const subject = { kind: 'task', id: task.id } as const;
  const side = run.agree({ subject, action: 'add', base: null, ours: null, theirs: task }, 'applied');
  if (side !== 'theirs') run.leftOut.add(task.id);
  else {
    run.draft.tasks.set(task.id, task);
    run.placed.add(task.id);
  }
}

/** Ours deleted the task. As in base: it stays deleted (ID7). Edited: one conflict about the whole task (M5). */
function reviveTask(run: MergeRun, moves: Moves, base: Task, theirs: Task): void {
  const edited = placeEdited(moves, base, theirs) || hasFieldEdit(run, base.id, base.fields, theirs.fields);
  if (!edited) return;
  const task: Task = { ...theirs, fields: withoutEmpty({ ...base.fields, ...theirs.fields }) };
  const subject = { kind: 'task', id: base.id } as const;
  const side = run.dispute({ subject, action: 'set', base, ours: null, theirs: task }, 'edit-delete');
  if (side === 'ours') return;
  run.draft.tasks.set(base.id, side === 'theirs' ? task : base);
  run.restored.add(base.id);
  run.placed.add(base.id);
}

function deleteTasks(run: MergeRun, moves: Moves, deleted: readonly TaskId[]): void {
  const linked = newlyLinked(run, new Set(deleted));
  for (const id of deleted) {
    const base = run.base.tasks.get(id)!;
    const ours = run.ours.tasks.get(id);
    const touched =
      ours !== undefined &&
      (linked.has(id) || ours.parent !== base.parent || moves.ours.has(id) || !sameFields(base.fields, ours.fields));
    const subject = { kind: 'task', id } as const;
    const proposal: Proposal = { subject, action: 'delete', base, ours: ours ?? null, theirs: null };
    const side = settleDeletion(run, proposal, touched);
    if (side === 'theirs') run.draft.tasks.delete(id);
    else if (side === 'base') run.draft.tasks.set(id, base);
  }
}

/** Of these tasks, those that ours gave an edge or changed the lag of one: that is an edit of the task for rule M5. */
function newlyLinked(run: MergeRun, ids: ReadonlySet<TaskId>): ReadonlySet<TaskId> {
  const linked = new Set<TaskId>();
  if (run.ours.dependencies === run.base.dependencies) return linked;
  for (const [key, edge] of run.ours.dependencies) {
    if (!ids.has(edge.predecessor) && !ids.has(edge.successor)) continue;
    const base: Dependency | undefined = run.base.dependencies.get(key);
    if (base?.lag !== edge.lag) linked.add(edge.predecessor).add(edge.successor);
  }
  return linked;
}

function settleDeletion(run: MergeRun, proposal: Proposal, touched: boolean): Side {
  if (proposal.ours === null) return run.agree(proposal, 'same') === 'theirs' ? 'theirs' : 'ours';
  return touched ? run.dispute(proposal, 'delete-edit') : run.agree(proposal, 'applied');
}

function deletedIds(
  base: ReadonlyMap<string, unknown>,
  theirs: ReadonlyMap<string, unknown>,
  absent?: ReadonlySet<string>,
): string[] {
  const deleted: string[] = [];
  for (const id of base.keys()) if (!theirs.has(id) && !absent?.has(id)) deleted.push(id);
  return deleted.sort(compareText);
}

function mergeResource(run: MergeRun, base: Resource | undefined, theirs: Resource): void {
  const { id } = theirs;
  const ours = run.ours.resources.get(id);
  const subject = { kind: 'resource', id } as const;
  if (ours !== undefined) {
    if (base === undefined) run.agree({ subject, action: 'add', base: null, ours, theirs }, 'same');
    const row = {
      entity: 'resource',
      id,
      base: base?.fields ?? null,
      ours: ours.fields,
      theirs: theirs.fields,
    } as const;
    const fields = mergeFields(run, row);
    if (fields !== ours.fields) run.draft.resources.set(id, { id, fields });
  } else if (base === undefined) {
    const resource = { id, fields: withoutEmpty(theirs.fields) };
    const side = run.agree({ subject, action: 'add', base: null, ours: null, theirs: resource }, 'applied');
    if (side === 'theirs') run.draft.resources.set(id, resource);
  } else if (hasFieldEdit(run, id, base.fields, theirs.fields)) {
    const resource = { id, fields: withoutEmpty({ ...base.fields, ...theirs.fields }) };
    const side = run.dispute({ subject, action: 'set', base, ours: null, theirs: resource }, 'edit-delete');
    if (side !== 'ours') run.draft.resources.set(id, side === 'theirs' ? resource : base);
  }
}
