import { and, desc, eq, lte } from 'drizzle-orm';
import type { SyncKeys } from '../../ports/sync-tokens.ts';
import type { Session } from './postgres.ts';
import { revokedSyncTokens, syncKeys as table } from './schema.ts';

export function syncKeys({ db, tenant }: Session): SyncKeys {
  const mine = eq(table.tenantId, tenant);
  const ofTenant = eq(revokedSyncTokens.tenantId, tenant);
  return {
    async active(count) {
      const newest = await db
        .select({ kid: table.kid })
        .from(table)
        .where(mine)
        .orderBy(desc(table.createdAt), desc(table.kid))
        .limit(count);
      return newest.map(({ kid }) => kid);
    },
    async exists(kid) {
      const found = await db
        .select({ kid: table.kid })
        .from(table)
        .where(and(mine, eq(table.kid, kid)));
      return found.length > 0;
    },
    async add(kid, at) {
      await db.insert(table).values({ tenantId: tenant, kid, createdAt: at });
    },
    async isRevoked(jti) {
      const found = await db
        .select({ jti: revokedSyncTokens.jti })
        .from(revokedSyncTokens)
        .where(and(ofTenant, eq(revokedSyncTokens.jti, jti)));
      return found.length > 0;
    },
    async revoke(jti, at, until) {
      await db.delete(revokedSyncTokens).where(and(ofTenant, lte(revokedSyncTokens.expiresAt, at)));
      await db
        .insert(revokedSyncTokens)
        .values({ tenantId: tenant, jti, revokedAt: at, expiresAt: until })
        .onConflictDoNothing();
    },
  };
}
