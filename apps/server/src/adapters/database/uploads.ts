import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import type { Uploads } from '../../ports/database.ts';
import type { Session } from './postgres.ts';
import { uploads as table, uploadKeys } from './schema.ts';

export function uploads({ db, tenant }: Session): Uploads {
  const { tenantId: _tenant, projectId: _project, appliedKeys: _keys, ...shown } = getTableColumns(table);
  return {
    async find(projectId, userId, what) {
      const same = and(
        eq(table.projectId, projectId),
        eq(table.userId, userId),
        eq(table.sha256, what.sha256),
        eq(table.strategy, what.strategy),
        eq(table.choicesHash, what.choicesHash),
      );
      const [row] = await db.select(shown).from(table).where(same).limit(1);
      return row ?? null;
    },
    async byKey(userId, key) {
      const [row] = await db
        .select({ projectId: uploadKeys.projectId, sha256: uploadKeys.sha256, upload: shown })
        .from(uploadKeys)
        .innerJoin(table, and(eq(table.projectId, uploadKeys.projectId), eq(table.id, uploadKeys.uploadId)))
        .where(and(eq(uploadKeys.userId, userId), eq(uploadKeys.key, key)));
      return row ?? null;
    },
    async add(projectId, upload) {
      const appliedKeys = sql`${upload.appliedKeys}::jsonb`;
      await db.insert(table).values({ tenantId: tenant, projectId, ...upload, appliedKeys });
    },
    async addKey(projectId, userId, key, sha256, uploadId, at) {
      await db
        .insert(uploadKeys)
        .values({ tenantId: tenant, projectId, userId, key, sha256, uploadId, createdAt: at })
        .onConflictDoNothing();
    },
    async appliedKeys(projectId, userId, copyId) {
      const [row] = await db
        .select({ keys: sql<string>`coalesce(jsonb_agg(distinct key), '[]')::text` })
        .from(table)
        .crossJoin(sql`jsonb_array_elements(${table.appliedKeys}::jsonb) key`)
        .where(and(eq(table.projectId, projectId), eq(table.userId, userId), eq(table.copyId, copyId)));
      return row?.keys ?? '[]';
    },
  };
}
