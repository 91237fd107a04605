/** What somebody may write in a plan, as a value; asked of the plan as it is, so that nobody writes themselves a right. */
import { type FieldKey, PREDECESSORS, type Snapshot, type Subject, type TaskId } from './types.ts';
import { splitPeople } from './value.ts';

export interface WriteRights {
  /** Only tasks that are assigned to one of these (names, e-mail addresses); null: all. */
  readonly assignedTo: readonly string[] | null;
  /** Only these fields; null: all. */
  readonly fields: readonly FieldKey[] | null;
  /** Never these fields of tasks. */
  readonly readOnly: readonly FieldKey[];
}

export type Forbidden =
  | 'FIELD_READ_ONLY'
  | 'NOT_YOUR_TASK'
  /** Tasks are added, moved and deleted, and resources are changed, by those who may write everything. */
  | 'STRUCTURE_READ_ONLY';

/** Why the subject may not be changed; null: it may. */
export function forbidden(rights: WriteRights, subject: Subject, plan: Snapshot): Forbidden | null {
  const isBounded = rights.assignedTo !== null || rights.fields !== null;
  const { task, field } = placeOf(subject);
  if (task === null || field === null || field.startsWith('@')) return isBounded ? 'STRUCTURE_READ_ONLY' : null;
  if (rights.readOnly.includes(field) || rights.fields?.includes(field) === false) return 'FIELD_READ_ONLY';
  return rights.assignedTo === null || isAssigned(plan, task, rights.assignedTo) ? null : 'NOT_YOUR_TASK';
}

/** A field of a task; an edge is the predecessors of its successor. */
function placeOf(subject: Subject): { readonly task: TaskId | null; readonly field: FieldKey | null } {
  if (subject.kind === 'dependency')
    return { task: subject.key.split('>')[1]?.split(':')[0] ?? null, field: PREDECESSORS };
  if (subject.kind === 'field' && subject.entity === 'task') return { task: subject.id, field: subject.field };
  return { task: null, field: null };
}

function isAssigned(plan: Snapshot, task: TaskId, people: readonly string[]): boolean {
  return isAssignedTo(plan.tasks.get(task)?.fields['assignee'], people);
}

/** Does a people value name one of these (names, e-mail addresses)? */
export function isAssignedTo(assignee: unknown, people: readonly string[]): boolean {
  if (typeof assignee !== 'string') return false;
  const assigned = new Set(splitPeople(assignee).map(folded));
  return people.some((one) => assigned.has(folded(one)));
}

/** Without case, and without what a cell may say beside a name: `Ann Lee [50%]`. */
const folded = (text: string): string =>
  text
    .replace(/\[[^\]]*\]/g, '')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase();
