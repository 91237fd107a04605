import { and, asc, eq, getTableColumns, isNull, sql } from 'drizzle-orm';
import type { Projects } from '../../ports/database.ts';
import type { Session } from './postgres.ts';
import { conflicts, fieldRights, projects as table } from './schema.ts';

export function projects({ db, tenant }: Session): Projects {
  const { tenantId: _tenant, deletedAt: _deleted, ...shown } = getTableColumns(table);
  // here, too, and not only in row-level security: whatever is asked of a project asks for the project first
  const mine = and(eq(table.tenantId, tenant), isNull(table.deletedAt));
  const live = (id: string) => and(mine, eq(table.id, id));
  return {
    async list() {
      // by names: columns of a query over one table come without theirs, and `id` would be the conflict's
      const openConflicts = sql<number>`(select count(*)::int from ${conflicts} o where o.project_id = ${table}.id and o.status = 'open')`;
      return db
        .select({ ...shown, openConflicts })
        .from(table)
        .where(mine)
        .orderBy(asc(table.createdAt));
    },
    async find(id) {
      const [row] = await db.select(shown).from(table).where(live(id));
      return row ?? null;
    },
    async lock(id) {
      // no writer beside us, but readers who record what they were handed refer to the row meanwhile
      const [row] = await db.select(shown).from(table).where(live(id)).for('no key update');
      return row ?? null;
    },
    async create(project) {
      await db.insert(table).values({ tenantId: tenant, ...project });
    },
    async update(id, change, at) {
      await db
        .update(table)
        .set({ ...change, updatedAt: at })
        .where(live(id));
    },
    async remove(id, at) {
      await db.update(table).set({ deletedAt: at }).where(live(id));
    },
    async fieldRights(id) {
      const rows = await db
        .select()
        .from(fieldRights)
        .where(and(eq(fieldRights.tenantId, tenant), eq(fieldRights.projectId, id)));
      return Object.fromEntries(rows.map(({ field, writers }) => [field, writers]));
    },
    async setFieldRights(id, rights) {
      await db.delete(fieldRights).where(and(eq(fieldRights.tenantId, tenant), eq(fieldRights.projectId, id)));
      const rows = Object.entries(rights).map(([field, writers]) => ({
        tenantId: tenant,
        projectId: id,
        field,
        writers,
      }));
      if (rows.length > 0) await db.insert(fieldRights).values(rows);
    },
  };
}
