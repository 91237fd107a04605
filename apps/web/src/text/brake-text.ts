import type { Brake } from '@sprintforge/protocol';
import type { Messages } from './messages.ts';

/** What a brake says would happen, in figures: in the reader's language where it can be counted, else as the server says it. */
export function brakeText({ sync, fields }: Messages, { code, effect, tasks, of, field }: Brake): string {
  if (tasks === undefined || of === undefined) return effect;
  if (code === 'PLAN_REPLACED') return sync.replaced(of, tasks);
  const counted = sync.ofTasks(tasks, of);
  return field === undefined ? counted : `${fields[field] ?? field}: ${counted}`;
}
