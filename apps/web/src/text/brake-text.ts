import type { Brake } from '@sprintforge/protocol';
import type { Formats } from './formats.ts';
import type { Messages } from './messages.ts';
import { sentence } from './server-text.ts';

/** What a brake says would happen: in the reader's language by its figures and facts, else as the server says it. */
export function brakeText({ sync, fields, said }: Messages, format: Formats, brake: Brake): string {
  const { code, effect, tasks, of, field, facts } = brake;
  if (code === 'COPY_REVOKED') return sentence(format, said?.revoked, facts) ?? effect;
  if (code === 'META_MISSING' || code === 'META_INVALID') {
    const [origin, madeBy] = [said?.origin, said?.madeBy].map((say) => sentence(format, say, facts));
    return origin ? [origin, madeBy].filter(Boolean).join(' ') : effect;
  }
  if (tasks === undefined || of === undefined) return effect;
  if (code === 'PLAN_REPLACED') return sync.replaced(of, tasks);
  const counted = sync.ofTasks(tasks, of);
  return field === undefined ? counted : `${fields[field] ?? field}: ${counted}`;
}
