import type { ChangeSet } from '@sprintforge/core';
import type { Change } from '@sprintforge/protocol';

/** What a change set says of the plan's fields, its calendar and how finishes come about. */
export function* settingsChanges({ settings }: ChangeSet): Generator<Change> {
  if (!settings) return;
  const { before, after } = settings;
  for (const field of ['fields', 'calendar', 'scheduling'] as const)
    if (JSON.stringify(before[field]) !== JSON.stringify(after[field]))
      yield { action: 'set', kind: 'settings', task_id: '', field, before: before[field], after: after[field] };
}
