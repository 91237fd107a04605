/** What stands in the status columns of a copy (rules R3, R4): what others changed since, conflicts, refused cells. */
import { diff, type Snapshot, type Subject } from '@sprintforge/core';
import type { RefusedCell, RowStatus } from '@sprintforge/mapping';
import type { ConflictReport, LastChange, OpenConflict } from '../ports/engine.ts';

export interface StatusSource {
  /** What the copy held. */
  readonly held: Snapshot;
  readonly target: Snapshot;
  /** `task/field` of the person's own edits: no news to them. */
  readonly own: ReadonlySet<string>;
  readonly lastChanges: readonly LastChange[];
  readonly conflicts: readonly OpenConflict[];
  readonly refused: readonly RefusedCell[];
  readonly author: { readonly name: string; readonly at: string };
}

export const ownKey = (taskId: string, field: string): string => `${taskId}/${field}`;

export function rowStatus(source: StatusSource): Map<string, RowStatus> {
  const authors = new Map(source.lastChanges.map((change) => [change.taskId, change]));
  const by = (id: string): { changedBy: string; changedAt: string } => {
    const known = authors.get(id);
    return { changedBy: known?.by ?? source.author.name, changedAt: known?.at ?? source.author.at };
  };
  const status = new Map<string, RowStatus>();
  const changes = diff(source.held, source.target).tasks;
  for (const { id } of changes.added) if (authors.has(id)) status.set(id, { status: 'new', ...by(id), fields: [] });
  for (const { id, changes: fields } of changes.changed) {
    const news = fields.map(({ field }) => field).filter((field) => !source.own.has(ownKey(id, field)));
    if (news.length > 0) status.set(id, { status: 'changed', ...by(id), fields: news });
  }
  for (const { id } of changes.removed) status.set(id, { status: 'deleted', ...by(id), fields: [] });
  for (const { task_id: id, field } of source.refused)
    if (id !== null) status.set(id, { status: 'refused', ...by(id), fields: [field] });
  for (const { subject } of source.conflicts) {
    const id = taskOf(subject);
    if (id !== null && source.target.tasks.has(id)) {
      const fields = subject.kind === 'field' ? [subject.field] : [];
      status.set(id, { status: 'conflict', ...by(id), fields });
    }
  }
  return status;
}

/** Whose change on the server stands against an edit: who changed the task last since the base. */
export function oursBy(lastChanges: readonly LastChange[]): (subject: Subject) => Pick<ConflictReport, 'oursBy'> {
  const authors = new Map(lastChanges.map(({ taskId, by, at }) => [taskId, { by, at }]));
  return (subject) => {
    const id = taskOf(subject);
    const known = id === null ? undefined : authors.get(id);
    return known ? { oursBy: known } : {};
  };
}

/** The task that a subject is about (of a dependency: its successor); null when it is none. */
function taskOf(subject: Subject): string | null {
  if (subject.kind === 'dependency') return subject.key.split('>')[1]?.split(':')[0] ?? null;
  if (subject.kind === 'field') return subject.entity === 'task' ? subject.id : null;
  return subject.kind === 'task' ? subject.id : null;
}
