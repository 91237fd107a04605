/** From core's edits and change sets to the flat reports that leave the engine. */
import {
  type ChangeSet,
  dependencyKey,
  type Edit,
  type FieldType,
  fieldType,
  type Snapshot,
  type Subject,
} from '@sprintforge/core';
import type { EditReport } from '../ports/engine.ts';

/** `plans`: where the names of tasks are looked for, the first first; its fields say the types. */
export function editReport(edit: Edit, plans: readonly [Snapshot, ...Snapshot[]]): EditReport {
  const { action, subject, outcome } = edit;
  const words = { taskName: taskName(subject, ...plans), type: subjectType(subject, plans[0]) };
  return { action, ...named(subject), ...words, before: edit.ours, after: edit.theirs, outcome };
}

function named(subject: Subject): Pick<EditReport, 'kind' | 'id' | 'field'> {
  if (subject.kind === 'field') return { kind: subject.entity, id: subject.id, field: subject.field };
  if (subject.kind === 'dependency') return { kind: 'dependency', id: subject.key, field: null };
  return { kind: subject.kind, id: subject.id, field: null };
}

/** The type of the field that a subject is; null when it is none. */
export function subjectType(subject: Subject, plan: Snapshot): FieldType | null {
  return subject.kind === 'field' && subject.entity === 'task' ? fieldType(plan.fields, subject.field) : null;
}

/** Every change of a change set as an applied edit. */
export function changeReports(changes: ChangeSet, plans: readonly [Snapshot, ...Snapshot[]]): EditReport[] {
  const bare = [
    ...entityReports('task', changes.tasks),
    ...entityReports('resource', changes.resources),
    ...edgeReports(changes.dependencies),
  ];
  return bare.map((report): EditReport => {
    const subject = subjectOfReport(report);
    return { ...report, taskName: taskName(subject, ...plans), type: subjectType(subject, plans[0]) };
  });
}

export function subjectOfReport({ kind, id, field }: Pick<EditReport, 'kind' | 'id' | 'field'>): Subject {
  if (kind === 'dependency') return { kind, key: id };
  return field === null ? { kind, id } : { kind: 'field', entity: kind, id, field };
}

type BareReport = Omit<EditReport, 'taskName' | 'type'>;

function* entityReports(
  kind: 'task' | 'resource',
  changes: ChangeSet['tasks'] | ChangeSet['resources'],
): Generator<BareReport> {
  for (const entity of changes.added)
    yield { action: 'add', kind, id: entity.id, field: null, before: null, after: entity, outcome: 'applied' };
  for (const { id, changes: fields } of changes.changed)
    for (const { field, before, after } of fields)
      yield { action: 'set', kind, id, field, before, after, outcome: 'applied' };
  for (const entity of changes.removed)
    yield { action: 'delete', kind, id: entity.id, field: null, before: entity, after: null, outcome: 'applied' };
}

function* edgeReports(changes: ChangeSet['dependencies']): Generator<BareReport> {
  const common = { kind: 'dependency', field: null, outcome: 'applied' } as const;
  for (const edge of changes.added)
    yield { ...common, action: 'add', id: dependencyKey(edge), before: null, after: edge };
  for (const { before, after } of changes.changed)
    yield { ...common, action: 'set', id: dependencyKey(after), before, after };
  for (const edge of changes.removed)
    yield { ...common, action: 'delete', id: dependencyKey(edge), before: edge, after: null };
}

/** Name of the task that a subject is about, wherever one is still known. */
export function taskName(subject: Subject, ...plans: readonly Snapshot[]): string | null {
  const id = subject.kind === 'dependency' ? (subject.key.split('>')[1]?.split(':')[0] ?? '') : subject.id;
  for (const plan of plans) {
    const name = plan.tasks.get(id)?.fields.name;
    if (typeof name === 'string') return name;
  }
  return null;
}

/** Names of these tasks, by ID; a task without a name, or that is not known, has no entry. */
export function namesOf(
  ids: Iterable<string | null | undefined>,
  ...plans: readonly Snapshot[]
): Record<string, string> {
  const names: Record<string, string> = {};
  for (const id of ids) {
    const name = id ? taskName({ kind: 'task', id }, ...plans) : null;
    if (id && name !== null) names[id] = name;
  }
  return names;
}
