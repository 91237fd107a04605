import { changeCount, diff, emptySnapshot, isEmpty, type Snapshot } from '@sprintforge/core';
import type { NewState } from '../ports/engine.ts';
import { headDelta } from './head-rows.ts';
import { packSnapshot } from './packing.ts';

/** What has to be written to go from one plan to the other; null when they are equal. */
export function newState(before: Snapshot | null, after: Snapshot): NewState | null {
  const changes = diff(before ?? emptySnapshot(after), after);
  if (before !== null && isEmpty(changes)) return null;
  const packed = packSnapshot(after);
  const { fields, calendar, scheduling } = after;
  return {
    snapshot: packed.bytes,
    hash: packed.hash,
    delta: headDelta(before, after),
    changes,
    changesCount: changeCount(changes),
    settings: { fields, calendar, scheduling },
    taskCount: after.tasks.size,
  };
}
