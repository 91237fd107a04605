import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { ServerConfig } from '../src/index.ts';
import type { GivenServices } from './services-setup.ts';

/** In the run on real services: a database and a bucket of its own for one server. In the other run: nothing. */
export async function servicesOfItsOwn(): Promise<Partial<ServerConfig>> {
  const given = inject('services') as GivenServices | undefined;
  if (!given) return {};
  const name = `house_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client(given.databaseUrl);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(given.databaseUrl);
  url.pathname = `/${name}`;
  return {
    databaseUrl: url.href,
    ...(given.redisUrl ? { redisUrl: given.redisUrl, redisPrefix: name } : {}),
    ...(given.s3 ? { s3: { ...given.s3, bucket: name.replace('_', '-') } } : {}),
  };
}
