/**
 * Names that stood in plain text in the log go with the person. The hash of such an entry stays, so that the chain goes on over it; what it
 * holds now is hashed by itself, and the entry that records the erasure holds one hash over all of these: whoever changes an entry without
 * such a record is found.
 */
import { createHash } from 'node:crypto';
import type { AuditRedaction } from '../ports/audit-log.ts';
import { canonicalText } from '../ports/canonical-json.ts';
import type { Database, Unit } from '../ports/database.ts';
import type { ChainRecord } from '../ports/records.ts';
import { hashKept } from './audit-hash.ts';

/** As the entry that records the erasure says it. */
export interface Redacted {
  readonly entries: number;
  readonly digest: string;
}

/** Entries up to `upTo` that may name somebody. */
export interface Naming {
  readonly seqs: readonly number[];
  readonly upTo: number;
}

/** Looked for before anybody has to wait: a log may be long. */
export async function findNaming(
  database: Pick<Database, 'unit'>,
  tenant: string,
  texts: readonly string[],
): Promise<Naming> {
  const { seq: upTo } = await database.unit(tenant, ({ audit }) => audit.lockHead());
  return { upTo, seqs: await database.unit(tenant, ({ audit }) => audit.redactions.naming(texts, 0)) };
}

/** In the unit of the entry that records it, which has to be the next one; null: nothing named them. `found`: what was looked for before. */
export async function redactLog(
  unit: Unit,
  texts: readonly string[],
  change: (text: string) => string,
  found: Naming,
): Promise<Redacted | null> {
  const bySeq = (await unit.audit.lockHead()).seq + 1;
  const rows: AuditRedaction[] = [];
  const later = await unit.audit.redactions.naming(texts, found.upTo);
  for (const seq of [...new Set([...found.seqs, ...later])].sort((a, b) => a - b)) {
    if (!(await unit.audit.redactions.redact(seq, change))) continue;
    const [record] = await unit.audit.chain(1, seq - 1);
    if (record) rows.push({ seq, bySeq, content: await hashKept(unit, '', record) });
  }
  await unit.audit.redactions.add(rows);
  return redactedBy(rows);
}

function redactedBy(rows: readonly AuditRedaction[]): Redacted | null {
  if (rows.length === 0) return null;
  const list = canonicalText(rows.map(({ seq, content }) => [seq, content]));
  return { entries: rows.length, digest: createHash('sha256').update(list).digest('hex') };
}

/** What a walk over the chain knows of entries that lost a name. */
export class KnownRedactions {
  readonly #now = new Map<number, string>();
  readonly #batches = new Map<number, AuditRedaction[]>();

  /** In the order in which they were made. */
  constructor(rows: readonly AuditRedaction[]) {
    for (const row of rows) {
      this.#now.set(row.seq, row.content);
      this.#batches.set(row.bySeq, [...(this.#batches.get(row.bySeq) ?? []), row]);
    }
  }

  /** The hash of what an entry holds now, by itself; undefined: it is as it was written. */
  contentOf(seq: number): string | undefined {
    return this.#now.get(seq);
  }

  /** Does the entry record what is known of it? */
  isRecorded({ log, entry }: ChainRecord): boolean {
    const said = log === 'security' && entry.event === 'person.erased' ? (entry.details['redacted'] ?? null) : null;
    const known = redactedBy(this.#batches.get(entry.seq) ?? []);
    this.#batches.delete(entry.seq);
    return canonicalText(said) === canonicalText(known);
  }

  /** The first entry behind `begun` of which nothing in the chain says that it lost a name. */
  unrecorded(begun: number): number | null {
    const rows = [...this.#batches.values()].flat().filter(({ bySeq }) => bySeq > begun);
    return rows.length === 0 ? null : Math.min(...rows.map(({ seq }) => seq));
  }
}
