import { and, asc, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Conflicts } from '../../ports/database.ts';
import type { Session } from './postgres.ts';
import { conflicts as table, users } from './schema.ts';

/** So that a statement stays far below the protocol's 65,535 parameters. */
const batch = 1000;

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
    async add(projectId, added) {
      for (let at = 0; at < added.length; at += batch)
        await db.insert(table).values(
          added
            .slice(at, at + batch)
            .map(({ createdByName: _name, ...conflict }: { createdByName?: string } & (typeof added)[number]) => ({
              tenantId: tenant,
              projectId,
              ...conflict,
              status: 'open' as const,
            })),
        );
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
