/**
 * `node bench/src/large.ts [--tasks 150000]`: the largest plans that are accepted, and how late the event loop of the serving process
 * gets under everything that people do with them (promise 9: under 50 ms). Into bench/LARGE.md.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Lag, lagWhile } from './event-loop.ts';
import { machine } from './machine.ts';
import { writeLargeUpload, writePlanFile } from './plan-file.ts';
import { edited, ownServer } from './subject-http.ts';

const { values } = parseArgs({ options: { tasks: { type: 'string', default: '150000' } } });
const tasks = Number(values.tasks);

interface Row extends Lag {
  readonly what: string;
  readonly seconds: number;
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-large-'));
const server = await ownServer({ ahead: true });
const rows: Row[] = [];
try {
  await measure('idle', () => sleep(10_000));
  await lifeOf('many tasks', (file) => writePlanFile(file, tasks));
  // its copies, to which our own columns and sheets are added, may still be uploaded
  await lifeOf('long notes', (file) => writeLargeUpload(file, tasks, Math.floor((36 * 2 ** 20 - tasks * 40) / tasks)));
  fs.writeFileSync(path.join(import.meta.dirname, '..', 'LARGE.md'), report());
} finally {
  await server.stop();
  fs.rmSync(folder, { recursive: true });
}

async function measure<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const { lag, result } = await lagWhile(server.url, work);
  const row = { what, seconds: (performance.now() - begun) / 1000, ...lag };
  rows.push(row);
  console.log(
    `${what}: ${row.seconds.toFixed(1)} s, p99 ${row.p99.toFixed(0)} ms, longest ${row.longest.toFixed(0)} ms`,
  );
  return result;
}

/** From the first upload of a plan to its undoing. */
async function lifeOf(name: string, write: (file: string) => void): Promise<void> {
  const file = path.join(folder, 'plan.xlsx');
  write(file);
  const bytes = fs.readFileSync(file);
  const size = `${name}: ${tasks} tasks, ${(bytes.length / 2 ** 20).toFixed(0)} MiB`;
  const { client } = server;
  const does = <T>(what: string, work: () => Promise<T>) => measure(`${size}: ${what}`, work);
  const plan = await does('the project is made of it', () => client.create(bytes));
  const copy = await does('a copy is downloaded', () => client.download(plan));
  const [some, all] = [await edited(copy, 5, 'one'), await edited(copy, 0, 'all', 1)];
  const { copy: merged } = await does('uploaded, 1 % of the tasks edited', () => client.upload(plan, some, true));
  await does('the merged copy is downloaded', () => client.download(plan, merged));
  await does('uploaded, every task edited, 1 % of them in conflict', () => client.upload(plan, all, true));
  const read = (path: string, accept?: string) => client.read(`/api/projects/${plan}${path}`, accept);
  await does('1,000 tasks are read', () => read('/tasks?limit=1000'));
  await does('what changed since the first revision is read', () => read('/tasks?limit=1000&since=1'));
  await does('the dependencies are read', () => read('/dependencies'));
  await does('the conflicts are read', () => read('/conflicts'));
  await does('the history is read', () => read('/revisions'));
  for (const revision of [1, 2, 3]) await does(`revision ${revision} is read`, () => read(`/revisions/${revision}`));
  await does('revisions 1 and 3 are compared', () => read('/revisions/3?against=1'));
  await does('the audit log is read', () => read('/audit'));
  await does('the audit log is verified', () => read('/audit/verify'));
  await does('the audit log is exported', () => read('/audit', 'application/x-ndjson'));
  await does('the last revision is undone', () => client.post(`/api/projects/${plan}/undo`, { revision: 3 }));
  await does('it is rolled back to the first', () => client.post(`/api/projects/${plan}/rollback`, { to: 1 }));
}

function report(): string {
  const line = ({ what, seconds, p99, longest }: Row): string =>
    `| ${what} | ${seconds.toFixed(1)} s | ${p99.toFixed(0)} ms | ${longest.toFixed(0)} ms |`;
  return `# The largest plans

One server process on its embedded database, ahead of everything else on the machine; its engine's processes are behind it, as always. Of every step: how long it took, and how late the event loop of the serving process got
meanwhile: the worst 99th percentile of a second, and the longest delay. \`node bench/src/large.ts\` measures anew.

Machine: ${machine()}.

| what | time | worst p99 of a second | longest |
|---|---|---|---|
${rows.map(line).join('\n')}
`;
}
