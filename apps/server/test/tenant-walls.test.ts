/**
 * Two organisations side by side, and every route of the OpenAPI document: what belongs to the other is not found, not read and not
 * changed. Then each of the two walls without the other: the database without the application's questions, and the application
 * on a database whose row-level security is off.
 */
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Operation, operationsOf } from '../../../test/support/api/operations.ts';
import { requestFor } from '../../../test/support/api/requests.ts';
import { repositoryRoot } from '../../../test/support/corpora.ts';
import { Dice } from '../../../test/support/dice.ts';
import { type Organisation, organisation } from './api-world.ts';
import { openHouse, type TestHouse } from './support.ts';

/** Name of their project. */
const secret = 'Merger with nobody knows whom';

let house: TestHouse;
let admin: pg.Client;
let operations: Operation[];
let theirs: Organisation;
let mine: Organisation;
/** Every table of an organisation, and how many rows of theirs it holds. */
const tables = new Map<string, number>();

beforeAll(async () => {
  house = await openHouse({ outgoingAllowed: ['127.0.0.1/32'] });
  operations = await operationsOf(house.server.url);
  const plan = fs.readFileSync(path.join(repositoryRoot, 'fixtures/demo-plan.xlsx'));
  [theirs, mine] = [await organisation(house, plan, secret), await organisation(house, plan)];
  admin = new pg.Client(house.databaseUrl);
  await admin.connect();
  const found = await admin.query<{ name: string }>(
    `select table_name as name from information_schema.columns where column_name = 'tenant_id' and table_schema = 'public' and table_name in (select tablename from pg_tables where schemaname = 'public')`,
  );
  for (const { name } of found.rows) tables.set(name, await rowsOf(name));
});
afterAll(async () => {
  await admin.end();
  await house.stop();
});

async function rowsOf(table: string): Promise<number> {
  const found = await admin.query<{ n: number }>(`select count(*)::int as n from ${table} where tenant_id = $1`, [
    theirs.tenant,
  ]);
  return found.rows[0]!.n;
}

/** Their rows as one text: whatever was written or changed shows. */
async function imprint(): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const table of tables.keys()) {
    const { rows } = await admin.query(
      `select md5(coalesce(string_agg(row_text, '' order by row_text), '')) as digest from (select t::text as row_text from ${table} t where tenant_id = $1) as texts`,
      [theirs.tenant],
    );
    found[table] = rows[0];
  }
  return found;
}

/** Does the operation name anything at all that belongs to somebody? */
const names = ({ path: at, bodies }: Operation): boolean =>
  /\{\w*id\}/i.test(at) || /"required":\[[^\]]*"project_id"/.test(JSON.stringify(bodies));

/** Their ids, my token: whatever comes back that is not a 404 (or, for what has not the expected form, a 400). */
async function walk(): Promise<string[]> {
  const seen: string[] = [];
  // their ids; what is as secret as a token, mine
  const stranger = { ...theirs, tokens: [mine.owner], known: { ...theirs.known, code: mine.known['code'] ?? [] } };
  for (const [at, operation] of operations.entries()) {
    const statuses = new Set<number>();
    // what names nothing of anybody can only tell too much
    const attempts = names(operation) ? 6 : 2;
    // a body of many members is seldom in order by chance
    const mayGoOn = (attempt: number) => names(operation) && !statuses.has(404) && attempt < 10;
    for (let attempt = 0; attempt < attempts || mayGoOn(attempt); attempt += 1) {
      const request = requestFor(new Dice(77, at * 10 + attempt), operation, stranger, 0);
      const { method, path: where, headers, body } = request;
      const response = await fetch(`${house.server.url}${where}`, { method, headers, ...(body ? { body } : {}) });
      const text = response.headers.get('content-type')?.startsWith('text/event-stream') ? '' : await response.text();
      if (text === '') await response.body?.cancel().catch(() => undefined);
      statuses.add(response.status);
      const told = [theirs.tenant, theirs.owner, secret].filter((one) => text.includes(one));
      if (told.length > 0) seen.push(`${method} ${where} tells ${told}`);
      if (names(operation) && ![400, 404].includes(response.status))
        seen.push(`${method} ${where}: ${response.status}`);
    }
    if (names(operation) && !statuses.has(404))
      seen.push(`${operation.method} ${operation.path} never came to the wall`);
  }
  return seen;
}

describe('two organisations', () => {
  test('every route with the ids of the other: 404, nothing told, nothing changed', { timeout: 120_000 }, async () => {
    const before = await imprint();
    expect(await walk()).toEqual([]);
    expect(await imprint()).toEqual(before);
  });

  test('the database alone: as the application, for another organisation, no row is seen, changed, removed or forged', async () => {
    expect([...tables].filter(([, rows]) => rows > 0).length).toBeGreaterThan(10);
    for (const [table, rows] of tables) {
      for (const [what, statement] of [
        ['seen', `select * from ${table} where tenant_id = '${theirs.tenant}'`],
        ['changed', `update ${table} set tenant_id = '${mine.tenant}' where tenant_id = '${theirs.tenant}'`],
        ['removed', `delete from ${table} where tenant_id = '${theirs.tenant}'`],
      ] as const)
        expect(await asApplication(statement), `${table} ${what}`).toBeOneOf([0, 'not permitted']);
      expect(await rowsOf(table), table).toBe(rows);
      if (rows > 0) expect(await forged(table), `${table} forged`).toBe('not permitted');
    }
  });

  test('the application alone: row-level security off, and every route still answers 404', {
    timeout: 120_000,
  }, async () => {
    const before = await imprint();
    for (const table of tables.keys()) await admin.query(`alter table ${table} disable row level security`);
    try {
      expect(await walk()).toEqual([]);
    } finally {
      for (const table of tables.keys()) await admin.query(`alter table ${table} enable row level security`);
    }
    expect(await imprint()).toEqual(before);
  });
});

/** Rows touched, as the application's role for my organisation; rolled back. */
async function asApplication(statement: string): Promise<number | string> {
  await admin.query(`begin; set local role sprintforge_app; select set_config('app.tenant', '${mine.tenant}', true)`);
  try {
    return (await admin.query(statement)).rowCount ?? 0;
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return 'not permitted';
    throw error;
  } finally {
    await admin.query('rollback');
  }
}

/** One of their rows once more, written by me. */
async function forged(table: string): Promise<number | string> {
  await admin.query('begin');
  await admin.query(
    `create temporary table stolen on commit drop as select * from ${table} where tenant_id = $1 limit 1`,
    [theirs.tenant],
  );
  await admin.query('grant select on stolen to sprintforge_app');
  await admin.query(`set local role sprintforge_app; select set_config('app.tenant', '${mine.tenant}', true)`);
  try {
    return (await admin.query(`insert into ${table} select * from stolen`)).rowCount ?? 0;
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return 'not permitted';
    throw error;
  } finally {
    await admin.query('rollback');
  }
}
