/**
 * Sends the audit chains of all organisations to a collector: every entry once or more, none lost, each chain in its order. How far
 * it got stands in the database and moves on only when the collector has what was sent; of all processes one sends a chain at a time.
 */
import { type AuditSink, type SentEntry, SinkError } from '../ports/audit-sink.ts';
import type { Database, Unit } from '../ports/database.ts';
import type { ChainRecord } from '../ports/records.ts';
import type { System } from '../ports/system.ts';
import { chainEntry } from './audit-entries.ts';
import { wholeEntry } from './audit-pieces.ts';

export interface PumpOptions {
  readonly database: Database;
  readonly system: System;
  readonly sink: AuditSink;
  /** Told once when sending begins to fail, once when it works again, and of every entry that is sent without its content. */
  readonly tell: (what: 'failing' | 'recovered' | 'withheld', detail: string) => void;
  /** How often it is looked whether there is something new. */
  readonly everyMs?: number;
  /** After the n-th failure in a row it waits about 2^n times this, at most a hundred times. */
  readonly pauseMs?: number;
}

/** For the metrics. */
export interface PumpState {
  readonly sink: string;
  readonly behind: number;
  /** In a row. */
  readonly failures: number;
}

const entriesAtOnce = 200;
const bytesAtOnce = 512 * 1024;
/** So many batches of one organisation before it is the turn of the next. */
const batchesInTurn = 20;

export class AuditPump {
  readonly #options: PumpOptions;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;
  #failures = 0;
  #behind = 0;

  constructor(options: PumpOptions) {
    this.#options = options;
  }

  get state(): PumpState {
    return { sink: this.#options.sink.name, behind: this.#behind, failures: this.#failures };
  }

  start(): void {
    this.#later(0);
  }

  /** Resolves when what was being sent has been sent or has failed. */
  stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    return this.#running;
  }

  #later(waitMs: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#round().then((nextMs) => this.#later(nextMs));
    }, waitMs).unref();
  }

  /** Everything that is new; how long to wait for the next time. */
  async #round(): Promise<number> {
    const { database, sink, everyMs = 5000, tell } = this.#options;
    try {
      const chains = await database.chainsBehind(sink.name);
      this.#behind = chains.reduce((sum, { behind }) => sum + behind, 0);
      let more = false;
      for (const { tenant } of chains) more = (await this.#sendChain(tenant)) || more;
      if (this.#failures > 0) tell('recovered', `${sink.name} takes entries again`);
      this.#failures = 0;
      return more ? 0 : everyMs;
    } catch (error) {
      if (this.#failures === 0) tell('failing', `${sink.name}: ${(error as Error).message}`);
      this.#failures += 1;
      return this.#patience(error);
    }
  }

  #patience(error: unknown): number {
    const { pauseMs = 1000, system } = this.#options;
    if (error instanceof SinkError && error.where.retryAfterMs !== undefined) return error.where.retryAfterMs;
    const dice = Buffer.from(system.random(4)).readUInt32LE() / 2 ** 32;
    return pauseMs * Math.min(2 ** this.#failures, 100) * (0.5 + dice / 2);
  }

  /** Is there more? */
  async #sendChain(tenant: string): Promise<boolean> {
    for (let turn = 0; turn < batchesInTurn && !this.#stopped; turn += 1) {
      const more = await this.#options.database.unit(tenant, (unit) => this.#sendBatch(unit, tenant));
      if (!more) return false;
    }
    return true;
  }

  async #sendBatch(unit: Unit, tenant: string): Promise<boolean> {
    const { sink, system } = this.#options;
    const after = await unit.audit.takeExport(sink.name);
    if (after === null) return false;
    const found = await unit.audit.chain(entriesAtOnce, after);
    const names = new Map((await unit.accounts.everybody()).map((person) => [person.id, person.name]));
    const batch = bounded(found, (record) => ({ ...chainEntry(record, names), organisation: tenant }));
    const last = batch.at(-1);
    if (!last) return false;
    await this.#deliver(batch);
    await this.#deliverPieces(unit, last);
    await unit.audit.advanceExport(sink.name, last.seq, system.now());
    this.#behind = Math.max(0, this.#behind - batch.length);
    return batch.length < found.length || found.length >= entriesAtOnce;
  }

  /** In which the last entry of a batch goes on. */
  async #deliverPieces(unit: Unit, entry: SentEntry): Promise<void> {
    for await (const part of wholeEntry(entry, (...which) => unit.audit.sealedPiece(...which)))
      if (part.piece !== undefined) await this.#deliver([part]);
  }

  /** What the collector will not take is narrowed down to the entry at fault, which goes without its content: nothing waits for it forever. */
  async #deliver(entries: readonly SentEntry[]): Promise<void> {
    const { sink, tell } = this.#options;
    try {
      await sink.send(entries);
    } catch (error) {
      if (!(error instanceof SinkError) || error.code !== 'SINK_CONTENT') throw error;
      const [only, second] = entries;
      if (only && second) {
        const half = Math.ceil(entries.length / 2);
        await this.#deliver(entries.slice(0, half));
        await this.#deliver(entries.slice(half));
      } else if (only) {
        await this.#deliverBare(only, error);
        tell(
          'withheld',
          `${sink.name}: entry ${only.seq} of ${only.organisation} went without its content: ${error.message}`,
        );
      }
    }
  }

  async #deliverBare(entry: SentEntry, cause: SinkError): Promise<void> {
    const withheld = { withheld: 'the collector does not take the content of this entry; it is in the audit log' };
    try {
      await this.#options.sink.send([{ ...entry, changes: null, conflicts: null, details: withheld }]);
    } catch (error) {
      if (!(error instanceof SinkError) || error.code !== 'SINK_CONTENT') throw error;
      throw new SinkError('SINK_REFUSED', `it takes no entry at all: ${cause.message}`, error.where, error);
    }
  }
}

/** As many as fit into one call; the first in any case, and none behind one that goes on in pieces. */
function bounded(records: readonly ChainRecord[], entryOf: (record: ChainRecord) => SentEntry): SentEntry[] {
  const batch: SentEntry[] = [];
  let bytes = 0;
  for (const record of records) {
    const entry = entryOf(record);
    bytes += Buffer.byteLength(JSON.stringify(entry));
    if (bytes > bytesAtOnce && batch.length > 0) break;
    batch.push(entry);
    if (entry.pieces) break; // they follow it
  }
  return batch;
}
