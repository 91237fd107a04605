/** Uploads that do something unusually large are stopped until somebody confirms it (rule A3). */
import { type Edit, RANK, type Snapshot } from '@sprintforge/core';
import type { Brake } from '../ports/engine.ts';

const manyTasks = 500;

export function brakesOf(base: Snapshot, edits: readonly Edit[]): Brake[] {
  const total = base.tasks.size;
  if (total === 0) return [];
  const deleted = edits.filter((edit) => edit.subject.kind === 'task' && edit.action === 'delete').length;
  const added = edits.filter((edit) => edit.subject.kind === 'task' && edit.action === 'add').length;
  if (deleted === total && added > 0)
    return [
      { code: 'PLAN_REPLACED', effect: `all ${total} tasks are replaced by ${added} others`, tasks: added, of: total },
    ];
  const brakes: Brake[] = [];
  if (deleted > total / 2 || deleted > manyTasks)
    brakes.push({
      code: 'MANY_DELETED',
      effect: `${deleted} of ${total} tasks are deleted`,
      tasks: deleted,
      of: total,
    });
  for (const [field, count] of emptied(edits))
    if (count > total / 2)
      brakes.push({
        code: 'COLUMN_EMPTIED',
        effect: `${field} is emptied for ${count} of ${total} tasks`,
        tasks: count,
        of: total,
        field,
      });
  return brakes;
}

/** How many tasks each field is emptied for. */
function emptied(edits: readonly Edit[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { subject, action, theirs } of edits)
    if (
      subject.kind === 'field' &&
      subject.entity === 'task' &&
      action === 'set' &&
      theirs === null &&
      subject.field !== RANK
    )
      counts.set(subject.field, (counts.get(subject.field) ?? 0) + 1);
  return counts;
}
