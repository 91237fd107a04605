/** One workbook and its project: what is pending, and syncing it; one thing at a time. */
import { type DeltaRequest, type DeltaResult, ProblemError, type SprintforgeClient } from '@sprintforge/protocol';
import type { CopyOf } from '../plan/copy-of.ts';
import { cellKey, type KeptState, readState, writeState } from '../plan/kept-state.ts';
import { areaOf, letter, type PlanTable, readPlanTable, type UnreadCell, unreadCells } from '../plan/plan-rows.ts';
import { type Base, loadBase } from './base.ts';
import { dropOutgoing, keepOutgoing, type Outgoing, outgoing } from './outbox.ts';
import { nobodyElse, type PendingEdit, pendingEdits, type Remote, saying } from './pending.ts';
import { textsNow } from './predecessor-edits.ts';
import { queueAnswer } from './write-answer.ts';

export interface Pending {
  readonly edits: readonly PendingEdit[];
  /** The workbook stands at `version`, the project at `head`. */
  readonly version: number;
  readonly head: number;
  /** Headers of columns that wait for an upload. */
  readonly left: readonly string[];
  readonly unread: readonly UnreadCell[];
  /** The server could not be asked; this is against what it said last. */
  readonly offline: boolean;
}

export type Synced =
  | { readonly kind: 'done'; readonly result: DeltaResult; readonly cells: number; readonly kept: readonly string[] }
  /** A decision is needed first: what the server asks. */
  | { readonly kind: 'asked'; readonly problem: ProblemError };

interface Look {
  readonly table: PlanTable;
  readonly base: Base;
  readonly offline: boolean;
  readonly edits: PendingEdit[];
  readonly state: KeptState;
}

export class SyncSession {
  readonly copy: CopyOf;
  readonly #client: () => SprintforgeClient;
  #queue: Promise<unknown> = Promise.resolve();
  #base: Base | null = null;
  #remote: Remote = nobodyElse;

  constructor(copy: CopyOf, client: () => SprintforgeClient) {
    this.copy = copy;
    this.#client = client;
  }

  /** Throws what the server or Excel says. */
  pending(): Promise<Pending> {
    return this.#inTurn(async () => {
      const { table, edits, base, offline } = await this.#look();
      return { edits, version: base.version, head: base.head, left: table.left, unread: unreadCells(table), offline };
    });
  }

  /** `confirm`: tokens of what was asked. What could not be sent stays in the outbox and goes first the next time. */
  sync(confirm: readonly string[] = []): Promise<Synced> {
    return this.#inTurn(async () => {
      const waiting = outgoing(this.copy.copy);
      if (waiting) await this.#send(waiting);
      const { edits, base, table, state } = await this.#look();
      const texts = textsNow(table, state, this.#remote);
      const request: DeltaRequest = {
        project_id: this.copy.project,
        copy_id: this.copy.copy,
        version: base.version,
        changes: edits.map(({ delta }) => delta),
        ...(confirm.length > 0 ? { confirm: [...confirm] } : {}),
      };
      const rows = Object.fromEntries(
        edits.flatMap(({ delta, row }) => {
          const found = delta.op === 'insert' && table.rows.find((one) => one.row === row);
          return found ? [[delta.client_row_id, { row: found.row, saying: saying(found) }]] : [];
        }),
      );
      return this.#send({ key: crypto.randomUUID(), request, rows, ...(texts ? { texts } : {}) });
    });
  }

  /** The cell of a task's field, or its row. */
  async goTo(taskId: string, field: string | null): Promise<void> {
    await Excel.run(async (context) => {
      const table = await readPlanTable(context, this.copy);
      const row = table?.rows.find(({ id }) => id === taskId);
      if (!table || !row) return;
      const column = table.columns.find((one) => one.field === field)?.column ?? table.idColumn;
      const sheet = context.workbook.worksheets.getItem(table.sheet);
      sheet.activate();
      sheet.getRange(`${letter(column)}${row.row}`).select();
      await context.sync();
    });
  }

  /** Tells when the sheet was changed, whoever did it; what others typed is theirs to send. */
  async watch(changed: () => void): Promise<void> {
    await Excel.run(async (context) => {
      const table = await readPlanTable(context, this.copy);
      if (!table) return;
      context.workbook.worksheets.getItem(table.sheet).onChanged.add(async (event) => {
        if (event.source === 'Local') this.#mine(event.address);
        else await this.#inTurn(() => this.#theirs(event));
        changed();
      });
      await context.sync();
    });
  }

  async #look(): Promise<Look> {
    const { state, table } = await this.#read();
    const { base, offline } = await this.#baseAt(state.version);
    return { table, base, offline, state, edits: pendingEdits(table, base, state, this.#remote) };
  }

  #read(): Promise<{ readonly state: KeptState; readonly table: PlanTable }> {
    return Excel.run(async (context) => {
      const state = await readState(context, this.copy);
      const table = await readPlanTable(context, this.copy);
      if (!table) throw new TableGone();
      return { state, table };
    });
  }

  /** Offline the one that is known already. */
  async #baseAt(version: number): Promise<Pick<Look, 'base' | 'offline'>> {
    const known = this.#base?.version === version ? this.#base : null;
    try {
      const { version: head } = await this.#client().project(this.copy.project);
      if (known?.head === head) return { base: known, offline: false };
      this.#base = await loadBase(this.#client(), this.copy.project, this.copy.copy, version);
      return { base: this.#base, offline: false };
    } catch (error) {
      if (known && error instanceof ProblemError && comesBack(error)) return { base: known, offline: true };
      throw error;
    }
  }

  async #send(sent: Outgoing): Promise<Synced> {
    keepOutgoing(this.copy.copy, sent);
    let result: DeltaResult;
    try {
      result = await this.#client().sync(sent.request, sent.key);
    } catch (error) {
      if (!(error instanceof ProblemError) || comesBack(error)) throw error;
      dropOutgoing(this.copy.copy);
      // a plan that decides uploads as a whole: here each conflict is shown and decided in its place
      if (error.code === 'NEEDS_DECISION' && sent.request.strategy === undefined)
        return this.#send({ ...sent, request: { ...sent.request, strategy: 'server' } });
      if (error.status === 409) return { kind: 'asked', problem: error };
      throw error;
    }
    const written = await Excel.run(async (context) => {
      const state = await readState(context, this.copy);
      const table = await readPlanTable(context, this.copy);
      if (!table) throw new TableGone();
      const queued = queueAnswer(context, table, state, result, sent);
      await writeState(context, queued.state);
      await context.sync();
      return queued;
    });
    dropOutgoing(this.copy.copy);
    return { kind: 'done', result, cells: written.cells, kept: written.kept };
  }

  #mine(address: string): void {
    const { cells, rows, gone } = this.#remote;
    if (cells.size + rows.size + gone.size === 0) return;
    // a cell that both typed in is of whoever typed last; which one it was is known when the rows are read
    void this.#inTurn(async () => {
      const touched = await this.#touched(address);
      this.#remote = { cells: new Set([...cells].filter((key) => !touched.cells.has(key))), rows, gone };
    });
  }

  async #theirs({ address, changeType }: { readonly address: string; readonly changeType: string }): Promise<void> {
    const { cells, rows, gone } = this.#remote;
    const touched = await this.#touched(address);
    const missing = changeType === 'RowDeleted' ? touched.missing : [];
    this.#remote = {
      cells: new Set([...cells, ...touched.cells]),
      rows: new Set([...rows, ...touched.rows]),
      gone: new Set([...gone, ...missing]),
    };
  }

  async #touched(address: string) {
    return Excel.run(async (context) => {
      const table = await readPlanTable(context, this.copy);
      const area = areaOf(`x!${address.slice(address.lastIndexOf('!') + 1)}`);
      const found = { cells: new Set<string>(), rows: new Set<string>(), missing: [] as string[] };
      if (!table) return found;
      for (const row of table.rows) {
        if (!area || row.row < area.row || row.row > area.lastRow) continue;
        if (row.id === '') found.rows.add(saying(row));
        else
          for (const { field, column } of table.columns)
            if (column >= area.column && column <= area.lastColumn) found.cells.add(cellKey(row.id, field));
      }
      const here = new Set(table.rows.map(({ id }) => id));
      found.missing = [...(this.#base?.tasks.keys() ?? [])].filter((id) => !here.has(id));
      return found;
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#queue.then(work);
    this.#queue = mine.catch(() => undefined); // `mine` still carries it
    return mine;
  }
}

/** Nothing of the plan is left in the workbook. */
export class TableGone extends Error {
  constructor() {
    super('the plan is no longer in this workbook');
    this.name = 'TableGone';
  }
}

/** The server may have got it all the same: it is sent again as it is. */
export const comesBack = ({ status }: ProblemError): boolean => status === 0 || status === 429 || status >= 500;
