import { isEmpty } from './diff.ts';
import { CoreError, type CoreErrorPlace } from './error.ts';
import { dependencyKey } from './snapshot.ts';
import type {
  ChangeSet,
  Dependency,
  DependencyChanges,
  EntityChange,
  EntityChanges,
  Fields,
  Resource,
  Snapshot,
  Task,
  Value,
} from './types.ts';
import { PARENT, RANK } from './types.ts';
import { sameFields, sameValue } from './value.ts';

/**
 * The snapshot after a change set; the same reference when the set is empty. Whatever is not changed is shared.
 * @throws CoreError `PRECONDITION` when the snapshot does not hold what the change set says was there before
 */
export function apply(snapshot: Snapshot, changes: ChangeSet): Snapshot {
  if (isEmpty(changes)) return snapshot;
  return {
    ...snapshot,
    ...changes.settings?.after,
    tasks: applyEntities(snapshot.tasks, changes.tasks, changedTask, sameTask, (taskId) => ({ taskId })),
    resources: applyEntities(
      snapshot.resources,
      changes.resources,
      (resource: Resource, change) => ({ ...resource, fields: changedFields(resource.fields, change, 'resourceId') }),
      (a, b) => sameFields(a.fields, b.fields),
      (resourceId) => ({ resourceId }),
    ),
    dependencies: applyDependencies(snapshot.dependencies, changes.dependencies),
  };
}

/** The change set that leads back. */
export function invert(changes: ChangeSet): ChangeSet {
  const inverse = {
    tasks: invertEntities(changes.tasks),
    resources: invertEntities(changes.resources),
    dependencies: {
      added: changes.dependencies.removed,
      changed: changes.dependencies.changed.map(({ before, after }) => ({ before: after, after: before })),
      removed: changes.dependencies.added,
    },
  };
  const { settings } = changes;
  return settings ? { ...inverse, settings: { before: settings.after, after: settings.before } } : inverse;
}

/** Are two tasks the same in place and fields? */
export function sameTask(a: Task, b: Task): boolean {
  return a === b || (a.parent === b.parent && a.rank === b.rank && sameFields(a.fields, b.fields));
}

function invertEntities<E>(changes: EntityChanges<E>): EntityChanges<E> {
  return {
    added: changes.removed,
    changed: changes.changed.map(({ id, changes: fields }) => ({
      id,
      changes: fields.map(({ field, before, after }) => ({ field, before: after, after: before })),
    })),
    removed: changes.added,
  };
}

function applyEntities<E extends { readonly id: string }>(
  before: ReadonlyMap<string, E>,
  changes: EntityChanges<E>,
  changed: (entity: E, change: EntityChange) => E,
  same: (a: E, b: E) => boolean,
  place: (id: string) => CoreErrorPlace,
): ReadonlyMap<string, E> {
  if (changes.added.length + changes.changed.length + changes.removed.length === 0) return before;
  const after = new Map(before);
  for (const entity of changes.removed) {
    const old = after.get(entity.id);
    if (old === undefined || !same(old, entity)) throw unfit('what is removed is not as recorded', place(entity.id));
    after.delete(entity.id);
  }
  for (const change of changes.changed) {
    const old = after.get(change.id);
    if (old === undefined) throw unfit('what is changed is not there', place(change.id));
    after.set(change.id, changed(old, change));
  }
  for (const entity of changes.added) {
    if (after.has(entity.id)) throw unfit('what is added is there already', place(entity.id));
    after.set(entity.id, entity);
  }
  return after;
}

function changedTask(task: Task, change: EntityChange): Task {
  let { parent, rank } = task;
  for (const { field, before, after } of change.changes) {
    if (field === PARENT) {
      expectValue(parent, before, { taskId: task.id, field });
      parent = after as string | null;
    } else if (field === RANK) {
      expectValue(rank, before, { taskId: task.id, field });
      rank = after as string;
    }
  }
  return { id: task.id, parent, rank, fields: changedFields(task.fields, change, 'taskId') };
}

function changedFields(fields: Fields, change: EntityChange, id: 'taskId' | 'resourceId'): Fields {
  const next: Record<string, Value> = { ...fields };
  for (const { field, before, after } of change.changes) {
    if (field === PARENT || field === RANK) continue;
    expectValue(fields[field] ?? null, before, { [id]: change.id, field });
    if (after === null) delete next[field];
    else next[field] = after;
  }
  return next;
}

function applyDependencies(before: Snapshot['dependencies'], changes: DependencyChanges): Snapshot['dependencies'] {
  if (changes.added.length + changes.changed.length + changes.removed.length === 0) return before;
  const after = new Map(before);
  const expectEdge = (edge: Dependency): string => {
    const key = dependencyKey(edge);
    if (!sameValue(after.get(key)?.lag, edge.lag)) throw unfit('the edge is not as recorded', { dependency: key });
    return key;
  };
  for (const edge of changes.removed) after.delete(expectEdge(edge));
  for (const change of changes.changed) after.set(expectEdge(change.before), change.after);
  for (const edge of changes.added) {
    const key = dependencyKey(edge);
    if (after.has(key)) throw unfit('the edge is there already', { dependency: key });
    after.set(key, edge);
  }
  return after;
}

function expectValue(found: Value, expected: Value, where: CoreErrorPlace): void {
  if (!sameValue(found, expected)) {
    throw unfit(`expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`, where);
  }
}

function unfit(message: string, where: CoreErrorPlace): CoreError {
  return new CoreError('PRECONDITION', message, where);
}
