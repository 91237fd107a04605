import { and, asc, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Conflicts } from '../../ports/database.ts';
import type { Session } from './postgres.ts';
import { conflicts as table, users } from './schema.ts';

export function conflicts({ db, tenant }: Session): Conflicts {
  const { tenantId: _tenant, projectId: _project, resolvedBy: _resolvedBy, ...columns } = getTableColumns(table);
  const resolver = alias(users, 'resolver');
  const shown = { ...columns, createdByName: users.name, resolvedByName: sql<string | null>`${resolver.name}` };
  const rows = () =>
    db
      .select(shown)
      .from(table)
      .innerJoin(users, eq(users.id, table.createdBy))
      .leftJoin(resolver, eq(resolver.id, table.resolvedBy));
  return {
    async add(projectId, list, stamp) {
      const { uploadId, revision, createdBy, createdAt } = stamp;
      await db.execute(sql`
        insert into conflicts (tenant_id, project_id, id, subject, subject_key, task_name, reason, base, ours, theirs, standing,
          status, upload_id, revision, created_by, created_at)
        select ${tenant}, ${projectId}, r.id, r.subject, r."subjectKey", r."taskName", r.reason, r.base, r.ours, r.theirs, r.standing,
          'open', ${uploadId}, ${revision}, ${createdBy}, ${createdAt}
        from jsonb_to_recordset(${list}::jsonb) as r(id uuid, subject jsonb, "subjectKey" text, "taskName" text, reason text,
          base jsonb, ours jsonb, theirs jsonb, standing text)`);
    },
    list: async (projectId, status, limit) =>
      rows()
        .where(and(eq(table.projectId, projectId), status === 'all' ? undefined : eq(table.status, status)))
        .orderBy(asc(table.createdAt), asc(table.id))
        .limit(limit),
    async take(projectId, ids) {
      if (ids.length === 0) return [];
      return rows()
        .where(and(eq(table.projectId, projectId), inArray(table.id, [...ids])))
        .orderBy(asc(table.id))
        .for('update', { of: table });
    },
    async resolve(projectId, id, how) {
      await db
        .update(table)
        .set({
          status: 'resolved',
          resolution: how.resolution,
          value: how.value,
          resolvedBy: how.by,
          resolvedAt: how.at,
        })
        .where(and(eq(table.projectId, projectId), eq(table.id, id)));
    },
  };
}
