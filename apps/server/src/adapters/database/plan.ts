/** The head state, row by row; changed set-based, one statement for each list of changes. */
import { and, asc, eq, getTableColumns, gt, or, type SQL, sql } from 'drizzle-orm';
import type { Plan } from '../../ports/database.ts';
import type { HeadLists } from '../../ports/records.ts';
import type { Session } from './postgres.ts';
import { dependencies, resources, tasks } from './schema.ts';

export function plan({ db, tenant }: Session): Plan {
  const { tenantId: _tenant, projectId: _project, ...shown } = getTableColumns(tasks);
  return {
    async apply(projectId, delta, revision, by, at) {
      for (const statement of statements(tenant, projectId, delta, { revision, by, at })) await db.execute(statement);
    },
    tasks: async (projectId, limit, after) =>
      db
        .select(shown)
        .from(tasks)
        .where(
          and(
            eq(tasks.projectId, projectId),
            eq(tasks.deleted, false),
            after === undefined ? undefined : gt(tasks.path, after),
          ),
        )
        .orderBy(asc(tasks.path))
        .limit(limit),
    changedSince: async (projectId, since, limit, after) =>
      db
        .select(shown)
        .from(tasks)
        .where(
          and(
            eq(tasks.projectId, projectId),
            gt(tasks.revision, since),
            after &&
              or(gt(tasks.revision, after.revision), and(eq(tasks.revision, after.revision), gt(tasks.id, after.id))),
          ),
        )
        .orderBy(asc(tasks.revision), asc(tasks.id))
        .limit(limit),
    authorsSince: async (projectId, since, limit) =>
      db
        .select({ id: tasks.id, changedBy: tasks.changedBy, changedAt: tasks.changedAt })
        .from(tasks)
        .where(and(eq(tasks.projectId, projectId), gt(tasks.revision, since)))
        .orderBy(asc(tasks.revision), asc(tasks.id))
        .limit(limit),
    async names(projectId, ids) {
      const wanted = sql`${tasks.id} in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;
      const rows = await db
        .select({ id: tasks.id, name: sql<string | null>`${tasks.fields}->>'name'` })
        .from(tasks)
        .where(and(eq(tasks.projectId, projectId), wanted));
      return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
    },
    async dependencies(projectId) {
      const { predecessor, successor, type, lag } = dependencies;
      return db
        .select({ predecessor, successor, type, lag })
        .from(dependencies)
        .where(eq(dependencies.projectId, projectId))
        .orderBy(asc(successor), asc(predecessor), asc(type));
    },
    resources: async (projectId) =>
      db
        .select({ id: resources.id, fields: resources.fields })
        .from(resources)
        .where(eq(resources.projectId, projectId))
        .orderBy(asc(resources.id)),
  };
}

interface Stamp {
  readonly revision: number;
  readonly by: string;
  readonly at: string;
}

/** One for each list. */
function* statements(tenant: string, project: string, delta: HeadLists, stamp: Stamp): Generator<SQL> {
  for (const list of delta.tasks)
    yield sql`insert into tasks (tenant_id, project_id, id, parent, rank, path, level, fields, predecessors, revision, changed_by, changed_at, deleted)
      select ${tenant}, ${project}, r.id, r.parent, r.rank, r.path, r.level, r.fields, r.predecessors, ${stamp.revision}, ${stamp.by}, ${stamp.at}, false
      from jsonb_to_recordset(${list}::jsonb) as r(id text, parent text, rank text, path text, level int, fields jsonb, predecessors text)
      on conflict (tenant_id, project_id, id) do update set parent = excluded.parent, rank = excluded.rank, path = excluded.path, level = excluded.level,
        fields = excluded.fields, predecessors = excluded.predecessors, revision = excluded.revision, changed_by = excluded.changed_by,
        changed_at = excluded.changed_at, deleted = false`;
  for (const list of delta.removedTasks)
    yield sql`update tasks set deleted = true, revision = ${stamp.revision}, changed_by = ${stamp.by}, changed_at = ${stamp.at}
      where project_id = ${project} and id in (select jsonb_array_elements_text(${list}::jsonb))`;
  for (const list of delta.removedDependencies)
    yield sql`delete from dependencies d using jsonb_to_recordset(${list}::jsonb) as r(predecessor text, successor text, type text)
      where d.project_id = ${project} and d.predecessor = r.predecessor and d.successor = r.successor and d.type = r.type`;
  for (const list of delta.dependencies)
    yield sql`insert into dependencies (tenant_id, project_id, predecessor, successor, type, lag)
      select ${tenant}, ${project}, r.predecessor, r.successor, r.type, r.lag
      from jsonb_to_recordset(${list}::jsonb) as r(predecessor text, successor text, type text, lag double precision)
      on conflict (tenant_id, project_id, predecessor, successor, type) do update set lag = excluded.lag`;
  for (const list of delta.removedResources)
    yield sql`delete from resources where project_id = ${project} and id in (select jsonb_array_elements_text(${list}::jsonb))`;
  for (const list of delta.resources)
    yield sql`insert into resources (tenant_id, project_id, id, fields)
      select ${tenant}, ${project}, r.id, r.fields from jsonb_to_recordset(${list}::jsonb) as r(id text, fields jsonb)
      on conflict (tenant_id, project_id, id) do update set fields = excluded.fields`;
}
