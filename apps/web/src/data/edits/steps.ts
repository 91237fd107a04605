/** What one did and can take back, and what one took back and can do again, as in a spreadsheet. Pure. */
import { type Edit, renamed, type Way } from './edit.ts';

/** One edit, one undo or one redo: what it did, and what takes it back. */
export interface Step {
  /** Of the batch that did it. */
  readonly key: string;
  readonly did: Way;
  readonly back: Way;
}

export interface Steps {
  /** Oldest first. */
  readonly undos: readonly Step[];
  readonly redos: readonly Step[];
}

export const noSteps: Steps = { undos: [], redos: [] };
const most = 100;

export const pushed = (steps: readonly Step[], step: Step): readonly Step[] => [...steps, step].slice(-most);

/** `inverse` null: only the server can take it back. */
export const stepOf = (key: string, edits: readonly Edit[], inverse: readonly Edit[] | null): Step => ({
  key,
  did: { edits },
  back: inverse ? { edits: inverse } : { edits: [], undoes: key },
});

/** Of a step that was forgotten before it was sent. */
export const turned = ({ key, did, back }: Step): Step => ({ key, did: back, back: did });

/** The step that takes one back. A task that is gone comes back as itself only when the deletion is undone, not when it is made anew. */
export function takingBack({ did, back }: Step, key: string): Step {
  const anew = did.undoes !== undefined || did.edits.some(({ op }) => op === 'insert');
  return { key, did: back, back: anew ? { edits: [], undoes: key } : did };
}

/** Each step as it becomes, without those that are nothing any more. */
export function eachStep({ undos, redos }: Steps, become: (step: Step) => Step | null): Steps {
  const all = (steps: readonly Step[]) => steps.flatMap((step) => become(step) ?? []);
  return { undos: all(undos), redos: all(redos) };
}

const isNothing = ({ edits, undoes }: Way): boolean => edits.length === 0 && undoes === undefined;

/** null: nothing is left of it. */
export function withWays(step: Step, become: (way: Way) => Way): Step | null {
  const [did, back] = [become(step.did), become(step.back)];
  return isNothing(did) || isNothing(back) ? null : { ...step, did, back };
}

/** With the Task IDs that the server gave. */
export const renamedWay = (way: Way, names: ReadonlyMap<string, string>): Way =>
  names.size === 0 ? way : { ...way, edits: way.edits.map((edit) => renamed(edit, names)) };

/** Without cells that did not stand: `task/field`. */
export const withoutCells = (way: Way, cells: ReadonlySet<string>): Way => ({
  ...way,
  edits: way.edits.filter((edit) => edit.op !== 'set' || !cells.has(`${edit.task}/${edit.field}`)),
});

export const speaksOfBatch = ({ key, did, back }: Step, keys: ReadonlySet<number | string>): boolean =>
  [key, did.undoes, back.undoes].some((one) => one !== undefined && keys.has(one));
