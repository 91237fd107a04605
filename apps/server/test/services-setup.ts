/** PostgreSQL, Redis and S3 for the second run of the server's suites: a server that has them given, as in production. */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startObjectStorage } from '../../../test/support/object-storage.ts';
import { startRedis } from '../../../test/support/redis.ts';
import { objectStorage, redis } from '../../../test/support/services.ts';
import { migrate } from '../src/adapters/database/migrate.ts';
import { startPostgres } from '../src/adapters/embedded-postgres/launcher.ts';
import type { ServerConfig } from '../src/index.ts';
import { makeDatabase } from './make-database.ts';

export interface GivenServices {
  /** A PostgreSQL in which databases may be made. */
  readonly databaseUrl: string;
  /** Name of a database in it with our tables, all empty: to be copied, which takes a tenth of making them. */
  readonly template: string;
  readonly redisUrl?: string;
  readonly s3?: Omit<NonNullable<ServerConfig['s3']>, 'bucket'>;
}

declare module 'vitest' {
  interface ProvidedContext {
    services: GivenServices;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stops: (() => Promise<void>)[] = [];
  const database = await openPostgres(stops);
  const cache = redis.present() ? await startRedis() : undefined;
  if (cache) stops.push(cache.stop);
  const storage = objectStorage.present() ? await startObjectStorage() : undefined;
  if (storage) stops.push(storage.stop);
  const { stop: _, ...s3 } = storage ?? {};
  project.provide('services', {
    databaseUrl: database,
    template: await makeTemplate(database),
    ...(cache ? { redisUrl: cache.url } : {}),
    ...(storage ? { s3: s3 as NonNullable<GivenServices['s3']> } : {}),
  });
  return async () => {
    for (const stop of stops.reverse()) await stop();
  };
}

async function makeTemplate(databaseUrl: string): Promise<string> {
  const template = `template_${randomUUID().replaceAll('-', '')}`;
  await migrate(await makeDatabase(databaseUrl, template));
  return template;
}

/** The one that the environment names, else one of our own, started beside and not by the server. */
async function openPostgres(stops: (() => Promise<void>)[]): Promise<string> {
  if (process.env.TEST_DATABASE_URL) return process.env.TEST_DATABASE_URL;
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-services-'));
  const postgres = await startPostgres({ dir, durable: false, connections: 300 });
  stops.push(async () => {
    await postgres.stop();
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });
  return postgres.adminUrl;
}
