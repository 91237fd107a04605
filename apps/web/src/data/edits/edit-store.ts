/** The edits of one person in one plan, for as long as the tab lives: sent one after the other, kept until they are saved. */
import { type DeltaResult, ProblemError, type SyncResult } from '@sprintforge/protocol';
import { isSignedIn, watchSession } from '../../session/session.ts';
import { client } from '../client.ts';
import { type Batch, deltaOf, type Edit } from './edit.ts';
import {
  again,
  caughtUp,
  changed,
  discarded,
  edited,
  nextBatch,
  type Outbox,
  saved,
  stepped,
  takenUp,
  unsaved,
} from './outbox.ts';

/** After a failure that passes by itself. */
const AGAIN_MS = 8_000;

export class EditStore {
  readonly #project: string;
  readonly #place: string;
  readonly #listeners = new Set<() => void>();
  #box: Outbox;
  #closed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Is told after each save. */
  onSaved: (result: Pick<SyncResult, 'version' | 'conflicts'>) => void = () => {};

  constructor(project: string, person: string) {
    this.#project = project;
    this.#place = `sprintforge.edits.${person}.${project}`;
    this.#box = takenUp(this.#kept());
    addEventListener('online', () => this.retry());
    addEventListener('beforeunload', (event) => {
      if (!this.#closed && unsaved(this.#box).length > 0) event.preventDefault();
    });
    void this.#send();
  }

  /** Sends nothing any more; what is unsaved stays kept in the tab. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  readonly watch = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly now = (): Outbox => this.#box;

  /** `inverse` null: only the server can take it back. */
  edit(version: number, edits: readonly Edit[], inverse: readonly Edit[] | null): void {
    if (edits.length === 0) return;
    this.#become(edited(this.#box, { key: crypto.randomUUID(), version, edits }, inverse));
  }

  /** Takes back what was done last. */
  undo(version: number): void {
    this.#become(stepped(this.#box, 'undos', version, crypto.randomUUID()));
  }
  /** Does again what was taken back last. */
  redo(version: number): void {
    this.#become(stepped(this.#box, 'redos', version, crypto.randomUUID()));
  }

  retry(): void {
    this.#become(again(this.#box));
  }
  discard(key: string): void {
    this.#become(discarded(this.#box, key));
  }
  confirm(key: string, confirm: readonly string[]): void {
    this.#become(changed(this.#box, key, { state: 'waiting', confirm }));
  }
  dismiss(): void {
    this.#become({ ...this.#box, refused: [] });
  }
  caughtUp(version: number): void {
    const next = caughtUp(this.#box, version);
    if (next !== this.#box) this.#become(next);
  }

  #become(box: Outbox): void {
    this.#box = box;
    this.#keep();
    for (const listener of this.#listeners) listener();
    void this.#send();
  }

  async #send(): Promise<void> {
    const batch = nextBatch(this.#box);
    if (!batch || this.#closed) return;
    clearTimeout(this.#timer);
    this.#box = changed(this.#box, batch.key, { state: 'sending' });
    try {
      const result = await this.#call(batch);
      this.onSaved(result);
      this.#become(saved(this.#box, batch.key, result));
    } catch (error) {
      this.#failed(batch, error);
    }
  }

  async #call(batch: Batch): Promise<DeltaResult> {
    const { version, edits, confirm, undoes } = batch;
    if (typeof undoes === 'string') throw new Error(`nothing was saved that ${batch.key} could take back`);
    if (undoes !== undefined) return { rows: [], predecessors: [], ...(await client().undo(this.#project, undoes)) };
    const changes = edits.map(deltaOf);
    const request = { project_id: this.#project, version, changes, ...(confirm ? { confirm: [...confirm] } : {}) };
    try {
      return await client().sync(request, batch.key);
    } catch (error) {
      // a plan that decides uploads as a whole: here each cell is shown and decided in its place
      if (!(error instanceof ProblemError) || error.code !== 'NEEDS_DECISION') throw error;
      return client().sync({ ...request, strategy: 'server' }, batch.key);
    }
  }

  #failed({ key }: Batch, error: unknown): void {
    const report = error instanceof ProblemError ? (error.problem['result'] as SyncResult | undefined) : undefined;
    const asked = report && report.confirm.length > 0;
    this.#become(
      changed(this.#box, key, asked ? { state: 'asked', brakes: report.confirm } : { state: 'failed', error }),
    );
    if (error instanceof ProblemError && [0, 429, 503].includes(error.status))
      this.#timer = setTimeout(() => this.retry(), AGAIN_MS);
  }

  /** A tab that is loaded again goes on where it was. */
  #keep(): void {
    const left = unsaved(this.#box).map(({ error: _, ...batch }) => batch);
    try {
      if (left.length === 0) sessionStorage.removeItem(this.#place);
      else sessionStorage.setItem(this.#place, JSON.stringify(left));
    } catch {
      // more than the browser keeps: leaving the page asks first (beforeunload)
      sessionStorage.removeItem(this.#place);
    }
  }

  #kept(): readonly Batch[] {
    return JSON.parse(sessionStorage.getItem(this.#place) ?? '[]') as readonly Batch[];
  }
}

const stores = new Map<string, EditStore>();
// another person may sign in next; what this one left is taken up when they are back
watchSession(() => {
  if (isSignedIn()) return;
  for (const store of stores.values()) store.close();
  stores.clear();
});

export function editStore(project: string, person: string): EditStore {
  const place = `${person}/${project}`;
  const store = stores.get(place) ?? new EditStore(project, person);
  stores.set(place, store);
  return store;
}
