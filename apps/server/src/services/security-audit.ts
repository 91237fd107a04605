/** Recording what concerns security, in the chain of the audit log. */
import type { SecurityEvent } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { SecurityRecord } from '../ports/records.ts';
import { appendSecurity } from './audit-chain.ts';
import { actor, type Caller, type House } from './house.ts';

/** Who did something, and from where. */
export interface Who {
  readonly userId: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

export const whoActs = (caller: Caller): Who => ({
  userId: actor(caller).id,
  ip: caller.ip,
  userAgent: caller.userAgent,
});

export interface SecurityNote {
  readonly event: SecurityEvent;
  readonly outcome?: 'done' | 'refused';
  readonly projectId?: string | null;
  /** Ids, names of settings, numbers: never a secret, a value of a plan or the content of a file. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly count?: number;
}

/** In the transaction of what happened (rule A4); the number of its entry. What is refused goes to `house.refusals` instead, which bounds floods. */
export async function recordSecurity(
  house: Pick<House, 'system'>,
  unit: Unit,
  who: Who,
  note: SecurityNote,
): Promise<number> {
  return appendSecurity(unit, house.system.uuid(), securityRecord(who, note, house.system.now()));
}

function securityRecord(who: Who, note: SecurityNote, timestamp: string): SecurityRecord {
  return {
    event: note.event,
    outcome: note.outcome ?? 'done',
    projectId: note.projectId ?? null,
    userId: who.userId,
    details: storable(note.details ?? {}) as SecurityRecord['details'],
    count: note.count ?? 1,
    timestamp,
    ipAddress: who.ip,
    userAgent: who.userAgent && (storable(who.userAgent) as string),
  };
}

const longest = 500;

/** Without what PostgreSQL does not take in JSON, and of bounded length: it may come from anybody. */
function storable(value: unknown): unknown {
  if (typeof value === 'string')
    return value.toWellFormed().replaceAll('\0', '\ufffd').slice(0, longest).toWellFormed();
  if (Array.isArray(value)) return value.slice(0, 100).map(storable);
  if (value === null || typeof value !== 'object') return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, storable(item)]));
}
