/**
 * Somebody who worked here through every door and is erased: nothing says who they were any more, no row of any table, no file that is
 * kept, no line of the log, and what others hold goes on.
 */
import fs from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';
import { readMetadata, rebind } from '@sprintforge/mapping';
import type { SprintforgeClient } from '@sprintforge/protocol';
import { openWorkbook, rewriteTexts } from '@sprintforge/xlsx';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashKept } from '../../src/services/audit-hash.ts';
import { issueToken } from '../../src/services/tokens.ts';
import { edited, freshCopy, openHouse, problemOf, type TestHouse } from '../support.ts';

const tenant = '5f0e1d0a-0000-4000-8000-000000000001';
const name = 'Renée Ölmann-Gradl';
const email = 'renee.oe@works.example';
const names = [name, email].map((text) => text.toLowerCase());
const namesThem = (text: string): boolean => names.some((one) => text.normalize('NFC').toLowerCase().includes(one));

let house: TestHouse;
let admin: pg.Client;
let them: SprintforgeClient;
let log = '';
/** The demo's plan, in which they only work; one that they made; one in which a column of Anna's names them. */
let worked: string;
let made: string;
let shared: string;
let bens: Uint8Array;
let folder: string;

beforeAll(async () => {
  const write = (line: string): void => {
    log += line;
  };
  house = await openHouse({
    ...{ engineProcesses: 1, logLevel: 'trace', logTo: { write }, outgoingAllowed: ['127.0.0.1/32'] },
    ...{ smtp: { url: 'smtp://127.0.0.1:9', from: 'plans@house.example' }, mailDelay: 3600 },
    jobPace: { look: 1, poll: 1, firstDelay: 1 },
  });
  admin = new pg.Client(house.databaseUrl);
  await admin.connect();
  worked = house.demo.project_id;
});
afterAll(async () => {
  await admin.end();
  await house.stop();
});

async function joined(): Promise<SprintforgeClient> {
  const directory = (await house.owner.provisioning.renewToken()).token;
  await house.owner.provisioning.setRules({ roles: {}, default_role: 'owner' });
  const known = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: email, displayName: name };
  await fetch(`${house.server.url}/scim/v2/Users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${directory}`, 'content-type': 'application/scim+json' },
    body: JSON.stringify({ ...known, emails: [{ primary: true, value: email }], active: true }),
  });
  const { id } = (await house.server.house.database.unit(tenant, ({ accounts }) => accounts.userByEmail(email)))!;
  const what = { name: `laptop of ${name}`, scope: 'full', expiresAt: null } as const;
  return house.as((await issueToken(house.server.house, tenant, id, what)).token);
}

const ended = async (id: string) => expect.poll(async () => (await them.job(id)).state).toBe('done');
const note = async (client: SprintforgeClient, row: number, text: string) =>
  edited(await freshCopy(client, worked), [[row, 'notes', text]]);

/** A column of one's own. */
async function withOwn(bytes: Uint8Array, header: string, value: string): Promise<Uint8Array> {
  const workbook = openWorkbook(bytes);
  const found = readMetadata(workbook);
  if (found.state !== 'signed') throw new Error('not a copy of ours');
  const { mapping } = rebind(workbook, found.metadata);
  const cell = { column: Math.max(workbook.sheet(mapping.sheet)!.lastColumn, 40) + 1 };
  workbook.setCells(mapping.sheet, [
    { ...cell, row: mapping.headerRow, value: header },
    { ...cell, row: mapping.firstRow, value },
  ]);
  return workbook.toBytes();
}

/** Through every door of the plan in which nothing is about them. */
async function work(): Promise<void> {
  const hook = { url: 'http://127.0.0.1:9/hook', events: ['revision', 'parked', 'conflict'] } as const;
  await house.owner.webhooks.create(worked, { ...hook, events: [...hook.events] });
  await them.upload({ project_id: worked, file: await note(them, 2, 'at once'), idempotency_key: `${email} 1` });
  await ended((await them.uploadLater({ project_id: worked, file: await note(them, 3, 'later') })).id);
  const link = await them.open(worked);
  const opened = new Uint8Array(await (await fetch(link.url)).arrayBuffer());
  const stored = await edited(opened, [[4, 'notes', 'by the drive']]);
  expect((await fetch(link.url, { method: 'PUT', body: Buffer.from(stored) })).status).toBe(204);
  const stale = await note(them, 5, 'theirs');
  await house.ben.upload({ project_id: worked, file: await note(house.ben, 5, 'his') });
  expect((await them.upload({ project_id: worked, file: stale, strategy: 'manual', park: true })).parked).toBeDefined();
  const late = await note(house.ben, 6, 'late');
  await them.upload({ project_id: worked, file: await note(them, 6, 'before') });
  const { parked } = await house.ben.upload({ project_id: worked, file: late, strategy: 'manual', park: true });
  await them.decideParked(worked, parked!, { strategy: 'client' });
  const { revisions } = await house.owner.revisions(worked, { limit: 1 });
  expect(revisions[0]?.message).toContain(`decided by ${name}`);
  bens = await freshCopy(house.ben, worked);
}

/** A drive on all plans, from which one was opened. */
async function mount(): Promise<void> {
  folder = `${(await house.ben.openFolder()).url}${encodeURIComponent((await house.owner.project(worked)).name)}.xlsx`;
  expect((await fetch(folder)).status).toBe(200);
}

/** Plans that hold their name, in values and besides. */
async function beNamed(): Promise<void> {
  const plan = fs.readFileSync(new URL('../../../../fixtures/demo-plan.xlsx', import.meta.url));
  const file = await rewriteTexts(plan, (text) => text.replaceAll('Lena Fischer', name));
  made = (await them.create({ name: `Plan of ${name}`, file })).project_id;
  await house.owner.customFields.add(made, { label: `Notes of ${name.toUpperCase()}`, type: 'text' });
  const { key } = await house.owner.customFields.add(made, { label: `Wishes of ${name}`, type: 'text' });
  const asked = await problemOf(house.owner.customFields.archive(made, key));
  await house.owner.customFields.archive(made, key, (asked.problem['confirm'] as [{ token: string }])[0].token);
  await house.owner.createToken({ name: `for ${name}`, project_id: made });
  shared = (await house.anna.create({ name: 'Shared', template: 'tasks' })).project_id;
  const insert = { op: 'insert', client_row_id: 'one', values: { name: 'call', start: '2026-03-02' } } as const;
  await house.anna.sync({ project_id: shared, version: 1, changes: [insert] });
  const own = await withOwn(await freshCopy(house.anna, shared), 'Whom', `ask ${name.toUpperCase()}`);
  await house.anna.upload({ project_id: shared, file: await edited(own, [[1, 'notes', 'x']]) });
  await house.anna.customFields.share(shared, { header: 'Whom', type: 'text' });
}

/** Every row of every table, jobs among them, as the database's owner sees it. */
async function rowsThatNameThem(): Promise<string[]> {
  const tables = await admin.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  );
  const found: string[] = [];
  for (const { name: table } of tables.rows) {
    const { rows } = await admin.query<{ row: string }>(`select t::text as row from ${table} t`);
    found.push(...rows.filter(({ row }) => namesThem(row)).map(({ row }) => `${table} ${row}`));
  }
  return found;
}

/** Of a workbook its parts, of a state or a base what was compressed. */
function textsOf(bytes: Buffer): string[] {
  if (bytes.readUInt32LE(0) === 0xfd2fb528) return [zstdDecompressSync(bytes).toString()];
  const workbook = openWorkbook(bytes);
  return workbook.parts.map((part) => `${part} ${Buffer.from(workbook.part(part)!).toString()}`);
}

async function filesThatNameThem(): Promise<string[]> {
  const references = 'select distinct sha256 from blob_references where tenant_id = $1';
  const { rows } = await admin.query<{ sha256: string }>(references, [tenant]);
  expect(rows.length).toBeGreaterThan(5);
  const found: string[] = [];
  for (const { sha256 } of rows)
    for (const text of textsOf(Buffer.from(await house.server.house.blobs.get(tenant, sha256))))
      if (namesThem(text)) found.push(`${sha256} ${text.slice(0, 100)}`);
  return found;
}

test('the traces are there, in rows and files', async () => {
  them = await joined();
  await work();
  await beNamed();
  await mount();
  await expect
    .poll(async () => {
      const tables = new Set((await rowsThatNameThem()).map((row) => row.split(' ')[0]?.replace('public.', '')));
      return [...tables].sort();
    })
    .toEqual([
      'archived_fields',
      'dav_links',
      'projects',
      'provisioned_users',
      'revisions',
      'sync_audit',
      'tasks',
      'tokens',
      'upload_keys',
      'users',
      'webhook_deliveries',
    ]);
  expect((await filesThatNameThem()).length).toBeGreaterThan(5);
});

test('erased: no row, no file and no line of the log names them', async () => {
  const asked = await problemOf(house.owner.privacy.erasePerson(email));
  const [{ token } = { token: '' }] = asked.problem['confirm'] as { token: string }[];
  const done = await house.owner.privacy.erasePerson(email, token);
  expect(done.projects.sort()).toEqual([made, shared].sort());
  expect(await rowsThatNameThem()).toEqual([]);
  expect(await filesThatNameThem()).toEqual([]);
  expect(log.length).toBeGreaterThan(1000);
  expect(namesThem(log)).toBe(false);
  expect(await house.owner.verifyChain()).toMatchObject({ ok: true });
  expect((await problemOf(them.projects())).code).toBe('TOKEN_REVOKED');
});

test('what the log lost, and no more, is recorded in it: an entry that is changed otherwise is named', async () => {
  const { rows } = await admin.query<{ seq: string; by_seq: string; content: string; changes: unknown }>(
    'select r.seq, r.by_seq, r.content, s.changes from audit_redactions r join sync_audit s using (tenant_id, seq)',
  );
  const [{ seq, by_seq: by, content, changes } = { seq: '', by_seq: '', content: '', changes: null }] = rows;
  expect([rows.length, JSON.stringify(changes)]).toEqual([1, expect.stringContaining('ask [erased]')]);
  const { entries } = await house.owner.chain({ log: 'security', type: 'person.erased' });
  expect(entries[0]).toMatchObject({ seq: Number(by), details: { redacted: { entries: 1 } } });
  const other = "select seq, changes from sync_audit where sync_type = 'upload' order by seq limit 1";
  const [innocent] = (await admin.query<{ seq: string; changes: unknown }>(other)).rows;
  const { database } = house.server.house;
  const now = await database.unit(tenant, async (unit) => {
    const [record] = await unit.audit.chain(1, Number(innocent!.seq) - 1);
    return hashKept(unit, '', record!);
  });
  const put = (list: unknown, at: string) =>
    `update sync_audit set changes = '${JSON.stringify(list).replaceAll("'", "''")}' where seq = ${at}`;
  const row = (at: string, of: string) =>
    `insert into audit_redactions (tenant_id, seq, by_seq, content) values ('${tenant}', ${at}, ${by}, '${of}')`;
  const gone = (at: string) => `delete from audit_redactions where seq = ${at}`;
  for (const [change, back, bad] of [
    [put([], seq), put(changes, seq), seq],
    [gone(seq), row(seq, content), seq],
    [put([], innocent!.seq), put(innocent!.changes, innocent!.seq), innocent!.seq],
    [row(innocent!.seq, now), gone(innocent!.seq), by],
  ] as const) {
    await admin.query(change);
    expect(await house.owner.verifyChain(), change).toMatchObject({ ok: false, first_bad: Number(bad) });
    await admin.query(back);
  }
  expect(await house.owner.verifyChain()).toMatchObject({ ok: true });
});

test('what others hold goes on: copies with their base, the folder on the drive, layouts', async () => {
  const file = await edited(bens, [[7, 'notes', 'after that']]);
  expect((await house.ben.upload({ project_id: worked, file })).counts).toMatchObject({ edits: 1, applied: 1 });
  const served = await fetch(folder);
  expect(served.status).toBe(200);
  expect(textsOf(Buffer.from(await served.arrayBuffer())).filter(namesThem)).toEqual([]);
  expect((await house.owner.project(made)).name).toBe('Plan of [erased]');
  for (const plan of [worked, made, shared]) {
    const copy = await freshCopy(house.owner, plan);
    expect(textsOf(Buffer.from(copy)).filter(namesThem)).toEqual([]);
    expect((await house.owner.upload({ project_id: plan, file: copy })).counts.edits).toBe(0);
  }
});
