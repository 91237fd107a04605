/** From core's edits and change sets to the flat reports that leave the engine. */
import { type ChangeSet, dependencyKey, type Edit, type Snapshot, type Subject } from '@sprintforge/core';
import type { EditReport } from '../ports/engine.ts';

export function editReport(edit: Edit): EditReport {
  return { action: edit.action, ...named(edit.subject), before: edit.ours, after: edit.theirs, outcome: edit.outcome };
}

function named(subject: Subject): Pick<EditReport, 'kind' | 'id' | 'field'> {
  if (subject.kind === 'field') return { kind: subject.entity, id: subject.id, field: subject.field };
  if (subject.kind === 'dependency') return { kind: 'dependency', id: subject.key, field: null };
  return { kind: subject.kind, id: subject.id, field: null };
}

/** Every change of a change set as an applied edit. */
export function changeReports(changes: ChangeSet): EditReport[] {
  return [
    ...entityReports('task', changes.tasks),
    ...entityReports('resource', changes.resources),
    ...edgeReports(changes.dependencies),
  ];
}

function* entityReports(
  kind: 'task' | 'resource',
  changes: ChangeSet['tasks'] | ChangeSet['resources'],
): Generator<EditReport> {
  for (const entity of changes.added)
    yield { action: 'add', kind, id: entity.id, field: null, before: null, after: entity, outcome: 'applied' };
  for (const { id, changes: fields } of changes.changed)
    for (const { field, before, after } of fields)
      yield { action: 'set', kind, id, field, before, after, outcome: 'applied' };
  for (const entity of changes.removed)
    yield { action: 'delete', kind, id: entity.id, field: null, before: entity, after: null, outcome: 'applied' };
}

function* edgeReports(changes: ChangeSet['dependencies']): Generator<EditReport> {
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
