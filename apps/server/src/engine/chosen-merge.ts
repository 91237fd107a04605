/** The merge of an upload with the choices that were made for its conflicts (rules M2, A9). */
import {
  type MergeConflict,
  type MergeOptions,
  type MergeResult,
  merge,
  type Snapshot,
  subjectKey,
  type Theirs,
} from '@sprintforge/core';
import type { ConflictSide, SyncJob } from '../ports/engine.ts';
import { sha256 } from './packing.ts';

export interface ChosenMerge {
  readonly result: MergeResult;
  /** Conflicts that there would be without the choices. */
  readonly decided: readonly { readonly conflict: MergeConflict; readonly choice: ConflictSide }[];
}

/** A UUID made of the seed, the subject and what the head holds: another head value is another conflict (rule R4). */
export function conflictId(seed: string, { subject, reason, ours }: MergeConflict): string {
  const hex = sha256(JSON.stringify([seed, subjectKey(subject), reason, ours ?? null]));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Choices for what is no conflict (any more) are not looked at. A choice may bring out a conflict that nobody saw: that one stays open. */
export function mergeChosen(
  { base, ours, theirs }: { readonly base: Snapshot; readonly ours: Snapshot; readonly theirs: Theirs },
  options: MergeOptions,
  { choices: made, seed }: Pick<SyncJob, 'choices' | 'seed'>,
): ChosenMerge {
  const decided = new Map<string, ChosenMerge['decided'][number]>();
  for (;;) {
    const choices = new Map([...decided].map(([key, { choice }]) => [key, choice]));
    const result = merge(base, ours, theirs, { ...options, choices });
    const before = decided.size;
    for (const conflict of result.conflicts) {
      const choice = made[conflictId(seed, conflict)];
      const key = subjectKey(conflict.subject);
      if (choice !== undefined && !decided.has(key)) decided.set(key, { conflict, choice });
    }
    if (decided.size > before) continue;
    // what the plan cannot hold stays a conflict, whatever was chosen
    for (const { subject } of result.conflicts) decided.delete(subjectKey(subject));
    return { result, decided: [...decided.values()] };
  }
}
