/** Hand-written SQL files, run once each in order, under a lock, with their checksums remembered; then the tables of jobs. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { installJobs } from '../jobs/install.ts';

const folder = path.resolve(import.meta.dirname, '../../../migrations');
/** Any number that only we use. */
const lock = 7_220_191;

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

export function readMigrations(dir: string = folder): Migration[] {
  const names = fs.readdirSync(dir).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name));
  return names.sort().map((name) => {
    const sql = fs.readFileSync(path.join(dir, name), 'utf8');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

/** Names of the migrations that were applied now. A file that was changed after it ran is an error. */
export async function migrate(url: string, migrations: readonly Migration[] = readMigrations()): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lock]);
    const applied = await applyMissing(client, migrations);
    await installJobs(url, client);
    return applied;
  } finally {
    await client.end(); // releases the lock
  }
}

/** The major version of the server. */
export async function databaseVersion(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    const found = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
    return Math.floor(Number(found.rows[0]?.version) / 10_000);
  } finally {
    await client.end();
  }
}

async function applyMissing(client: pg.Client, migrations: readonly Migration[]): Promise<string[]> {
  await client.query(
    'create table if not exists applied_migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
  );
  const known = await client.query<{ name: string; checksum: string }>('select name, checksum from applied_migrations');
  const checksums = new Map(known.rows.map((row) => [row.name, row.checksum]));
  const applied: string[] = [];
  for (const migration of migrations) {
    const before = checksums.get(migration.name);
    if (before === migration.checksum) continue;
    if (before !== undefined) throw new Error(`migration ${migration.name} was changed after it had been applied`);
    await apply(client, migration);
    applied.push(migration.name);
  }
  return applied;
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into applied_migrations (name, checksum) values ($1, $2)', [
      migration.name,
      migration.checksum,
    ]);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new Error(`migration ${migration.name} failed: ${(cause as Error).message}`, { cause });
  }
}
