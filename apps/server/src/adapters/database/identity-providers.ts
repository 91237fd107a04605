import { and, asc, eq, getTableColumns, lt } from 'drizzle-orm';
import type { IdentityProviders } from '../../ports/identity-providers.ts';
import type { Session } from './postgres.ts';
import { signOnAttempts as attempts, externalIdentities as links, identityProviders as table } from './schema.ts';

export function identityProviders({ db, tenant }: Session): IdentityProviders {
  const { tenantId: _tenant, ...provider } = getTableColumns(table);
  const { tenantId: _attemptTenant, ...attempt } = getTableColumns(attempts);
  const one = (id: string) => and(eq(table.tenantId, tenant), eq(table.id, id));
  const oneAttempt = (id: string) => and(eq(attempts.tenantId, tenant), eq(attempts.id, id));
  const oneLink = (providerId: string, subject: string) =>
    and(eq(links.tenantId, tenant), eq(links.providerId, providerId), eq(links.subject, subject));
  return {
    list: async () => db.select(provider).from(table).where(eq(table.tenantId, tenant)).orderBy(asc(table.name)),
    async find(id) {
      const [row] = await db.select(provider).from(table).where(one(id));
      return row ?? null;
    },
    async byName(name) {
      const [row] = await db
        .select(provider)
        .from(table)
        .where(and(eq(table.tenantId, tenant), eq(table.name, name)));
      return row ?? null;
    },
    async add(record) {
      await db.insert(table).values({ tenantId: tenant, ...record });
    },
    async change(id, change) {
      if (Object.keys(change).length > 0) await db.update(table).set(change).where(one(id));
    },
    async remove(id) {
      await db.delete(table).where(one(id));
    },
    async personAt(providerId, subject) {
      const [row] = await db.select({ userId: links.userId }).from(links).where(oneLink(providerId, subject));
      return row?.userId ?? null;
    },
    async link(providerId, subject, userId, at) {
      await db.insert(links).values({ tenantId: tenant, providerId, subject, userId, createdAt: at, lastUsedAt: at });
    },
    async usedLink(providerId, subject, at) {
      await db.update(links).set({ lastUsedAt: at }).where(oneLink(providerId, subject));
    },
    async addAttempt(record, forgetBefore) {
      await db.delete(attempts).where(and(eq(attempts.tenantId, tenant), lt(attempts.expiresAt, forgetBefore)));
      await db.insert(attempts).values({ tenantId: tenant, ...record });
    },
    async takeAttempt(id) {
      const [row] = await db.select(attempt).from(attempts).where(oneAttempt(id)).for('update');
      return row ?? null;
    },
    async changeAttempt(id, change) {
      await db.update(attempts).set(change).where(oneAttempt(id));
    },
  };
}
