import { and, asc, eq, getTableColumns } from 'drizzle-orm';
import type { ProvedDomains } from '../../ports/domains.ts';
import type { Session } from './postgres.ts';
import { provedDomains as table } from './schema.ts';

export function provedDomains({ db, tenant }: Session): ProvedDomains {
  const { tenantId: _tenant, ...columns } = getTableColumns(table);
  return {
    list: async () => db.select(columns).from(table).where(eq(table.tenantId, tenant)).orderBy(asc(table.domain)),
    async put({ domain, ...proof }) {
      await db
        .insert(table)
        .values({ tenantId: tenant, domain, ...proof })
        .onConflictDoUpdate({ target: [table.tenantId, table.domain], set: proof });
    },
    async remove(domain) {
      const gone = await db
        .delete(table)
        .where(and(eq(table.tenantId, tenant), eq(table.domain, domain)))
        .returning({ domain: table.domain });
      return gone.length > 0;
    },
  };
}
