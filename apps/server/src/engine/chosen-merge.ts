/** The merge of an upload with the choices that were made for its conflicts (rules M2, A9). */
import {
  type MergeConflict,
  type MergeOptions,
  type MergeResult,
  merge,
  type Snapshot,
  sameState,
  subjectKey,
  type Task,
  type Theirs,
  type Value,
} from '@sprintforge/core';
import type { ConflictSide, SyncJob } from '../ports/engine.ts';
import { sha256 } from './packing.ts';
import { fitValue } from './sheet-conflicts.ts';

export interface ChosenMerge {
  readonly result: MergeResult;
  /** Conflicts that there would be without the choices. */
  readonly decided: readonly { readonly conflict: MergeConflict; readonly choice: ConflictSide | 'value' }[];
}

/** A UUID made of the seed, the subject and what the head holds: another head value is another conflict (rule R4). */
export function conflictId(seed: string, { subject, reason, ours }: MergeConflict): string {
  const hex = sha256(JSON.stringify([seed, subjectKey(subject), reason, ours ?? null]));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

interface Taken {
  readonly conflict: MergeConflict;
  readonly choice: ConflictSide | 'value';
  /** What the merge is told to take. */
  readonly side: ConflictSide;
}

/** Choices for what is no conflict (any more) are not looked at. A choice may bring out a conflict that nobody saw: that one stays open. */
export function mergeChosen(
  { base, ours, theirs }: { readonly base: Snapshot; readonly ours: Snapshot; readonly theirs: Theirs },
  options: MergeOptions,
  { choices: made, seed }: Pick<SyncJob, 'choices' | 'seed'>,
): ChosenMerge {
  const taken = new Map<string, Taken>();
  const rows = new Map(theirs.tasks);
  for (;;) {
    const choices = new Map([...taken].map(([key, { side }]) => [key, side]));
    const result = merge(base, ours, { ...theirs, tasks: rows }, { ...options, choices });
    const before = taken.size;
    for (const conflict of result.conflicts) {
      const choice = made[conflictId(seed, conflict)];
      const key = subjectKey(conflict.subject);
      if (choice === undefined || taken.has(key)) continue;
      if (typeof choice === 'string') taken.set(key, { conflict, choice, side: choice });
      else {
        const side = valueTaken(conflict, choice.value, ours, rows);
        if (side !== null) taken.set(key, { conflict, choice: 'value', side });
      }
    }
    if (taken.size > before) continue;
    // what the plan cannot hold stays a conflict, whatever was chosen
    for (const { subject } of result.conflicts) taken.delete(subjectKey(subject));
    return { result, decided: [...taken.values()].map(({ conflict, choice }) => ({ conflict, choice })) };
  }
}

/** A value of one's own for a field of a task, merged as if the upload had said so; null: it does not fit. */
function valueTaken(
  { subject, base, ours }: MergeConflict,
  given: Value,
  plan: Snapshot,
  rows: Map<string, Task>,
): ConflictSide | null {
  if (subject.kind !== 'field' || subject.entity !== 'task') return null;
  const [value, row] = [fitValue(plan, subject, given), rows.get(subject.id)];
  if (value === undefined || row === undefined) return null;
  if (sameState(value, ours)) return 'ours';
  if (sameState(value, base)) return 'base';
  rows.set(subject.id, { ...row, fields: { ...row.fields, [subject.field]: value } });
  return 'theirs';
}
