import type { FieldType } from '@sprintforge/core';
import { and, asc, eq } from 'drizzle-orm';
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { ArchivedFields } from '../../ports/archived-fields.ts';
import { instant, project } from './column-types.ts';
import type { Session } from './postgres.ts';
import { users } from './schema.ts';

const table = pgTable('archived_fields', {
  ...project(),
  field: text('field').notNull(),
  label: text('label').notNull(),
  type: text('type').$type<FieldType>().notNull(),
  revision: integer('revision').notNull(),
  userId: uuid('user_id').notNull(),
  archivedAt: instant('archived_at').notNull(),
});

export function archivedFields({ db, tenant }: Session): ArchivedFields {
  const one = (projectId: string, key: string) =>
    and(eq(table.tenantId, tenant), eq(table.projectId, projectId), eq(table.field, key));
  const remove: ArchivedFields['remove'] = async (projectId, key) => {
    await db.delete(table).where(one(projectId, key));
  };
  return {
    of: (projectId) =>
      db
        .select({
          ...{ key: table.field, label: table.label, type: table.type, revision: table.revision },
          ...{ userId: table.userId, userName: users.name, archivedAt: table.archivedAt },
        })
        .from(table)
        .innerJoin(users, eq(users.id, table.userId))
        .where(and(eq(table.tenantId, tenant), eq(table.projectId, projectId)))
        .orderBy(asc(table.label), asc(table.field)),
    async put(projectId, { key, ...field }) {
      await remove(projectId, key);
      await db.insert(table).values({ tenantId: tenant, projectId, field: key, ...field });
    },
    remove,
  };
}
