import { and, asc, count, eq, isNull, sql } from 'drizzle-orm';
import type { Accounts } from '../../ports/database.ts';
import type { ProjectGrant } from '../../ports/records.ts';
import type { Session } from './postgres.ts';
import { memberships, projectMembers, tenants, tokens, users } from './schema.ts';

export function accounts({ db, tenant }: Session): Accounts {
  const grants = db
    .select({
      all: sql<Readonly<Record<string, ProjectGrant>>>`coalesce(jsonb_object_agg(${projectMembers.projectId},
        jsonb_build_object('role', ${projectMembers.role}, 'tasks', ${projectMembers.tasks}, 'fields', ${projectMembers.fields})), '{}')`,
    })
    .from(projectMembers)
    .where(and(eq(projectMembers.tenantId, users.tenantId), eq(projectMembers.userId, users.id)));
  const named = { id: users.id, name: users.name, email: users.email };
  const members = () =>
    db
      .select({ ...named, role: memberships.role, projects: sql<Readonly<Record<string, ProjectGrant>>>`(${grants})` })
      .from(users)
      .innerJoin(
        memberships,
        and(eq(users.tenantId, tenant), eq(memberships.tenantId, users.tenantId), eq(memberships.userId, users.id)),
      );
  return {
    async tenant() {
      const [row] = await db
        .select({ id: tenants.tenantId, name: tenants.name })
        .from(tenants)
        .where(eq(tenants.tenantId, tenant));
      return row ?? null;
    },
    async createTenant(name, at) {
      await db.insert(tenants).values({ tenantId: tenant, name, createdAt: at }).onConflictDoNothing();
    },
    async createFirstTenant(name, at) {
      await db.execute(sql`select pg_advisory_xact_lock(7220192)`);
      const found = await db.execute<{ any: boolean }>(sql`select any_tenant() as any`);
      if (found.rows[0]?.any) return false;
      await db.insert(tenants).values({ tenantId: tenant, name, createdAt: at });
      return true;
    },
    async renameTenant(name) {
      await db.update(tenants).set({ name }).where(eq(tenants.tenantId, tenant));
    },
    async user(id) {
      const [row] = await members().where(eq(users.id, id));
      return row ?? null;
    },
    async userByEmail(email) {
      const [row] = await db
        .select({ ...named, role: memberships.role })
        .from(users)
        .leftJoin(memberships, and(eq(memberships.tenantId, users.tenantId), eq(memberships.userId, users.id)))
        .where(and(eq(users.tenantId, tenant), sql`lower(${users.email}) = lower(${email})`));
      return row ?? null;
    },
    users: async () => members().orderBy(asc(users.createdAt), asc(users.email)),
    everybody: async () =>
      db.select(named).from(users).where(eq(users.tenantId, tenant)).orderBy(asc(users.createdAt), asc(users.email)),
    async createUser(user, at) {
      const { role, ...rest } = user;
      await db.insert(users).values({ tenantId: tenant, ...rest, createdAt: at });
      await db.insert(memberships).values({ tenantId: tenant, userId: user.id, role });
    },
    async createPerson(person, at) {
      await db.insert(users).values({ tenantId: tenant, ...person, createdAt: at });
    },
    async changeAddress(userId, email) {
      await db
        .update(users)
        .set({ email })
        .where(and(eq(users.tenantId, tenant), eq(users.id, userId)));
    },
    async rename(userId, name) {
      await db
        .update(users)
        .set({ name })
        .where(and(eq(users.tenantId, tenant), eq(users.id, userId)));
    },
    async setRole(userId, role) {
      await db
        .insert(memberships)
        .values({ tenantId: tenant, userId, role })
        .onConflictDoUpdate({ target: [memberships.tenantId, memberships.userId], set: { role } });
    },
    async removeMember(userId) {
      await db.delete(memberships).where(and(eq(memberships.tenantId, tenant), eq(memberships.userId, userId)));
    },
    async lockOwners() {
      await db.select({ id: tenants.tenantId }).from(tenants).where(eq(tenants.tenantId, tenant)).for('no key update');
      const [row] = await db
        .select({ owners: count() })
        .from(memberships)
        .where(and(eq(memberships.tenantId, tenant), eq(memberships.role, 'owner')));
      return row?.owners ?? 0;
    },
    async setProjectGrant(projectId, userId, grant) {
      const one = and(
        eq(projectMembers.tenantId, tenant),
        eq(projectMembers.projectId, projectId),
        eq(projectMembers.userId, userId),
      );
      await db.delete(projectMembers).where(one);
      if (grant) await db.insert(projectMembers).values({ tenantId: tenant, projectId, userId, ...grant });
    },
    tokens: async (userId) =>
      db
        .select()
        .from(tokens)
        .where(and(eq(tokens.tenantId, tenant), eq(tokens.userId, userId)))
        .orderBy(asc(tokens.createdAt)),
    async createToken(token, hash) {
      await db.insert(tokens).values({ tenantId: tenant, ...token, hash });
    },
    async revokeToken(userId, tokenId, at) {
      const done = await db
        .update(tokens)
        .set({ revokedAt: at })
        .where(
          and(eq(tokens.tenantId, tenant), eq(tokens.userId, userId), eq(tokens.id, tokenId), isNull(tokens.revokedAt)),
        )
        .returning({ id: tokens.id });
      return done.length > 0;
    },
  };
}
