/** Where the audit chain begins: with its first entry, or behind an anchor when it was shortened. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { AuditLog } from '../../ports/audit-log.ts';
import type { Session } from './postgres.ts';
import { auditAnchors as anchors, auditExports as exports } from './schema.ts';

export function auditBeginning({ db, tenant }: Session): Pick<AuditLog, 'anchor' | 'shorten' | 'sentToAll'> {
  return {
    async anchor() {
      const { seq, hash, removedAt } = anchors;
      const [row] = await db.select({ seq, hash, removedAt }).from(anchors).where(eq(anchors.tenantId, tenant));
      return row ?? null;
    },
    async shorten(before, last, atOnce) {
      const found = await db.execute<{ seq: string; hash: string }>(
        sql`select seq, hash from shorten_audit(${before}, ${last}, ${atOnce})`,
      );
      const [row] = found.rows;
      return row ? { seq: Number(row.seq), hash: row.hash } : null;
    },
    async sentToAll(sinks) {
      const rows = await db
        .select({ seq: exports.seq })
        .from(exports)
        .where(and(eq(exports.tenantId, tenant), inArray(exports.sink, [...sinks])));
      if (rows.length < sinks.length) return 0;
      return rows.reduce((least, { seq }) => Math.min(least, seq), Number.MAX_SAFE_INTEGER);
    },
  };
}
