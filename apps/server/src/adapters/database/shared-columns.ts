import type { FieldType } from '@sprintforge/core';
import { and, eq } from 'drizzle-orm';
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { SharedColumnRecord, SharedColumns } from '../../ports/shared-columns.ts';
import { json, project } from './column-types.ts';
import type { Session } from './postgres.ts';

const table = pgTable('shared_columns', {
  ...project(),
  field: text('field').notNull(),
  userId: uuid('user_id').notNull(),
  header: text('header').notNull(),
  type: text('type').$type<FieldType>().notNull(),
  style: json('style').$type<SharedColumnRecord['style']>().notNull(),
  revision: integer('revision').notNull(),
  cellsBlob: text('cells_blob').notNull(),
});

export function sharedColumns({ db, tenant }: Session): SharedColumns {
  const within = (projectId: string) => and(eq(table.tenantId, tenant), eq(table.projectId, projectId));
  return {
    async of(projectId, userId) {
      const rows = await db
        .select()
        .from(table)
        .where(and(within(projectId), eq(table.userId, userId)));
      return rows.map(({ field, header, type, style, revision, cellsBlob }) => ({
        ...{ field, header, type, style, revision, cellsBlob },
      }));
    },
    files: async (projectId) =>
      db.select({ field: table.field, cellsBlob: table.cellsBlob }).from(table).where(within(projectId)),
    async replaceFile(projectId, field, cellsBlob) {
      await db
        .update(table)
        .set({ cellsBlob })
        .where(and(within(projectId), eq(table.field, field)));
    },
    async put(projectId, userId, column) {
      await db.delete(table).where(and(within(projectId), eq(table.field, column.field)));
      await db.insert(table).values({ tenantId: tenant, projectId, userId, ...column });
    },
  };
}
