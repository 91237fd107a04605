import type { FieldKey, Fields, Snapshot, Theirs, Value } from './types.ts';

/**
 * A whole snapshot as an upload: where base has a value and the snapshot none, the field was cleared. (In `Theirs` a missing field
 * means "not in the file", in a snapshot it means empty.)
 */
export function theirsOf(snapshot: Snapshot, base: Snapshot): Theirs {
  return {
    tasks: cleared(snapshot.tasks, base.tasks),
    resources: cleared(snapshot.resources, base.resources),
    dependencies: snapshot.dependencies,
    fields: snapshot.fields,
  };
}

function cleared<E extends { readonly fields: Fields }>(
  now: ReadonlyMap<string, E>,
  base: ReadonlyMap<string, E>,
): ReadonlyMap<string, E> {
  if (now === base) return now;
  const all = new Map<string, E>();
  for (const [id, entity] of now) {
    const was = base.get(id);
    const fields = was === undefined ? entity.fields : withCleared(entity.fields, was.fields);
    all.set(id, fields === entity.fields ? entity : { ...entity, fields });
  }
  return all;
}

function withCleared(now: Fields, was: Fields): Fields {
  if (now === was) return now;
  let all: Record<FieldKey, Value> | null = null;
  for (const field in was) {
    if (field in now) continue;
    all ??= { ...now };
    all[field] = null;
  }
  return all ?? now;
}
