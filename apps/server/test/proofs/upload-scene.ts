/**
 * One upload with everything in it (edits that apply, one that conflicts, a deleted row, a new dependency) against a head that has moved,
 * and any number of databases that stand exactly before it: what becomes of it can be compared to the last row.
 */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { ProblemError, SprintforgeClient, type SyncResult } from '@sprintforge/protocol';
import { openWorkbook } from '@sprintforge/xlsx';
import pg from 'pg';
import { type ObjectStorage, startObjectStorage } from '../../../../test/support/object-storage.ts';
import { startRedis, type TestRedis } from '../../../../test/support/redis.ts';
import { startPostgres } from '../../src/adapters/embedded-postgres/launcher.ts';
import { s3Objects } from '../../src/adapters/s3-objects.ts';
import { ensureDemo, type Server, type ServerConfig, startServer } from '../../src/index.ts';
import { expectInOrder } from './in-order.ts';

export interface Scene {
  readonly folder: string;
  readonly project: string;
  /** Who uploads. */
  readonly token: string;
  readonly file: Uint8Array;
  readonly cache: TestRedis;
  readonly storage: ObjectStorage;
  readonly secret: string;
  readonly bucket: string;
  /** Of PostgreSQL, which keeps what it has committed through a crash. */
  readonly adminUrl: () => string;
  /** As `pg_ctl stop -m immediate` does; settles when it is gone. */
  crashDatabase(): Promise<void>;
  /** The port that it has now. */
  startDatabase(): Promise<number>;
  /** A database of its own, standing before the upload. The files that other runs have added are gone. */
  prepare(): Promise<string>;
  stop(): Promise<void>;
}

const FIRST = 5;
const [NAME, PREDECESSORS, COST] = [3, 8, 12];

export async function openScene(folder: string): Promise<Scene> {
  const start = () => startPostgres({ dir: `${folder}/database`, database: 'scene' });
  let postgres = await start();
  const [cache, storage] = [await startRedis(), await startObjectStorage()];
  const secret = randomUUID() + randomUUID();
  const bucket = `scene-${randomUUID()}`;
  const made = { folder, secret, bucket, storage, cache };
  const server = await startServer(configFor(made, postgres.url));
  const demo = await ensureDemo(server, { data: `${folder}/data` });
  const { project_id: project } = demo;
  const [owner, anna] = demo.users.map(({ token }) => new SprintforgeClient({ url: server.url, token }));
  const [hers, mine] = [(await anna!.download(project))!.bytes, (await owner!.download(project))!.bytes];
  await owner!.upload({ project_id: project, file: await edited(mine, [[FIRST + 1, NAME, 'the owner says so']]) });
  await server.close();
  const files = await filesOf(made, postgres.url);
  const file = await edited(
    hers,
    [
      [FIRST + 1, NAME, 'Anna says so'],
      [FIRST + 2, NAME, 'by Anna'],
      [FIRST + 3, COST, 4711],
      [FIRST + 4, PREDECESSORS, '2, 3'],
    ],
    FIRST + 20,
  );
  return {
    ...made,
    project,
    file,
    token: demo.users[1]!.token,
    adminUrl: () => postgres.adminUrl,
    crashDatabase: async () => {
      const file = `${folder}/database/data/postmaster.pid`;
      process.kill(Number(fs.readFileSync(file, 'utf8').split('\n')[0]), 'SIGQUIT');
      while (fs.existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    startDatabase: async () => {
      postgres = await start();
      return Number(new URL(postgres.url).port);
    },
    prepare: () => prepare(made, files, postgres.adminUrl),
    stop: async () => {
      await Promise.all([postgres.stop(), cache.stop(), storage.stop()]);
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

async function edited(
  bytes: Uint8Array,
  cells: readonly (readonly [number, number, string | number])[],
  gone?: number,
) {
  const workbook = openWorkbook(bytes);
  workbook.setCells(
    'Plan',
    cells.map(([row, column, value]) => ({ row, column, value })),
  );
  if (gone !== undefined) workbook.deleteRows('Plan', [{ at: gone, count: 1 }]);
  return workbook.toBytes();
}

type Made = Pick<Scene, 'folder' | 'secret' | 'bucket' | 'storage' | 'cache'>;

/** The configuration of a server on one of the databases. */
export function configFor(
  { folder, secret, bucket, storage, cache }: Made,
  databaseUrl: string,
): Partial<ServerConfig> {
  const { endpoint, region, accessKey, secretKey } = storage;
  return {
    // nobody does the jobs: what an upload leaves to be done is counted, not what has come of it by now
    ...{ jobs: 'worker', port: 0, data: `${folder}/data`, logLevel: 'silent', engineProcesses: 1, secret, databaseUrl },
    ...{ redisUrl: cache.url, redisPrefix: databaseUrl.slice(-12) },
    s3: { endpoint, region, accessKey, secretKey, bucket },
  };
}

async function prepare(scene: Made, files: Files, adminUrl: string): Promise<string> {
  const name = `run_${randomUUID().replaceAll('-', '')}`;
  await query(adminUrl, `create database ${name} template scene`);
  await forgetFiles(scene, files);
  return adminUrl.replace(/\/postgres$/, `/${name}`);
}

/** By tenant the names of the files of the scene. */
type Files = ReadonlyMap<string, ReadonlySet<string>>;

async function filesOf({ storage, bucket }: Made, url: string): Promise<Files> {
  const found = new Map<string, Set<string>>();
  const objects = s3Objects({ ...storage, bucket });
  for (const { tenant_id: tenant } of await query<{ tenant_id: string }>(url, 'select tenant_id from tenants')) {
    const names = new Set<string>();
    for await (const { name } of objects.list(tenant)) names.add(name);
    found.set(tenant, names);
  }
  objects.close();
  return found;
}

/** Those that the bucket holds and the scene does not know. */
async function forgetFiles({ storage, bucket }: Made, known: Files): Promise<void> {
  const objects = s3Objects({ ...storage, bucket });
  for (const [tenant, names] of known)
    for await (const { name } of objects.list(tenant)) if (!names.has(name)) await objects.remove(tenant, name);
  objects.close();
}

export async function query<R extends object>(url: string, text: string): Promise<R[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
  }
}

/** A client's upload: sent again, a few times, while nothing or a 5xx comes back. */
export async function uploadUntilDone(scene: Scene, url: string, tries = 6): Promise<SyncResult> {
  const client = new SprintforgeClient({ url, token: scene.token });
  for (let left = tries; ; left -= 1)
    try {
      return await client.upload({ project_id: scene.project, file: scene.file, idempotency_key: 'once' });
    } catch (error) {
      if (left <= 1 || !(error instanceof ProblemError) || (error.status !== 0 && error.status < 500)) throw error;
      if (error.status === 500) throw new Error(`a fault of ours: ${JSON.stringify(error.problem)}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
}

/** Everything that an upload leaves behind: the answer, the plan, and how many rows of each table. */
export interface Ending {
  readonly answer: unknown;
  readonly hash: string;
  readonly tasks: unknown;
  readonly rows: Readonly<Record<string, number>>;
}

/** The ending as a server on this database tells it, after the upload came once more and was answered as before. */
export async function endingOf(scene: Scene, databaseUrl: string, server: Server, answer: SyncResult): Promise<Ending> {
  const client = new SprintforgeClient({ url: server.url, token: scene.token });
  const again = await uploadUntilDone(scene, server.url);
  if (JSON.stringify(again) !== JSON.stringify(answer)) throw new Error('another answer to the same upload');
  await expectInOrder({ databaseUrl, secret: scene.secret, data: `${scene.folder}/data` }, scene.project, [client]);
  const { hash } = await client.project(scene.project);
  const { tasks } = await client.tasks(scene.project, { limit: 1000 });
  return { answer: plain(answer), hash, tasks: plain(tasks), rows: await rowsOf(databaseUrl) };
}

/** Without what is new every time: ids, instants, and what holds them. */
function plain(value: unknown): unknown {
  const text = JSON.stringify(value, (name, member) => (name === 'workbook' ? 'workbook' : member));
  const ids = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
  return JSON.parse(text.replace(ids, 'id').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'instant'));
}

async function rowsOf(url: string): Promise<Record<string, number>> {
  const tables = await query<{ name: string }>(
    url,
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  const found: Record<string, number> = {};
  for (const { name } of tables)
    found[name] = (await query<{ n: number }>(url, `select count(*)::int as n from ${name}`))[0]!.n;
  const jobs = await query<{ name: string; n: number }>(
    url,
    'select name, count(*)::int as n from jobs.job group by name',
  );
  for (const { name, n } of jobs) found[`job ${name}`] = n;
  return found;
}
