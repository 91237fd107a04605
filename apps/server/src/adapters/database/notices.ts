import { and, asc, desc, eq, getTableColumns, gte, inArray, isNull, lt, lte, ne, sql } from 'drizzle-orm';
import type { AccountNoticeRecord, NoticeRecord, Notices } from '../../ports/notices.ts';
import { NO_PROJECT } from './column-types.ts';
import type { Session } from './postgres.ts';
import { notificationChoices, notifications as table, webhookDeliveries } from './schema.ts';

/** So that a statement stays far below the protocol's 65,535 parameters. */
const BATCH = 1000;

export function notices(session: Session): Notices {
  const { db, tenant } = session;
  const { tenantId: _tenant, ...shown } = getTableColumns(table);
  const of = (userId: string) => and(eq(table.tenantId, tenant), eq(table.userId, userId));
  const mine = (userId: string) => and(of(userId), eq(table.shown, true));
  const unread = (userId: string) => and(mine(userId), isNull(table.readAt));
  const due = (userId: string) => and(of(userId), eq(table.mail, 'due'));
  return {
    async add(project, added) {
      const users: string[] = [];
      for (let at = 0; at < added.length; at += BATCH) {
        const rows = added.slice(at, at + BATCH).map((notice) => ({ tenantId: tenant, ...notice }));
        const done = await db.insert(table).values(rows).onConflictDoNothing().returning({ user: table.userId });
        users.push(...done.map(({ user }) => user));
      }
      // a word of at most 8000 bytes; who is not named in it hears of the next one
      const word = JSON.stringify({ kind: 'notice', tenant, project, users: users.slice(0, 150) });
      if (users.length > 0) await db.execute(sql`select pg_notify('sprintforge_live', ${word})`);
      return users;
    },
    async addOfAccount(notice) {
      await db.insert(table).values({ ...notice, tenantId: tenant, projectId: null, shown: true, mail: 'no' });
    },
    async list(userId, limit, before, only) {
      const found = await db
        .select(shown)
        .from(table)
        .where(and(only ? unread(userId) : mine(userId), before === undefined ? undefined : lt(table.seq, before)))
        .orderBy(desc(table.seq))
        .limit(limit);
      return found as (NoticeRecord | AccountNoticeRecord)[];
    },
    async unread(userId) {
      return db.$count(table, unread(userId));
    },
    async read(userId, which, at) {
      const chosen = 'through' in which ? lte(table.seq, which.through) : inArray(table.seq, [...which]);
      if ('through' in which || which.length > 0)
        await db
          .update(table)
          .set({ readAt: at })
          .where(and(unread(userId), chosen));
    },
    async takeDue(userId, since, limit) {
      const found = await db
        .select(shown)
        .from(table)
        .where(and(due(userId), isNull(table.readAt), gte(table.createdAt, since)))
        .orderBy(asc(table.seq))
        .limit(limit)
        .for('update');
      return found as NoticeRecord[]; // of an account nothing is due
    },
    async mailed(userId, through) {
      await db
        .update(table)
        .set({ mail: 'sent' })
        .where(and(due(userId), lte(table.seq, through)));
    },
    async choices(projectId, userIds) {
      const where = [NO_PROJECT, ...(projectId === null ? [] : [projectId])];
      const rows = await db
        .select()
        .from(notificationChoices)
        .where(
          and(
            eq(notificationChoices.tenantId, tenant),
            inArray(notificationChoices.projectId, where),
            userIds === null ? undefined : inArray(notificationChoices.userId, [...userIds]),
          ),
        );
      return rows.map(({ tenantId: _, projectId: place, ...row }) => ({
        ...row,
        projectId: place === NO_PROJECT ? null : place,
      }));
    },
    async choose({ userId, projectId, choices, locale }) {
      const key = [notificationChoices.tenantId, notificationChoices.userId, notificationChoices.projectId];
      await db
        .insert(notificationChoices)
        .values({ tenantId: tenant, userId, projectId: projectId ?? NO_PROJECT, choices, locale })
        .onConflictDoUpdate({ target: key, set: { choices, locale } });
    },
    async forget(before) {
      await db.delete(table).where(and(eq(table.tenantId, tenant), lt(table.createdAt, before)));
      await db
        .delete(webhookDeliveries)
        .where(
          and(
            eq(webhookDeliveries.tenantId, tenant),
            lt(webhookDeliveries.createdAt, before),
            ne(webhookDeliveries.status, 'waiting'),
          ),
        );
    },
    ...concerned(session),
  };
}

/** Whom an entry of the log concerns. */
function concerned({ db, tenant }: Session): Pick<Notices, 'participants' | 'lastWriters'> {
  return {
    async participants(projectId) {
      const found = await db.execute<{ user_id: string }>(
        sql`select distinct user_id from sync_audit where tenant_id = ${tenant} and project_id = ${projectId}`,
      );
      return found.rows.map((row) => row.user_id);
    },
    async lastWriters(projectId, before, fields) {
      const wanted = JSON.stringify(fields);
      const found = await db.execute<{ id: string; field: string | null; userId: string }>(sql`
        select distinct on (w.id, w.field) w.id, w.field, a.user_id as "userId"
        from (
          with logged as (
            select seq, user_id, changes, pieces from sync_audit
            where tenant_id = ${tenant} and project_id = ${projectId} and seq < ${before} and jsonb_typeof(changes) = 'array'
            order by seq desc limit 500)
          select seq, user_id, changes from logged
          union all
          select l.seq, l.user_id, p.content from logged l
          join audit_pieces p on p.tenant_id = ${tenant} and p.seq = l.seq and p.list = 'changes' where l.pieces > 0
        ) a
        cross join lateral jsonb_to_recordset(a.changes) c(task_id text, field text)
        join jsonb_to_recordset(${wanted}::jsonb) w(id text, field text)
          on w.id = c.task_id and (w.field is null or c.field is null or w.field = c.field)
        order by w.id, w.field, a.seq desc`);
      return found.rows;
    },
  };
}
