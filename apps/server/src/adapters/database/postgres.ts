/** The `Database` port on PostgreSQL: every unit is a transaction as `sprintforge_app` with the tenant set. */
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Database, Unit } from '../../ports/database.ts';
import type { JobQueue } from '../../ports/jobs.ts';
import { accounts } from './accounts.ts';
import { asyncUploads } from './async-uploads.ts';
import { auditLog } from './audit-log.ts';
import { conflicts } from './conflicts.ts';
import { blobRecords, copies } from './copies.ts';
import { davLinks } from './dav-links.ts';
import { live } from './live.ts';
import { lookups } from './lookups.ts';
import { parked } from './parked.ts';
import { plan } from './plan.ts';
import { projects } from './projects.ts';
import { revisions } from './revisions.ts';
import { signIns } from './sign-ins.ts';
import { uploads } from './uploads.ts';

/** What the repositories of one unit share. */
export interface Session {
  readonly db: NodePgDatabase;
  readonly tenant: string;
}

export interface PostgresOptions {
  readonly url: string;
  readonly poolSize?: number;
  /** Errors of idle connections, e.g. when the server stops. */
  readonly onError: (error: Error) => void;
  /** How jobs are added in a unit of work. */
  readonly queueIn: (db: NodePgDatabase, tenant: string) => JobQueue;
}

/** Dates stay text; instants become ISO text with milliseconds. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.TIMESTAMPTZ) return (text: string) => new Date(text).toISOString();
    if (oid === pg.types.builtins.DATE) return (text: string) => text;
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
  },
};

export function postgresDatabase(options: PostgresOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize ?? 16,
    connectionTimeoutMillis: 10_000,
    types: types as pg.CustomTypesConfig,
  });
  let closing = false;
  pool.on('error', (error) => {
    if (!closing) options.onError(error);
  });
  return {
    unit: (tenant, work) => runUnit(pool, options, tenant, work),
    findToken: lookups(pool).token,
    lookups: lookups(pool),
    chainsBehind: async (sink) => {
      const found = await pool.query<{ tenant_id: string; behind: string }>('select * from chains_behind($1)', [sink]);
      return found.rows.map((row) => ({ tenant: row.tenant_id, behind: Number(row.behind) }));
    },
    tenants: async () => {
      const found = await pool.query<{ id: string }>('select id from tenant_ids() id');
      return found.rows.map(({ id }) => id);
    },
    ping: async () => {
      await pool.query('select 1');
    },
    close: () => {
      closing = true;
      return pool.end();
    },
  };
}

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function runUnit<T>(
  pool: pg.Pool,
  { queueIn }: PostgresOptions,
  tenant: string,
  work: (unit: Unit) => Promise<T>,
): Promise<T> {
  if (!uuidPattern.test(tenant)) throw new Error('a tenant is named by its UUID');
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(`begin; set local role sprintforge_app; select set_config('app.tenant', '${tenant}', true)`);
    const db = drizzle(client);
    const result = await work({ ...repositories({ db, tenant }), jobs: queueIn(db, tenant) });
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure; // the connection is gone: it must not go back into the pool
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

const repositories = (session: Session): Omit<Unit, 'jobs'> => ({
  accounts: accounts(session),
  signIns: signIns(session),
  projects: projects(session),
  revisions: revisions(session),
  plan: plan(session),
  conflicts: conflicts(session),
  copies: copies(session),
  uploads: uploads(session),
  asyncUploads: asyncUploads(session),
  parked: parked(session),
  davLinks: davLinks(session),
  audit: auditLog(session),
  live: live(session),
  blobs: blobRecords(session),
});
