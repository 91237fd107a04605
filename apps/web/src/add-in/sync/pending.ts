/** The person's edits: where the rows say something else than the base. */
import { PREDECESSORS, sameValue, type Value } from '@sprintforge/core';
import type { Delta } from '@sprintforge/protocol';
import { cellKey, type KeptState } from '../plan/kept-state.ts';
import { clientRow, type PlanRow, type PlanTable } from '../plan/plan-rows.ts';
import type { Base } from './base.ts';
import { newPredecessors, predecessorEdit, seenPredecessors } from './predecessor-edits.ts';

export interface PendingEdit {
  readonly delta: Delta;
  /** For people: what the task is called, and the field; null: the whole task. */
  readonly name: string;
  readonly field: string | null;
  readonly before: Value;
  readonly after: Value;
  /** null: the row is gone. */
  readonly row: number | null;
}

/** What somebody else who has the same workbook open typed: theirs to send. */
export interface Remote {
  /** As `cellKey`. */
  readonly cells: ReadonlySet<string>;
  /** New rows, by what they say. */
  readonly rows: ReadonlySet<string>;
  readonly gone: ReadonlySet<string>;
}

export const nobodyElse: Remote = { cells: new Set(), rows: new Set(), gone: new Set() };

/** By what a row without an ID is known again. */
export const saying = ({ values }: PlanRow): string =>
  JSON.stringify([...values].filter(([field]) => field !== PREDECESSORS));

export function pendingEdits(table: PlanTable, base: Base, state: KeptState, remote: Remote): PendingEdit[] {
  const holders = holdersOf(table, base);
  const asSeen = seenPredecessors(table, base, state);
  const edits: PendingEdit[] = [];
  // after the new rows, which they may name
  const edges: PendingEdit[] = [];
  let above: string | null = null;
  for (const row of table.rows) {
    const isHolder = holders.get(row.id) === row;
    if (isHolder) {
      edits.push(...fieldEdits(row, base, state.held, remote));
      if (!asSeen(row)) edges.push(...predecessorEdit(table, row, base, state.held, remote));
    }
    // a row with an ID that the base does not know stands for a task that is gone, or was kept: it is no edit
    else if (row.id !== '' && !holders.has(row.id)) continue;
    else if (remote.rows.has(saying(row))) continue;
    else {
      edits.push(insertion(row, above));
      edges.push(...newPredecessors(row));
    }
    above = isHolder ? row.id : clientRow(row);
  }
  edits.push(...edges);
  for (const [id, fields] of base.tasks)
    if (!holders.has(id) && !remote.gone.has(id))
      edits.push({
        delta: { op: 'delete', task_id: id },
        ...{ name: nameOf(fields['name'], id), field: null, before: null, after: null, row: null },
      });
  return edits;
}

/** Of rows with the same ID (copied ones) the first that is as the base keeps it, else the first (rule ID3). */
function holdersOf(table: PlanTable, base: Base): ReadonlyMap<string, PlanRow> {
  const holders = new Map<string, PlanRow>();
  const differences = (row: PlanRow, id: string) =>
    [...row.values].filter(([field, value]) => !sameValue(value, base.tasks.get(id)?.[field])).length;
  for (const row of table.rows) {
    if (row.id === '' || !base.tasks.has(row.id)) continue;
    const before = holders.get(row.id);
    if (!before || differences(row, row.id) < differences(before, row.id)) holders.set(row.id, row);
  }
  return holders;
}

function fieldEdits(row: PlanRow, base: Base, held: KeptState['held'], remote: Remote): PendingEdit[] {
  const fields = base.tasks.get(row.id)!;
  return [...row.values].flatMap(([field, after]) => {
    if (field === PREDECESSORS) return [];
    const key = cellKey(row.id, field);
    const before = key in held ? (held[key] ?? null) : (fields[field] ?? null);
    if (sameValue(before, after) || remote.cells.has(key)) return [];
    const delta: Delta = { op: 'set', task_id: row.id, field, value: after, base: before };
    return [{ delta, name: nameOf(fields['name'], row.id), field, before, after, row: row.row }];
  });
}

function insertion(row: PlanRow, above: string | null): PendingEdit {
  const filled = [...row.values].filter(([field, value]) => value !== null && field !== PREDECESSORS);
  const values = Object.fromEntries(filled);
  const name = nameOf(values['name'], '');
  const delta: Delta = { op: 'insert', client_row_id: clientRow(row), after: above, values };
  return { delta, name, field: null, before: null, after: null, row: row.row };
}

export const nameOf = (value: unknown, id: string): string => (typeof value === 'string' && value !== '' ? value : id);
