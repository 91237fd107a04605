import { and, asc, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm';
import type { Provisioning } from '../../ports/provisioning.ts';
import type { Session } from './postgres.ts';
import {
  provisionedGroups as groups,
  provisionedGroupMembers as members,
  users as people,
  provisioning as settings,
  provisionedUsers as users,
} from './schema.ts';

export function provisioning({ db, tenant }: Session): Provisioning {
  const { tenantId: _settingsTenant, ...kept } = getTableColumns(settings);
  const { tenantId: _userTenant, ...told } = getTableColumns(users);
  const { tenantId: _groupTenant, ...group } = getTableColumns(groups);
  const person = { ...told, name: people.name, email: people.email };
  const oneUser = (id: string) => and(eq(users.tenantId, tenant), eq(users.userId, id));
  const oneGroup = (id: string) => and(eq(groups.tenantId, tenant), eq(groups.id, id));
  const samePerson = and(eq(people.tenantId, users.tenantId), eq(people.id, users.userId));
  const same = (column: Parameters<typeof eq>[0], value: string): SQL => sql`lower(${column}) = lower(${value})`;
  return {
    async settings() {
      const [row] = await db.select(kept).from(settings).where(eq(settings.tenantId, tenant));
      return row ?? null;
    },
    async setSettings(set) {
      await db
        .insert(settings)
        .values({ tenantId: tenant, ...set })
        .onConflictDoUpdate({ target: settings.tenantId, set });
    },
    async users({ by, from, limit }) {
      const column =
        by &&
        { userName: users.userName, email: people.email, externalId: users.externalId, id: users.userId }[by.field];
      const wanted =
        by &&
        column &&
        (by.field === 'userName' || by.field === 'email' ? same(column, by.value) : eq(column, by.value));
      const where = and(eq(users.tenantId, tenant), wanted);
      const rows = db.select(person).from(users).innerJoin(people, samePerson).where(where);
      const items = await rows.orderBy(asc(users.createdAt), asc(users.userId)).limit(limit).offset(from);
      const [counted] = await db
        .select({ total: sql<number>`count(*)::int` })
        .from(users)
        .innerJoin(people, samePerson)
        .where(where);
      return { total: counted?.total ?? 0, items };
    },
    async user(id) {
      const [row] = await db.select(person).from(users).innerJoin(people, samePerson).where(oneUser(id));
      return row ?? null;
    },
    async addUser(user) {
      await db.insert(users).values({ tenantId: tenant, ...user });
    },
    async changeUser(id, change) {
      await db.update(users).set(change).where(oneUser(id));
    },
    async removeUser(id) {
      await db.delete(users).where(oneUser(id));
    },
    async groups({ by, from, limit }) {
      const column = by && { displayName: groups.name, externalId: groups.externalId, id: groups.id }[by.field];
      const wanted = by && column && (by.field === 'displayName' ? same(column, by.value) : eq(column, by.value));
      const where = and(eq(groups.tenantId, tenant), wanted);
      const items = await db
        .select(group)
        .from(groups)
        .where(where)
        .orderBy(asc(groups.name))
        .limit(limit)
        .offset(from);
      return { total: await db.$count(groups, where), items };
    },
    async group(id) {
      const [row] = await db.select(group).from(groups).where(oneGroup(id));
      return row ?? null;
    },
    async addGroup(record) {
      await db.insert(groups).values({ tenantId: tenant, ...record });
    },
    async changeGroup(id, change) {
      await db.update(groups).set(change).where(oneGroup(id));
    },
    async removeGroup(id) {
      await db.delete(groups).where(oneGroup(id));
    },
    async membersOf(groupId) {
      const found = await db
        .select({ userId: members.userId })
        .from(members)
        .where(and(eq(members.tenantId, tenant), eq(members.groupId, groupId)))
        .orderBy(asc(members.userId));
      return found.map(({ userId }) => userId);
    },
    async addMembers(groupId, userIds) {
      if (userIds.length === 0) return;
      const rows = userIds.map((userId) => ({ tenantId: tenant, groupId, userId }));
      await db.insert(members).values(rows).onConflictDoNothing();
    },
    async removeMembers(groupId, userIds) {
      if (userIds.length === 0) return;
      await db
        .delete(members)
        .where(and(eq(members.tenantId, tenant), eq(members.groupId, groupId), inArray(members.userId, [...userIds])));
    },
    async groupsOf(userId) {
      const found = await db
        .select({ name: groups.name })
        .from(members)
        .innerJoin(groups, and(eq(groups.tenantId, members.tenantId), eq(groups.id, members.groupId)))
        .where(and(eq(members.tenantId, tenant), eq(members.userId, userId)));
      return found.map(({ name }) => name);
    },
  };
}
