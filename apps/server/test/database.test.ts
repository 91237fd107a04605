import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate, readMigrations } from '../src/adapters/database/migrate.ts';
import { postgresDatabase } from '../src/adapters/database/postgres.ts';
import * as schema from '../src/adapters/database/schema.ts';
import { type EmbeddedPostgres, startPostgres } from '../src/adapters/embedded-postgres/launcher.ts';
import type { Database } from '../src/ports/database.ts';
import type { NewConflict } from '../src/ports/records.ts';
import { appendAudit, verifyAudit } from '../src/services/audit-chain.ts';
import { recordSecurity } from '../src/services/security-audit.ts';

const [one, two] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'];
const three = '00000000-0000-4000-8000-00000000000d';
const project = (tenant: string) => `${tenant.slice(0, -2)}f${tenant.slice(-1)}`;
const now = '2026-01-02T03:04:05.678Z';

let postgres: EmbeddedPostgres;
let database: Database;
let admin: pg.Client;
let dir: string;

const noJobs = () => ({ add: async () => null });

beforeAll(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-database-'));
  postgres = await startPostgres({ dir, durable: false });
  await Promise.all([migrate(postgres.url), migrate(postgres.url)]); // two processes that start at once
  database = postgresDatabase({ url: postgres.url, onError: () => undefined, queueIn: noJobs });
  admin = new pg.Client(postgres.url);
  await admin.connect();
  await fill(one);
  await fill(two);
});
afterAll(async () => {
  await admin.end();
  await database.close();
  await postgres.stop();
  fs.rmSync(dir, { recursive: true, force: true });
});

const holder = (tenant: string) => `${tenant.slice(0, -2)}e${tenant.slice(-1)}`;
const person = (tenant: string) => ({ id: holder(tenant), name: 'P', email: 'p@x.example', role: 'owner' }) as const;

async function fill(tenant: string): Promise<void> {
  await database.unit(tenant, async (unit) => {
    await unit.accounts.createTenant('T', now);
    await unit.accounts.createUser(person(tenant), now);
    await unit.projects.create({
      id: project(tenant),
      name: 'P',
      head: 1,
      hash: 'h',
      snapshotBlob: 's',
      epoch: 1,
      strategy: 'server',
      settings: { fields: [], calendar: { weekend: [6, 7], holidays: [], inclusive: true }, scheduling: 'manual' },
      taskCount: 0,
      layoutCopy: null,
      createdBy: holder(tenant),
      createdAt: now,
      updatedAt: now,
    });
  });
}

const tables = Object.values(schema).map((table) => getTableConfig(table as PgTable));

describe('row-level security', () => {
  test.each(tables.map(({ name }) => name))('%s is enabled and forced', async (name) => {
    const found = await admin.query('select relrowsecurity, relforcerowsecurity from pg_class where relname = $1', [
      name,
    ]);
    expect(found.rows).toEqual([{ relrowsecurity: true, relforcerowsecurity: true }]);
  });

  test.each(tables.map(({ name }) => name))('%s: without a tenant no row is seen', async (name) => {
    await admin.query('begin; set local role sprintforge_app');
    const found = await admin.query(`select * from ${name}`);
    await admin.query('rollback');
    expect(found.rowCount).toBe(0);
  });

  test('another tenant sees nothing, changes nothing, and cannot write into ours', async () => {
    const seen = await database.unit(two, async (unit) => {
      await unit.projects.update(project(one), { name: 'stolen' }, now);
      return [await unit.projects.find(project(one)), await unit.projects.lock(project(one))];
    });
    expect(seen).toEqual([null, null]);
    const forged = async () => {
      await admin.query(`begin; set local role sprintforge_app; select set_config('app.tenant', '${two}', true)`);
      await admin.query(`insert into blobs values ($1, 'x', 1, 'k', now())`, [one]);
    };
    await expect(forged()).rejects.toMatchObject({ code: '42501' });
    await admin.query('rollback');
    const mine = await database.unit(one, (unit) => unit.projects.find(project(one)));
    expect(mine).toMatchObject({ name: 'P', createdAt: now });
  });

  test('history cannot be rewritten by the application', async () => {
    for (const statement of ['update revisions set source = $1', 'delete from sync_audit where user_agent = $1']) {
      await admin.query(`begin; set local role sprintforge_app; select set_config('app.tenant', '${one}', true)`);
      await expect(admin.query(statement, ['x'])).rejects.toMatchObject({ code: '42501' });
      await admin.query('rollback');
    }
  });
});

describe('migrations', () => {
  test('run once, and a changed file is an error', async () => {
    expect(await migrate(postgres.url)).toEqual([]);
    const changed = readMigrations().map((migration) => ({ ...migration, checksum: 'other' }));
    await expect(migrate(postgres.url, changed)).rejects.toThrow(/changed after it had been applied/);
  });

  test.each(tables.map((table) => [table.name, table] as const))(
    '%s has the columns of its schema',
    async (name, table) => {
      const found = await admin.query<{ column_name: string; is_nullable: string }>(
        'select column_name, is_nullable from information_schema.columns where table_name = $1 order by 1',
        [name],
      );
      const wanted = table.columns.map((column) => column.name).sort();
      expect(found.rows.map((row) => row.column_name)).toEqual(wanted);
      expect(found.rows.map((row) => row.column_name).includes('tenant_id')).toBe(true);
    },
  );
});

describe('a unit of work', () => {
  test('is all or nothing', async () => {
    const failing = database.unit(one, async (unit) => {
      await unit.projects.update(project(one), { name: 'half' }, now);
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await database.unit(one, (unit) => unit.projects.find(project(one)))).toMatchObject({ name: 'P' });
  });

  test('jsonb keeps texts that look like numbers as texts', async () => {
    const id = '00000000-0000-4000-8000-0000000000c1';
    const conflict = {
      id,
      subject: { kind: 'field', entity: 'task', id: 'SF-0000-0000', field: 'wbs' },
      subjectKey: 'task/SF-0000-0000/wbs',
      taskName: null,
      reason: 'divergent',
      base: '1',
      ours: '"2"',
      theirs: null,
      standing: 'ours',
    } satisfies NewConflict;
    const stamp = { uploadId: null, revision: 1, createdBy: holder(one), createdAt: now };
    await database.unit(one, (unit) => unit.conflicts.add(project(one), JSON.stringify([conflict]), stamp));
    const [found] = await database.unit(one, (unit) => unit.conflicts.list(project(one), 'open', 10));
    expect(found).toMatchObject({ base: '1', ours: '"2"', theirs: null, createdAt: now, status: 'open' });
  });
});

describe('the audit chain', () => {
  const entry = (n: number) => ({
    projectId: project(two),
    excelVersion: n,
    serverVersion: n,
    syncType: 'upload',
    changes: [{ b: 1.5, a: 'x' }],
    conflicts: null,
    resolution: null,
    userId: holder(two),
    timestamp: now,
    ipAddress: '127.0.0.1',
    userAgent: 'test',
  });
  const uuid = (n: number) => `00000000-0000-4000-8000-0000000001${String(n).padStart(2, '0')}`;

  test('is gapless over concurrent writers and names the first entry that was tampered with', async () => {
    const append = (n: number) => database.unit(two, (unit) => appendAudit(unit, uuid(n), entry(n)));
    await Promise.all(Array.from({ length: 10 }, (_, n) => append(n)));
    expect(await database.unit(two, verifyAudit)).toMatchObject({ ok: true, entries: 10 });
    await admin.query('update sync_audit set excel_version = 99 where tenant_id = $1 and seq = 4', [two]);
    expect(await database.unit(two, verifyAudit)).toMatchObject({ ok: false, first_bad: 4 });
    await admin.query('delete from sync_audit where tenant_id = $1 and seq >= 4', [two]);
    expect(await database.unit(two, verifyAudit)).toMatchObject({ ok: false, first_bad: 4 });
  });

  test('covers lists that go on in pieces as if they were in one: a piece that is changed, taken out or put in is named', async () => {
    const lists = { changes: ['[{"a":1},{"a":2}]', '[{"a":3}]', '[{"a":4,"b":"é"}]'], conflicts: ['["x"]', '["y"]'] };
    const tenant = three;
    await fill(tenant);
    const about = { ...entry(1), projectId: project(tenant), userId: holder(tenant) };
    const all = { changes: [{ a: 1 }, { a: 2 }, { a: 3 }, { a: 4, b: 'é' }], conflicts: ['x', 'y'] };
    await database.unit(tenant, (unit) => appendAudit(unit, uuid(50), about, lists));
    const [inPieces] = (await admin.query('select hash from sync_audit where tenant_id = $1', [tenant])).rows;
    expect(await database.unit(tenant, verifyAudit)).toMatchObject({ ok: true, entries: 1 });
    for (const statement of [
      `update audit_pieces set content = '[{"a":9}]' where list = 'changes' and piece = 1 and tenant_id = $1`,
      `delete from audit_pieces where list = 'conflicts' and tenant_id = $1`,
      `update sync_audit set pieces = 0 where tenant_id = $1`,
      `insert into audit_pieces values ($1, 1, 'conflicts', 2, '["z"]')`,
    ]) {
      await admin.query('create temporary table before_it as select * from audit_pieces');
      await admin.query(statement, [tenant]);
      expect(await database.unit(tenant, verifyAudit), statement).toMatchObject({ ok: false, first_bad: 1 });
      await admin.query(
        'delete from audit_pieces; insert into audit_pieces select * from before_it; drop table before_it',
      );
      await admin.query('update sync_audit set pieces = 3 where tenant_id = $1', [tenant]);
      expect(await database.unit(tenant, verifyAudit)).toMatchObject({ ok: true });
    }
    // the same hash as the entry would have in one piece
    await admin.query('delete from audit_pieces where tenant_id = $1', [tenant]);
    await admin.query('delete from sync_audit where tenant_id = $1', [tenant]);
    await admin.query(`update audit_heads set seq = 0, hash = '' where tenant_id = $1`, [tenant]);
    await database.unit(tenant, (unit) => appendAudit(unit, uuid(50), { ...about, ...all }));
    const [inOne] = (await admin.query('select hash from sync_audit where tenant_id = $1', [tenant])).rows;
    expect(inOne).toEqual(inPieces);
  });

  test('runs through both tables: whatever is changed, taken out or put in, in whichever of them, is named', async () => {
    const who = { userId: holder(one), ip: '2001:db8::1', userAgent: 'x' };
    const details = { text: 'a\0b \ud800', number: 1.5e-7, deep: [{ b: 1, a: null }] };
    const system = { now: () => now, uuid: randomUUID, random: randomBytes, pause: async () => undefined };
    const note = { event: 'account.changed', details } as const;
    const about = { ...entry(1), projectId: project(one), userId: holder(one) };
    for (let n = 0; n < 7; n += 1) {
      await database.unit(one, (unit) => appendAudit(unit, randomUUID(), about));
      await database.unit(one, (unit) => recordSecurity({ system }, unit, who, note));
    }
    expect(await database.unit(one, verifyAudit)).toMatchObject({
      ok: true,
      entries: 14,
      first_bad: null,
      reason: null,
    });
    const put = `insert into security_audit (tenant_id, id, event, outcome, details, count, timestamp, seq, hash)
      values ($1, gen_random_uuid(), 'token.created', 'done', '{}', 1, now(), $2, 'x')`;
    for (const [statement, seq, bad] of [
      ['delete from sync_audit where tenant_id = $1 and seq = $2', 13, 13],
      ["update security_audit set details = '{}' where tenant_id = $1 and seq = $2", 8, 8],
      [put, 5, 6],
      [put, -1, 1],
    ] as const) {
      await admin.query(statement, [one, seq]);
      expect(await database.unit(one, verifyAudit)).toMatchObject({ ok: false, first_bad: bad });
    }
  });
});

test('every unique key leads with the tenant', async () => {
  const found = await admin.query<{ name: string }>(`
    select c.relname || '.' || i.relname as name from pg_index x
      join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
    where n.nspname = 'public' and x.indisunique and a.attname <> 'tenant_id' order by 1`);
  // what was migrated is the installation's and not a tenant's
  expect(found.rows.map(({ name }) => name)).toEqual(['applied_migrations.applied_migrations_pkey']);
});
