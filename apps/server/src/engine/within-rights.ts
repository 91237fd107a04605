/** What of an upload its person may not write is refused cell by cell, before anything of it is merged. */
import {
  type Edit,
  type Forbidden,
  forbidden,
  type MergeOptions,
  merge,
  PARENT,
  PREDECESSORS,
  RANK,
  type Snapshot,
  type Subject,
  type SubjectState,
  subjectKey,
  type Task,
  type Theirs,
  type WriteRights,
} from '@sprintforge/core';
import type { RefusedCell, SheetChoice } from '@sprintforge/mapping';
import type { CellPlace, OpenConflict } from '../ports/engine.ts';
import type { cellPlaces } from './cell-places.ts';
import { stateText } from './sheet-conflicts.ts';

interface Sides {
  readonly base: Snapshot;
  readonly ours: Snapshot;
  readonly theirs: Theirs;
}

export interface WithinRights {
  readonly theirs: Theirs;
  /** Edits that are taken out, as `subjectKey`. */
  readonly leaveOut: ReadonlySet<string>;
  readonly refused: readonly RefusedCell[];
}

export function withinRights(
  sides: Sides,
  rights: WriteRights | null,
  options: MergeOptions,
  placeOf: ReturnType<typeof cellPlaces>,
): WithinRights {
  const { base, ours } = sides;
  const leaveOut = new Set(options.leaveOut);
  if (rights === null) return { theirs: sides.theirs, leaveOut, refused: [] };
  const theirs = withoutDerived(sides.theirs, rights, ours);
  const refused: RefusedCell[] = [];
  const stripped = new Map<string, Task>();
  const refuse = (subject: Subject, state: SubjectState, code: Forbidden): void => {
    refused.push(refusedCell(subject, stateText(state, ours, subject), code, placeOf(subject).place));
  };
  // under any strategy the edits are the same ones; what ends `same` changes nothing
  for (const edit of merge(base, ours, theirs, { ...options, strategy: 'server' }).edits) {
    if (edit.outcome === 'same') continue;
    const why = forbidden(rights, edit.subject, ours);
    if (why !== null) {
      leaveOut.add(subjectKey(edit.subject));
      refuse(edit.subject, edit.theirs, why);
    } else
      for (const field of strayFields(edit, rights, ours)) {
        const task = stripped.get(field.id) ?? (edit.theirs as Task);
        const { [field.field]: stray = null, ...fields } = task.fields;
        stripped.set(field.id, { ...task, fields });
        refuse(field, stray, 'FIELD_READ_ONLY');
      }
  }
  const tasks = stripped.size === 0 ? theirs.tasks : new Map([...theirs.tasks, ...stripped]);
  return { theirs: { ...theirs, tasks }, leaveOut, refused };
}

type TaskField = Extract<Subject, { kind: 'field' }>;

/** Fields of a task that is added as a whole which may not be written. */
function strayFields(edit: Edit, rights: WriteRights, plan: Snapshot): TaskField[] {
  const { subject, theirs } = edit;
  if (subject.kind !== 'task' || theirs === null || typeof theirs !== 'object' || !('fields' in theirs)) return [];
  return Object.keys(theirs.fields)
    .map((field): TaskField => ({ kind: 'field', entity: 'task', id: subject.id, field }))
    .filter((field) => forbidden(rights, field, plan) === 'FIELD_READ_ONLY');
}

/** Results of formulas (rule V7) are no edits, and are not taken either where the person may not write. */
function withoutDerived(theirs: Theirs, rights: WriteRights, plan: Snapshot): Theirs {
  if (!theirs.derived?.size) return theirs;
  const tasks = new Map(theirs.tasks);
  for (const key of theirs.derived) {
    const [id = '', field = ''] = key.split('\u0000');
    const task = tasks.get(id);
    if (!task || forbidden(rights, { kind: 'field', entity: 'task', id, field }, plan) === null) continue;
    const { [field]: _derived, ...fields } = task.fields;
    tasks.set(id, { ...task, fields });
  }
  return { ...theirs, tasks };
}

const expected: Readonly<Record<Forbidden, string>> = {
  FIELD_READ_ONLY: 'no edit: you may not write this field',
  NOT_YOUR_TASK: 'no edit: you may write tasks that are assigned to you',
  STRUCTURE_READ_ONLY: 'no change: you may not add, move or delete tasks, nor change resources',
};

function refusedCell(
  subject: Subject,
  found: string,
  code: Forbidden,
  { sheet, cell }: CellPlace = { sheet: '', cell: '' },
): RefusedCell {
  const task = subject.kind === 'dependency' ? (subject.key.split('>')[1]?.split(':')[0] ?? '') : subject.id;
  const where = cell === '' ? task : `${sheet}!${cell}`;
  const message = `${where} holds "${found}"; expected ${expected[code]}. It was left out.`;
  const isResource = subject.kind === 'resource' || (subject.kind === 'field' && subject.entity === 'resource');
  const about = { task_id: isResource ? null : task, field: fieldOf(subject) };
  return { code, sheet, cell, ...about, found, expected: expected[code], message };
}

/** The column that shows it best: a place is told by the name. */
function fieldOf(subject: Subject): string {
  if (subject.kind === 'dependency') return PREDECESSORS;
  if (subject.kind !== 'field' || subject.field === PARENT || subject.field === RANK) return 'name';
  return subject.field;
}

/** Choices of the `Sync` sheet that the person may make; those for other conflicts leave them open. */
export function choicesWithinRights(
  choices: readonly SheetChoice[],
  open: readonly OpenConflict[],
  rights: WriteRights | null,
  plan: Snapshot,
): {
  readonly choices: readonly SheetChoice[];
  readonly left: readonly { readonly id: string; readonly reason: string }[];
} {
  if (rights === null) return { choices, left: [] };
  const closed = new Set(open.filter(({ subject }) => forbidden(rights, subject, plan) !== null).map(({ id }) => id));
  return {
    choices: choices.filter(({ conflictId }) => !closed.has(conflictId)),
    left: choices
      .filter(({ conflictId }) => closed.has(conflictId))
      .map(({ conflictId: id }) => ({ id, reason: 'not-allowed' })),
  };
}
