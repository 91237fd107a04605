/** Uploads that wait for decisions on the `Sync` sheet: their conflicts stand among the others, and choices for them come back (rules A9, R4). */
import { type Snapshot, sameState, stateIn, type Theirs } from '@sprintforge/core';
import type { ReadNotice, SheetChoice } from '@sprintforge/mapping';
import type { OpenConflict, WaitingChoice, WaitingUpload } from '../ports/engine.ts';
import { conflictId } from './chosen-merge.ts';
import { fitValue, isEdited } from './sheet-conflicts.ts';

export interface WaitingConflict extends OpenConflict {
  /** The upload that it is of. */
  readonly upload: string;
}

/** As they are on this head: another head value is another question, with another id; what the head holds already is none. */
export function waitingConflicts(waiting: readonly WaitingUpload[], head: Snapshot): WaitingConflict[] {
  return waiting
    .flatMap(({ id: upload, conflicts }) =>
      conflicts.map((conflict) => {
        const now = { ...conflict, ours: stateIn(head, conflict.subject), standing: 'ours' as const };
        return { ...now, upload, id: conflictId(upload, now) };
      }),
    )
    .filter(({ ours, theirs }) => !sameState(ours, theirs));
}

export const waitingNotices = (waiting: readonly WaitingUpload[]): ReadNotice[] =>
  waiting.map(({ createdAt, detail }) => ({
    code: 'UPLOAD_WAITS',
    sheet: 'Sync',
    message: `Your upload of ${createdAt} waits, nothing of it is applied yet: ${detail}. Its conflicts stand on this sheet; the rest is decided in the web application.`,
  }));

export interface ChoicesForWaiting {
  readonly made: readonly WaitingChoice[];
  /** Those that were not taken, with the reason. */
  readonly left: readonly { readonly id: string; readonly reason: string }[];
}

/** An edit of the cell itself wins over the choice. */
export function choicesForWaiting(
  choices: readonly SheetChoice[],
  conflicts: readonly WaitingConflict[],
  sides: { readonly head: Snapshot; readonly base: Snapshot; readonly theirs: Theirs },
): ChoicesForWaiting {
  const byId = new Map(conflicts.map((conflict) => [conflict.id, conflict]));
  const made: WaitingChoice[] = [];
  const left: ChoicesForWaiting['left'][number][] = [];
  for (const { conflictId: id, choice, value: given = '' } of choices) {
    const conflict = byId.get(id);
    if (!conflict || isEdited(conflict.subject, sides.base, sides.theirs)) continue;
    const value = choice === 'custom' ? fitValue(sides.head, conflict.subject, given) : undefined;
    if (choice !== 'custom') made.push({ upload: conflict.upload, id, choice });
    else if (value !== undefined) made.push({ upload: conflict.upload, id, choice: { value } });
    else left.push({ id, reason: 'bad-value' });
  }
  return { made, left };
}
