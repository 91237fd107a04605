/** Puts the house together: adapters under ports, the application above, and everything down again in order. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { migrate } from './adapters/database/migrate.ts';
import { postgresDatabase } from './adapters/database/postgres.ts';
import { diskBlobStore } from './adapters/disk-blob-store.ts';
import { startPostgres } from './adapters/embedded-postgres/launcher.ts';
import { enginePool } from './adapters/engine-pool.ts';
import { hmacSigner } from './adapters/hmac-signer.ts';
import { loadSecret } from './adapters/key-file.ts';
import { memoryCache, memoryRateCounter } from './adapters/memory-cache.ts';
import { nodeSystem } from './adapters/node-system.ts';
import { connectRedis, redisCache, redisRateCounter } from './adapters/redis-cache.ts';
import { type S3Place, s3BlobStore } from './adapters/s3-blob-store.ts';
import { buildApp } from './app.ts';
import type { BlobStore } from './ports/blob-store.ts';
import type { House } from './services/house.ts';
import { UploadLimiter } from './services/upload-limiter.ts';
import { WriterQueue } from './services/writer-queue.ts';

export interface ServerConfig {
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  /** Folder of everything that is kept. */
  readonly data: string;
  /** PostgreSQL to use; without it one is started on `data`. */
  readonly databaseUrl?: string;
  /** Redis for the cache and the limits of all processes together; without it each process has its own. */
  readonly redisUrl?: string;
  /** Begins every name in Redis. */
  readonly redisPrefix: string;
  /** Bucket for the files; without it they lie in `data`. */
  readonly s3?: S3Place;
  /** Signs copies and confirmations; without it `keys.json` in `data` holds one. */
  readonly secret?: string;
  readonly logLevel: string;
  /** Address that people reach us at; default from host and port. */
  readonly publicUrl?: string;
  readonly uploadsPerMinute: number;
  readonly callsPerMinute: number;
  readonly uploadBytes: number;
  /** So many days after it was handed out, or last synced, the base of a copy is no longer kept (rule A7). */
  readonly copyDays: number;
  readonly engineProcesses?: number;
  /** How long an engine job may take. */
  readonly engineTimeoutMs?: number;
  /** false: the embedded PostgreSQL never waits for the disk. Only for tests. */
  readonly durable?: boolean;
}

export const defaultConfig: ServerConfig = {
  port: 8000,
  host: '127.0.0.1',
  data: './data',
  logLevel: 'info',
  uploadsPerMinute: 60,
  callsPerMinute: 300,
  uploadBytes: 50 * 1024 * 1024,
  copyDays: 365,
  redisPrefix: 'sprintforge',
};

export interface Server {
  readonly url: string;
  readonly house: House;
  readonly app: FastifyInstance;
  /** Where the database came from, for the operator. */
  readonly database: string;
  /** Process ids of the engine's children. */
  enginePids(): readonly number[];
  /** Finishes what runs, then stops everything that was started. */
  close(): Promise<void>;
}

type Undo = () => Promise<unknown>;

export async function startServer(given: Partial<ServerConfig> = {}): Promise<Server> {
  const config = { ...defaultConfig, ...given };
  const undo: Undo[] = [];
  try {
    return await assemble(config, undo);
  } catch (error) {
    await unwind(undo);
    throw error;
  }
}

/** Last started, first stopped. */
async function unwind(undo: Undo[]): Promise<void> {
  for (const stop of undo.splice(0).reverse()) await stop();
}

async function assemble(config: ServerConfig, undo: Undo[]): Promise<Server> {
  fs.mkdirSync(config.data, { recursive: true });
  const postgres = await openDatabase(config, undo);
  const engine = enginePool({
    size: config.engineProcesses ?? Math.max(1, os.availableParallelism()),
    ...(config.engineTimeoutMs === undefined ? {} : { timeoutMs: config.engineTimeoutMs }),
  });
  undo.push(() => engine.close());
  const shared = openCache(config, undo);
  const address = { url: config.publicUrl ?? '' };
  const house: House = {
    database: postgres.database,
    blobs: await openBlobs(config, undo),
    ...shared,
    engine,
    signer: hmacSigner(loadSecret(config.data, config.secret, nodeSystem)),
    system: nodeSystem,
    writers: new WriterQueue(),
    copyDays: config.copyDays,
    uploadLimiter: new UploadLimiter(config.uploadsPerMinute, shared.rates),
    get publicUrl() {
      return address.url;
    },
  };
  const app = await buildApp({ ...config, house, logger: loggerOptions(config.logLevel) });
  undo.push(() => app.close());
  const listening = await app.listen({ port: config.port, host: config.host });
  address.url = config.publicUrl ?? listening.replace(/\/\/(0\.0\.0\.0|127\.0\.0\.1|\[::1?\])/, '//localhost');
  return {
    url: address.url,
    house,
    app,
    database: postgres.origin,
    enginePids: () => engine.pids,
    close: () => unwind(undo),
  };
}

async function openDatabase(config: ServerConfig, undo: Undo[]) {
  const report = (error: Error): void => console.error(`database connection: ${error.message}`);
  let url = config.databaseUrl;
  let origin = 'DATABASE_URL';
  if (url === undefined) {
    const postgres = await startPostgres({ dir: path.join(config.data, 'postgres'), durable: config.durable ?? true });
    undo.push(() => postgres.stop());
    url = postgres.url;
    origin = postgres.origin;
  }
  await migrate(url);
  const database = postgresDatabase({ url, onError: report });
  undo.push(() => database.close());
  return { database, origin };
}

async function openBlobs(config: ServerConfig, undo: Undo[]): Promise<BlobStore> {
  if (!config.s3) return diskBlobStore(path.join(config.data, 'blobs'));
  const store = s3BlobStore(config.s3);
  undo.push(async () => store.close());
  await store.check();
  return store;
}

function openCache({ redisUrl: url, redisPrefix }: ServerConfig, undo: Undo[]): Pick<House, 'cache' | 'rates'> {
  const now = (): number => performance.now();
  if (url === undefined) return { cache: memoryCache(), rates: memoryRateCounter(now) };
  const connect = () => connectRedis({ url, onError: (error) => console.error(`Redis: ${error.message}`) });
  const redis = connect();
  const cache = redisCache(redis, connect(), redisPrefix);
  undo.push(() => cache.close());
  return { cache, rates: redisRateCounter(redis, redisPrefix, now) };
}

function loggerOptions(level: string): FastifyServerOptions['logger'] {
  if (level === 'silent') return false;
  return { level, redact: ['req.headers.authorization', 'req.headers.cookie', '*.token', '*.secret'] };
}
