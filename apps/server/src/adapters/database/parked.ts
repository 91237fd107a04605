import { and, desc, eq, getTableColumns, ne, or } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Parked } from '../../ports/database.ts';
import type { Session } from './postgres.ts';
import { parkedUploads as table, uploads, users } from './schema.ts';

export function parked({ db, tenant }: Session): Parked {
  const { tenantId: _tenant, projectId: _project, settledBy: _settledBy, ...columns } = getTableColumns(table);
  const {
    tenantId: _uploadTenant,
    projectId: _uploadProject,
    appliedKeys: _keys,
    ...uploadShown
  } = getTableColumns(uploads);
  const settlers = alias(users, 'settlers');
  const rows = () =>
    db
      .select({ ...columns, userName: users.name, settledByName: settlers.name })
      .from(table)
      .innerJoin(users, eq(users.id, table.userId))
      .leftJoin(settlers, eq(settlers.id, table.settledBy));
  const one = (projectId: string, id: string) => and(eq(table.projectId, projectId), eq(table.id, id));
  const of = (projectId: string, userId: string) => and(eq(table.projectId, projectId), eq(table.userId, userId));
  const waits = eq(table.status, 'parked');
  return {
    list: async (projectId, userId, limit) =>
      rows()
        .where(and(userId === null ? eq(table.projectId, projectId) : of(projectId, userId), waits))
        .orderBy(desc(table.createdAt))
        .limit(limit),
    async find(projectId, id) {
      const [row] = await rows().where(one(projectId, id));
      return row ?? null;
    },
    async take(projectId, id) {
      const [row] = await rows().where(one(projectId, id)).for('update', { of: table });
      return row ?? null;
    },
    async held(projectId, userId, sha256) {
      const [row] = await rows().where(and(of(projectId, userId), eq(table.sha256, sha256), waits));
      return row ?? null;
    },
    async add(projectId, row) {
      await db.insert(table).values({ tenantId: tenant, projectId, ...row, status: 'parked' });
    },
    async update(projectId, id, change) {
      await db.update(table).set(change).where(one(projectId, id));
    },
    async settle(projectId, id, how) {
      await db.update(table).set(how).where(one(projectId, id));
    },
    async replace(projectId, userId, { copyId, sha256 }, at, except) {
      const same = or(eq(table.sha256, sha256), copyId === '' ? undefined : eq(table.copyId, copyId));
      await db
        .update(table)
        .set({ status: 'replaced', settledBy: userId, settledAt: at })
        .where(and(of(projectId, userId), same, waits, except === undefined ? undefined : ne(table.id, except)));
    },
    async committedAs(projectId, userId, { sha256, strategy, choicesHash }) {
      const [row] = await db
        .select(uploadShown)
        .from(table)
        .innerJoin(uploads, and(eq(uploads.projectId, table.projectId), eq(uploads.id, table.uploadId)))
        .where(
          and(
            of(projectId, userId),
            eq(table.sha256, sha256),
            eq(table.strategy, strategy),
            eq(table.choicesHash, choicesHash),
          ),
        )
        .limit(1);
      return row ?? null;
    },
    async upload(projectId, uploadId) {
      const [row] = await db
        .select(uploadShown)
        .from(uploads)
        .where(and(eq(uploads.projectId, projectId), eq(uploads.id, uploadId)));
      return row ?? null;
    },
  };
}
