/** The `Jobs` port on the database itself, by pg-boss: nothing to run beside it, and a job commits with what asked for it. */
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { fromDrizzle, type JobWithMetadata, PgBoss, type Queue } from 'pg-boss';
import type { Job, JobHandler, JobKind, JobQueue, Jobs } from '../../ports/jobs.ts';
import { DEAD, deadLetters, standing } from './inspection.ts';
import { schema } from './install.ts';

export interface JobsPlace {
  /** A database that `migrate` has brought up to date. */
  readonly url: string;
  /** All that there are; others cannot be added or worked. */
  readonly kinds: readonly JobKind[];
  /** Does this process work jobs? Others only add them. */
  readonly works: boolean;
  readonly onError: (error: Error) => void;
  /** Seconds. */
  readonly pace?: Partial<Pace>;
}

export interface Pace {
  /** A process that has not been heard of for so long is dead, and its jobs are done by another; at least 10. */
  readonly heartbeat: number;
  /** How often is looked for the jobs of dead processes, and for schedules that are due. */
  readonly look: number;
  /** How often each worker looks for work without having been woken: a second try comes no sooner. */
  readonly poll: number;
  /** Before the second try; doubled from one try to the next, with jitter, up to an hour. */
  readonly firstDelay: number;
}

/** Jobs, and how a unit of work adds them. */
export interface PgBossJobs extends Jobs {
  queueIn(db: NodePgDatabase, tenant: string): JobQueue;
}

/** What pg-boss keeps of a job. */
interface Envelope {
  readonly tenant: string | null;
  readonly told: object;
}

const DAY = 86_400;

export async function pgBossJobs(place: JobsPlace): Promise<PgBossJobs> {
  const pace: Pace = { heartbeat: 20, look: 15, poll: 5, firstDelay: 2, ...place.pace };
  const boss = new PgBoss({
    connectionString: place.url,
    application_name: 'sprintforge jobs',
    schema,
    max: place.works ? 4 : 1,
    migrate: place.works, // who works jobs also builds indexes that an update of pg-boss wants
    supervise: place.works,
    schedule: place.works,
    useListenNotify: place.works,
    superviseIntervalSeconds: pace.look,
    monitorIntervalSeconds: pace.look,
    cronMonitorIntervalSeconds: pace.look,
    cronWorkerIntervalSeconds: Math.min(5, pace.look),
    openTelemetry: { propagateContext: true },
  });
  boss.on('error', place.onError);
  boss.on('warning', ({ message }) => place.onError(new Error(message)));
  await boss.start();
  try {
    await makeQueues(boss, place.kinds, pace);
  } catch (error) {
    await boss.stop();
    throw error;
  }
  const working: string[] = [];
  return {
    queueIn: (db, tenant) => queueIn(boss, db, tenant),
    async work(handlers) {
      for (const handler of handlers) {
        working.push(handler.kind.name);
        for (let n = 0; n < handler.atOnce; n += 1) await start(boss, handler, pace);
      }
      await schedule(boss, handlers);
    },
    async stop(seconds) {
      const names = working.splice(0);
      const done = Promise.all(names.map((name) => boss.offWork(name, { wait: true })));
      await atMost(seconds, done);
    },
    standing: () => standing(boss, place.kinds),
    deadLetters: (limit) => deadLetters(boss, limit),
    rerun: async (ids) => (ids?.length === 0 ? 0 : boss.redrive(DEAD, ids === undefined ? {} : { ids: [...ids] })),
    close: () => boss.stop({ timeout: 1000 }),
  };
}

/** Each process makes what is missing and brings the rest up to date. */
async function makeQueues(boss: PgBoss, kinds: readonly JobKind[], pace: Pace): Promise<void> {
  await boss.createQueue(DEAD, { retentionSeconds: 365 * DAY });
  const there = new Set((await boss.getQueues()).map(({ name }) => name));
  for (const kind of kinds) {
    const { policy, ...options } = queueOf(kind, pace);
    if (there.has(kind.name)) await boss.updateQueue(kind.name, options);
    else await boss.createQueue(kind.name, { ...options, policy });
  }
}

const queueOf = (kind: JobKind, pace: Pace) =>
  ({
    policy: kind.alone ? 'exclusive' : 'standard',
    retryLimit: kind.retries,
    retryDelay: pace.firstDelay,
    retryBackoff: true,
    retryDelayMax: 3600,
    expireInSeconds: kind.seconds,
    heartbeatSeconds: pace.heartbeat,
    retentionSeconds: 30 * DAY,
    deleteAfterSeconds: 7 * DAY,
    deadLetter: DEAD,
    notify: true,
  }) satisfies Omit<Queue, 'name'>;

function queueIn(boss: PgBoss, db: NodePgDatabase, tenant: string): JobQueue {
  return {
    add(kind, data, { id, afterSeconds } = {}) {
      const envelope: Envelope = { tenant, told: data };
      return boss.send(kind.name, envelope, {
        db: fromDrizzle(db, sql),
        ...(id === undefined ? {} : { id }),
        ...(afterSeconds === undefined ? {} : { startAfter: afterSeconds }),
        ...(kind.alone ? { singletonKey: tenant } : {}),
      });
    },
  };
}

async function start(boss: PgBoss, { kind, run }: JobHandler, { poll }: Pace): Promise<void> {
  const options = {
    includeMetadata: true,
    pollingIntervalSeconds: Math.min(2, poll),
    notifyPollingIntervalSeconds: poll,
  } as const;
  const id: string = await boss.work(kind.name, options, async ([given]: JobWithMetadata<Envelope>[]) => {
    boss.notifyWorker(id); // there may be more: it looks again as soon as this one is done
    if (given) await run(asJob(given));
  });
}

const asJob = ({ id, data, retryCount, retryLimit, signal }: JobWithMetadata<Envelope>): Job => ({
  id,
  tenant: data.tenant,
  data: data.told,
  attempt: retryCount + 1,
  last: retryCount >= retryLimit,
  signal,
});

/** A time that passed while nobody worked is made up for once. */
async function schedule(boss: PgBoss, handlers: readonly JobHandler[]): Promise<void> {
  const wanted = new Set<string>();
  for (const { kind, schedule: times } of handlers) {
    if (times === undefined) continue;
    wanted.add(kind.name);
    const envelope: Envelope = { tenant: null, told: {} };
    const once = kind.alone ? { singletonKey: 'schedule' } : {};
    await boss.schedule(kind.name, times, envelope, { missed: 'once', ...once });
  }
  for (const { name } of await boss.getSchedules()) if (!wanted.has(name)) await boss.unschedule(name);
}

async function atMost(seconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
