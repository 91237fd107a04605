/** Changes of a plan that a house sent which is its home: they are what they say, or nothing of them is taken. */
import { zstdDecompressSync } from 'node:zlib';
import { apply, type ChangeSet, CoreError, fieldType, normalValue, type Snapshot, type Task } from '@sprintforge/core';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { snapshotHash } from '../packing.ts';

/** Inflated, as JSON. */
const limit = { maxOutputLength: 256 * 1024 * 1024 };

const Text = Type.String({ maxLength: 40_000 });
const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\x00]*$' });
const Plain = Type.Union([Type.Null(), Text, Type.Number(), Type.Boolean()]);
const Fields = Type.Record(Name, Plain, { maxProperties: 500 });
const Change = Type.Object({ field: Name, before: Plain, after: Plain });
const entities = <E extends Parameters<typeof Type.Array>[0]>(entity: E) =>
  Type.Object({
    added: Type.Array(entity),
    changed: Type.Array(Type.Object({ id: Name, changes: Type.Array(Change) })),
    removed: Type.Array(entity),
  });
const TaskShape = Type.Object({ id: Name, parent: Type.Union([Name, Type.Null()]), rank: Name, fields: Fields });
const Edge = Type.Object({
  predecessor: Name,
  successor: Name,
  type: Type.Enum(['FS', 'SS', 'FF', 'SF']),
  lag: Type.Number(),
});
const Settings = Type.Object({
  fields: Type.Array(
    Type.Object({
      key: Name,
      label: Text,
      type: Type.Enum([
        ...(['text', 'number', 'integer', 'percent', 'money', 'date', 'duration', 'boolean', 'choice'] as const),
        ...(['people', 'dependencies', 'outline'] as const),
      ]),
    }),
    { maxItems: 500 },
  ),
  calendar: Type.Object({
    weekend: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { maxItems: 6 }),
    holidays: Type.Array(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), { maxItems: 5000 }),
    inclusive: Type.Boolean(),
  }),
  scheduling: Type.Enum(['follow', 'manual']),
});
const Changes = Type.Object({
  tasks: entities(TaskShape),
  resources: entities(Type.Object({ id: Name, fields: Fields })),
  dependencies: Type.Object({
    added: Type.Array(Edge),
    changed: Type.Array(Type.Object({ before: Edge, after: Edge })),
    removed: Type.Array(Edge),
  }),
  settings: Type.Optional(Type.Object({ before: Settings, after: Settings })),
});

/** The plan after them; null: they are no changes of this plan, or do not lead to the hash that they are said to lead to. */
export function takenChanges(plan: Snapshot, packed: Uint8Array, hash: string): Snapshot | null {
  const changes = readChanges(packed);
  if (changes === null) return null;
  try {
    const after = apply(plan, changes as ChangeSet);
    return snapshotHash(after) === hash && fits(after, changes) ? after : null;
  } catch (error) {
    if (error instanceof CoreError) return null;
    throw error;
  }
}

function readChanges(packed: Uint8Array): Static<typeof Changes> | null {
  try {
    const found: unknown = JSON.parse(zstdDecompressSync(packed, limit).toString('utf8'));
    return Value.Check(Changes, found) ? found : null;
  } catch {
    return null; // neither zstd nor JSON: the caller says that it is not what it should be
  }
}

/** Every value that came is one of its field's type. */
function fits(after: Snapshot, { tasks }: Static<typeof Changes>): boolean {
  const types = new Map<string, ReturnType<typeof fieldType>>();
  const typeOf = (field: string) => {
    const type = types.get(field) ?? fieldType(after.fields, field);
    types.set(field, type);
    return type;
  };
  const isFitting = ({ fields }: Task): boolean =>
    Object.entries(fields).every(([field, value]) => normalValue(value, typeOf(field)) !== undefined);
  return [...tasks.added, ...tasks.changed].every(({ id }) => isFitting(after.tasks.get(id)!));
}
