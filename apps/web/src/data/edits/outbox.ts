/** What was edited and is on its way, what came back refused, and what can be undone and redone: a value, and its steps. Pure. */
import type { DeltaResult } from '@sprintforge/protocol';
import { type Batch, type Edit, speaksOf, type Way } from './edit.ts';
import {
  eachStep,
  noSteps,
  pushed,
  renamedWay,
  type Step,
  type Steps,
  speaksOfBatch,
  stepOf,
  takingBack,
  turned,
  withoutCells,
  withWays,
} from './steps.ts';

/** What the server did not take of an edit. */
export interface Refused {
  readonly task: string | null;
  readonly field: string;
  readonly code: string;
  readonly found: string;
  readonly expected: string;
}

export interface Outbox extends Steps {
  /** In the order in which they were made. */
  readonly batches: readonly Batch[];
  readonly refused: readonly Refused[];
  /** What tasks that the server has named since were called here, by their Task IDs. */
  readonly calledHere: ReadonlyMap<string, string>;
}

export const emptyOutbox: Outbox = { ...noSteps, batches: [], refused: [], calledHere: new Map() };

export const unsaved = ({ batches }: Outbox): readonly Batch[] => batches.filter(({ state }) => state !== 'saved');

/** Edits that the plan at `version` does not hold yet. */
export const editsSince = ({ batches }: Outbox, version: number): readonly Edit[] =>
  batches.filter(({ savedAs }) => savedAs === undefined || savedAs > version).flatMap(({ edits }) => edits);

/** The next one to send; null while one is on its way, or one stands before it that failed. */
export function nextBatch({ batches }: Outbox): Batch | null {
  const next = batches.find(({ state }) => state !== 'saved');
  return next?.state === 'waiting' ? next : null;
}

type NewBatch = Pick<Batch, 'key' | 'version' | 'edits' | 'undoes'>;

const sent = (box: Outbox, batch: NewBatch): Outbox => ({
  ...box,
  batches: [...box.batches, { ...batch, version: seenAt(box, batch.version), state: 'waiting' }],
});

/** A new edit: nothing can be redone any more. `inverse`: what takes it back; null: only the server can. */
export function edited(box: Outbox, batch: NewBatch, inverse: readonly Edit[] | null): Outbox {
  return { ...sent(box, batch), undos: pushed(box.undos, stepOf(batch.key, batch.edits, inverse)), redos: [] };
}

/**
 * Takes back what was done last, or does again what was taken back last: before it is sent by forgetting it, else by a batch of its own
 * under the fresh `key`.
 */
export function stepped(box: Outbox, from: keyof Steps, version: number, key: string): Outbox {
  const step = box[from].at(-1);
  if (!step) return box;
  const batch = box.batches.find((one) => one.key === step.key);
  if (batch && batch.state !== 'saved' && batch.state !== 'sending')
    return crossed(forgotten(box, step.key), from, turned(step));
  return crossed(sent(box, { key, version, ...step.back }), from, takingBack(step, key));
}

/** The last step of one stack is off it, and on the other the one that leads back. */
const crossed = (box: Outbox, from: keyof Steps, back: Step): Outbox => {
  const to = from === 'undos' ? 'redos' : 'undos';
  return { ...box, [from]: box[from].slice(0, -1), [to]: pushed(box[to], back) };
};

/**
 * The revision that somebody saw who is shown the plan at `version` with their own edits in it: a later one, where these are saved and
 * nobody else changed anything in between. A deletion would else collide with what they did to the task themselves.
 */
const seenAt = ({ batches }: Pick<Outbox, 'batches'>, version: number): number =>
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

/** Without a batch, without what was done to tasks that it would have made, and without what takes it back. */
function forgotten(box: Outbox, key: string): Outbox {
  const tasks = madeBy(box, key);
  const batches = box.batches
    .filter((batch) => batch.key !== key && batch.undoes !== key)
    .map((batch) => ({ ...batch, edits: batch.edits.filter((edit) => !speaksOf(edit, tasks)) }))
    .filter(({ edits, undoes }) => edits.length > 0 || undoes !== undefined);
  return { ...box, batches };
}

const madeBy = ({ batches }: Outbox, key: string): ReadonlySet<string> => {
  const edits = batches.find((batch) => batch.key === key)?.edits ?? [];
  return new Set(edits.filter(({ op }) => op === 'insert').map(({ task }) => task));
};

/** The person gives a batch up that failed, or that was asked about: that one can be asked about again. */
export function discarded(box: Outbox, key: string): Outbox {
  const isAsked = box.batches.some((batch) => batch.key === key && batch.state === 'asked');
  const next = forgotten(box, key);
  for (const from of ['undos', 'redos'] as const) {
    const step = box[from].at(-1);
    if (isAsked && step?.key === key) return crossed(next, from, turned(step));
  }
  const tasks = madeBy(box, key);
  const kept = new Set(next.batches.map((batch) => batch.key));
  const lost = new Set<number | string>(box.batches.map((batch) => batch.key).filter((one) => !kept.has(one)));
  const steps = eachStep(box, (step) => {
    if (speaksOfBatch(step, lost)) return null;
    return withWays(step, (way) => ({ ...way, edits: way.edits.filter((edit) => !speaksOf(edit, tasks)) }));
  });
  return { ...next, ...steps };
}

type Answer = Pick<DeltaResult, 'version' | 'rows' | 'refused' | 'conflicts' | 'changes' | 'counts' | 'warnings'>;

/** What the server answered: new tasks have their IDs, what did not stand is nothing that could be undone or redone. */
export function saved(box: Outbox, key: string, result: Answer): Outbox {
  const names = new Map(result.rows.map(({ client_row_id, task_id }) => [client_row_id, task_id]));
  const refused = refusedOf(result, names);
  const failed = new Set(
    [...result.refused, ...result.conflicts, ...editedSince(result)].map(({ task_id, field }) => `${task_id}/${field}`),
  );
  const wroteNothing = result.counts.applied === 0;
  const named = (way: Way): Way => {
    const renamed = renamedWay(way, names);
    return way.undoes === key ? { ...renamed, undoes: result.version } : renamed;
  };
  const told = box.batches
    .filter(({ undoes }) => !(wroteNothing && undoes === key))
    .map((batch): Batch => {
      const next = { ...batch, ...named(batch) };
      if (batch.key !== key) return next;
      // what an undo changed is told as everybody's changes are; its revision is the next one when nobody came in between
      const alone = batch.undoes === undefined ? result.changes.length === 0 : result.version <= batch.version + 1;
      return { ...next, state: 'saved', savedAs: result.version, alone };
    });
  const batches = told.map((batch) =>
    batch.state === 'waiting' ? { ...batch, version: seenAt({ batches: told }, batch.version) } : batch,
  );
  const steps = eachStep(box, (step) => {
    if (wroteNothing && speaksOfBatch(step, new Set([key]))) return null;
    const next = { ...step, did: named(step.did), back: named(step.back) };
    return step.key === key ? withWays(next, (way) => withoutCells(way, failed)) : next;
  });
  const calledHere = new Map([
    ...box.calledHere,
    ...result.rows.map((row) => [row.task_id, row.client_row_id] as const),
  ]);
  return { ...steps, batches, refused: [...box.refused, ...refused], calledHere };
}

/** What an undo left as it is. */
const editedSince = ({ warnings }: Answer): readonly { readonly task_id: string | null; readonly field: string }[] =>
  warnings
    .filter(({ code }) => code === 'EDITED_SINCE')
    .map(({ task_id, field }) => ({ task_id: task_id ?? null, field: field ?? '' }));

function refusedOf(result: Answer, names: ReadonlyMap<string, string>): readonly Refused[] {
  const kept = editedSince(result).map((one) => ({ ...one, code: 'EDITED_SINCE', found: '', expected: '' }));
  return [...result.refused, ...kept].map(({ task_id, field, code, found, expected }) => {
    return { task: task_id === null ? null : (names.get(task_id) ?? task_id), field, code, found, expected };
  });
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
