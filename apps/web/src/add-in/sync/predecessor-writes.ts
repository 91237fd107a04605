/** Predecessors that others changed, as texts for their cells. */
import { PREDECESSORS, sameValue, type Value } from '@sprintforge/core';
import type { DeltaResult } from '@sprintforge/protocol';
import { type CellRead, isFormula } from '../plan/cell-value.ts';
import type { BoundColumn } from '../plan/copy-of.ts';
import type { KeptState } from '../plan/kept-state.ts';
import { clientRow, type PlanRow, type PlanTable, predecessorText } from '../plan/plan-rows.ts';
import { type CalledRow, References } from '../plan/predecessors.ts';
import type { Outgoing } from './outbox.ts';

/** A row that is made for a task of others. */
export interface NewRow {
  readonly id: string;
  readonly row: number;
  readonly fields: Readonly<Record<string, Value>>;
}

export interface PredecessorWrites {
  readonly writes: readonly {
    readonly row: number;
    readonly column: BoundColumn;
    readonly cell: Pick<CellRead, 'format'>;
    readonly value: string | number;
  }[];
  /** Cells that somebody typed in meanwhile: what the plan said of them before, by Task ID. */
  readonly held: ReadonlyMap<string, string | null>;
  /** As `KeptState.texts`. */
  readonly texts: Readonly<Record<string, string>> | undefined;
}

/** `rows`: with the Task IDs that they have by now; deleted ones still stand among them. */
interface Sheet {
  readonly table: PlanTable;
  readonly rows: readonly PlanRow[];
  readonly appended: readonly NewRow[];
}

export function predecessorWrites(
  sheet: Sheet,
  answer: DeltaResult,
  sent: Outgoing,
  state: KeptState,
): PredecessorWrites {
  const column = sheet.table.columns.find(({ field }) => field === PREDECESSORS);
  const texts = seenTexts(sheet, answer, sent, state);
  const found = { writes: [] as PredecessorWrites['writes'][number][], held: new Map<string, string | null>() };
  if (!column) return { ...found, texts };
  const names = new References(calledThen(sheet, answer, column), column.style);
  const rows = new Map(sheet.rows.map((row) => [row.id, row]));
  const appended = new Map(sheet.appended.map((row) => [row.id, row.row]));
  const like = sheet.rows.at(-1)?.cells.get(PREDECESSORS) ?? { format: 'General' };
  for (const { task_id: id, before, after } of answer.predecessors) {
    const value = names.withNames(after);
    const row = rows.get(id);
    const cell = row?.cells.get(PREDECESSORS);
    const at = row?.row ?? appended.get(id);
    if (at === undefined || (cell && isFormula(cell))) continue;
    const isDone = row !== undefined && predecessorText(row) === String(value);
    if (row && !isDone && !isAsSent(row, texts, before)) {
      found.held.set(id, before);
      continue;
    }
    if (texts) texts[id] = String(value);
    if (!isDone) found.writes.push({ row: at, column, cell: cell ?? like, value });
  }
  return { ...found, texts };
}

const isAsSent = (row: PlanRow, texts: Readonly<Record<string, string>> | undefined, before: string | null): boolean =>
  texts ? predecessorText(row) === (texts[row.id] ?? '') : sameValue(row.values.get(PREDECESSORS) ?? null, before);

/** By Task ID what was sent; what the server refused is an edit until it is put right. */
function seenTexts(
  { rows }: Sheet,
  { rows: named, refused }: DeltaResult,
  { texts }: Outgoing,
  state: KeptState,
): Record<string, string> | undefined {
  if (!texts) return undefined;
  const clientRows = new Map(named.map(({ task_id, client_row_id }) => [task_id, client_row_id]));
  const seen = Object.fromEntries(
    rows.flatMap((row) => {
      const text = texts[row.id] ?? texts[clientRows.get(row.id) ?? clientRow(row)];
      return row.id === '' || text === undefined ? [] : [[row.id, text]];
    }),
  );
  for (const { task_id: id, field } of refused) if (id && field === PREDECESSORS) seen[id] = state.texts?.[id] ?? '';
  return seen;
}

/** What rows are called when the answer has been carried out. */
function calledThen({ table, rows, appended }: Sheet, { changes }: DeltaResult, column: BoundColumn): CalledRow[] {
  const { reference } = column.style;
  const tasks = changes.filter(({ kind }) => kind === 'task');
  const deleted = new Set(tasks.filter(({ action }) => action === 'delete').map(({ task_id }) => task_id));
  const gone = rows.filter((row) => deleted.has(row.id) && !row.own).map(({ row }) => row);
  if (reference === 'row') {
    const moved = (row: number) => String(row - gone.filter((one) => one < row).length);
    return [...rows, ...appended]
      .filter(({ row }) => !gone.includes(row))
      .map(({ id, row }) => ({ id, called: moved(row) }));
  }
  const renamed = new Map(
    tasks.filter(({ action, field }) => action === 'set' && field === reference).map((one) => [one.task_id, one.after]),
  );
  const isWritten = (row: PlanRow) => {
    const cell = row.cells.get(reference ?? '');
    return table.columns.some(({ field }) => field === reference) && cell !== undefined && !isFormula(cell);
  };
  return [
    ...rows.map((row) => ({
      id: row.id,
      called: renamed.has(row.id) && isWritten(row) ? String(renamed.get(row.id) ?? '') : row.called,
    })),
    ...appended.map(({ id, fields }) => ({ id, called: String(fields[reference ?? ''] ?? '') })),
  ];
}
