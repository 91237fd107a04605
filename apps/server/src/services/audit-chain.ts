/** The tamper-evident log: gapless per tenant over both of its tables, each entry's hash covers the one before it. */
import { createHash } from 'node:crypto';
import type { AuditVerdict } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { AuditRecord, ChainRecord, SecurityRecord } from '../ports/records.ts';
import { askToTell } from './notices/tell-people.ts';

/** The chain of what belongs to no organisation, such as a token that nobody has. */
export const NO_TENANT = '00000000-0000-0000-0000-000000000000';

/** In the transaction of the change itself, and with it that people are to be told (rule A4). */
export async function appendAudit(unit: Unit, id: string, record: AuditRecord): Promise<void> {
  const entry = await linked(unit, { ...record, id });
  await unit.audit.append(entry);
  await askToTell(unit, entry);
}

/** As `appendAudit`; for callers there is `recordSecurity`. */
export async function appendSecurity(unit: Unit, id: string, record: SecurityRecord): Promise<void> {
  await unit.audit.appendSecurity(await linked(unit, { ...record, id }));
}

async function linked<E extends object>(unit: Unit, record: E): Promise<E & { seq: number; hash: string }> {
  const head = await unit.audit.lockHead();
  const entry = { ...record, seq: head.seq + 1 };
  return { ...entry, hash: hashEntry(head.hash, entry) };
}

/** `SHA-256(previous hash ‖ canonical JSON of the entry)`. */
export function hashEntry(previous: string, entry: object): string {
  const { hash: _hash, ...content } = entry as { hash?: string };
  return createHash('sha256').update(previous).update(canonical(content)).digest('hex');
}

/** Walks the whole chain and names the first bad entry. */
export async function verifyAudit(unit: Unit): Promise<AuditVerdict> {
  const batch = 500;
  let previous = '';
  let seq = 0;
  for (;;) {
    const records = await unit.audit.chain(batch, seq === 0 ? Number.MIN_SAFE_INTEGER : seq);
    for (const record of records) {
      const reason = fault(previous, seq, record);
      if (reason) return { ok: false, entries: seq, first_bad: seq + 1, reason };
      previous = record.entry.hash;
      seq = record.entry.seq;
    }
    if (records.length < batch) break;
  }
  const head = await unit.audit.lockHead();
  if (head.seq !== seq || head.hash !== previous)
    return { ok: false, entries: seq, first_bad: seq + 1, reason: 'entries at the end are missing' };
  return { ok: true, entries: seq, first_bad: null, reason: null };
}

function fault(previous: string, seq: number, { entry }: ChainRecord): string | null {
  if (entry.seq <= seq) return `an entry does not belong here: its number is ${entry.seq}`;
  if (entry.seq > seq + 1) return `entry ${seq + 1} is missing`;
  return hashEntry(previous, entry) === entry.hash ? null : 'the content does not match its hash';
}

/** JSON with sorted keys, no spaces; undefined members are left out. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const members = Object.entries(value).filter(([, item]) => item !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}
