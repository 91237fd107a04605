import { and, asc, desc, eq, gt, lte, sql } from 'drizzle-orm';
import type { Live, NewPresence } from '../../ports/live.ts';
import { lastEntry, type StepRow, stepOf, stepsAfter } from './live-log.ts';
import type { Session } from './postgres.ts';
import { presence as table, users } from './schema.ts';

export function live({ db, tenant }: Session): Live {
  const shown = {
    userId: table.userId,
    userName: users.name,
    session: table.session,
    door: table.door,
    editing: table.editing,
    taskIds: table.taskIds,
    cells: table.cells,
    since: table.since,
    expiresAt: table.expiresAt,
  };
  const here = (projectId: string) => and(eq(table.tenantId, tenant), eq(table.projectId, projectId));
  const mine = (projectId: string, userId: string) => and(here(projectId), eq(table.userId, userId));
  const one = (projectId: string, { userId, session }: Pick<NewPresence, 'userId' | 'session'>) =>
    and(mine(projectId, userId), eq(table.session, session));
  const tell = (project: string) =>
    db.execute(sql`select pg_notify('sprintforge_live', ${JSON.stringify({ kind: 'presence', tenant, project })})`);
  return {
    async end(projectId) {
      const found = await db.execute<{ seq: string }>(lastEntry(tenant, projectId));
      return Number(found.rows[0]?.seq ?? 0);
    },
    async steps(projectId, after, limit) {
      const found = await db.execute<StepRow>(stepsAfter(tenant, projectId, after, limit));
      return found.rows.map(stepOf);
    },
    present: async (projectId, at) =>
      db
        .select(shown)
        .from(table)
        .innerJoin(users, and(eq(users.tenantId, table.tenantId), eq(users.id, table.userId)))
        .where(and(here(projectId), gt(table.expiresAt, at)))
        .orderBy(asc(table.since), asc(table.userId), asc(table.session)),
    async enter(projectId, presence, at, most) {
      await db.delete(table).where(and(here(projectId), lte(table.expiresAt, at)));
      const [before] = await db
        .select(shown)
        .from(table)
        .innerJoin(users, and(eq(users.tenantId, table.tenantId), eq(users.id, table.userId)))
        .where(one(projectId, presence));
      const since = before?.since ?? presence.since;
      const { userId: _user, session: _session, ...said } = { ...presence, since };
      await db
        .insert(table)
        .values({ tenantId: tenant, projectId, ...presence, since })
        .onConflictDoUpdate({ target: [table.tenantId, table.projectId, table.userId, table.session], set: said });
      const newest = db
        .select({ session: table.session })
        .from(table)
        .where(mine(projectId, presence.userId))
        .orderBy(desc(table.expiresAt))
        .limit(most);
      await db.delete(table).where(and(mine(projectId, presence.userId), sql`${table.session} not in ${newest}`));
      if (!before || !sameSaid(before, presence)) await tell(projectId);
    },
    async leave(projectId, userId, session) {
      const gone = await db
        .delete(table)
        .where(one(projectId, { userId, session }))
        .returning({ session: table.session });
      if (gone.length > 0) await tell(projectId);
    },
  };
}

const sameSaid = (a: Pick<NewPresence, Said>, b: Pick<NewPresence, Said>): boolean =>
  JSON.stringify([a.door, a.editing, a.taskIds, a.cells]) === JSON.stringify([b.door, b.editing, b.taskIds, b.cells]);
type Said = 'door' | 'editing' | 'taskIds' | 'cells';
