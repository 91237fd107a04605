import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Accounts } from '../../ports/database.ts';
import type { Session } from './postgres.ts';
import { memberships, tenants, tokens, users } from './schema.ts';

export function accounts({ db, tenant }: Session): Accounts {
  const person = { id: users.id, name: users.name, email: users.email, role: memberships.role };
  const people = () =>
    db
      .select(person)
      .from(users)
      .innerJoin(memberships, and(eq(memberships.tenantId, users.tenantId), eq(memberships.userId, users.id)));
  return {
    async tenant() {
      const [row] = await db.select({ id: tenants.tenantId, name: tenants.name }).from(tenants);
      return row ?? null;
    },
    async createTenant(name, at) {
      await db.insert(tenants).values({ tenantId: tenant, name, createdAt: at }).onConflictDoNothing();
    },
    async user(id) {
      const [row] = await people().where(eq(users.id, id));
      return row ?? null;
    },
    users: async () => people().orderBy(asc(users.createdAt), asc(users.email)),
    async createUser(user, at) {
      const { role, ...rest } = user;
      await db.insert(users).values({ tenantId: tenant, ...rest, createdAt: at });
      await db.insert(memberships).values({ tenantId: tenant, userId: user.id, role });
    },
    async setRole(userId, role) {
      await db.update(memberships).set({ role }).where(eq(memberships.userId, userId));
    },
    tokens: async (userId) => db.select().from(tokens).where(eq(tokens.userId, userId)).orderBy(asc(tokens.createdAt)),
    async createToken(token, hash) {
      await db.insert(tokens).values({ tenantId: tenant, ...token, hash });
    },
    async revokeToken(userId, tokenId, at) {
      const done = await db
        .update(tokens)
        .set({ revokedAt: at })
        .where(and(eq(tokens.userId, userId), eq(tokens.id, tokenId), isNull(tokens.revokedAt)))
        .returning({ id: tokens.id });
      return done.length > 0;
    },
  };
}
