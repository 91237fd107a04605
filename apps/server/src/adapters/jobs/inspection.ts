/** What pg-boss's tables say, for the operator. */
import type { PgBoss } from 'pg-boss';
import type { DeadLetter, JobKind, JobStanding } from '../../ports/jobs.ts';
import { schema } from './install.ts';

/** The queue of dead letters of every kind. */
export const DEAD = 'dead-letters';

interface StandingRow {
  readonly kind: string;
  readonly waiting: number;
  readonly running: number;
  readonly dead: number;
  readonly done: Date | null;
}

const STANDING = `
  select k.kind,
    (select count(*)::int from ${schema}.job where name = k.kind and state in ('created', 'retry')) as waiting,
    (select count(*)::int from ${schema}.job where name = k.kind and state = 'active') as running,
    (select count(*)::int from ${schema}.job where name = '${DEAD}' and state = 'created' and source_name = k.kind) as dead,
    (select max(completed_on) from ${schema}.job where name = k.kind and state = 'completed') as done
  from unnest($1::text[]) with ordinality as k(kind, place) order by k.place`;

export async function standing(boss: PgBoss, kinds: readonly JobKind[]): Promise<JobStanding[]> {
  const { rows } = await boss.getDb().executeSql(STANDING, [kinds.map(({ name }) => name)]);
  return (rows as StandingRow[]).map(({ done, ...counts }) => ({ ...counts, lastDoneAt: done?.toISOString() ?? null }));
}

export async function deadLetters(boss: PgBoss, limit: number): Promise<DeadLetter[]> {
  const found = await boss.findJobs<{ tenant: string | null; told: object }>(DEAD, { queued: true, limit });
  return found.map((job) => ({
    id: job.id,
    kind: job.sourceName ?? DEAD,
    tenant: job.data.tenant,
    data: job.data.told,
    reason: reasonOf(job.sourceOutput),
    askedAt: (job.sourceCreatedOn ?? job.createdOn).toISOString(),
    diedAt: job.createdOn.toISOString(),
  }));
}

/** An error as pg-boss keeps it, `{message}` or `{value: {message}}`. */
function reasonOf(output: object | null): string {
  const { message, value } = (output ?? {}) as { message?: unknown; value?: { message?: unknown } };
  const text = message ?? value?.message;
  return typeof text === 'string' ? text : 'no reason was kept';
}
