/** What is no longer kept goes, and nothing else: each job of retention on a house in use. Ages are set behind the application. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sprintforge } from '../../../test/support/command-line.ts';
import { type House, storeBlob } from '../src/services/house.ts';
import * as retention from '../src/services/retention.ts';
import { recordSecurity } from '../src/services/security-audit.ts';
import { workOf } from '../src/services/work.ts';
import { edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

/** Everything is old enough. */
const AT_ONCE = { ...retention.GRACE, stored: -1, condemned: -1 };
const DAYS = "interval '400 days'";

let house: TestHouse;
let inner: House;
let project: string;
let tenant: string;
let admin: pg.Client;

beforeAll(async () => {
  house = await openHouse({ logLevel: 'error' });
  inner = { ...house.server.house, keep: { ...house.server.house.keep, historyDays: 100 } };
  admin = new pg.Client(house.databaseUrl);
  await admin.connect();
  tenant = (await rows<{ tenant_id: string }>('select tenant_id from projects'))[0]!.tenant_id;
});
afterAll(async () => {
  await admin.end();
  await house.stop();
});

const rows = async <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await admin.query(text, values)).rows as T[];
const edit = async (row: number, name: string, client = house.anna) =>
  edited(await freshCopy(client, project), [[row, 'name', name]]);
const write = async (row: number, name: string, client = house.anna) =>
  client.upload({ project_id: project, file: await edit(row, name, client) });
const sweep = () => retention.sweepFiles(inner, tenant, AT_ONCE);
/** Files that something refers to and that are not there. */
async function missing(): Promise<string[]> {
  const found = await rows<{ sha256: string }>('select distinct sha256 from blob_references');
  const there = await Promise.all(found.map(({ sha256 }) => inner.blobs.has(tenant, sha256)));
  return found.flatMap(({ sha256 }, at) => (there[at] ? [] : [sha256]));
}
beforeAll(async () => {
  project = house.demo.project_id;
});

describe('states of revisions', () => {
  test('A7 the base of a copy that lives is kept, whatever its age; others go, and cannot be gone back to', async () => {
    const pinned = await edit(2, 'From an old base'); // of revision 1
    await write(3, 'Second', house.ben);
    await write(4, 'Third', house.ben);
    await write(5, 'Fourth', house.ben);
    await admin.query(`update revisions set created_at = created_at - ${DAYS}`);
    await admin.query(
      `update copies set issued_at = issued_at - ${DAYS}, last_synced_at = null where revision in (2, 3)`,
    );
    await retention.expireCopies(inner, tenant);
    await retention.forgetHistory(inner, tenant);
    const kept = await rows<{ number: number; kept: boolean }>(
      'select number, snapshot_blob is not null as kept from revisions order by number',
    );
    expect(kept.map((one) => one.kept)).toEqual([true, false, false, true]);
    await sweep();
    await sweep();
    expect(await missing()).toEqual([]);
    const done = await house.anna.upload({ project_id: project, file: pinned });
    expect(done).toMatchObject({ status: 'success', base_version: 1, version: 5, counts: { edits: 1, applied: 1 } });
    expect((await problemOf(house.anna.rollback(project, 3))).problem).toMatchObject({
      code: 'NOT_FOUND',
      detail: 'revision 3 is no longer kept',
    });
    expect((await problemOf(house.anna.download(project, { revision: 2 }))).code).toBe('NOT_FOUND');
    expect((await house.anna.revision(project, 3)).changes).toHaveLength(1);
    expect(await house.anna.rollback(project, 1)).toMatchObject({ version: 6 });
  });

  test('with SPRINTFORGE_HISTORY_DAYS=0 all are kept', async () => {
    const before = await rows('select number from revisions where snapshot_blob is not null');
    await retention.forgetHistory({ ...inner, keep: { ...inner.keep, historyDays: 0 } }, tenant);
    expect(await rows('select number from revisions where snapshot_blob is not null')).toEqual(before);
  });
});

describe('copies', () => {
  test('A7 an expired one loses its files, and its upload is judged by its row hashes', async () => {
    const copy = await freshCopy(house.ben, project);
    await admin.query(`update copies set issued_at = issued_at - ${DAYS}, last_synced_at = null where user_id = $1`, [
      house.demo.users[2] && (await house.ben.whoami()).user_id,
    ]);
    await retention.expireCopies(inner, tenant);
    await sweep();
    await sweep();
    expect(await missing()).toEqual([]);
    expect(await house.ben.upload({ project_id: project, file: copy })).toMatchObject({ counts: { edits: 0 } });
    expect(await freshCopy(house.ben, project)).toBeDefined();
  });
});

describe('uploads', () => {
  test('A7 the bytes go with the recovery point; who sent them gets a rendered workbook instead', async () => {
    const { version } = await write(6, 'With bytes');
    expect((await house.anna.recoveryPoints(project)).recovery_points.map(({ revision }) => revision)).toContain(
      version,
    );
    await admin.query(`update revisions set created_at = created_at - ${DAYS} where number = $1`, [version]);
    await retention.forgetUploads(inner, tenant);
    expect((await house.anna.recoveryPoints(project)).recovery_points.map(({ revision }) => revision)).not.toContain(
      version,
    );
    expect((await house.anna.revisionWorkbook(project, version)).bytes.byteLength).toBeGreaterThan(1000);
  });

  test('settled parked ones go, waiting ones stay', async () => {
    const park = async (row: number, name: string) => {
      const file = await edit(row, name);
      await write(row, `${name}, otherwise`, house.ben);
      return (await house.anna.upload({ project_id: project, file, strategy: 'manual', park: true })).parked!;
    };
    const settled = await park(7, 'Settled');
    await house.anna.discardParked(project, settled);
    const waiting = await park(8, 'Waiting');
    await admin.query(`update parked_uploads set created_at = created_at - ${DAYS}, settled_at = settled_at - ${DAYS}`);
    await retention.forgetUploads(inner, tenant);
    expect(await rows('select id from parked_uploads')).toEqual([{ id: waiting }]);
    await sweep();
    await sweep();
    expect(await house.anna.parkedUpload(project, waiting)).toMatchObject({ status: 'parked' });
  });

  test('links that open plans live as long as copies do (A7, B1)', async () => {
    const { id } = await house.anna.open(project);
    const { id: used } = await house.anna.open(project);
    const days = inner.keep.copyDays + 1;
    await admin.query(`update dav_links set used_at = used_at - interval '${days} days' where id = '${id}'`);
    await retention.expireCopies(inner, tenant);
    expect((await house.anna.davLinks()).links.map((link) => link.id)).toEqual([used]);
  });

  test('an Idempotency-Key can be used anew after a while', async () => {
    const key = { project_id: project, idempotency_key: 'a key' };
    await house.anna.upload({ ...key, file: await edit(9, 'Keyed') });
    await retention.forgetKeys(inner, tenant);
    expect((await problemOf(house.anna.upload({ ...key, file: await edit(9, 'Other') }))).code).toBe('KEY_REUSED');
    await admin.query(`update upload_keys set created_at = created_at - ${DAYS}`);
    await retention.forgetKeys(inner, tenant);
    expect(await house.anna.upload({ ...key, file: await edit(9, 'Other') })).toMatchObject({ success: true });
  });
});

describe('files', () => {
  const stray = (text: string) => inner.blobs.put(tenant, Buffer.from(text));

  test('that were written before a commit that never came go at the second sweep, and no others', async () => {
    const sha256 = await stray('never committed');
    await retention.sweepFiles(inner, tenant); // it is too young
    expect(await rows('select 1 from blobs where sha256 = $1', [sha256])).toEqual([]);
    await sweep();
    expect(await inner.blobs.has(tenant, sha256)).toBe(true);
    await sweep();
    expect(await inner.blobs.has(tenant, sha256)).toBe(false);
    expect(await missing()).toEqual([]);
  });

  /** In a unit of its own, which refers to nothing. */
  const store = (bytes: Uint8Array, during = async (): Promise<void> => undefined) =>
    inner.database.unit(tenant, async (unit) => {
      const sha256 = await storeBlob(inner, unit, tenant, bytes, 'test');
      await during();
      return sha256;
    });

  test('that are condemned and stored again are taken back', async () => {
    const bytes = Buffer.from('taken back');
    const sha256 = await stray('taken back');
    await sweep();
    await store(bytes, async () => {
      await retention.sweepFiles(inner, tenant, { ...retention.GRACE, condemned: -1 });
      expect(await inner.blobs.has(tenant, sha256)).toBe(true);
    });
    await retention.sweepFiles(inner, tenant, { ...retention.GRACE, condemned: -1 });
    expect(await inner.blobs.has(tenant, sha256)).toBe(true);
  });

  test('that are stored while a sweep removes them are there afterwards', async () => {
    const bytes = Buffer.from('at the same time');
    const sha256 = await stray('at the same time');
    await sweep();
    let again: Promise<string> | undefined;
    const blobs = {
      ...inner.blobs,
      async remove(of: string, name: string) {
        if (name === sha256) {
          again = store(bytes); // waits for the sweep, which goes on
          await new Promise((resolve) => setTimeout(resolve, 200));
        }
        await inner.blobs.remove(of, name);
      },
    };
    await retention.sweepFiles({ ...inner, blobs }, tenant, { ...retention.GRACE, condemned: -1 });
    expect(await again).toBe(sha256);
    expect(await inner.blobs.has(tenant, sha256)).toBe(true);
  });

  test('while people work and it is swept all the time nothing is lost', { timeout: 240_000 }, async () => {
    let working = true;
    const sweeping = (async () => {
      for (let n = 0; working || n < 4; n += 1) await sweep();
    })();
    const work = async (client: typeof house.anna, row: number) => {
      for (let n = 0; n < 3; n += 1) await write(row, `Round ${n}`, client);
    };
    await Promise.all([work(house.anna, 10), work(house.ben, 11), work(house.owner, 12)]).finally(() => {
      working = false;
    });
    await sweeping;
    expect(await missing()).toEqual([]);
  });
});

describe('a deleted project', () => {
  test('is gone with all that it held after a while, but for the audit log; a living one cannot be', async () => {
    const gone = (await house.owner.create({ name: 'To be deleted' })).project_id;
    await house.owner.upload({ project_id: gone, file: await freshCopy(house.owner, gone) });
    await house.owner.remove(gone);
    await retention.purgeProjects(inner, tenant);
    expect(await rows('select 1 from revisions where project_id = $1', [gone])).toHaveLength(1);
    await admin.query(`update projects set deleted_at = deleted_at - ${DAYS} where id = $1`, [gone]);
    await retention.purgeProjects(inner, tenant);
    await retention.purgeProjects(inner, tenant);
    const left: string[] = [];
    for (const { table_name: table } of await tablesOfAProject())
      if ((await rows(`select 1 from ${table} where project_id = $1 limit 1`, [gone])).length > 0) left.push(table);
    expect(left).toEqual(['security_audit', 'sync_audit']);
    expect(await rows('select name, snapshot_blob from projects where id = $1', [gone])).toEqual([
      { name: '', snapshot_blob: null },
    ]);
    expect(await house.owner.verifyAudit(project)).toMatchObject({ ok: true });
    await inner.database.unit(tenant, (unit) => unit.retention.purge(project)).catch(() => undefined);
    expect((await rows('select 1 from revisions where project_id = $1', [project])).length).toBeGreaterThan(5);
    await house.owner.project(project);
  });

  const tablesOfAProject = () =>
    rows<{ table_name: string }>(
      "select c.table_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name) where c.table_schema = 'public' and c.column_name = 'project_id' and t.table_type = 'BASE TABLE' order by 1",
    );
});

describe('nothing is forgotten', () => {
  test('every column that names a file is among the references', async () => {
    const columns = await rows<{ name: string }>(
      "select table_name || '.' || column_name as name from information_schema.columns join information_schema.tables using (table_schema, table_name) where table_schema = 'public' and table_type = 'BASE TABLE' and (column_name ~ '_blob$' or column_name in ('sha256', 'files')) order by 1",
    );
    const [{ view }] = (await rows<{ view: string }>("select pg_get_viewdef('blob_references') as view")) as [
      { view: string },
    ];
    const known = columns.map(({ name }) => name).filter((name) => !notReferences.includes(name));
    for (const name of known) expect(view, name).toContain(name);
  });
  /** What was uploaded once, also when the bytes are not kept any more. */
  const notReferences = ['blobs.sha256', 'uploads.sha256', 'upload_keys.sha256'];

  test('a schedule is done for every tenant', async () => {
    const handler = workOf(inner).find(({ kind }) => kind.name === 'sweep-files')!;
    expect(handler.schedule).toBe('7 3 * * *');
    const began = inner.system.now();
    await handler.run({ id: '', tenant: null, data: {}, attempt: 1, last: false, signal: AbortSignal.timeout(10_000) });
    const done = async () => (await inner.jobs.standing()).find(({ kind }) => kind === 'sweep-files')?.lastDoneAt ?? '';
    await expect.poll(async () => (await done()) > began, { timeout: 30_000 }).toBe(true);
  });
});

describe('the audit log', () => {
  const keeping = (collectors: readonly string[] = []) => ({
    ...inner,
    collectors,
    keep: { ...inner.keep, auditDays: 30 },
  });
  const nobody = { userId: null, ip: null, userAgent: null };
  beforeAll(() =>
    inner.database.unit(tenant, async (unit) => {
      for (let n = 0; n < 24; n += 1) await recordSecurity(inner, unit, nobody, { event: 'audit.exported' });
    }),
  );
  const verdict = () => house.owner.verifyChain();
  const chain = () =>
    rows<{ seq: string; hash: string; event: string | null }>(
      'select seq, hash, null as event from sync_audit where tenant_id = $1 union all select seq, hash, event from security_audit where tenant_id = $1 order by seq',
      [tenant],
    );
  /** Ages entries up to this one: those that stay do not fit their hashes any more. */
  async function age(until: number): Promise<void> {
    for (const table of ['sync_audit', 'security_audit'])
      await admin.query(`update ${table} set timestamp = timestamp - ${DAYS} where tenant_id = $1 and seq <= $2`, [
        tenant,
        until,
      ]);
  }

  test('is kept for ever unless a number of days is set', async () => {
    const before = await chain();
    await retention.shortenAudit(inner, tenant);
    expect(await chain()).toEqual(before);
    expect(await verdict()).toMatchObject({ ok: true, from: 1, anchor: null });
  });

  test('loses its oldest entries once every collector has them, and verifies from its anchor on (A6)', async () => {
    const before = await chain();
    expect(before.length).toBeGreaterThan(20);
    await age(12);
    await retention.shortenAudit(keeping(['a collector']), tenant);
    expect(await chain()).toEqual(before);
    await admin.query("insert into audit_exports values ($1, 'a collector', 7, now())", [tenant]);
    await retention.shortenAudit(keeping(['a collector']), tenant);
    expect((await chain())[0]).toEqual(before[7]);
    await retention.shortenAudit(keeping(), tenant);
    await retention.shortenAudit(keeping(), tenant);
    const after = await chain();
    expect(after.slice(0, -2)).toEqual(before.slice(12));
    expect(after.slice(-2).map(({ event }) => event)).toEqual(['audit.shortened', 'audit.shortened']);
    expect(await verdict()).toMatchObject({
      ok: true,
      ...{ from: 13, entries: after.length },
      anchor: { seq: 12, hash: before[11]!.hash },
    });
    const env = { SPRINTFORGE_URL: house.server.url, SPRINTFORGE_TOKEN: house.demo.users[0]!.token };
    const { stdout } = await sprintforge(['audit', '--verify'], { env });
    expect(stdout).toContain('from number 13 on');
    expect(stdout).toContain(before[11]!.hash);
  });

  test.each([
    ['another anchor', 'update audit_anchors set seq = seq - 1 where tenant_id = $1'],
    ['another hash of it', "update audit_anchors set hash = 'x' where tenant_id = $1"],
    ['no anchor', 'delete from audit_anchors where tenant_id = $1'],
  ])('with %s does not verify', async (_, statement) => {
    const kept = await rows('select * from audit_anchors where tenant_id = $1', [tenant]);
    await admin.query(statement, [tenant]);
    expect(await verdict()).toMatchObject({ ok: false });
    await admin.query('delete from audit_anchors where tenant_id = $1', [tenant]);
    for (const row of kept)
      await admin.query('insert into audit_anchors select * from json_populate_record(null::audit_anchors, $1)', [row]);
    expect(await verdict()).toMatchObject({ ok: true, from: 13 });
  });

  test('keeps the last 30 days and its end whatever is asked for, and the application removes nothing else', async () => {
    const before = await chain();
    const shorten = (days: string) =>
      inner.database.unit(tenant, (unit) => unit.audit.shorten(days, Number.MAX_SAFE_INTEGER, 10_000));
    expect(await shorten('2999-01-01T00:00:00.000Z')).toBeNull();
    expect(await chain()).toEqual(before);
    for (const statement of [
      'delete from sync_audit',
      'delete from security_audit',
      'delete from audit_pieces',
      'delete from audit_anchors',
      'update audit_anchors set seq = 14',
    ])
      await expect(asApplication(statement), statement).rejects.toThrow(/permission denied/);
    await age(Number(before.at(-1)!.seq));
    expect(await shorten('2999-01-01T00:00:00.000Z')).toMatchObject({ seq: Number(before.at(-2)!.seq) });
    expect((await chain()).map(({ seq }) => seq)).toEqual([before.at(-1)!.seq]);
  });

  async function asApplication(statement: string): Promise<void> {
    await admin.query('begin');
    try {
      await admin.query('set local role sprintforge_app');
      await admin.query("select set_config('app.tenant', $1, true)", [tenant]);
      await admin.query(statement);
    } finally {
      await admin.query('rollback');
    }
  }
});
