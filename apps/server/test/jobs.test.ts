/** The contract of the `Jobs` port, on a real PostgreSQL. Each test has kinds of its own; two processes are two connections of this one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '../src/adapters/database/migrate.ts';
import { postgresDatabase } from '../src/adapters/database/postgres.ts';
import { startPostgres } from '../src/adapters/embedded-postgres/launcher.ts';
import { type PgBossJobs, pgBossJobs } from '../src/adapters/jobs/pg-boss-jobs.ts';
import type { Database } from '../src/ports/database.ts';
import { type Job, jobHandler } from '../src/ports/jobs.ts';
import { servicesOfItsOwn } from './given-services.ts';
import { kinds, pace, type Told } from './jobs/kinds.ts';

const [one, two] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'];
const at = '2026-01-02T03:04:05.678Z';

let url: string;
let stopPostgres = async (): Promise<void> => undefined;
let adder: PgBossJobs;
let database: Database;
let admin: pg.Client;
const opened: PgBossJobs[] = [];

beforeAll(async () => {
  const given = await servicesOfItsOwn();
  if (given.databaseUrl) url = given.databaseUrl;
  else {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-jobs-'));
    const postgres = await startPostgres({ dir, durable: false });
    url = postgres.url;
    stopPostgres = async () => {
      await postgres.stop();
      fs.rmSync(dir, { recursive: true, force: true });
    };
  }
  await Promise.all([migrate(url), migrate(url)]);
  adder = await pgBossJobs({ url, kinds, works: false, onError: shout, pace });
  database = postgresDatabase({ url, onError: shout, queueIn: adder.queueIn });
  for (const tenant of [one, two]) await database.unit(tenant, (unit) => unit.accounts.createTenant('T', at));
  admin = new pg.Client(url);
  await admin.connect();
});
afterEach(async () => {
  for (const jobs of opened.splice(0)) {
    await jobs.stop(5);
    await jobs.close();
  }
});
afterAll(async () => {
  await admin.end();
  await database.close();
  await adder.close();
  await stopPostgres();
});

const shout = (error: Error): void => console.error(error);

/** A process that does such jobs and notes them. */
async function worker(
  kind: (typeof kinds)[number],
  run: (job: Job<Told>) => Promise<void> = async () => undefined,
  schedule?: string,
): Promise<Job<Told>[]> {
  const seen: Job<Told>[] = [];
  const jobs = await pgBossJobs({ url, kinds, works: true, onError: shout, pace });
  opened.push(jobs);
  const note = async (job: Job<Told>) => {
    seen.push(job);
    await run(job);
  };
  await jobs.work([jobHandler(kind, note, { atOnce: 2, ...(schedule === undefined ? {} : { schedule }) })]);
  return seen;
}

const kindOf = (name: string) => kinds.find((kind) => kind.name === name)!;
const add = (name: string, told: Told = {}, tenant = one) =>
  database.unit(tenant, (unit) => unit.jobs.add(kindOf(name), told));
const standing = async (name: string) => (await adder.standing()).find(({ kind }) => kind === name);
const soon = { timeout: 30_000, interval: 50 };

describe('a job', () => {
  test('A4 is done when its unit commits, with its tenant and data', async () => {
    const id = await add('plain', { text: 'with "quotes" and \u2028', n: 5 }, two);
    const seen = await worker(kindOf('plain'));
    await expect.poll(() => seen.length, soon).toBe(1);
    expect(seen[0]).toMatchObject({ id, tenant: two, data: { text: 'with "quotes" and \u2028', n: 5 }, attempt: 1 });
    await expect.poll(async () => (await standing('plain'))?.lastDoneAt, soon).toMatch(/^20/);
  });

  test('A4 is not there when its unit is rolled back', async () => {
    const failing = database.unit(one, async (unit) => {
      await unit.jobs.add(kindOf('rolled-back'), {});
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await standing('rolled-back')).toMatchObject({ waiting: 0, running: 0, dead: 0 });
  });

  test('wakes a worker that waits already, long before it would look by itself', async () => {
    const seen = await worker(kindOf('woken'));
    const before = performance.now();
    await add('woken');
    await expect.poll(() => seen.length, soon).toBe(1);
    expect(performance.now() - before).toBeLessThan(15_000);
  });

  test('waits as long as it is told', async () => {
    const id = await database.unit(one, (unit) => unit.jobs.add(kindOf('later'), {}, { afterSeconds: 3600 }));
    const seen = await worker(kindOf('later'));
    await add('later', { n: 1 });
    await expect.poll(() => seen.length, soon).toBe(1);
    expect(seen[0]?.id).not.toBe(id);
    expect(await standing('later')).toMatchObject({ waiting: 1 });
  });

  test('of many is done once, whichever of two processes takes it', async () => {
    const ids = await database.unit(one, async (unit) => {
      const added: (string | null)[] = [];
      for (let n = 0; n < 40; n += 1) added.push(await unit.jobs.add(kindOf('shared'), { n }));
      return added;
    });
    const [left, right] = [await worker(kindOf('shared')), await worker(kindOf('shared'))];
    await expect.poll(() => left.length + right.length, soon).toBe(40);
    expect(new Set([...left, ...right].map(({ id }) => id))).toEqual(new Set(ids));
  });

  test('of a kind that is alone is one as long as it waits or runs, for each tenant', async () => {
    const ids = [await add('alone'), await add('alone'), await add('alone', {}, two)];
    expect(ids.map((id) => id === null)).toEqual([false, true, false]);
    const seen = await worker(kindOf('alone'));
    await expect.poll(() => seen.length, soon).toBe(2);
    await expect.poll(async () => (await standing('alone'))?.running, soon).toBe(0);
    expect(await add('alone')).not.toBeNull();
  });
});

describe('a job that fails', () => {
  test('is tried again, and then done', async () => {
    await add('stumbles');
    const seen = await worker(kindOf('stumbles'), async ({ attempt }) => {
      if (attempt < 2) throw new Error('not yet');
    });
    await expect
      .poll(() => seen.map(({ attempt, last }) => [attempt, last]), soon)
      .toEqual([
        [1, false],
        [2, true],
      ]);
    await expect.poll(async () => await standing('stumbles'), soon).toMatchObject({ waiting: 0, running: 0, dead: 0 });
  });

  test('as often as it may is a dead letter that says why, and can be run again', async () => {
    let broken = true;
    await add('dies', { n: 7 });
    const seen = await worker(kindOf('dies'), async () => {
      if (broken) throw new Error('the other end is gone');
    });
    await expect.poll(async () => (await standing('dies'))?.dead, soon).toBe(1);
    const [letter] = await adder.deadLetters(10);
    expect(letter).toMatchObject({ kind: 'dies', tenant: one, data: { n: 7 }, reason: 'the other end is gone' });
    expect(await adder.rerun(['00000000-0000-4000-8000-0000000000ff'])).toBe(0);
    broken = false;
    expect(await adder.rerun([letter!.id])).toBe(1);
    await expect.poll(() => seen.length, soon).toBe(2);
    expect(seen[1]).toMatchObject({ tenant: one, data: { n: 7 }, attempt: 1 });
    expect(await adder.deadLetters(10)).toEqual([]);
  });
});

describe('a process that works jobs', () => {
  test('which stops finishes what it does and takes no more', async () => {
    const done: unknown[] = [];
    const seen = await worker(kindOf('slow'), async ({ data }) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      done.push(data);
    });
    await add('slow', { n: 1 });
    await expect.poll(() => seen.length, soon).toBe(1);
    await opened[0]!.stop(10);
    expect(done).toEqual([{ n: 1 }]);
    await add('slow', { n: 2 });
    expect(await standing('slow')).toMatchObject({ waiting: 1, running: 0 });
  });

  test('and is killed has its job done by another', async () => {
    const id = await add('killed');
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'jobs/hanging-worker.ts'), url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    expect(said.toString()).toContain(id);
    child.kill('SIGKILL');
    await once(child, 'exit');
    // as if its last sign of life had been a while ago
    await admin.query("update jobs.job set heartbeat_on = heartbeat_on - interval '1 hour' where id = $1", [id]);
    const seen = await worker(kindOf('killed'));
    await expect.poll(() => seen.map((job) => [job.id, job.attempt]), soon).toEqual([[id, 2]]);
  });
});

describe('a schedule', () => {
  test('that came due is one job without a tenant, though two processes look, and a lost one is made up for once', async () => {
    // twelve hours from now, so that it does not come due by itself
    const times = `0 ${(new Date().getUTCHours() + 12) % 24} * * *`;
    const left = await worker(kindOf('scheduled'), undefined, times);
    const right = await worker(kindOf('scheduled'), undefined, times);
    expect([left.length, right.length]).toEqual([0, 0]);
    await lookBack();
    await expect.poll(() => left.length + right.length, soon).toBe(1);
    expect([...left, ...right][0]).toMatchObject({ tenant: null, data: {} });
    await lookBack();
    await expect
      .poll(async () => (await admin.query(`${LOOKED} > now() - interval '1 minute'`)).rowCount, soon)
      .toBe(1);
    expect(left.length + right.length).toBe(1);
  });
});

const LOOKED = 'select 1 from jobs.version where cron_on';

/** As if nobody had looked for two days, so that a time that passed is made up for. */
async function lookBack(): Promise<void> {
  await admin.query("update jobs.schedule set created_on = now() - interval '3 days'");
  await admin.query("update jobs.version set cron_on = now() - interval '2 days'");
}

describe('tenants', () => {
  test('see and add jobs of their own only', async () => {
    await add('later', {}, one);
    await admin.query(`begin; set local role sprintforge_app; select set_config('app.tenant', '${two}', true)`);
    const seen = await admin.query<{ tenant: string }>(
      "select distinct data->>'tenant' as tenant from jobs.job_common",
    );
    expect(seen.rows.filter(({ tenant }) => tenant !== two)).toEqual([]);
    const foreign = admin.query(
      `insert into jobs.job_common (name, data, policy) values ('plain', '{"tenant": "${one}", "told": {}}', 'standard')`,
    );
    await expect(foreign).rejects.toMatchObject({ code: '42501' });
    await admin.query('rollback');
  });

  test('are known by their ids', async () => expect(await database.tenants()).toEqual([one, two]));
});
