import { and, desc, eq, getTableColumns, gt, isNull, ne, sql } from 'drizzle-orm';
import type { SignIns } from '../../ports/sign-ins.ts';
import type { Session } from './postgres.ts';
import { accountLinks, credentials, sessions } from './schema.ts';

export function signIns({ db, tenant }: Session): SignIns {
  const { tenantId: _tenant, hash: _hash, ...session } = getTableColumns(sessions);
  const { tenantId: _linkTenant, hash: _linkHash, ...link } = getTableColumns(accountLinks);
  const open = isNull(accountLinks.endedAt);
  const ofLink = eq(accountLinks.tenantId, tenant);
  const ofSession = eq(sessions.tenantId, tenant);
  return {
    async password(userId) {
      const [row] = await db
        .select()
        .from(credentials)
        .where(and(eq(credentials.tenantId, tenant), eq(credentials.userId, userId)));
      return row?.password ?? null;
    },
    async setPassword(userId, password, at) {
      await db
        .insert(credentials)
        .values({ tenantId: tenant, userId, password, changedAt: at })
        .onConflictDoUpdate({
          target: [credentials.tenantId, credentials.userId],
          set: { password, changedAt: at },
        });
    },
    async addSession(row, hash) {
      await db.insert(sessions).values({ tenantId: tenant, ...row, hash });
    },
    sessions: async (userId, now) =>
      db
        .select(session)
        .from(sessions)
        .where(and(ofSession, eq(sessions.userId, userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, now)))
        .orderBy(desc(sessions.createdAt)),
    async session(id) {
      const [row] = await db
        .select(session)
        .from(sessions)
        .where(and(ofSession, eq(sessions.id, id)));
      return row ?? null;
    },
    async touchSession(id, at) {
      await db
        .update(sessions)
        .set({ lastUsedAt: at })
        .where(and(ofSession, eq(sessions.id, id)));
    },
    async endSessions(userId, which, at) {
      const chosen =
        'id' in which ? eq(sessions.id, which.id) : which.except === null ? undefined : ne(sessions.id, which.except);
      const ended = await db
        .update(sessions)
        .set({ revokedAt: at })
        .where(and(ofSession, eq(sessions.userId, userId), isNull(sessions.revokedAt), chosen))
        .returning({ id: sessions.id });
      return ended.length;
    },
    async addLink(row, hash) {
      await db.insert(accountLinks).values({ tenantId: tenant, ...row, hash });
    },
    async takeLink(id) {
      const [row] = await db
        .select(link)
        .from(accountLinks)
        .where(and(ofLink, eq(accountLinks.id, id)))
        .for('update');
      return row ?? null;
    },
    openLinks: async (purpose, now) =>
      db
        .select(link)
        .from(accountLinks)
        .where(and(ofLink, eq(accountLinks.purpose, purpose), open, gt(accountLinks.expiresAt, now)))
        .orderBy(desc(accountLinks.createdAt)),
    async endLink(id, at) {
      await db
        .update(accountLinks)
        .set({ endedAt: at })
        .where(and(ofLink, eq(accountLinks.id, id)));
    },
    async endLinksFor(purpose, email, at) {
      const same = sql`lower(${accountLinks.email}) = lower(${email})`;
      await db
        .update(accountLinks)
        .set({ endedAt: at })
        .where(and(ofLink, eq(accountLinks.purpose, purpose), same, open));
    },
  };
}
