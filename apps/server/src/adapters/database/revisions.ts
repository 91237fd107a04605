import { and, desc, eq, getTableColumns, lt } from 'drizzle-orm';
import type { Revisions } from '../../ports/database.ts';
import type { Session } from './postgres.ts';
import { revisions as table, users } from './schema.ts';

export function revisions({ db, tenant }: Session): Revisions {
  const { tenantId: _tenant, projectId: _project, changes, ...columns } = getTableColumns(table);
  const shown = { ...columns, authorName: users.name };
  const one = (projectId: string, number: number) => and(eq(table.projectId, projectId), eq(table.number, number));
  return {
    async append(projectId, revision, changeSet) {
      await db.insert(table).values({ tenantId: tenant, projectId, ...revision, changes: changeSet });
    },
    async find(projectId, number) {
      const [row] = await db
        .select(shown)
        .from(table)
        .innerJoin(users, eq(users.id, table.authorId))
        .where(one(projectId, number));
      return row ?? null;
    },
    async withChanges(projectId, number) {
      const [row] = await db
        .select({ ...shown, changes })
        .from(table)
        .innerJoin(users, eq(users.id, table.authorId))
        .where(one(projectId, number));
      return row ?? null;
    },
    list: async (projectId, limit, before) =>
      db
        .select(shown)
        .from(table)
        .innerJoin(users, eq(users.id, table.authorId))
        .where(
          and(
            eq(table.projectId, projectId),
            before === undefined ? undefined : lt(table.number, Math.min(before, 2 ** 31 - 1)),
          ),
        )
        .orderBy(desc(table.number))
        .limit(limit),
  };
}
