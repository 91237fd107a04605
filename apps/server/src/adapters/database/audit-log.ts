/** Both tables of the audit chain: `sync_audit`, and `security_audit` for what is about no plan. One sequence runs through them. */
import { and, asc, desc, eq, getTableColumns, gt, gte, lt, sql } from 'drizzle-orm';
import type { AuditFilter, AuditLog, ChainFilter } from '../../ports/audit-log.ts';
import type { ChainRecord } from '../../ports/records.ts';
import { auditBeginning } from './audit-beginning.ts';
import { redactions } from './audit-redactions.ts';
import type { Session } from './postgres.ts';
import {
  auditExports,
  auditHeads,
  auditPieces as pieces,
  securityAudit as security,
  syncAudit as table,
} from './schema.ts';

const wanted = ({ userId, type, from, until, revision }: AuditFilter) => [
  userId === undefined ? undefined : eq(table.userId, userId),
  type === undefined ? undefined : eq(table.syncType, type),
  from === undefined ? undefined : gte(table.timestamp, from),
  until === undefined ? undefined : lt(table.timestamp, until),
  revision === undefined ? undefined : eq(table.serverVersion, revision),
];

const wantedSecurity = ({ userId, type, from, until }: ChainFilter) => [
  userId === undefined ? undefined : eq(security.userId, userId),
  type === undefined ? undefined : sql`${security.event} = ${type}`,
  from === undefined ? undefined : gte(security.timestamp, from),
  until === undefined ? undefined : lt(security.timestamp, until),
];

export function auditLog(session: Session): AuditLog {
  const { db, tenant } = session;
  const { tenantId: _tenant, ...shown } = getTableColumns(table);
  const setHead = async ({ seq, hash }: { seq: number; hash: string }): Promise<void> => {
    await db.update(auditHeads).set({ seq, hash }).where(eq(auditHeads.tenantId, tenant));
  };
  const piece: AuditLog['piece'] = async (seq, list, number) => {
    const [row] = await db
      .select({ content: pieces.content })
      .from(pieces)
      .where(and(eq(pieces.tenantId, tenant), eq(pieces.seq, seq), eq(pieces.list, list), eq(pieces.piece, number)));
    return row?.content ?? null;
  };
  return {
    async lockHead() {
      await db.insert(auditHeads).values({ tenantId: tenant, seq: 0, hash: '' }).onConflictDoNothing();
      const [row] = await db
        .select({ seq: auditHeads.seq, hash: auditHeads.hash })
        .from(auditHeads)
        .where(eq(auditHeads.tenantId, tenant))
        .for('update');
      if (!row) throw new Error('the audit chain of this tenant has no head');
      return row;
    },
    async append(entry, rest) {
      const lists = ['changes', 'conflicts'] as const;
      const count = lists.reduce((sum, list) => sum + rest[list].length, 0);
      await db.insert(table).values({ tenantId: tenant, ...entry, pieces: count });
      const { seq } = entry;
      for (const list of lists)
        for (const [at, content] of rest[list].entries())
          await db
            .insert(pieces)
            .values({ tenantId: tenant, seq, list, piece: at + 1, content: sql`${content}::jsonb` });
      await setHead(entry);
    },
    piece,
    sealedPiece: piece,
    async appendSecurity(entry) {
      await db.insert(security).values({ tenantId: tenant, ...entry });
      await setHead(entry);
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
    ...wholeChain(session),
    ...exportCursor(session),
    ...auditBeginning(session),
    redactions: redactions(session),
  };
}

/** Each table brings as many as are wanted, and of both together the first are taken. */
function wholeChain({ db, tenant }: Session): Pick<AuditLog, 'chain' | 'listChain'> {
  const { tenantId: _one, ...syncColumns } = getTableColumns(table);
  const { tenantId: _other, ...securityColumns } = getTableColumns(security);
  const syncs = () => db.select(syncColumns).from(table);
  const securities = () => db.select(securityColumns).from(security);
  return {
    async chain(limit, after) {
      const sync = await syncs()
        .where(and(eq(table.tenantId, tenant), gt(table.seq, after)))
        .orderBy(asc(table.seq))
        .limit(limit);
      const other = await securities()
        .where(and(eq(security.tenantId, tenant), gt(security.seq, after)))
        .orderBy(asc(security.seq))
        .limit(limit);
      const all = together(sync, other, (a, b) => a.entry.seq - b.entry.seq);
      // a number that is there twice is not torn apart: the second one would never be seen
      const last = all[limit - 1]?.entry.seq ?? Number.POSITIVE_INFINITY;
      return all.filter(({ entry }, at) => at < limit || entry.seq === last);
    },
    async listChain(limit, before, filter) {
      const { log, projectId } = filter;
      const older = before ?? Number.MAX_SAFE_INTEGER;
      const ofProject = projectId === undefined ? undefined : eq(table.projectId, projectId);
      const aboutProject = projectId === undefined ? undefined : eq(security.projectId, projectId);
      const sync = syncs().where(and(eq(table.tenantId, tenant), lt(table.seq, older), ofProject, ...wanted(filter)));
      const other = securities().where(
        and(eq(security.tenantId, tenant), lt(security.seq, older), aboutProject, ...wantedSecurity(filter)),
      );
      const found = together(
        log === 'security' ? [] : await sync.orderBy(desc(table.seq)).limit(limit),
        log === 'sync' ? [] : await other.orderBy(desc(security.seq)).limit(limit),
        (a, b) => b.entry.seq - a.entry.seq,
      );
      return found.slice(0, limit);
    },
  };
}

function together(
  sync: readonly Extract<ChainRecord, { log: 'sync' }>['entry'][],
  other: readonly Extract<ChainRecord, { log: 'security' }>['entry'][],
  order: (a: ChainRecord, b: ChainRecord) => number,
): ChainRecord[] {
  const one = sync.map((entry): ChainRecord => ({ log: 'sync', entry }));
  return one.concat(other.map((entry): ChainRecord => ({ log: 'security', entry }))).sort(order);
}

function exportCursor({ db, tenant }: Session): Pick<AuditLog, 'takeExport' | 'advanceExport'> {
  return {
    async takeExport(sink) {
      const lock = sql<boolean>`pg_try_advisory_xact_lock(hashtextextended(${`audit export ${tenant} ${sink}`}, 0))`;
      const [{ taken } = { taken: false }] = (await db.execute<{ taken: boolean }>(sql`select ${lock} as taken`)).rows;
      if (!taken) return null;
      const [row] = await db
        .select({ seq: auditExports.seq })
        .from(auditExports)
        .where(and(eq(auditExports.tenantId, tenant), eq(auditExports.sink, sink)));
      return row?.seq ?? 0;
    },
    async advanceExport(sink, seq, updatedAt) {
      await db
        .insert(auditExports)
        .values({ tenantId: tenant, sink, seq, updatedAt })
        .onConflictDoUpdate({ target: [auditExports.tenantId, auditExports.sink], set: { seq, updatedAt } });
    },
  };
}
