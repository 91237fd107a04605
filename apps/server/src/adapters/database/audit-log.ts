import { and, asc, desc, eq, getTableColumns, gt, gte, lt } from 'drizzle-orm';
import type { AuditFilter, AuditLog } from '../../ports/database.ts';
import type { Session } from './postgres.ts';
import { auditHeads, syncAudit as table } from './schema.ts';

const wanted = ({ userId, type, from, until, revision }: AuditFilter) => [
  userId === undefined ? undefined : eq(table.userId, userId),
  type === undefined ? undefined : eq(table.syncType, type),
  from === undefined ? undefined : gte(table.timestamp, from),
  until === undefined ? undefined : lt(table.timestamp, until),
  revision === undefined ? undefined : eq(table.serverVersion, revision),
];

export function auditLog({ db, tenant }: Session): AuditLog {
  const { tenantId: _tenant, ...shown } = getTableColumns(table);
  return {
    async lockHead() {
      await db.insert(auditHeads).values({ tenantId: tenant, seq: 0, hash: '' }).onConflictDoNothing();
      const [row] = await db.select({ seq: auditHeads.seq, hash: auditHeads.hash }).from(auditHeads).for('update');
      if (!row) throw new Error('the audit chain of this tenant has no head');
      return row;
    },
    async append(entry) {
      await db.insert(table).values({ tenantId: tenant, ...entry });
      await db.update(auditHeads).set({ seq: entry.seq, hash: entry.hash }).where(eq(auditHeads.tenantId, tenant));
    },
    list: async (projectId, limit, before, filter = {}) =>
      db
        .select(shown)
        .from(table)
        .where(
          and(
            eq(table.projectId, projectId),
            before === undefined ? undefined : lt(table.seq, before),
            ...wanted(filter),
          ),
        )
        .orderBy(desc(table.seq))
        .limit(limit),
    chain: async (limit, after) =>
      db.select(shown).from(table).where(gt(table.seq, after)).orderBy(asc(table.seq)).limit(limit),
  };
}
