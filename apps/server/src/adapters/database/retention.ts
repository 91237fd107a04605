import { sql } from 'drizzle-orm';
import type { Retention } from '../../ports/retention.ts';
import { cutoffOf, expiredUpload, losses, purgeable, staleCopy, unneededState } from './aged.ts';
import type { Session } from './postgres.ts';
import { blobs } from './schema.ts';

/** Tables of a project, those that refer to others first. Its audit log stays, and the row that this refers to. */
const OF_A_PROJECT = [
  'upload_keys',
  'parked_uploads',
  'async_uploads',
  'conflicts',
  'uploads',
  'copies',
  'dependencies',
  'resources',
  'tasks',
  'presence',
  'field_rights',
  'field_classes',
  'shared_columns',
  'archived_fields',
  'pseudonyms',
  'hybrid_links',
  'sealed_plans',
  'screen_policies',
  'retention_periods',
  'project_members',
  'dav_links',
  'account_links',
  'notifications',
  'notification_choices',
  'webhook_deliveries',
  'webhooks',
  'revision_pieces',
  'revisions',
] as const;

/** Row-level security keeps every statement within the tenant. */
export function retention(session: Session): Retention {
  const { db, tenant } = session;
  const count = async (statement: Parameters<typeof db.execute>[0]): Promise<number> =>
    (await db.execute(statement)).rowCount ?? 0;
  return {
    losses: (cutoffs) => losses(session, cutoffs),
    forgetKeys: (recovery) =>
      count(sql`delete from upload_keys where created_at < ${cutoffOf(recovery, sql`project_id`)}`),
    letCopiesGo: (copies) =>
      count(sql`update copies c set workbook_blob = null, shadow_blob = null where ${staleCopy(copies)}`),
    forgetLinks: (copies) =>
      count(sql`delete from dav_links where coalesce(ended_at, used_at) < ${cutoffOf(copies, sql`project_id`)}`),
    forgetUploadedBytes: (recovery) =>
      count(sql`update revisions r set workbook_blob = null where ${expiredUpload(recovery)}`),
    async forgetSettled(recovery) {
      const before = cutoffOf(recovery, sql`project_id`);
      const parked = await count(sql`delete from parked_uploads where settled_at < ${before}`);
      return parked + (await count(sql`delete from async_uploads where changed_at < ${before}`));
    },
    forgetStates: (cutoffs) => count(sql`update revisions r set snapshot_blob = null where ${unneededState(cutoffs)}`),
    async letGoOf(projectId, bases) {
      const held = bases === 'go' ? sql`null` : sql`c.shadow_blob`;
      const copies = await count(sql`
        update copies c set workbook_blob = null, shadow_blob = ${held}
        where project_id = ${projectId} and (workbook_blob is not null or shadow_blob is distinct from ${held})
          and not exists (select 1 from projects p where p.id = c.project_id and p.layout_copy = c.copy_id)`);
      const uploads = await count(
        sql`update revisions set workbook_blob = null where project_id = ${projectId} and workbook_blob is not null`,
      );
      const settled = await count(
        sql`delete from parked_uploads where project_id = ${projectId} and status <> 'parked'`,
      );
      const answered = sql`state in ('done', 'failed')`;
      await db.execute(sql`delete from async_uploads where project_id = ${projectId} and ${answered}`);
      await db.execute(sql`delete from dav_links where project_id = ${projectId}`);
      return { copies, uploads: uploads + settled };
    },
    async deletedProjects(deleted) {
      const found = await db.execute<{ id: string }>(sql`select id from projects p where ${purgeable(deleted)}`);
      return found.rows.map(({ id }) => id);
    },
    async purge(projectId) {
      for (const table of OF_A_PROJECT)
        await db.execute(sql`delete from ${sql.identifier(table)} where project_id = ${projectId}`);
      await db.execute(sql`
        update projects set snapshot_blob = null, layout_copy = null, name = '', settings = '{}'
        where id = ${projectId} and deleted_at is not null`);
    },
    condemn: (before, at) =>
      count(sql`
        update blobs b set condemned_at = ${at}
        where condemned_at is null and created_at < ${before}
          and not exists (select 1 from blob_references r where r.sha256 = b.sha256)`),
    async dropCondemned(before, limit) {
      const locked = await db.execute<{ sha256: string }>(sql`
        select sha256 from blobs where condemned_at < ${before} order by condemned_at limit ${limit} for update skip locked`);
      const names = sql.param(locked.rows.map(({ sha256 }) => sha256));
      // a statement of its own: it sees what was committed before the lock was had
      await db.execute(sql`
        update blobs b set condemned_at = null
        where sha256 = any(${names}) and exists (select 1 from blob_references r where r.sha256 = b.sha256)`);
      const gone = await db.execute<{ sha256: string }>(sql`
        delete from blobs where sha256 = any(${names}) and condemned_at is not null returning sha256`);
      return gone.rows.map(({ sha256 }) => sha256);
    },
    async unrecorded(sha256s) {
      const found = await db.execute<{ sha256: string }>(sql`
        select f.sha256 from unnest(${sql.param(sha256s)}::text[]) as f (sha256)
        where not exists (select 1 from blobs b where b.sha256 = f.sha256)`);
      return found.rows.map(({ sha256 }) => sha256);
    },
    async adopt(sha256, size, at) {
      const stray = { tenantId: tenant, sha256, size, kind: 'stray', createdAt: at, condemnedAt: at };
      await db.insert(blobs).values(stray).onConflictDoNothing();
    },
  };
}
