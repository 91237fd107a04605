/** What was edited and is on its way, what came back refused, and what can be undone: a value, and its steps. Pure. */
import type { DeltaResult } from '@sprintforge/protocol';
import { type Batch, type Edit, renamed, speaksOf } from './edit.ts';

/** How one's own edit is taken back: by edits, or, when they cannot say it, by undoing its revision. */
export interface Undo {
  readonly key: string;
  readonly edits: readonly Edit[] | null;
  /** null: not saved yet. */
  readonly revision: number | null;
}

/** What the server did not take of an edit. */
export interface Refused {
  readonly task: string | null;
  readonly field: string;
  readonly code: string;
  readonly found: string;
  readonly expected: string;
}

export interface Outbox {
  /** In the order in which they were made. */
  readonly batches: readonly Batch[];
  /** Oldest first. */
  readonly undos: readonly Undo[];
  readonly refused: readonly Refused[];
  /** What tasks that the server has named since were called here, by their Task IDs. */
  readonly calledHere: ReadonlyMap<string, string>;
}

export const emptyOutbox: Outbox = { batches: [], undos: [], refused: [], calledHere: new Map() };
const mostUndos = 100;

export const unsaved = ({ batches }: Outbox): readonly Batch[] => batches.filter(({ state }) => state !== 'saved');

/** Edits that the plan at `version` does not hold yet. */
export const editsSince = ({ batches }: Outbox, version: number): readonly Edit[] =>
  batches.filter(({ savedAs }) => savedAs === undefined || savedAs > version).flatMap(({ edits }) => edits);

/** The next one to send; null while one is on its way, or one stands before it that failed. */
export function nextBatch({ batches }: Outbox): Batch | null {
  const next = batches.find(({ state }) => state !== 'saved');
  return next?.state === 'waiting' ? next : null;
}

export function added(box: Outbox, batch: Batch, undo: Undo | null): Outbox {
  const undos = undo ? [...box.undos, undo].slice(-mostUndos) : box.undos;
  const version = seenAt(box, batch.version);
  return { ...box, batches: [...box.batches, { ...batch, version }], undos };
}

/**
 * The revision that somebody saw who is shown the plan at `version` with their own edits in it: a later one, where these are saved and
 * nobody else changed anything in between. A deletion would else collide with what they did to the task themselves.
 */
const seenAt = ({ batches }: Outbox, version: number): number =>
  batches.reduce(
    (seen, { savedAs = 0, alone, version: before }) => (alone && before <= seen ? Math.max(seen, savedAs) : seen),
    version,
  );

export function changed(box: Outbox, key: string, change: Partial<Batch>): Outbox {
  return { ...box, batches: box.batches.map((batch) => (batch.key === key ? { ...batch, ...change } : batch)) };
}

/** Everything that failed is tried again. */
export function again(box: Outbox): Outbox {
  const batches = box.batches.map(
    (batch): Batch => (batch.state === 'failed' ? { ...batch, state: 'waiting' } : batch),
  );
  return { ...box, batches };
}

/** Without a batch, and without what was done to tasks that it would have made. */
export function discarded(box: Outbox, key: string): Outbox {
  const gone = box.batches.find((batch) => batch.key === key);
  if (!gone) return box;
  const tasks = new Set(gone.edits.filter(({ op }) => op === 'insert').map(({ task }) => task));
  const batches = box.batches
    .filter((batch) => batch !== gone)
    .map((batch) => ({ ...batch, edits: batch.edits.filter((edit) => !speaksOf(edit, tasks)) }))
    .filter(({ edits, undoes }) => edits.length > 0 || undoes !== undefined);
  const kept = new Set(batches.map((batch) => batch.key));
  const lost = new Set(box.batches.map((batch) => batch.key).filter((one) => !kept.has(one)));
  return { ...box, batches, undos: box.undos.filter((undo) => !lost.has(undo.key)) };
}

/** What the server answered: new tasks have their IDs, what did not stand is nothing that could be undone. */
export function saved(
  box: Outbox,
  key: string,
  result: Pick<DeltaResult, 'version' | 'rows' | 'refused' | 'conflicts' | 'changes' | 'counts'>,
): Outbox {
  const names = new Map(result.rows.map(({ client_row_id, task_id }) => [client_row_id, task_id]));
  const rename = (edits: readonly Edit[]) => (names.size === 0 ? edits : edits.map((edit) => renamed(edit, names)));
  const failed = new Set([...result.refused, ...result.conflicts].map(({ task_id, field }) => `${task_id}/${field}`));
  const alone = result.changes.length === 0;
  const told = box.batches.map((batch): Batch => {
    const edits = rename(batch.edits);
    return batch.key === key
      ? { ...batch, edits, state: 'saved', savedAs: result.version, alone }
      : { ...batch, edits };
  });
  const batches = told.map((batch) =>
    batch.state === 'waiting' ? { ...batch, version: seenAt({ ...box, batches: told }, batch.version) } : batch,
  );
  const undos = box.undos.flatMap((undo): Undo[] => {
    const edits = undo.edits && rename(undo.edits);
    if (undo.key !== key) return [{ ...undo, edits }];
    const standing = edits?.filter((edit) => edit.op !== 'set' || !failed.has(`${edit.task}/${edit.field}`));
    if (result.counts.applied === 0 || standing?.length === 0) return [];
    return [{ ...undo, edits: standing ?? null, revision: result.version }];
  });
  const refused = result.refused.map(({ task_id, field, code, found, expected }) => {
    return { task: task_id === null ? null : (names.get(task_id) ?? task_id), field, code, found, expected };
  });
  const calledHere = new Map([
    ...box.calledHere,
    ...result.rows.map((row) => [row.task_id, row.client_row_id] as const),
  ]);
  return { batches, undos, refused: [...box.refused, ...refused], calledHere };
}

/** Without what the plan holds by now. */
export function caughtUp(box: Outbox, version: number): Outbox {
  const batches = box.batches.filter(({ savedAs }) => savedAs === undefined || savedAs > version);
  return batches.length === box.batches.length ? box : { ...box, batches };
}

/** What a page that is loaded again takes up: what was on its way is sent once more, and written once (rule A2). */
export function takenUp(batches: readonly Batch[]): Outbox {
  const waiting = batches.map(({ error: _, brakes: __, ...batch }): Batch => ({ ...batch, state: 'waiting' }));
  return { ...emptyOutbox, batches: waiting };
}
