import { changeCount, diff, emptySnapshot, isEmpty, type Snapshot } from '@sprintforge/core';
import type { NewState } from '../ports/engine.ts';
import type { HeadDelta, HeadLists } from '../ports/records.ts';
import { headDelta } from './head-rows.ts';
import { changeSetPieces, jsonLists } from './json-lists.ts';
import { packSnapshot } from './packing.ts';

/** What has to be written to go from one plan to the other; null when they are equal. */
export const newState = (before: Snapshot | null, after: Snapshot): NewState | null => nextPlan(before, after).state;

/** The same, and the plan as it will be read again: where they are equal, the one before. */
export function nextPlan(
  before: Snapshot | null,
  after: Snapshot,
): { readonly state: NewState | null; readonly plan: Snapshot } {
  const changes = diff(before ?? emptySnapshot(), after);
  if (before !== null && isEmpty(changes)) return { state: null, plan: before };
  const { bytes, hash, snapshot } = packSnapshot(after, before ?? undefined);
  const { fields, calendar, scheduling } = after;
  const state = {
    snapshot: bytes,
    hash,
    delta: asLists(headDelta(before, after, changes)),
    changes: changeSetPieces(changes),
    changesCount: changeCount(changes),
    settings: { fields, calendar, scheduling },
    taskCount: after.tasks.size,
  };
  return { state, plan: snapshot };
}

const asLists = (delta: HeadDelta): HeadLists => ({
  tasks: jsonLists(delta.tasks),
  removedTasks: jsonLists(delta.removedTasks),
  dependencies: jsonLists(delta.dependencies),
  removedDependencies: jsonLists(delta.removedDependencies),
  resources: jsonLists(delta.resources),
  removedResources: jsonLists(delta.removedResources),
});
