import { and, desc, eq, getTableColumns, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Copies, Unit } from '../../ports/database.ts';
import type { Session } from './postgres.ts';
import { blobs, copies as table, users } from './schema.ts';

export function copies({ db, tenant }: Session): Copies {
  const { tenantId: _tenant, projectId: _project, ...columns } = getTableColumns(table);
  const rows = () =>
    db
      .select({ ...columns, userName: users.name })
      .from(table)
      .innerJoin(users, eq(users.id, table.userId));
  const one = (projectId: string, copyId: string) => and(eq(table.projectId, projectId), eq(table.copyId, copyId));
  return {
    async add(projectId, copy) {
      await db.insert(table).values({ tenantId: tenant, projectId, ...copy });
    },
    async find(projectId, copyId) {
      const [row] = await rows().where(one(projectId, copyId));
      return row ?? null;
    },
    list: async (projectId) =>
      rows()
        .where(and(eq(table.projectId, projectId), inArray(table.origin, ['upload', 'download'])))
        .orderBy(desc(table.issuedAt)),
    async heldAs(projectId, userId, workbookBlob) {
      const held = and(
        eq(table.projectId, projectId),
        eq(table.userId, userId),
        eq(table.workbookBlob, workbookBlob),
        inArray(table.origin, ['upload', 'download']),
        isNull(table.revokedAt),
      );
      const [row] = await rows().where(held).orderBy(desc(table.issuedAt)).limit(1);
      return row ?? null;
    },
    async ownLayout(projectId, userId) {
      const own = and(
        eq(table.projectId, projectId),
        eq(table.userId, userId),
        eq(table.origin, 'upload'),
        isNull(table.revokedAt),
        isNotNull(table.workbookBlob),
      );
      const [row] = await rows().where(own).orderBy(desc(table.issuedAt)).limit(1);
      return row ?? null;
    },
    async touched(projectId, copyId, at) {
      await db.update(table).set({ lastSyncedAt: at }).where(one(projectId, copyId));
    },
    async revoke(projectId, copyId, at) {
      const done = await db
        .update(table)
        .set({ revokedAt: at })
        .where(and(one(projectId, copyId), isNull(table.revokedAt)))
        .returning({ id: table.copyId });
      return done.length > 0;
    },
  };
}

export function blobRecords({ db, tenant }: Session): Unit['blobs'] {
  return {
    async record(sha256, size, kind, at) {
      const own = eq(blobs.sha256, sha256);
      for (;;) {
        await db.insert(blobs).values({ tenantId: tenant, sha256, size, kind, createdAt: at }).onConflictDoNothing();
        const [row] = await db.select({ condemnedAt: blobs.condemnedAt }).from(blobs).where(own).for('key share');
        if (!row) continue; // a sweep has just removed it
        if (row.condemnedAt !== null) await db.update(blobs).set({ condemnedAt: null, createdAt: at }).where(own);
        return;
      }
    },
    async stored() {
      const [{ bytes } = { bytes: '0' }] = await db
        .select({ bytes: sql<string>`coalesce(sum(${blobs.size}), 0)` })
        .from(blobs)
        .where(and(eq(blobs.tenantId, tenant), isNull(blobs.condemnedAt)));
      return Number(bytes);
    },
  };
}
