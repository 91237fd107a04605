/** The tamper-evident log: gapless per tenant over both of its tables, each entry's hash covers the one before it. */
import { setImmediate as turn } from 'node:timers/promises';
import type { AuditVerdict } from '@sprintforge/protocol';
import type { AuditAnchor } from '../ports/audit-log.ts';
import { canonicalText } from '../ports/canonical-json.ts';
import type { Unit } from '../ports/database.ts';
import type { AuditList, AuditRecord, AuditRest, ChainRecord, SecurityRecord } from '../ports/records.ts';
import { hashEntry, hashKept, later } from './audit-hash.ts';
import { KnownRedactions } from './audit-redaction.ts';
import { askToTell } from './notices/tell-people.ts';

/** The chain of what belongs to no organisation, such as a token that nobody has. */
export const NO_TENANT = '00000000-0000-0000-0000-000000000000';

/** In the transaction of the change itself, and with it that people are to be told (rule A4). */
export async function appendAudit(unit: Unit, id: string, record: AuditRecord, lists: Lists = {}): Promise<void> {
  const sealed = await sealedLists(unit, record.projectId, lists);
  const rest = { changes: sealed.changes?.slice(1) ?? [], conflicts: sealed.conflicts?.slice(1) ?? [] };
  const own = await unit.personal.seal(record.projectId, { changes: record.changes, conflicts: record.conflicts });
  const entry = await linked(unit, { ...record, ...own, ...begunOf(sealed), id }, rest);
  await unit.audit.append(entry, rest);
  await askToTell(unit, entry);
}

/** Instead of the record's own, and however long: in pieces of canonical JSON. */
type Lists = { readonly [List in AuditList]?: readonly string[] };

/** What is hashed is what is kept: it still holds when somebody is erased and what was about them opens no more. */
async function sealedLists(unit: Unit, projectId: string, { changes, conflicts }: Lists): Promise<Lists> {
  return {
    ...(changes ? { changes: await unit.personal.sealLists(projectId, changes) } : {}),
    ...(conflicts ? { conflicts: await unit.personal.sealLists(projectId, conflicts) } : {}),
  };
}

const begunOf = (lists: Lists) =>
  Object.fromEntries(Object.entries(lists).map(([list, [first = '[]']]) => [list, JSON.parse(first) as unknown]));

/** As `appendAudit`; the entry's number. For callers there is `recordSecurity`. */
export async function appendSecurity(unit: Unit, id: string, record: SecurityRecord): Promise<number> {
  const entry = await linked(unit, { ...record, id }, { changes: [], conflicts: [] });
  await unit.audit.appendSecurity(entry);
  return entry.seq;
}

async function linked<E extends object>(
  unit: Unit,
  record: E,
  rest: AuditRest,
): Promise<E & { seq: number; hash: string }> {
  const head = await unit.audit.lockHead();
  const entry = { ...record, seq: head.seq + 1 };
  return {
    ...entry,
    hash: await hashEntry(head.hash, entry, { changes: later(rest.changes), conflicts: later(rest.conflicts) }),
  };
}

/** Walks the whole chain, from its first entry or its anchor on, and names the first bad entry. */
export async function verifyAudit(unit: Unit): Promise<AuditVerdict> {
  for (;;) {
    const anchor = await unit.audit.anchor();
    const redactions = await unit.audit.redactions.list();
    const { seq, reason } = await walk(unit, anchor, new KnownRedactions(redactions));
    // it was shortened, or somebody was erased, meanwhile
    if (reason && (await unit.audit.anchor())?.seq !== anchor?.seq) continue;
    if (reason && (await unit.audit.redactions.list()).length !== redactions.length) continue;
    const begun = anchor?.seq ?? 0;
    return {
      ok: reason === null,
      entries: seq - begun,
      first_bad: reason ? seq + 1 : null,
      reason,
      from: begun + 1,
      anchor: anchor && { seq: anchor.seq, hash: anchor.hash, removed_at: anchor.removedAt },
    };
  }
}

/** The last good entry, and what is wrong behind it. */
async function walk(
  unit: Unit,
  anchor: AuditAnchor | null,
  known: KnownRedactions,
): Promise<{ seq: number; reason: string | null }> {
  const batch = 500;
  let { seq, hash: previous } = anchor ?? { seq: 0, hash: '' };
  let shortened: unknown = null;
  for (let after = Number.MIN_SAFE_INTEGER; ; after = seq) {
    const records = await unit.audit.chain(batch, after);
    for (const record of records) {
      const reason = await fault(unit, known, previous, seq, record);
      if (reason) return { seq, reason };
      if (record.log === 'security' && record.entry.event === 'audit.shortened') shortened = record.entry.details;
      previous = record.entry.hash;
      seq = record.entry.seq;
      if (seq % 10 === 0) await turn();
    }
    if (records.length < batch) break;
  }
  const head = await unit.audit.lockHead();
  if (head.seq !== seq || head.hash !== previous) return { seq, reason: 'entries at the end are missing' };
  const unrecorded = known.unrecorded(anchor?.seq ?? 0);
  if (unrecorded !== null) return { seq: unrecorded - 1, reason: 'the log does not record that it lost a name' };
  const recorded = anchor === null ? null : { hash: anchor.hash, last: anchor.seq };
  if (canonicalText(shortened) === canonicalText(recorded)) return { seq, reason: null };
  return { seq: anchor?.seq ?? 0, reason: 'the log does not record that entries before this one were given up' };
}

async function fault(
  unit: Unit,
  known: KnownRedactions,
  previous: string,
  seq: number,
  record: ChainRecord,
): Promise<string | null> {
  const { entry } = record;
  if (entry.seq <= seq) return `an entry does not belong here: its number is ${entry.seq}`;
  if (entry.seq > seq + 1) return `entry ${seq + 1} is missing`;
  const redacted = known.contentOf(entry.seq);
  const hash = await hashKept(unit, redacted === undefined ? previous : '', record);
  if (hash !== (redacted ?? entry.hash)) return 'the content does not match its hash';
  return known.isRecorded(record) ? null : 'it records other entries that lost a name than there are';
}
