import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import type { ServerConfig } from '../src/index.ts';
import { makeDatabase } from './make-database.ts';
import type { GivenServices } from './services-setup.ts';

/** In the run on real services: a database and a bucket of its own for one server. In the other run: nothing. */
export async function servicesOfItsOwn(): Promise<Partial<ServerConfig>> {
  const given = inject('services') as GivenServices | undefined;
  if (!given) return {};
  const name = `house_${randomUUID().replaceAll('-', '')}`;
  const databaseUrl = await makeDatabase(given.databaseUrl, name, given.template);
  return {
    databaseUrl,
    ...(given.redisUrl ? { redisUrl: given.redisUrl, redisPrefix: name } : {}),
    ...(given.s3 ? { s3: { ...given.s3, bucket: name.replace('_', '-') } } : {}),
  };
}

/** The same as an operator names them, for a server that is a process of its own. */
export async function servicesAsVariables(): Promise<Record<string, string>> {
  const { databaseUrl, redisUrl, redisPrefix, s3 } = await servicesOfItsOwn();
  return {
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    ...(redisUrl && redisPrefix ? { REDIS_URL: redisUrl, REDIS_PREFIX: redisPrefix } : {}),
    ...(s3
      ? { S3_ENDPOINT: s3.endpoint, S3_BUCKET: s3.bucket, S3_ACCESS_KEY: s3.accessKey, S3_SECRET_KEY: s3.secretKey }
      : {}),
  };
}
