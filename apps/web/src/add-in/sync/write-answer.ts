/** The answer of a sync into the sheet, cell by cell and only where the cell is still what was told; what is done already is done. */
import { PREDECESSORS, sameValue, type Value } from '@sprintforge/core';
import type { Change, DeltaResult } from '@sprintforge/protocol';
import { type CellRead, isFormula, written, writtenText } from '../plan/cell-value.ts';
import type { BoundColumn } from '../plan/copy-of.ts';
import { cellKey, type KeptState } from '../plan/kept-state.ts';
import { letter, type PlanRow, type PlanTable } from '../plan/plan-rows.ts';
import type { Outgoing } from './outbox.ts';
import { saying } from './pending.ts';
import { type NewRow, predecessorWrites } from './predecessor-writes.ts';

export interface Written {
  readonly state: KeptState;
  /** Cells that now hold something else. */
  readonly cells: number;
  /** Rows of deleted tasks that stay, because they hold something of the person's own. */
  readonly kept: readonly string[];
}

/** Queues everything; the caller syncs once. */
export function queueAnswer(
  context: Excel.RequestContext,
  table: PlanTable,
  state: KeptState,
  answer: DeltaResult,
  sent: Outgoing,
): Written {
  const work = new AnswerWriter(context.workbook.worksheets.getItem(table.sheet), table, state);
  work.giveIds(answer, sent);
  const changes = answer.changes.filter(({ kind }) => kind === 'task');
  for (const change of changes) if (change.action === 'set') work.set(change);
  work.append(changes.filter(({ action }) => action === 'add'));
  work.predecessors(answer, sent);
  work.remove(changes.filter(({ action }) => action === 'delete'));
  return work.done(answer, sent);
}

class AnswerWriter {
  readonly #sheet: Excel.Worksheet;
  readonly #table: PlanTable;
  readonly #state: KeptState;
  readonly #rows: ReadonlyMap<string, PlanRow>;
  readonly #columns: ReadonlyMap<string, BoundColumn>;
  /** Cells that the person typed in while the sync was under way: what they were before stays what they are compared with. */
  readonly #held = new Map<string, Value>();
  readonly #kept: string[] = [];
  /** Task IDs that rows get, by the number of the row. */
  readonly #given = new Map<number, string>();
  readonly #appended: NewRow[] = [];
  /** As `KeptState.texts`. */
  #texts: Readonly<Record<string, string>> | undefined;
  #cells = 0;

  constructor(sheet: Excel.Worksheet, table: PlanTable, state: KeptState) {
    this.#sheet = sheet;
    this.#table = table;
    this.#state = state;
    this.#rows = new Map(table.rows.filter(({ id }) => id !== '').map((row) => [row.id, row]));
    this.#columns = new Map(table.columns.map((column) => [column.field, column]));
  }

  giveIds({ rows }: DeltaResult, sent: Outgoing): void {
    for (const { client_row_id, task_id } of rows) {
      const from = sent.rows[client_row_id];
      if (!from || this.#rows.has(task_id)) continue;
      const alike = this.#table.rows.filter((row) => !this.#isKnown(row.id) && saying(row) === from.saying);
      const row =
        alike.find((one) => one.row === from.row) ??
        alike[0] ??
        this.#table.rows.find((one) => one.row === from.row && one.id === '');
      if (!row) continue;
      this.#given.set(row.row, task_id);
      this.#write(row.row, this.#table.idColumn, task_id);
    }
  }

  set({ task_id: id, field, before, after }: Change): void {
    const [row, column] = [this.#rows.get(id), this.#columns.get(field ?? '')];
    const cell = row && column && row.cells.get(column.field);
    if (!row || !column || !cell || isFormula(cell)) return;
    const now = row.values.get(column.field);
    if (now !== undefined && sameValue(now, after as Value)) return;
    if (now === undefined || !sameValue(now, before as Value))
      this.#held.set(cellKey(id, column.field), before as Value);
    else this.#write(row.row, column.column, written(after as Value, column, cell, this.#table.copy.isIndented));
  }

  /** Under the last row; where something stands there, rows are made first. */
  append(changes: readonly Change[]): void {
    const fresh = changes.filter(({ task_id }) => !this.#rows.has(task_id));
    const last = this.#table.rows.at(-1);
    const start = last ? last.row + 1 : this.#table.lastRow + 1;
    if (fresh.length > 0 && start <= this.#table.lastRow)
      this.#sheet.getRange(`${start}:${start + fresh.length - 1}`).insert('Down');
    for (const [at, { task_id, after }] of fresh.entries()) {
      const { fields } = after as unknown as { readonly fields: Readonly<Record<string, Value>> };
      this.#appended.push({ id: task_id, row: start + at, fields });
      this.#write(start + at, this.#table.idColumn, task_id);
      for (const column of this.#table.columns) {
        const value = fields[column.field] ?? null;
        const like = last?.cells.get(column.field);
        if (value !== null) this.#writeNew(start + at, column, value, like);
      }
    }
  }

  /** While all rows stand where they stood, with what they will be called when the deleted ones are gone. */
  predecessors(answer: DeltaResult, sent: Outgoing): void {
    const rows = this.#table.rows.map((row) => ({ ...row, id: this.#given.get(row.row) ?? row.id }));
    const written = predecessorWrites(
      { table: this.#table, rows, appended: this.#appended },
      answer,
      sent,
      this.#state,
    );
    for (const { row, column, value, cell } of written.writes)
      this.#write(row, column.column, typeof value === 'number' ? value : writtenText(value, cell));
    for (const [id, before] of written.held) this.#held.set(cellKey(id, PREDECESSORS), before);
    this.#texts = written.texts;
  }

  /** From below, so that the rows above keep their numbers. */
  remove(changes: readonly Change[]): void {
    const rows = changes.flatMap(({ task_id }) => this.#rows.get(task_id) ?? []).sort((a, b) => b.row - a.row);
    for (const row of rows) {
      if (row.own) this.#kept.push(row.id);
      else {
        this.#sheet.getRange(`${row.row}:${row.row}`).delete('Up');
        this.#cells += 1;
      }
    }
  }

  done(answer: DeltaResult, { request }: Outgoing): Written {
    const held = new Map(Object.entries(this.#state.held));
    for (const delta of request.changes)
      if (delta.op === 'set' && delta.task_id && delta.field) held.delete(cellKey(delta.task_id, delta.field));
    for (const [key, value] of this.#held) held.set(key, value);
    const receipt = answer.receipt === undefined ? {} : { receipt: answer.receipt };
    const texts = this.#texts === undefined ? {} : { texts: this.#texts };
    const state = {
      ...{ copy: this.#state.copy, version: answer.version, held: Object.fromEntries(held) },
      ...{ ...receipt, ...texts },
    };
    return { state, cells: this.#cells, kept: this.#kept };
  }

  #writeNew(row: number, column: BoundColumn, value: Value, like: CellRead | undefined): void {
    const model = { raw: '', text: '', formula: '', format: like?.format ?? 'General' };
    if (like && like.format !== 'General' && like.format !== '')
      this.#sheet.getRange(`${letter(column.column)}${row}`).numberFormat = [[like.format]];
    this.#write(row, column.column, written(value, column, model, false));
  }

  #write(row: number, column: number, value: string | number | boolean): void {
    this.#sheet.getRange(`${letter(column)}${row}`).values = [[value]];
    this.#cells += 1;
  }

  /** A copied row has the ID of another: it is as good as none. */
  #isKnown(id: string): boolean {
    return id !== '' && this.#table.rows.filter((row) => row.id === id).length === 1;
  }
}
