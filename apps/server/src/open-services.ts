/** From configuration to adapters: the database, files and cache that are given, or the embedded ones. */
import path from 'node:path';
import { migrate } from './adapters/database/migrate.ts';
import { diskObjects } from './adapters/disk-objects.ts';
import { startPostgres } from './adapters/embedded-postgres/launcher.ts';
import { explain, explained } from './adapters/explained.ts';
import { memoryCache, memoryRateCounter } from './adapters/memory-cache.ts';
import { type OutsideNetwork, proxyAgents } from './adapters/outside-network.ts';
import { connectRedis, redisCache, redisRateCounter } from './adapters/redis-cache.ts';
import { type S3Place, s3Objects } from './adapters/s3-objects.ts';
import { sealedBlobs } from './adapters/sealed-blobs.ts';
import { noMailer, type SmtpPlace, smtpMailer } from './adapters/smtp-mailer.ts';
import type { BlobStore } from './ports/blob-store.ts';
import type { Keys } from './ports/keys.ts';
import type { Mailer } from './ports/mailer.ts';
import type { ObjectStore } from './ports/object-store.ts';
import type { House } from './services/house.ts';

/** What must be done when it all ends; last in, first out. */
export type Undo = () => Promise<unknown>;

export interface ServiceConfig {
  /** How the outside is reached; without it directly. */
  readonly outside?: OutsideNetwork;
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
  /** Mail server for invitations and new passwords; without it their links are handed over by a person. */
  readonly smtp?: SmtpPlace;
  /** false: the embedded PostgreSQL never waits for the disk. Only for tests. */
  readonly durable?: boolean;
}

/** Last started, first stopped. */
export async function unwind(undo: Undo[]): Promise<void> {
  for (const stop of undo.splice(0).reverse()) await stop();
}

/** Address of the database: the one that is given, or an embedded one that is started (or attached to) now. Its schema is up to date. */
export async function openDatabaseUrl(config: ServiceConfig, undo: Undo[]): Promise<{ url: string; origin: string }> {
  let url = config.databaseUrl;
  let origin = 'DATABASE_URL';
  if (url === undefined) {
    const postgres = await startPostgres({ dir: path.join(config.data, 'postgres'), durable: config.durable ?? true });
    undo.push(() => postgres.stop());
    url = postgres.url;
    origin = postgres.origin;
  }
  const address = url;
  await explained({ service: 'PostgreSQL', variable: 'DATABASE_URL', url }, () => migrate(address));
  return { url, origin };
}

export const openBlobs = async (config: ServiceConfig, keys: Keys, undo: Undo[]): Promise<BlobStore> =>
  sealedBlobs(await openObjects(config, undo), keys);

export async function openObjects({ s3, data, outside }: ServiceConfig, undo: Undo[]): Promise<ObjectStore> {
  if (!s3) return diskObjects(path.join(data, 'blobs'));
  const store = s3Objects(s3, outside && proxyAgents(outside));
  undo.push(async () => store.close());
  await explained({ service: 'S3', variable: 'S3_ENDPOINT', url: s3.endpoint }, () => store.check());
  return store;
}

export function openMailer({ smtp }: ServiceConfig, undo: Undo[]): Mailer {
  if (!smtp) return noMailer;
  const mailer = smtpMailer(smtp);
  undo.push(async () => mailer.close());
  return mailer;
}

/** Goes on without a Redis that does not answer, which costs time and nothing else; `onError` is told why. */
export function openCache(
  { redisUrl: url, redisPrefix }: ServiceConfig,
  onError: (error: unknown) => void,
  undo: Undo[],
): Pick<House, 'cache' | 'rates'> {
  const now = (): number => performance.now();
  if (url === undefined) return { cache: memoryCache(), rates: memoryRateCounter(now) };
  const name = { service: 'Redis', variable: 'REDIS_URL', url } as const;
  if (!/^rediss?:\/\//.test(url) || !URL.canParse(url)) throw explain({ ...name, url: '' }, null);
  const connect = () => connectRedis({ url, onError: (error) => onError(explain(name, error)) });
  const redis = connect();
  const cache = redisCache(redis, connect(), redisPrefix);
  undo.push(() => cache.close());
  return { cache, rates: redisRateCounter(redis, redisPrefix, now) };
}
