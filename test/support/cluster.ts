/** A house as a company runs it: PostgreSQL, Redis and S3 of its own, and as many server processes as are started over them. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DemoFile } from '@sprintforge/server';
import { startPostgres } from '../../apps/server/src/adapters/embedded-postgres/launcher.ts';
import { repositoryRoot } from './corpora.ts';
import { type ObjectStorage, startObjectStorage } from './object-storage.ts';
import { freePort, type OwnProcess, serve } from './own-process.ts';
import { startRedis, type TestRedis } from './redis.ts';
import { objectStorage, redis } from './services.ts';

export interface ServerProcess extends OwnProcess {
  readonly url: string;
}

export interface Cluster {
  readonly demo: DemoFile;
  readonly databaseUrl: string;
  /** The database with what its values are sealed under. */
  readonly kept: { readonly databaseUrl: string; readonly secret: string; readonly data: string };
  readonly servers: readonly ServerProcess[];
  /** One more over the same services; `env` over theirs, `entry` instead of the server's own main module. */
  addServer(options?: {
    readonly env?: Readonly<Record<string, string>>;
    readonly entry?: string;
  }): Promise<ServerProcess>;
  stop(): Promise<void>;
}

/** Where the services are reached, when not directly: what stands between them and the servers. */
export interface Ways {
  readonly database?: (url: string) => Promise<string>;
  readonly redis?: (url: string) => Promise<string>;
  readonly s3?: (url: string) => Promise<string>;
}

/** For `describe.skipIf(!hasServices())`: Redis and S3 are here (startRedis, startObjectStorage). */
export const hasServices = (): boolean => redis.present() && objectStorage.present();

const main = path.join(repositoryRoot, 'apps/server/src/main.ts');

/** With `count` servers, the first of which has made the demo project. */
export async function startCluster(count: number, ways: Ways = {}): Promise<Cluster> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-cluster-'));
  const postgres = await startPostgres({ dir: path.join(folder, 'database'), durable: false });
  const [cache, storage] = [await startRedis(), await startObjectStorage()];
  const env = await settings(postgres.url, cache, storage, ways);
  const servers: ServerProcess[] = [];
  const addServer: Cluster['addServer'] = async (options = {}) => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const data = path.join(folder, `server-${port}`);
    const own = { ...env, PORT: String(port), SPRINTFORGE_DATA: data, ...options.env };
    const args = [options.entry ?? main, ...(servers.length === 0 ? ['--demo'] : [])];
    const server = { ...(await serve(process.execPath, args, port, { ...process.env, ...own })), url };
    servers.push(server);
    return server;
  };
  const first = await addServer();
  const demo = await demoOf(first, path.join(folder, `server-${new URL(first.url).port}`, 'demo.json'));
  while (servers.length < count) await addServer();
  return {
    demo,
    databaseUrl: postgres.url,
    kept: { databaseUrl: postgres.url, secret: env.SPRINTFORGE_SECRET, data: path.join(folder, 'none') },
    servers,
    addServer,
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop('SIGKILL')));
      await Promise.all([postgres.stop(), cache.stop(), storage.stop()]);
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

async function settings(databaseUrl: string, cache: TestRedis, storage: ObjectStorage, ways: Ways) {
  const direct = async (url: string): Promise<string> => url;
  return {
    DATABASE_URL: await (ways.database ?? direct)(databaseUrl),
    REDIS_URL: await (ways.redis ?? direct)(cache.url),
    REDIS_PREFIX: `t${randomBytes(6).toString('hex')}`,
    S3_ENDPOINT: await (ways.s3 ?? direct)(storage.endpoint),
    S3_REGION: storage.region,
    S3_BUCKET: `cluster-${randomBytes(6).toString('hex')}`,
    S3_ACCESS_KEY: storage.accessKey,
    S3_SECRET_KEY: storage.secretKey,
    SPRINTFORGE_SECRET: randomBytes(32).toString('hex'),
    SPRINTFORGE_RATE_LIMIT: '1000000',
    LOG_LEVEL: 'error',
  };
}

/** It is written after the server listens. */
async function demoOf(server: ServerProcess, file: string): Promise<DemoFile> {
  // up to three minutes: the machine may be busy
  for (let tries = 0; !fs.existsSync(file); tries += 1) {
    if (tries > 3600) throw new Error(`no demo: ${server.said()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return JSON.parse(fs.readFileSync(file, 'utf8')) as DemoFile;
}
