import { and, asc, eq, getTableColumns } from 'drizzle-orm';
import type { TenantKeys } from '../../ports/keys.ts';
import type { Session } from './postgres.ts';
import { tenantKeys as table } from './schema.ts';

const { tenantId: _, ...columns } = getTableColumns(table);

export function tenantKeys({ db, tenant }: Session): TenantKeys {
  const mine = eq(table.tenantId, tenant);
  return {
    all: () => db.select(columns).from(table).where(mine).orderBy(asc(table.purpose), asc(table.version)),
    async add(key) {
      const wrapped = Buffer.from(key.wrapped);
      const done = await db
        .insert(table)
        .values({ tenantId: tenant, ...key, wrapped })
        .onConflictDoNothing()
        .returning({ id: table.id });
      return done.length > 0;
    },
    async rewrap(id, wrapped, wrappedBy) {
      await db
        .update(table)
        .set({ wrapped: Buffer.from(wrapped), wrappedBy })
        .where(and(mine, eq(table.id, id)));
    },
  };
}
