import { sameTask } from './apply.ts';
import { diff, NO_CHANGES } from './diff.ts';
import { reaches } from './graph.ts';
import { compareText, rankBetween } from './rank.ts';
import { dependencyKey } from './snapshot.ts';
import type {
  ChangeSet,
  Dependency,
  MergeConflict,
  Resource,
  Snapshot,
  Subject,
  SubjectState,
  Task,
  TaskId,
  Value,
} from './types.ts';
import { PARENT, RANK } from './types.ts';
import { sameFields, sameValue, withoutEmpty } from './value.ts';

/** How a conflict is decided: a side, or a value of one's own (for an edge: its lag). */
export type ResolutionChoice = 'ours' | 'theirs' | 'base' | { readonly value: Value };

export interface Resolution {
  /** head → the decided plan; empty when the head holds it already, or when it cannot be. */
  readonly changes: ChangeSet;
  /** Does the head hold something else than what the conflict says stands? Then the choice was made on old knowledge (R4). */
  readonly headMoved: boolean;
  /** Why the choice cannot be carried out on this head. */
  readonly blocked: null | 'missing-task' | 'cycle' | 'bad-value';
}

/**
 * The change that decides a conflict. A deleted task is restored whole, with those of its edges whose other end lives and that
 * close no cycle; a task that is deleted takes its edges along, and its children move up to its parent. Finishes do not follow
 * here: see `followFinish`.
 */
export function resolve(head: Snapshot, conflict: MergeConflict, choice: ResolutionChoice): Resolution {
  const { subject } = conflict;
  const headMoved = !sameState(stateIn(head, subject), conflict[conflict.standing]);
  const wanted = typeof choice === 'string' ? conflict[choice] : choice.value;
  const isState = typeof choice === 'string';
  const decided = decide(head, conflict, subject, wanted, isState);
  if (typeof decided === 'string') return { changes: NO_CHANGES, headMoved, blocked: decided };
  return { changes: diff(head, decided), headMoved, blocked: null };
}

/** What a snapshot holds of a subject. */
export function stateIn(snapshot: Snapshot, subject: Subject): SubjectState {
  switch (subject.kind) {
    case 'task':
      return snapshot.tasks.get(subject.id) ?? null;
    case 'resource':
      return snapshot.resources.get(subject.id) ?? null;
    case 'dependency':
      return snapshot.dependencies.get(subject.key) ?? null;
    default:
      return fieldIn(snapshot, subject.entity, subject.id, subject.field);
  }
}

function fieldIn(snapshot: Snapshot, entity: 'task' | 'resource', id: string, field: string): Value {
  if (entity === 'resource') return snapshot.resources.get(id)?.fields[field] ?? null;
  const task = snapshot.tasks.get(id);
  if (field === PARENT) return task?.parent ?? null;
  return (field === RANK ? task?.rank : task?.fields[field]) ?? null;
}

type Decided = Snapshot | NonNullable<Resolution['blocked']>;

function decide(
  head: Snapshot,
  conflict: MergeConflict,
  subject: Subject,
  wanted: SubjectState,
  isState: boolean,
): Decided {
  switch (subject.kind) {
    case 'field':
      return isEntity(wanted) ? 'bad-value' : setField(head, subject, wanted);
    case 'dependency':
      return isState ? setEdge(head, subject.key, wanted as Dependency | null) : setLag(head, subject.key, wanted);
    default:
      if (wanted !== null && !isEntity(wanted)) return 'bad-value';
      if (subject.kind === 'resource') return setResource(head, subject.id, wanted as Resource | null);
      if (wanted === null) return removeTask(head, subject.id);
      return placeTask(head, wanted as Task, conflict.edges ?? []);
  }
}

function setField(head: Snapshot, subject: Extract<Subject, { kind: 'field' }>, value: Value): Decided {
  const { entity, id, field } = subject;
  const row = entity === 'task' ? head.tasks.get(id) : head.resources.get(id);
  if (row === undefined) return 'missing-task';
  if (entity === 'task' && field === PARENT) return setParent(head, row as Task, value);
  if (field === RANK) {
    if (typeof value !== 'string') return 'bad-value';
    return { ...head, tasks: new Map(head.tasks).set(id, { ...(row as Task), rank: value }) };
  }
  const changed = { ...row, fields: withoutEmpty({ ...row.fields, [field]: value }) };
  if (entity === 'resource') return { ...head, resources: new Map(head.resources).set(id, changed) };
  return { ...head, tasks: new Map(head.tasks).set(id, changed as Task) };
}

/** Moves a task to the end of another parent. */
function setParent(head: Snapshot, task: Task, parent: Value): Decided {
  if (parent !== null && typeof parent !== 'string') return 'bad-value';
  if (parent === task.parent) return head;
  if (parent !== null && !head.tasks.has(parent)) return 'missing-task';
  if (isUnder(head, parent, task.id)) return 'cycle';
  const moved = { ...task, parent, rank: rankBetween(lastRank(head, parent), null) };
  return { ...head, tasks: new Map(head.tasks).set(task.id, moved) };
}

function isUnder(head: Snapshot, id: TaskId | null, ancestor: TaskId): boolean {
  const seen = new Set<TaskId>();
  for (let at = id; at !== null && !seen.has(at); at = head.tasks.get(at)?.parent ?? null) {
    if (at === ancestor) return true;
    seen.add(at);
  }
  return false;
}

function lastRank(head: Snapshot, parent: TaskId | null): string | null {
  let last: string | null = null;
  for (const task of head.tasks.values()) {
    if (task.parent === parent && (last === null || task.rank > last)) last = task.rank;
  }
  return last;
}

function setLag(head: Snapshot, key: string, lag: SubjectState): Decided {
  const edge = head.dependencies.get(key);
  if (lag === null) return setEdge(head, key, null);
  if (typeof lag !== 'number' || !Number.isFinite(lag)) return 'bad-value';
  return edge === undefined ? 'bad-value' : setEdge(head, key, { ...edge, lag });
}

function setEdge(head: Snapshot, key: string, edge: Dependency | null): Decided {
  const dependencies = new Map(head.dependencies);
  if (edge === null) {
    dependencies.delete(key);
    return { ...head, dependencies };
  }
  const blocked = edgeBlocked(head, edge);
  return blocked ?? { ...head, dependencies: dependencies.set(key, edge) };
}

function edgeBlocked(plan: Snapshot, edge: Dependency): 'missing-task' | 'cycle' | null {
  const { predecessor, successor } = edge;
  if (!plan.tasks.has(predecessor) || !plan.tasks.has(successor)) return 'missing-task';
  if (plan.dependencies.has(dependencyKey(edge))) return null;
  const links = [...plan.dependencies.values()].map((known) => ({ from: known.predecessor, to: known.successor }));
  return predecessor === successor || reaches(links, successor, predecessor) ? 'cycle' : null;
}

function setResource(head: Snapshot, id: string, wanted: Resource | null): Snapshot {
  const resources = new Map(head.resources);
  if (wanted === null) resources.delete(id);
  else resources.set(id, wanted);
  return { ...head, resources };
}

function removeTask(head: Snapshot, id: TaskId): Snapshot {
  const gone = head.tasks.get(id);
  if (gone === undefined) return head;
  const tasks = new Map(head.tasks);
  tasks.delete(id);
  for (const task of head.tasks.values()) {
    if (task.parent === id && task.id !== id) tasks.set(task.id, { ...task, parent: gone.parent });
  }
  const kept = [...head.dependencies].filter(([, edge]) => edge.predecessor !== id && edge.successor !== id);
  return { ...head, tasks, dependencies: new Map(kept) };
}

/** Puts a whole task in: as it was, at the top when its parent is gone or would close a cycle. */
function placeTask(head: Snapshot, wanted: Task, edges: readonly Dependency[]): Snapshot {
  const parented = wanted.parent === null || head.tasks.has(wanted.parent);
  const parent = parented && !isUnder(head, wanted.parent, wanted.id) ? wanted.parent : null;
  const tasks = new Map(head.tasks).set(wanted.id, { ...wanted, parent });
  if (head.tasks.has(wanted.id)) return { ...head, tasks };
  return { ...head, tasks, dependencies: restoredEdges(head, wanted.id, edges) };
}

/** Edges to living tasks: those that lead here, and of those that lead away the ones that close no cycle with them. */
function restoredEdges(head: Snapshot, id: TaskId, edges: readonly Dependency[]): Snapshot['dependencies'] {
  const dependencies = new Map(head.dependencies);
  const links = [...dependencies.values()].map((edge) => ({ from: edge.predecessor, to: edge.successor }));
  const sorted = [...edges].sort((a, b) => compareText(dependencyKey(a), dependencyKey(b)));
  for (const edge of sorted) {
    if (edge.successor !== id || !head.tasks.has(edge.predecessor)) continue;
    dependencies.set(dependencyKey(edge), edge);
    links.push({ from: edge.predecessor, to: edge.successor });
  }
  for (const edge of sorted) {
    if (edge.predecessor !== id || !head.tasks.has(edge.successor) || reaches(links, edge.successor, id)) continue;
    dependencies.set(dependencyKey(edge), edge);
  }
  return dependencies;
}

function isEntity(state: SubjectState): state is Task | Resource | Dependency {
  return typeof state === 'object' && state !== null;
}

/** Are two states of one subject the same? */
export function sameState(a: SubjectState, b: SubjectState): boolean {
  if (!isEntity(a) || !isEntity(b)) return !isEntity(a) && !isEntity(b) && sameValue(a, b);
  if ('lag' in a) return 'lag' in b && sameValue(a.lag, b.lag) && dependencyKey(a) === dependencyKey(b);
  if ('lag' in b) return false;
  return 'rank' in a && 'rank' in b ? sameTask(a, b) : sameFields(a.fields, b.fields);
}
