import type { FieldKey, TaskId } from '@sprintforge/core';
import type { PlanRead, PlanRow } from '../api.ts';
import { a1 } from '../layout/address.ts';
import type { RowIdentity } from './rows.ts';
import { type BaseView, baseText, cellText } from './values.ts';

/**
 * Rows whose task the copy cannot name, because it was never given back with the new ID (a session that saves again, rule B1):
 * as they were, else under the same name, else below the same row. Each is found once; the others are new.
 */
export function recall(plan: PlanRead, base: BaseView, fields: readonly FieldKey[], result: RowIdentity): void {
  if (base.unnamed.length === 0) return;
  const named = new Set(result.ids);
  const after = new Map(base.unnamed.filter(({ id }) => !named.has(id)).map((row) => [row.id, row.after]));
  const take = (row: number, id: TaskId) => {
    after.delete(id);
    result.ids[row] = id;
    forget(plan, plan.rows[row]!, result);
  };
  const text = (row: PlanRow) => JSON.stringify(fields.map((field) => cellText(row.cells[field]) ?? null));
  const heldText = (id: TaskId) => JSON.stringify(fields.map((field) => baseText(base, id, field) ?? null));
  pair(openRows(plan, result), after, text, heldText, take);
  const name = (row: PlanRow) => cellText(row.cells['name']) ?? '';
  pair(openRows(plan, result), after, name, (id) => baseText(base, id, 'name') ?? '', take);
  for (const [row] of openRows(plan, result)) {
    const above = row === 0 ? null : result.ids[row - 1];
    const found = [...after].find(([, id]) => id === above);
    if (found) take(row, found[0]);
  }
}

const openRows = (plan: PlanRead, { ids }: RowIdentity): [number, PlanRow][] =>
  [...plan.rows.entries()].filter(([index]) => ids[index] === undefined);

/** Rows and tasks of the same text, the first with the first. */
function pair(
  rows: readonly [number, PlanRow][],
  tasks: ReadonlyMap<TaskId, TaskId | null>,
  textOf: (row: PlanRow) => string,
  heldText: (id: TaskId) => string,
  take: (row: number, id: TaskId) => void,
): void {
  const waiting = new Map<string, TaskId[]>();
  for (const id of tasks.keys()) {
    const held = heldText(id);
    waiting.set(held, [...(waiting.get(held) ?? []), id]);
  }
  for (const [row, read] of rows) {
    const text = textOf(read);
    const id = text === '' ? undefined : waiting.get(text)?.shift();
    if (id !== undefined) take(row, id);
  }
}

/** What was said of the row when it seemed to be a stranger was said at its first upload. */
function forget(plan: PlanRead, row: PlanRow, { notices }: RowIdentity): void {
  const cell = a1(row.row, plan.mapping.idColumn ?? plan.mapping.columns[0]?.column ?? 1);
  const at = notices.findIndex((notice) => notice.cell === cell);
  if (at >= 0) notices.splice(at, 1);
}
