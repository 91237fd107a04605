/** The tamper-evident log: gapless per tenant, each entry's hash covers the one before it. */
import { createHash } from 'node:crypto';
import type { AuditVerdict } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { AuditEntryRecord, AuditRecord } from '../ports/records.ts';

/** In the transaction of the change itself (rule A4). */
export async function appendAudit(unit: Unit, id: string, record: AuditRecord): Promise<void> {
  const head = await unit.audit.lockHead();
  const entry = { ...record, id, seq: head.seq + 1 };
  await unit.audit.append({ ...entry, hash: hashEntry(head.hash, entry) });
}

/** `SHA-256(previous hash ‖ canonical JSON of the entry)`. */
export function hashEntry(previous: string, entry: Omit<AuditEntryRecord, 'hash'>): string {
  const { hash: _hash, ...content } = entry as AuditEntryRecord;
  return createHash('sha256').update(previous).update(canonical(content)).digest('hex');
}

/** Walks the whole chain and names the first bad entry. */
export async function verifyAudit(unit: Unit): Promise<AuditVerdict> {
  const batch = 500;
  let previous = '';
  let seq = 0;
  for (;;) {
    const entries = await unit.audit.chain(batch, seq);
    for (const entry of entries) {
      const reason = fault(previous, seq, entry);
      if (reason) return { ok: false, entries: seq, first_bad: entry.seq, reason };
      previous = entry.hash;
      seq = entry.seq;
    }
    if (entries.length < batch) break;
  }
  const head = await unit.audit.lockHead();
  if (head.seq !== seq || head.hash !== previous)
    return { ok: false, entries: seq, first_bad: seq + 1, reason: 'entries at the end are missing' };
  return { ok: true, entries: seq, first_bad: null, reason: null };
}

function fault(previous: string, seq: number, entry: AuditEntryRecord): string | null {
  if (entry.seq !== seq + 1) return `entry ${seq + 1} is missing`;
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
