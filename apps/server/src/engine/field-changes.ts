/** Fields that come to a plan, are called otherwise, go and come back (rules C2, C5). */
import type { FieldDefinition, FieldKey, Snapshot, TaskId, Value } from '@sprintforge/core';
import { sharedValues, withoutFields, withValues } from '@sprintforge/mapping';
import type { FieldChange, PlanChange } from '../ports/engine.ts';
import { unpackShadow, unpackSnapshot } from './packing.ts';

const kinds: ReadonlySet<string> = new Set<FieldChange['kind']>([
  'field-added',
  'field-renamed',
  'field-archived',
  'field-restored',
]);
export const isOfFields = (change: PlanChange): change is FieldChange => kinds.has(change.kind);

export function withFields(ours: Snapshot, change: FieldChange): Snapshot {
  if (change.kind === 'field-added') return withField(ours, change.field, sharedIn(change.cells));
  if (change.kind === 'field-renamed') return renamed(ours, change.key, change.label);
  if (change.kind === 'field-archived') return withoutFields(ours, new Set([change.key]));
  return withField(ours, change.field, valuesOf(unpackSnapshot(change.from), change.field.key));
}

/** Of tasks that are gone nothing is taken. */
function withField(ours: Snapshot, field: FieldDefinition, values: ReadonlyMap<TaskId, Value>): Snapshot {
  const tasks = values.size === 0 ? ours.tasks : withValues(ours.tasks, field.key, values);
  return { ...ours, tasks, fields: [...ours.fields, field] };
}

const renamed = (ours: Snapshot, key: FieldKey, label: string): Snapshot => ({
  ...ours,
  fields: ours.fields.map((field) => (field.key === key ? { ...field, label } : field)),
});

/** What a column held that was shared. */
const sharedIn = (cells: Uint8Array | null): ReadonlyMap<TaskId, Value> =>
  cells ? sharedValues(unpackShadow(cells).cells) : new Map();

function valuesOf(plan: Snapshot, key: FieldKey): ReadonlyMap<TaskId, Value> {
  const values = new Map<TaskId, Value>();
  for (const [id, { fields }] of plan.tasks) if (fields[key] != null) values.set(id, fields[key]);
  return values;
}
