/** The tamper-evident log: gapless per tenant over both of its tables, each entry's hash covers the one before it. */
import { createHash, type Hash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { AuditVerdict } from '@sprintforge/protocol';
import type { AuditAnchor } from '../ports/audit-log.ts';
import { canonicalText } from '../ports/canonical-json.ts';
import type { Unit } from '../ports/database.ts';
import type { AuditList, AuditRecord, AuditRest, ChainRecord, SecurityRecord } from '../ports/records.ts';
import { piecesOf } from './audit-pieces.ts';
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

/** As `appendAudit`; for callers there is `recordSecurity`. */
export async function appendSecurity(unit: Unit, id: string, record: SecurityRecord): Promise<void> {
  await unit.audit.appendSecurity(await linked(unit, { ...record, id }, { changes: [], conflicts: [] }));
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

/** The lists of an entry where they go on: canonical JSON. */
type Tails = { readonly [List in AuditList]: AsyncIterable<string> };

async function* later(texts: readonly string[]): AsyncGenerator<string> {
  for (const text of texts) {
    yield text;
    await turn(); // others are served between two pieces
  }
}

/** `SHA-256(previous hash ‖ canonical JSON of the entry)`, as if its lists were in one piece. */
async function hashEntry(previous: string, entry: object, tails: Tails): Promise<string> {
  const hash = createHash('sha256').update(previous);
  const { hash: _hash, pieces: _pieces, ...content } = entry as { hash?: string; pieces?: number };
  let before = '{';
  for (const [key, value] of Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (value === undefined) continue;
    hash.update(`${before}${JSON.stringify(key)}:`);
    before = ',';
    if (key === 'changes' || key === 'conflicts') await hashList(hash, canonicalText(value), tails[key]);
    else hash.update(canonicalText(value));
  }
  return hash.update('}').digest('hex');
}

async function hashList(hash: Hash, begun: string, tail: AsyncIterable<string>): Promise<void> {
  let last = begun;
  for await (const text of tail) {
    hash.update(last.slice(0, -1)).update(',');
    last = text.slice(1);
  }
  hash.update(last);
}

/** Walks the whole chain, from its first entry or its anchor on, and names the first bad entry. */
export async function verifyAudit(unit: Unit): Promise<AuditVerdict> {
  for (;;) {
    const anchor = await unit.audit.anchor();
    const { seq, reason } = await walk(unit, anchor);
    // it was shortened meanwhile
    if (reason && (await unit.audit.anchor())?.seq !== anchor?.seq) continue;
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
async function walk(unit: Unit, anchor: AuditAnchor | null): Promise<{ seq: number; reason: string | null }> {
  const batch = 500;
  let { seq, hash: previous } = anchor ?? { seq: 0, hash: '' };
  let shortened: unknown = null;
  for (let after = Number.MIN_SAFE_INTEGER; ; after = seq) {
    const records = await unit.audit.chain(batch, after);
    for (const record of records) {
      const reason = await fault(unit, previous, seq, record);
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
  const recorded = anchor === null ? null : { hash: anchor.hash, last: anchor.seq };
  if (canonicalText(shortened) === canonicalText(recorded)) return { seq, reason: null };
  return { seq: anchor?.seq ?? 0, reason: 'the log does not record that entries before this one were given up' };
}

async function fault(unit: Unit, previous: string, seq: number, { log, entry }: ChainRecord): Promise<string | null> {
  if (entry.seq <= seq) return `an entry does not belong here: its number is ${entry.seq}`;
  if (entry.seq > seq + 1) return `entry ${seq + 1} is missing`;
  const goesOn = log === 'sync' && entry.pieces > 0;
  const tail = (list: AuditList) => (goesOn ? kept(unit, entry.seq, list) : later([]));
  const hash = await hashEntry(previous, entry, { changes: tail('changes'), conflicts: tail('conflicts') });
  return hash === entry.hash ? null : 'the content does not match its hash';
}

async function* kept(unit: Unit, seq: number, list: AuditList): AsyncGenerator<string> {
  for await (const piece of piecesOf((number) => unit.audit.sealedPiece(seq, list, number))) yield canonicalText(piece);
}
