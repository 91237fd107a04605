import type { Client } from 'pg';
import { PgBoss } from 'pg-boss';

/** The PostgreSQL schema of pg-boss: no table of it is in a backup. */
export const schema = 'jobs';

/** Installs the tables of pg-boss, or brings them up to date. The caller holds the lock of migrations. */
export async function installJobs(url: string, client: Client): Promise<void> {
  const boss = new PgBoss({ connectionString: url, schema, max: 1, supervise: false, schedule: false });
  boss.on('error', () => undefined); // what matters is thrown by the call
  await boss.start();
  await boss.stop();
  const guarded = await client.query("select 1 from pg_policies where schemaname = $1 and policyname = 'tenant'", [
    schema,
  ]);
  if (guarded.rowCount === 0) await client.query(guard);
}

/** Units of work act as `sprintforge_app` with a tenant set: they add and see jobs of that tenant, and nothing else. */
const guard = `
  begin;
  grant usage on schema ${schema} to sprintforge_app;
  grant select on ${schema}.queue to sprintforge_app;
  grant select, insert on ${schema}.job_common to sprintforge_app;
  alter table ${schema}.job_common enable row level security;
  create policy tenant on ${schema}.job_common for all to sprintforge_app
    using (data->>'tenant' = app_tenant()::text) with check (data->>'tenant' = app_tenant()::text);
  commit;
`;
