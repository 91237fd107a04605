/**
 * `node bench/src/load.ts [--minutes 20] [--clients 50] [--without-large]`: so many people sync plans of 1,000 tasks with one server, five to a
 * plan: edit, upload, take the merged copy, again. Uploads a second, how long they take, whether memory grows, and how late the
 * server's event loop gets: idle, while one upload of 50 MiB is read beside it, and under the load. Into bench/LOAD.md.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ProblemError } from '@sprintforge/protocol';
import { lagWhile, metrics } from './event-loop.ts';
import { machine } from './machine.ts';
import { writeLargeUpload, writePlanFile } from './plan-file.ts';
import { Client, edited, ownServer } from './subject-http.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    clients: { type: 'string', default: '50' },
    'without-large': { type: 'boolean', default: false },
  },
});
const clients = Number(values.clients);
const perPlan = 5;
/** Between two looks at the server. */
const LOOK_MS = 5000;

interface Look {
  /** Since the beginning. */
  readonly minutes: number;
  readonly residentMiB: number;
  readonly heapMiB: number;
}
interface Load {
  readonly seconds: number;
  /** Of every upload, from the first attempt to the answer, waiting included; milliseconds. */
  readonly took: number[];
  /** Of those that were taken at the first attempt. */
  readonly tookAtOnce: number[];
  /** How often the server sent somebody away (503 or 429, with `Retry-After`), by what was asked. */
  readonly sentAway: Record<'upload' | 'download', number>;
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-load-'));
const server = await ownServer({ ahead: true });
try {
  fs.writeFileSync(path.join(import.meta.dirname, '..', 'LOAD.md'), await measured());
} finally {
  await server.stop();
  fs.rmSync(folder, { recursive: true });
}

async function measured(): Promise<string> {
  const plans = await makePlans();
  const idle = await lagWhile(server.url, () => sleep(10_000));
  const looks: Look[] = [];
  const load: Load = {
    seconds: Number(values.minutes) * 60,
    took: [],
    tookAtOnce: [],
    sentAway: { upload: 0, download: 0 },
  };
  const lag = await lagWhile(server.url, () => underLoad(plans, load, looks));
  console.log(
    `${load.took.length} uploads, sent away ${JSON.stringify(load.sentAway)}, event loop ${lag.lag.p99.toFixed(0)} ms`,
  );
  const beside = values['without-large'] ? null : await lagWhile(server.url, readLarge);
  return report(load, looks, { idle: idle.lag.p99, beside: beside?.lag.p99 ?? null, lag: lag.lag.p99 });
}

/** As large as an upload can be without a part over the limit of the screen. That its copies could not come back is said when it has been read. */
async function readLarge(): Promise<void> {
  const large = path.join(folder, 'large.xlsx');
  writeLargeUpload(large, 150_000, 370);
  console.log(`beside: ${(fs.statSync(large).size / 2 ** 20).toFixed(1)} MiB`);
  const refused = await server.client.create(fs.readFileSync(large)).catch((error: unknown) => error);
  // on a machine with no time for it, it is read until the engine's limit
  if (refused instanceof ProblemError && !['WORKBOOK_REFUSED', 'ENGINE_TIMEOUT'].includes(refused.code)) throw refused;
}

async function makePlans(): Promise<string[]> {
  const file = path.join(folder, 'plan.xlsx');
  writePlanFile(file, 1000);
  const bytes = fs.readFileSync(file);
  const plans: string[] = [];
  for (let made = 0; made < clients; made += perPlan) plans.push(await server.client.create(bytes));
  return plans;
}

async function underLoad(plans: readonly string[], load: Load, looks: Look[]): Promise<void> {
  const begun = performance.now();
  const until = begun + load.seconds * 1000;
  const watching = (async () => {
    for (; performance.now() < until; await sleep(LOOK_MS)) looks.push(await look(begun));
  })();
  const person = (at: number) => work(plans[Math.floor(at / perPlan)]!, at, until, load);
  // the first fault ends it all, but nobody is left behind who still asks
  const ended = await Promise.allSettled([watching, ...Array.from({ length: clients }, (_, at) => person(at))]);
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

async function look(begun: number): Promise<Look> {
  const of = await metrics(server.url);
  return {
    minutes: (performance.now() - begun) / 60_000,
    residentMiB: of('process_resident_memory_bytes') / 2 ** 20,
    heapMiB: of('nodejs_heap_size_used_bytes') / 2 ** 20,
  };
}

/** One person, with a client that waits as it is told (`Retry-After`, and a chance more). */
async function work(plan: string, who: number, until: number, load: Load): Promise<void> {
  let away = 0;
  const client = new Client(server.url, server.token, (path, status) => {
    if (status !== 503 && status !== 429) return;
    away += 1;
    load.sentAway[path.endsWith('/upload') ? 'upload' : 'download'] += 1;
  });
  let copy = await client.download(plan);
  for (let round = 0; performance.now() < until; round += 1) {
    const file = await edited(copy, (who * 7 + round) % 90, `person ${who}, round ${round}`);
    const [begun, before] = [performance.now(), away];
    const { copy: next } = await client.upload(plan, file, true);
    const took = performance.now() - begun;
    load.took.push(took);
    if (away === before) load.tookAtOnce.push(took);
    copy = await client.download(plan, next);
  }
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Of the line through the looks of the second half: the first one warms caches up. MiB a minute. */
function growth(looks: readonly Look[]): number {
  const late = looks.slice(Math.floor(looks.length / 2));
  const mean = (of: (look: Look) => number) => late.reduce((sum, look) => sum + of(look), 0) / late.length;
  const [x, y] = [mean((look) => look.minutes), mean((look) => look.residentMiB)];
  const up = late.reduce((sum, look) => sum + (look.minutes - x) * (look.residentMiB - y), 0);
  return up / late.reduce((sum, look) => sum + (look.minutes - x) ** 2, 0);
}

function report(
  load: Load,
  looks: readonly Look[],
  lags: { idle: number; beside: number | null; lag: number },
): string {
  const ms = (value: number): string => (value < 10 ? value.toFixed(1) : Math.round(value).toString());
  const both = (times: readonly number[]): string => {
    const sorted = [...times].sort((a, b) => a - b);
    return `${ms(percentile(sorted, 0.5))} / ${ms(percentile(sorted, 0.99))} ms`;
  };
  const { upload, download } = load.sentAway;
  return `# Load

${clients} people sync plans of 1,000 tasks × 14 columns with one server process on its embedded database, ${perPlan} to a plan, for ${load.seconds / 60} minutes:
10 notes changed, upload, the merged copy downloaded, again at once. The people run on the same machine, behind the server (as its engine's
processes are). Who is sent away (503, 429) comes back as our client does: not before \`Retry-After\`, spread by chance. \`node bench/src/load.ts --minutes 20\` measures anew.

Machine: ${machine()} at the end, these people and the server included.

| what | |
|---|---|
| uploads done | ${load.took.length}, ${(load.took.length / load.seconds).toFixed(1)} a second |
| one of them, waiting after a 503 included, p50 / p99 | ${both(load.took)} |
| those taken at the first attempt (${load.tookAtOnce.length}), p50 / p99 | ${both(load.tookAtOnce)} |
| attempts sent away with 503 or 429: uploads, downloads | ${upload}, ${download} |
| growth of resident memory over the second half | ${growth(looks).toFixed(2)} MiB a minute |
| event loop, worst p99 of a second: idle | ${ms(lags.idle)} ms |
| while one workbook of 48 MiB is read beside it | ${lags.beside === null ? 'not run' : `${ms(lags.beside)} ms`} |
| under the load | ${ms(lags.lag)} ms |

Memory of the serving process over time:

| minute | resident | of it JavaScript heap in use |
|---|---|---|
${spread(looks, 11)
  .map((one) => `| ${one.minutes.toFixed(1)} | ${Math.round(one.residentMiB)} MiB | ${Math.round(one.heapMiB)} MiB |`)
  .join('\n')}
`;
}

/** `count` of them from the first to the last, evenly. */
function spread<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all];
  return Array.from({ length: count }, (_, at) => all[Math.round((at * (all.length - 1)) / (count - 1))]!);
}
