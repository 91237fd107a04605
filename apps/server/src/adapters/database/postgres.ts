/** The `Database` port on PostgreSQL: every unit is a transaction as `sprintforge_app` with the tenant set. */
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Database, Unit } from '../../ports/database.ts';
import type { JobQueue } from '../../ports/jobs.ts';
import type { Keys } from '../../ports/keys.ts';
import type { Tracing } from '../../ports/tracing.ts';
import { accounts } from './accounts.ts';
import { archivedFields } from './archived-fields.ts';
import { asyncUploads } from './async-uploads.ts';
import { auditLog } from './audit-log.ts';
import { conflicts } from './conflicts.ts';
import { blobRecords, copies } from './copies.ts';
import { davLinks } from './dav-links.ts';
import { asThrown, wasInTheWay } from './failures.ts';
import { hybrid } from './hybrid.ts';
import { identityProviders } from './identity-providers.ts';
import { live } from './live.ts';
import { lookups } from './lookups.ts';
import { notices } from './notices.ts';
import { parked } from './parked.ts';
import { passkeys } from './passkeys.ts';
import { people } from './people.ts';
import { KeyCache } from './personal/key-cache.ts';
import { plainPersonal, type Repositories, type Sealing, sealedUnit } from './personal/sealed-unit.ts';
import { plan } from './plan.ts';
import { privacy } from './privacy.ts';
import { projects } from './projects.ts';
import { provedDomains } from './proved-domains.ts';
import { provisioning } from './provisioning.ts';
import { retention } from './retention.ts';
import { retentionWords } from './retention-words.ts';
import { revisions } from './revisions.ts';
import { screenPolicies } from './screen-policies.ts';
import { sealedSecrets } from './sealed-secrets.ts';
import { secondFactors } from './second-factors.ts';
import { sharedColumns } from './shared-columns.ts';
import { signIns } from './sign-ins.ts';
import { syncKeys } from './sync-keys.ts';
import { tenantKeys } from './tenant-keys.ts';
import { tracedClient } from './traced-client.ts';
import { uploads } from './uploads.ts';
import { webhooks } from './webhooks.ts';

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
  readonly tracing?: Tracing | undefined;
  /** What personal values are sealed under; without it they stay as they are, sealed or not. */
  readonly keys?: Keys;
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
  const { tracing, keys } = options;
  const sealing = keys ? { keys, cache: new KeyCache() } : null;
  let closing = false;
  pool.on('error', (error) => {
    if (!closing) options.onError(error);
  });
  const find = lookups(async <R extends object>(text: string, given: unknown[]) => {
    const found = await orDown(() => pool.query<R>(text, given));
    return found.rows;
  });
  return {
    unit: (tenant, work) => {
      const run = (): ReturnType<typeof work> => runUnit(pool, { ...options, sealing }, tenant, work);
      return orDown(() => retried(tracing ? () => tracing.span('unit of work', {}, run) : run));
    },
    findToken: find.token,
    lookups: find,
    chainsBehind: async (sink) => {
      const found = await pool.query<{ tenant_id: string; behind: string }>('select * from chains_behind($1)', [sink]);
      return found.rows.map((row) => ({ tenant: row.tenant_id, behind: Number(row.behind) }));
    },
    tenants: async () => {
      const found = await pool.query<{ id: string }>('select id from tenant_ids() id');
      return found.rows.map(({ id }) => id);
    },
    masterKeysInUse: async () => {
      const found = await orDown(() =>
        pool.query<{ wrapped_by: string; tenants: string }>('select * from master_keys_in_use()'),
      );
      return found.rows.map((row) => ({ id: row.wrapped_by, tenants: Number(row.tenants) }));
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

/** Throws `Outage` when the database is to blame, and not the query. */
async function orDown<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw asThrown(error);
  }
}

/** Once more, at most twice, when it was rolled back because another transaction stood in its way. */
async function retried<T>(call: () => Promise<T>): Promise<T> {
  for (let left = 2; ; left -= 1)
    try {
      return await call();
    } catch (error) {
      if (left === 0 || !wasInTheWay(error)) throw error;
    }
}

/**
 * Of every unit, in the transaction alone so that a pooler between us and the database sees nothing of it: nobody waits for ever for a
 * lock, and a process that has frozen with a project in its hands loses it.
 */
const patience = "set local lock_timeout = '30s'; set local idle_in_transaction_session_timeout = '60s'";

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function runUnit<T>(
  pool: pg.Pool,
  { queueIn, tracing, sealing }: PostgresOptions & { readonly sealing: Sealing | null },
  tenant: string,
  work: (unit: Unit) => Promise<T>,
): Promise<T> {
  if (!uuidPattern.test(tenant)) throw new Error('a tenant is named by its UUID');
  const taken = await pool.connect();
  const client = tracing ? tracedClient(taken, tracing) : taken;
  let broken: Error | undefined;
  const lose = (error: Error): void => {
    broken = error; // the connection is gone: it must not go back into the pool
  };
  // between two queries nobody else hears that it is lost, and an error that nobody hears ends the process
  taken.on('error', lose);
  try {
    await client.query(
      `begin; ${patience}; set local role sprintforge_app; select set_config('app.tenant', '${tenant}', true)`,
    );
    const db = drizzle(client);
    const session = { db, tenant };
    const rows = repositories(session);
    const unit = sealing ? sealedUnit(rows, session, sealing) : { ...rows, personal: plainPersonal };
    const result = await work({ ...unit, jobs: queueIn(db, tenant) });
    await client.query('commit');
    return result;
  } catch (error) {
    if (!broken) await client.query('rollback').catch(lose);
    throw error;
  } finally {
    taken.off('error', lose);
    taken.release(broken);
  }
}

const repositories = (session: Session): Repositories => ({
  accounts: accounts(session),
  signIns: signIns(session),
  identityProviders: identityProviders(session),
  provedDomains: provedDomains(session),
  provisioning: provisioning(session),
  secondFactors: secondFactors(session),
  passkeys: passkeys(session),
  syncKeys: syncKeys(session),
  people: people(session),
  privacy: privacy(session),
  hybrid: hybrid(session),
  screenPolicies: screenPolicies(session),
  sharedColumns: sharedColumns(session),
  archivedFields: archivedFields(session),
  tenantKeys: tenantKeys(session),
  sealedSecrets: sealedSecrets(session),
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
  retention: retention(session),
  retentionWords: retentionWords(session),
  live: live(session),
  notices: notices(session),
  webhooks: webhooks(session),
  blobs: blobRecords(session),
});
