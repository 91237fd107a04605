import { finishOf, isConsistent } from './calendar.ts';
import type { Calendar, Snapshot, Task, TaskId } from './types.ts';
import { sameValue } from './value.ts';

/**
 * Lets finishes follow where the project is scheduled so: a task whose start or duration changed, whose finish nobody edited and
 * which was consistent before gets the finish that its start and duration make; so does one that had none. `merged` itself
 * when none does.
 */
export function followFinish(before: Snapshot, merged: Snapshot, editedFinish: ReadonlySet<TaskId>): Snapshot {
  if (merged.scheduling !== 'follow' || merged.tasks === before.tasks) return merged;
  let tasks: Map<TaskId, Task> | null = null;
  for (const [id, task] of merged.tasks) {
    const was = before.tasks.get(id);
    if (was === task || was?.fields === task.fields || editedFinish.has(id)) continue;
    const finish = followingFinish(was, task, before, merged);
    if (finish === null) continue;
    tasks ??= new Map(merged.tasks);
    tasks.set(id, { ...task, fields: { ...task.fields, finish } });
  }
  return tasks === null ? merged : { ...merged, tasks };
}

function followingFinish(was: Task | undefined, now: Task, before: Snapshot, merged: Snapshot): string | null {
  const { start, duration, finish } = now.fields;
  if (!sameValue(was?.fields.finish, finish)) return null;
  if (sameValue(was?.fields.start, start) && sameValue(was?.fields.duration, duration)) return null;
  const hadNone = sameValue(was?.fields.finish, null);
  if (!hadNone && isConsistent(was?.fields ?? {}, before.calendar) !== true) return null;
  if (typeof start !== 'string' || typeof duration !== 'number') return null;
  const follows = finishOf(start, duration, merged.calendar);
  return follows === finish ? null : follows;
}

/**
 * The plan under another calendar or another way of scheduling. Where finishes follow, those that fitted the old calendar are
 * counted anew in the new one.
 */
export function withCalendar(plan: Snapshot, calendar: Calendar, scheduling: Snapshot['scheduling']): Snapshot {
  const next = { ...plan, calendar, scheduling };
  if (scheduling !== 'follow') return next;
  const tasks = new Map(plan.tasks);
  for (const [id, task] of plan.tasks) {
    const { start, duration, finish } = task.fields;
    if (typeof start !== 'string' || typeof duration !== 'number') continue;
    if (!sameValue(finish, null) && isConsistent(task.fields, plan.calendar) !== true) continue;
    const follows = finishOf(start, duration, calendar);
    if (follows !== null && follows !== finish) tasks.set(id, { ...task, fields: { ...task.fields, finish: follows } });
  }
  return { ...next, tasks };
}
