/** What is past its time: the conditions by which it is counted first and given up later. Row-level security keeps them within the tenant. */
import type { RetentionLosses } from '@sprintforge/protocol';
import { type SQL, sql } from 'drizzle-orm';
import type { Cutoff, Cutoffs } from '../../ports/retention.ts';
import type { Session } from './postgres.ts';

/** The cutoff of the project of a row; nothing is before null. */
export const cutoffOf = ({ before, own }: Cutoff, project: SQL): SQL =>
  sql`coalesce((${JSON.stringify(own)}::jsonb ->> ${project}::text)::timestamptz, ${before}::timestamptz)`;

/** Of `copies c`: one that nobody synced for too long. Never a project's own layout. */
export const staleCopy = (copies: Cutoff): SQL => sql`
  c.shadow_blob is not null and c.origin <> 'layout'
  and coalesce(c.last_synced_at, c.issued_at) < ${cutoffOf(copies, sql`c.project_id`)}`;

/** Of `revisions r`. */
export const expiredUpload = (recovery: Cutoff): SQL =>
  sql`r.workbook_blob is not null and r.created_at < ${cutoffOf(recovery, sql`r.project_id`)}`;

/** Of `revisions r`: not the head, the base of a copy that lives, what a recovery point restores, or what the values of an archived field come back from. */
export const unneededState = ({ history, copies, recovery }: Cutoffs): SQL => sql`
  r.snapshot_blob is not null and r.created_at < ${cutoffOf(history, sql`r.project_id`)}
  and not exists (select 1 from projects p where p.id = r.project_id and p.head = r.number)
  and not exists (select 1 from copies c
    where c.project_id = r.project_id and c.revision = r.number and c.shadow_blob is not null and not (${staleCopy(copies)}))
  and not exists (select 1 from archived_fields a where a.project_id = r.project_id and a.revision = r.number + 1)
  and not exists (select 1 from revisions n
    where n.project_id = r.project_id and n.number = r.number + 1 and n.created_at >= ${cutoffOf(recovery, sql`n.project_id`)})`;

/** Of `projects p`; of those that are purged a row stays. */
export const purgeable = ({ before }: Cutoff): SQL =>
  sql`p.deleted_at < ${before}::timestamptz and p.snapshot_blob is not null`;

/** Of a table of the audit log. The database keeps the last 30 days whatever it is asked for. */
const oldEntry = ({ before }: Cutoff): SQL =>
  sql`timestamp < least(${before}::timestamptz, now() - interval '30 days') and ${before}::timestamptz is not null`;

export async function losses({ db }: Session, cutoffs: Cutoffs): Promise<RetentionLosses> {
  const found = await db.execute<Record<keyof RetentionLosses, string>>(sql`
    select
      (select count(*) from revisions r where r.parent is not null and ${expiredUpload(cutoffs.recovery)}) as recovery,
      (select count(*) from copies c where ${staleCopy(cutoffs.copies)}) as copies,
      (select count(*) from revisions r where ${unneededState(cutoffs)}) as history,
      (select count(*) from projects p where ${purgeable(cutoffs.deleted)}) as deleted,
      (select count(*) from sync_audit where ${oldEntry(cutoffs.audit)})
        + (select count(*) from security_audit where ${oldEntry(cutoffs.audit)}) as audit`);
  const [row] = found.rows;
  const of = (kind: keyof RetentionLosses) => Number(row?.[kind] ?? 0);
  return {
    recovery: of('recovery'),
    copies: of('copies'),
    history: of('history'),
    deleted: of('deleted'),
    audit: of('audit'),
  };
}
