import { type FieldKey, PREDECESSORS, type Snapshot, type Task, type TaskId, type Value } from '@sprintforge/core';
import type { Shadow, ShadowCell } from '../api.ts';
import { planOrder } from '../layout/plan-order.ts';
import { leadOf } from '../values/indentation.ts';
import type { HeldBase } from './held-by.ts';

/** What a program last saw in a cell, where that is not what its version says: of predecessors the text, of other fields the value. */
export interface HeldCell {
  readonly id: TaskId;
  readonly field: FieldKey;
  readonly value: Value;
}

export interface BroughtForward extends HeldBase {
  /** Tasks that came since the copy was handed out: where their rows stand says nothing about their place. */
  readonly newer: ReadonlySet<TaskId>;
}

/**
 * The base of a copy that a program has brought to a later version of the plan, cell by cell: that version, but for what such
 * programs leave to an upload (places of rows, resources, the fields that are left `alone`), which is as the copy was handed
 * out (rule B1).
 */
export function broughtForward(
  { base: handedOut, shadow }: HeldBase,
  now: Snapshot,
  held: readonly HeldCell[],
  alone: readonly FieldKey[] = [],
): BroughtForward {
  const tasks = new Map(now.tasks);
  for (const field of alone)
    for (const task of now.tasks.values()) tasks.set(task.id, asBefore(task, field, handedOut));
  for (const { id, field, value } of held) {
    const task = field === PREDECESSORS ? undefined : tasks.get(id);
    if (task) tasks.set(id, { ...task, fields: { ...task.fields, [field]: value } });
  }
  const newer = new Set([...now.tasks.keys()].filter((id) => !handedOut.tasks.has(id)));
  const cells = [...heldSince(shadow, handedOut, now, held), ...movedSince(shadow, handedOut, now)];
  const order = shadow.order ?? planOrder(handedOut);
  // a row that the program left of a task that is gone
  const keptRows = [...shadow.keptRows, ...[...handedOut.tasks.keys()].filter((id) => !now.tasks.has(id))];
  const base = { ...now, tasks, resources: handedOut.resources };
  return { base, shadow: { ...shadow, cells, order, keptRows }, newer };
}

function asBefore(task: Task, field: FieldKey, { tasks }: Snapshot): Task {
  const { [field]: _now, ...others } = task.fields;
  const value = tasks.get(task.id)?.fields[field];
  return { ...task, fields: value === undefined ? others : { ...others, [field]: value } };
}

/** Names keep their blanks under another name; predecessors hold the text that was last seen (rule V9). */
function heldSince(shadow: Shadow, handedOut: Snapshot, now: Snapshot, held: readonly HeldCell[]): ShadowCell[] {
  const texts = new Map(
    held.filter(({ field }) => field === PREDECESSORS).map(({ id, value }) => [id, String(value ?? '')]),
  );
  const kept = shadow.cells.filter(({ id, field }) => field !== PREDECESSORS || !texts.has(id));
  const seen = [...texts].flatMap(([id, value]): ShadowCell[] =>
    value === '' ? [] : [{ id, field: PREDECESSORS, reading: { kind: 'value', value } }],
  );
  return [...kept.map((cell) => renamed(cell, handedOut, now)), ...seen];
}

function renamed(cell: ShadowCell, handedOut: Snapshot, now: Snapshot): ShadowCell {
  const { id, field, reading } = cell;
  const [before, after] = [handedOut, now].map((plan) => plan.tasks.get(id)?.fields['name']);
  if (field !== 'name' || before === after || typeof after !== 'string') return cell;
  if (reading.kind !== 'value' || reading.formula !== undefined || typeof reading.value !== 'string') return cell;
  return { ...cell, reading: { ...reading, value: leadOf(reading.value) + after } };
}

/** The outline of the copy still says the parents that it was handed out with. */
function movedSince(shadow: Shadow, handedOut: Snapshot, now: Snapshot): ShadowCell[] {
  const told = new Set(shadow.cells.filter(({ field }) => field === '@parent').map(({ id }) => id));
  return [...now.tasks.values()].flatMap(({ id, parent }): ShadowCell[] => {
    const before = handedOut.tasks.get(id)?.parent;
    if (before === undefined || before === parent || told.has(id)) return [];
    return [{ id, field: '@parent', reading: { kind: 'value', value: before } }];
  });
}
