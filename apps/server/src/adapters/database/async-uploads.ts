import { and, desc, eq, getTableColumns, inArray, lt, ne } from 'drizzle-orm';
import type { AsyncUploads } from '../../ports/async-uploads.ts';
import type { Session } from './postgres.ts';
import { asyncUploads as table } from './schema.ts';

export function asyncUploads({ db, tenant }: Session): AsyncUploads {
  const { tenantId: _tenant, ...columns } = getTableColumns(table);
  return {
    async find(id) {
      const [row] = await db.select(columns).from(table).where(eq(table.id, id));
      return row ?? null;
    },
    async byKey(userId, key) {
      const sent = and(eq(table.userId, userId), eq(table.idempotencyKey, key), ne(table.state, 'failed'));
      const [row] = await db.select(columns).from(table).where(sent).orderBy(desc(table.createdAt)).limit(1);
      return row ?? null;
    },
    async add(upload) {
      await db.insert(table).values({ tenantId: tenant, ...upload });
    },
    async update(id, change) {
      await db.update(table).set(change).where(eq(table.id, id));
    },
    unfinished: async (since) =>
      db
        .select(columns)
        .from(table)
        .where(and(inArray(table.state, ['waiting', 'running']), lt(table.changedAt, since))),
  };
}
