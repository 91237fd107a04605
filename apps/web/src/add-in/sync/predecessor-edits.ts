/** Edits of predecessors: a text that was seen is none; an edited one is read against the rows as they stand (rule V9). */
import { PREDECESSORS, sameValue } from '@sprintforge/core';
import type { Delta } from '@sprintforge/protocol';
import { cellKey, type KeptState } from '../plan/kept-state.ts';
import { clientRow, type PlanRow, type PlanTable, predecessorText } from '../plan/plan-rows.ts';
import { References } from '../plan/predecessors.ts';
import type { Base } from './base.ts';
import { nameOf, type PendingEdit, type Remote } from './pending.ts';

/** A text that was seen is no edit, wherever the rows stand and whatever they are called by now (rule V9). */
export function seenPredecessors(table: PlanTable, base: Base, { held, texts }: KeptState): (row: PlanRow) => boolean {
  if (texts) return (row) => predecessorText(row) === (texts[row.id] ?? '');
  const then = handedOut(table, base);
  const here = new Set(table.rows.map(({ id }) => id));
  return (row) => {
    if (cellKey(row.id, PREDECESSORS) in held) return false;
    const before = edgesIn(base, row.id);
    return then?.withIds(predecessorText(row)) === before || onlyNamesGone(row, before, here);
  };
}

/** What is not found any more is what stood in rows that are gone: their deletion is the edit. */
function onlyNamesGone(row: PlanRow, before: string | null, here: ReadonlySet<string>): boolean {
  const said = partsOf(row.values.get(PREDECESSORS));
  const held = partsOf(before);
  const found = said.filter((part) => held.includes(part));
  const gone = held.filter((part) => !here.has(part.slice(0, 12)));
  const others = said.filter((part) => !held.includes(part) && !part.startsWith('SF-'));
  return gone.length > 0 && found.length + gone.length === held.length && found.length + others.length === said.length;
}

const partsOf = (text: unknown): string[] => (typeof text === 'string' && text !== '' ? text.split(', ') : []);

const edgesIn = (base: Base, id: string): string | null => (base.tasks.get(id)?.[PREDECESSORS] as string) || null;

/** What rows were called when the copy was handed out. */
function handedOut({ copy, columns }: PlanTable, { tasks }: Base): References | null {
  const style = columns.find(({ field }) => field === PREDECESSORS)?.style;
  switch (style?.reference) {
    case 'row':
      return new References(
        copy.order.map((id, at) => ({ id, called: String(copy.firstRow + at) })),
        style,
      );
    case 'name':
    case 'wbs': {
      const field = style.reference;
      return new References(
        [...tasks].map(([id, fields]) => ({ id, called: String(fields[field] ?? '') })),
        style,
      );
    }
    default:
      return null;
  }
}

export function predecessorEdit(
  { references }: PlanTable,
  row: PlanRow,
  base: Base,
  held: KeptState['held'],
  remote: Remote,
): PendingEdit[] {
  const after = row.values.get(PREDECESSORS);
  const key = cellKey(row.id, PREDECESSORS);
  const before = key in held ? (held[key] ?? null) : edgesIn(base, row.id);
  if (after === undefined || sameValue(before, after) || remote.cells.has(key)) return [];
  // otherwise the server knows what was held
  const claimed = key in held ? { base: before } : {};
  const delta: Delta = { op: 'set', task_id: row.id, field: PREDECESSORS, value: after, ...claimed };
  const name = nameOf(base.tasks.get(row.id)?.['name'], row.id);
  const shown = references?.withNames(before as string | null) ?? before;
  return [{ delta, name, field: PREDECESSORS, before: shown, after: predecessorText(row), row: row.row }];
}

export function newPredecessors(row: PlanRow): PendingEdit[] {
  const value = row.values.get(PREDECESSORS);
  if (value === undefined || value === null) return [];
  const delta: Delta = { op: 'set', client_row_id: clientRow(row), field: PREDECESSORS, value };
  const name = nameOf(row.values.get('name'), '');
  return [{ delta, name, field: PREDECESSORS, before: null, after: predecessorText(row), row: row.row }];
}

/**
 * What predecessors say when they are sent; undefined where they name tasks by their IDs, or there are none. What somebody else typed
 * into the same workbook is theirs to send.
 */
export function textsNow(
  { rows, columns, references }: PlanTable,
  { texts }: KeptState,
  remote: Remote,
): Record<string, string> | undefined {
  const style = columns.find(({ field }) => field === PREDECESSORS)?.style;
  if (!references || style?.reference === 'id') return undefined;
  return Object.fromEntries(
    rows.flatMap((row) => {
      const isTheirs = remote.cells.has(cellKey(row.id, PREDECESSORS));
      const text = isTheirs ? (texts?.[row.id] ?? '') : predecessorText(row);
      return text === '' ? [] : [[row.id || clientRow(row), text]];
    }),
  );
}
