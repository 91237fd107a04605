import { and, eq, sql } from 'drizzle-orm';
import type { NamingRow, People } from '../../ports/people.ts';
import { likeAny } from './personal/row-walk.ts';
import type { Session } from './postgres.ts';
import { accountLinks, tokens, users } from './schema.ts';

/** Columns that hold the id of an account. */
const ACCOUNT = [
  'user_id',
  'author_id',
  'created_by',
  'changed_by',
  'resolved_by',
  'settled_by',
  'decided_by',
  'proved_by',
];
/** What opens something, and long reports of what a revision or an entry of the log tells itself. */
const LEFT_OUT = [
  'tenant_id',
  'hash',
  'password',
  'token',
  'sealed',
  'sign_out',
  'secret',
  'credential',
  'public_key',
  'browser',
  'expected',
  'result',
  'applied_keys',
];
/** What is a person's own, and nobody else's record. */
const OWN = [
  'credentials',
  'sessions',
  'notification_choices',
  'notifications',
  'presence',
  'external_identities',
  'dav_links',
  'passkeys',
  'second_factors',
  'recovery_codes',
  'shared_columns',
  'provisioned_users',
  'upload_keys',
];

const folded = (value: unknown): string => String(value).normalize('NFC').toLowerCase();

export function people({ db, tenant }: Session): People {
  return {
    async recordsOf(userId) {
      const found = await db.execute<{ table: string; columns: string[] }>(sql`
        select c.table_name as table, array_agg(c.column_name::text order by c.column_name) as columns
        from information_schema.columns c
        join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
        where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'uuid'
          and c.column_name in ${ACCOUNT}
        group by c.table_name order by c.table_name`);
      const records: Record<string, Record<string, unknown>[]> = {};
      for (const { table, columns } of found.rows) {
        const named = sql.join(
          columns.map((column) => sql`t.${sql.identifier(column)} = ${userId}`),
          sql` or `,
        );
        const rows = await db.execute<{ row: Record<string, unknown> }>(
          sql`select to_jsonb(t) - ${sql.param(LEFT_OUT)}::text[] as row from ${sql.identifier(table)} t where ${named}`,
        );
        if (rows.rows.length > 0) records[table] = rows.rows.map(({ row }) => row);
      }
      return records;
    },
    async naming(texts) {
      // as text of the values, not of the JSON, which writes some letters otherwise
      const found = await db.execute<NamingRow & Record<string, unknown>>(sql`
        select p.id as "projectId", p.name as "projectName", r.kind, r.id, r.fields
        from projects p
        join (select project_id, 'task' as kind, id, fields from tasks where not deleted
          union all select project_id, 'resource', id, fields from resources) r on r.project_id = p.id
        where p.deleted_at is null
          and exists (select 1 from jsonb_each_text(r.fields) f where f.value ${likeAny(texts)})
        order by p.created_at, r.kind, r.id`);
      const wanted = texts.map(folded);
      return found.rows
        .map(({ projectId, projectName, kind, id, fields }) => ({ projectId, projectName, kind, id, fields }))
        .filter(({ fields }) =>
          Object.values(fields).some((value) => wanted.some((text) => folded(value).includes(text))),
        );
    },
    async plansOf(userId) {
      const found = await db.execute<{ id: string }>(sql`
        select p.id from projects p where p.deleted_at is null and (p.created_by = ${userId}
          or exists (select 1 from revisions r where r.project_id = p.id and r.author_id = ${userId})
          or exists (select 1 from copies c where c.project_id = p.id and c.user_id = ${userId}))
        order by p.created_at, p.id`);
      return found.rows.map(({ id }) => id);
    },
    async erase(userId, { name, email }) {
      for (const table of OWN) await db.execute(sql`delete from ${sql.identifier(table)} where user_id = ${userId}`);
      const [before] = await db
        .select({ email: users.email })
        .from(users)
        .where(and(eq(users.tenantId, tenant), eq(users.id, userId)));
      await db
        .delete(accountLinks)
        .where(
          and(
            eq(accountLinks.tenantId, tenant),
            sql`(${accountLinks.userId} = ${userId} or lower(${accountLinks.email}) = lower(${before?.email ?? ''}))`,
          ),
        );
      await db
        .update(tokens)
        .set({ name })
        .where(and(eq(tokens.tenantId, tenant), eq(tokens.userId, userId)));
      await db
        .update(users)
        .set({ name, email })
        .where(and(eq(users.tenantId, tenant), eq(users.id, userId)));
    },
  };
}
