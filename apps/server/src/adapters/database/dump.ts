/**
 * Export and import as `sprintforge_app` with one tenant set after the other, so that it needs no more rights than the server has.
 * Tables and their order come from the catalogue: a new table is part of the next backup.
 */
import pg from 'pg';
import type { DatabaseExport, DatabaseImport, SchemaSteps, TableRows } from '../../ports/dump.ts';

const ROWS_AT_ONCE = 2000;

export async function exportDatabase(url: string): Promise<DatabaseExport> {
  const client = await connect(url);
  try {
    await client.query('begin isolation level repeatable read read only');
    const schema = await schemaOf(client);
    const tables = await tablesInOrder(client);
    const tenants = await client.query<{ tenant_id: string }>(TENANTS);
    return { schema, rows: () => rowsOf(client, tables, tenants.rows), close: () => client.end() };
  } catch (error) {
    await client.end();
    throw error;
  }
}

/** With the one of no organisation, whose chain holds what belongs to nobody. */
const TENANTS = 'select tenant_id from tenants union select tenant_id from audit_heads order by tenant_id';

async function* rowsOf(
  client: pg.Client,
  tables: readonly string[],
  tenants: readonly { readonly tenant_id: string }[],
): AsyncGenerator<TableRows> {
  for (const { tenant_id: tenant } of tenants) {
    await actFor(client, tenant);
    for (const table of tables) {
      // json, not jsonb: columns that hold a text of JSON keep that text
      await client.query(`declare rows no scroll cursor for select row_to_json(t)::text as line from ${table} t`);
      for (;;) {
        const found = await client.query<{ line: string }>(`fetch ${ROWS_AT_ONCE} from rows`);
        if (found.rows.length === 0) break;
        yield { tenant, table, lines: found.rows.map(({ line }) => line) };
      }
      await client.query('close rows');
    }
  }
}

export async function importDatabase(url: string): Promise<DatabaseImport> {
  const client = await connect(url);
  try {
    const schema = await schemaOf(client);
    const tables = new Set(await tablesInOrder(client));
    await client.query('begin');
    return { schema, ...importInto(client, tables), close: () => client.end() };
  } catch (error) {
    await client.end();
    throw error;
  }
}

function importInto(client: pg.Client, tables: ReadonlySet<string>): Omit<DatabaseImport, 'schema' | 'close'> {
  const tenants = new Set<string>();
  let acting = '';
  return {
    isEmpty: async () => (await client.query(`${TENANTS} limit 1`)).rowCount === 0,
    async add({ tenant, table, lines }) {
      if (!tables.has(table)) throw new Error(`the backup holds a table "${table}" that this version does not know`);
      if (acting !== tenant) await actFor(client, tenant);
      acting = tenant;
      tenants.add(tenant);
      await client.query(
        `insert into ${table} select (json_populate_record(null::${table}, line::json)).* from unnest($1::text[]) line`,
        [lines],
      );
    },
    async commit() {
      for (const tenant of tenants) {
        await actFor(client, tenant);
        await client.query(`update projects set epoch = greatest(epoch + 1, ${MINUTES_NOW})`);
      }
      await client.query('commit');
    },
  };
}

/** Grows from one restore to the next, also when both restore the same backup. */
const MINUTES_NOW = "floor(extract(epoch from now() - timestamptz '2020-01-01') / 60)::integer";

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  client.on('error', () => {}); // a lost connection: the next query says so
  await client.connect();
  return client;
}

async function actFor(client: pg.Client, tenant: string): Promise<void> {
  await client.query('set local role sprintforge_app');
  await client.query("select set_config('app.tenant', $1, true)", [tenant]);
}

async function schemaOf(client: pg.Client): Promise<SchemaSteps> {
  const found = await client.query<{ step: string }>(
    "select name || ' ' || checksum as step from applied_migrations order by name",
  );
  return found.rows.map(({ step }) => step);
}

/** Every table that has a tenant, behind those that its foreign keys name. */
async function tablesInOrder(client: pg.Client): Promise<string[]> {
  const found = await client.query<{ name: string; needs: string[] }>(`
    select c.relname::text as name,
      coalesce((select array_agg(distinct t.relname::text) from pg_constraint k join pg_class t on t.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid), '{}') as needs
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
      and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
    order by c.relname`);
  const placed: string[] = [];
  const waiting = [...found.rows];
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ needs }) => needs.every((name) => placed.includes(name)));
    if (next < 0)
      throw new Error(`tables refer to each other in a circle: ${waiting.map(({ name }) => name).join(', ')}`);
    placed.push(waiting.splice(next, 1)[0]!.name);
  }
  return placed;
}
