/** The audit log as followers of a project see it: read in one statement, long lists cut there. */
import { type SQL, sql } from 'drizzle-orm';
import type { LogStep } from '../../ports/live.ts';

/** Of a long list of changes so many are looked at for the tasks that they name, and so many tasks are named. */
const [LOOKED_AT, NAMED] = [500, 100];

export interface StepRow extends Record<string, unknown> {
  seq: string;
  sync_type: string;
  version: number;
  user_id: string;
  user_name: string | null;
  at: string;
  source: string | null;
  message: string | null;
  changes: number | null;
  task_ids: string[];
  conflicts: number;
  conflict_task_ids: string[];
  open_conflicts: number;
  parked: string | null;
  reason: string | null;
}

export const lastEntry = (tenant: string, projectId: string): SQL =>
  sql`select seq from sync_audit where tenant_id = ${tenant} and project_id = ${projectId} order by seq desc limit 1`;

/** A revision was made by the first entry that has its number: each is audited in its own transaction, under the project's lock. */
export const stepsAfter = (tenant: string, projectId: string, after: number, limit: number): SQL => sql`
  select a.seq, a.sync_type, a.server_version as version, a.user_id, u.name as user_name,
    to_char(a.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
    r.source, r.message, r.changes_count as changes,
    ${named(sql`a.changes`, sql`c.value ->> 'task_id'`)} as task_ids,
    case when jsonb_typeof(a.conflicts) = 'array' then jsonb_array_length(a.conflicts) else 0 end
      + case when a.pieces = 0 then 0 else (select coalesce(sum(jsonb_array_length(p.content)), 0)::int from audit_pieces p
        where p.tenant_id = a.tenant_id and p.seq = a.seq and p.list = 'conflicts') end as conflicts,
    ${named(sql`a.conflicts`, sql`coalesce(c.value -> 'subject' ->> 'id', c.value ->> 'task_id')`)} as conflict_task_ids,
    (select count(*)::int from conflicts o
      where o.tenant_id = a.tenant_id and o.project_id = a.project_id and o.status = 'open') as open_conflicts,
    case when jsonb_typeof(a.changes) = 'object' then a.changes ->> 'parked' end as parked,
    case when jsonb_typeof(a.changes) = 'object' then a.changes ->> 'reason' end as reason
  from sync_audit a
  left join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
  left join revisions r on r.tenant_id = a.tenant_id and r.project_id = a.project_id and r.number = a.server_version and not exists (
    select from sync_audit e
    where e.tenant_id = a.tenant_id and e.project_id = a.project_id and e.server_version = a.server_version and e.seq < a.seq)
  where a.tenant_id = ${tenant} and a.project_id = ${projectId} and a.seq > ${after} and a.sync_type <> 'download'
  order by a.seq limit ${limit}`;

const named = (list: SQL, id: SQL): SQL => sql`
  coalesce((select jsonb_agg(id) from (
    select distinct ${id} as id
    from (select value from jsonb_array_elements(case when jsonb_typeof(${list}) = 'array' then ${list} else '[]' end) limit ${LOOKED_AT}) c
    where ${id} <> '' limit ${NAMED}) ids), '[]')`;

export const stepOf = (row: StepRow): LogStep => ({
  seq: Number(row.seq),
  syncType: row.sync_type,
  version: row.version,
  userId: row.user_id,
  userName: row.user_name ?? '',
  at: row.at,
  made: row.source === null ? null : { source: row.source, message: row.message ?? '', changes: row.changes ?? 0 },
  taskIds: row.task_ids,
  conflicts: row.conflicts,
  conflictTaskIds: row.conflict_task_ids,
  openConflicts: row.open_conflicts,
  parked: row.parked === null ? null : { id: row.parked, reason: row.reason ?? '' },
});
