import { and, count, eq, isNull, sql } from 'drizzle-orm';
import type { SecondFactors } from '../../ports/second-factors.ts';
import type { Session } from './postgres.ts';
import { recoveryCodes as codes, passkeys, sessions, secondFactors as table, tenants } from './schema.ts';

export function secondFactors({ db, tenant }: Session): SecondFactors {
  const one = (userId: string) => and(eq(table.tenantId, tenant), eq(table.userId, userId));
  const ofHolder = (userId: string) => and(eq(passkeys.tenantId, tenant), eq(passkeys.userId, userId));
  const ofPerson = (userId: string) => and(eq(codes.tenantId, tenant), eq(codes.userId, userId));
  return {
    async rules() {
      const { secondFactor: policy, passwordless } = tenants;
      const [row] = await db.select({ policy, passwordless }).from(tenants).where(eq(tenants.tenantId, tenant));
      return row ?? { policy: 'optional', passwordless: false };
    },
    async setRules({ policy, passwordless }) {
      const change = { ...(policy && { secondFactor: policy }), ...(passwordless !== undefined && { passwordless }) };
      if (Object.keys(change).length > 0) await db.update(tenants).set(change).where(eq(tenants.tenantId, tenant));
    },
    async has(userId) {
      const [app] = await db.select({ at: table.confirmedAt }).from(table).where(one(userId));
      const [held] = await db.select({ keys: count() }).from(passkeys).where(ofHolder(userId));
      return (app?.at ?? null) !== null || (held?.keys ?? 0) > 0;
    },
    async take(userId) {
      const [row] = await db.select().from(table).where(one(userId)).for('update');
      return row ?? null;
    },
    async begin(factor) {
      await db.delete(table).where(one(factor.userId));
      await db.insert(table).values({ tenantId: tenant, ...factor });
    },
    async change(userId, change) {
      await db.update(table).set(change).where(one(userId));
    },
    async remove(userId) {
      await db.delete(table).where(one(userId));
    },
    async setRecoveryCodes(userId, hashes) {
      await db.delete(codes).where(ofPerson(userId));
      if (hashes.length > 0) await db.insert(codes).values(hashes.map((hash) => ({ tenantId: tenant, userId, hash })));
    },
    async useRecoveryCode(userId, hash, at) {
      const used = await db
        .update(codes)
        .set({ usedAt: at })
        .where(and(ofPerson(userId), eq(codes.hash, hash), isNull(codes.usedAt)))
        .returning({ userId: codes.userId });
      return used.length > 0;
    },
    async recoveryCodesLeft(userId) {
      const [row] = await db
        .select({ left: count() })
        .from(codes)
        .where(and(ofPerson(userId), isNull(codes.usedAt)));
      return row?.left ?? 0;
    },
    async setLacking(sessionId, lacks) {
      await db
        .update(sessions)
        .set({ lacks })
        .where(and(eq(sessions.tenantId, tenant), eq(sessions.id, sessionId)));
    },
    async demandOfSessions() {
      const has = sql`(exists (select 1 from ${table} f where f.tenant_id = ${sessions.tenantId}
        and f.user_id = ${sessions.userId} and f.confirmed_at is not null)
        or exists (select 1 from ${passkeys} p where p.tenant_id = ${sessions.tenantId} and p.user_id = ${sessions.userId}))`;
      await db
        .update(sessions)
        .set({ lacks: 'enrolment' })
        .where(
          and(
            eq(sessions.tenantId, tenant),
            isNull(sessions.revokedAt),
            isNull(sessions.providerId),
            isNull(sessions.lacks),
            sql`not ${has}`,
          ),
        );
    },
  };
}
