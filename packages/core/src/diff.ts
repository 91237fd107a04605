import { compareText } from './rank.ts';
import type {
  ChangeSet,
  Dependency,
  DependencyChanges,
  EntityChange,
  EntityChanges,
  FieldChange,
  Fields,
  Resource,
  Snapshot,
  Task,
} from './types.ts';
import { PARENT, RANK } from './types.ts';
import { sameValue } from './value.ts';

/** What differs between two snapshots; `isEmpty` when they say the same. Linear; entities that are shared are not looked into. */
export function diff(before: Snapshot, after: Snapshot): ChangeSet {
  const changes = {
    tasks: diffEntities(before.tasks, after.tasks, taskChanges),
    resources: diffEntities(before.resources, after.resources, resourceChanges),
    dependencies: diffDependencies(before, after),
  };
  if (sameSettings(before, after)) return changes;
  return { ...changes, settings: { before: settingsOf(before), after: settingsOf(after) } };
}

/** The change set that changes nothing. */
export const NO_CHANGES: ChangeSet = {
  tasks: { added: [], changed: [], removed: [] },
  resources: { added: [], changed: [], removed: [] },
  dependencies: { added: [], changed: [], removed: [] },
};

export function isEmpty(changes: ChangeSet): boolean {
  return changes.settings === undefined && changeCount(changes) === 0;
}

/** Number of fields set, and of entities and edges added, changed or removed. */
export function changeCount(changes: ChangeSet): number {
  let count = 0;
  for (const part of [changes.tasks, changes.resources]) {
    count += part.added.length + part.removed.length;
    for (const change of part.changed) count += change.changes.length;
  }
  const { added, changed, removed } = changes.dependencies;
  return count + added.length + changed.length + removed.length;
}

function diffEntities<E extends { readonly id: string }>(
  before: ReadonlyMap<string, E>,
  after: ReadonlyMap<string, E>,
  changesOf: (old: E, now: E) => FieldChange[],
): EntityChanges<E> {
  if (before === after) return { added: [], changed: [], removed: [] };
  const added: E[] = [];
  const changed: EntityChange[] = [];
  let kept = 0;
  for (const [id, now] of after) {
    const old = before.get(id);
    if (old === undefined) {
      added.push(now);
      continue;
    }
    kept += 1;
    if (old === now) continue;
    const changes = changesOf(old, now);
    if (changes.length > 0) changed.push({ id, changes });
  }
  const removed: E[] = [];
  if (kept < before.size) for (const [id, old] of before) if (!after.has(id)) removed.push(old);
  return { added: added.sort(byId), changed: changed.sort(byId), removed: removed.sort(byId) };
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return compareText(a.id, b.id);
}

function taskChanges(old: Task, now: Task): FieldChange[] {
  const changes = fieldChanges(old.fields, now.fields);
  if (old.rank !== now.rank) changes.unshift({ field: RANK, before: old.rank, after: now.rank });
  if (old.parent !== now.parent) changes.unshift({ field: PARENT, before: old.parent, after: now.parent });
  return changes;
}

function resourceChanges(old: Resource, now: Resource): FieldChange[] {
  return fieldChanges(old.fields, now.fields);
}

function fieldChanges(old: Fields, now: Fields): FieldChange[] {
  if (old === now) return [];
  const changes: FieldChange[] = [];
  for (const field in now) {
    if (!sameValue(old[field], now[field])) {
      changes.push({ field, before: old[field] ?? null, after: now[field] ?? null });
    }
  }
  for (const field in old) {
    if (!(field in now) && old[field] != null) changes.push({ field, before: old[field], after: null });
  }
  return changes.length > 1 ? changes.sort((a, b) => compareText(a.field, b.field)) : changes;
}

function diffDependencies(before: Snapshot, after: Snapshot): DependencyChanges {
  const added: [string, Dependency][] = [];
  const changed: [string, { before: Dependency; after: Dependency }][] = [];
  const removed: [string, Dependency][] = [];
  if (before.dependencies !== after.dependencies) {
    for (const [key, now] of after.dependencies) {
      const old = before.dependencies.get(key);
      if (old === undefined) added.push([key, now]);
      else if (!sameValue(old.lag, now.lag)) changed.push([key, { before: old, after: now }]);
    }
    for (const [key, old] of before.dependencies) if (!after.dependencies.has(key)) removed.push([key, old]);
  }
  return { added: inKeyOrder(added), changed: inKeyOrder(changed), removed: inKeyOrder(removed) };
}

function inKeyOrder<T>(entries: [string, T][]): T[] {
  return entries.sort((a, b) => compareText(a[0], b[0])).map((entry) => entry[1]);
}

function settingsOf(snapshot: Snapshot): NonNullable<ChangeSet['settings']>['before'] {
  return { fields: snapshot.fields, calendar: snapshot.calendar, scheduling: snapshot.scheduling };
}

function sameSettings(a: Snapshot, b: Snapshot): boolean {
  if (a.scheduling !== b.scheduling) return false;
  if (a.fields !== b.fields && fieldsText(a) !== fieldsText(b)) return false;
  return a.calendar === b.calendar || calendarText(a) === calendarText(b);
}

function fieldsText({ fields }: Snapshot): string {
  return JSON.stringify(fields.map(({ key, label, type }) => [key, label, type]));
}

function calendarText({ calendar }: Snapshot): string {
  const { weekend, holidays, inclusive } = calendar;
  return JSON.stringify([[...weekend].sort(), [...holidays].sort(compareText), inclusive]);
}
