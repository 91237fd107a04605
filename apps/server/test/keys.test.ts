import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '../src/adapters/database/migrate.ts';
import { postgresDatabase } from '../src/adapters/database/postgres.ts';
import { type EmbeddedPostgres, startPostgres } from '../src/adapters/embedded-postgres/launcher.ts';
import { HEADER, isSealed, wrappedBy } from '../src/adapters/keys/envelope.ts';
import { databaseKeys } from '../src/adapters/keys/key-stores.ts';
import { keyring } from '../src/adapters/keys/keyring.ts';
import { localMaster } from '../src/adapters/keys/local-master.ts';
import { addMasterKey, masterKeyFile, readMasterKeys } from '../src/adapters/keys/master-key-file.ts';
import { nodeSystem } from '../src/adapters/node-system.ts';
import type { Database } from '../src/ports/database.ts';
import type { Keys, MasterKey } from '../src/ports/keys.ts';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-keys-'));
const plain = Buffer.from('Salary review of Margarethe');
let postgres: EmbeddedPostgres;
let database: Database;
const [master, next] = [localMaster(randomBytes(32)), localMaster(randomBytes(32))];

/** As another process of the installation has it: nothing is known yet. */
const ring = (...masters: [MasterKey, ...MasterKey[]]): Keys =>
  keyring({ store: databaseKeys(database), masters: () => masters, system: nodeSystem, place: 'here' });
const keys = (): Keys => ring(master);

beforeAll(async () => {
  postgres = await startPostgres({ dir, durable: false });
  await migrate(postgres.url);
  database = postgresDatabase({
    url: postgres.url,
    onError: () => undefined,
    queueIn: () => ({ add: async () => null }),
  });
});
afterAll(async () => {
  await database.close();
  await postgres.stop();
  fs.rmSync(dir, { recursive: true, force: true });
});

describe('what is sealed', () => {
  test.each([0, 1, 27, 1024 * 1024, 2 * 1024 * 1024 + 1])('%i bytes come back', async (size) => {
    const [tenant, bytes] = [randomUUID(), randomBytes(size)];
    const sealed = await keys().seal(tenant, 'file a', bytes);
    expect([isSealed(sealed), isSealed(bytes), sealed.length]).toEqual([true, false, HEADER + 12 + size + 16]);
    expect(Buffer.compare(await keys().open(tenant, 'file a', sealed), bytes)).toBe(0);
  });

  test('says nothing of its content, and never the same', async () => {
    const tenant = randomUUID();
    const [one, other] = [await keys().seal(tenant, 'a', plain), await keys().seal(tenant, 'a', plain)];
    expect(Buffer.from(one).includes('Margarethe')).toBe(false);
    expect(Buffer.compare(one.subarray(HEADER), other.subarray(HEADER))).not.toBe(0);
  });

  test('a bit that is changed anywhere, another name, another tenant: refused', async () => {
    const [tenant, all] = [randomUUID(), keys()];
    const sealed = await all.seal(tenant, 'a', plain);
    const outcome = (who: string, about: string, bytes: Uint8Array) =>
      all.open(who, about, bytes).then(
        () => 'opened',
        (error: { code: string }) => error.code,
      );
    const seen = new Set<string>();
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1;
      seen.add(await outcome(tenant, 'a', changed));
      if (at % 16 === 0) seen.add(await outcome(tenant, 'a', sealed.subarray(0, at)));
    }
    expect([...seen].sort()).toEqual(['KEY_MISSING', 'SEAL_BROKEN']);
    expect(await outcome(tenant, 'b', sealed)).toBe('SEAL_BROKEN');
    expect(await outcome(randomUUID(), 'a', sealed)).toBe('KEY_MISSING');
    expect(await outcome(tenant, 'a', sealed)).toBe('opened');
  });
});

describe('keys', () => {
  test('processes that begin at once have the same', async () => {
    const tenant = randomUUID();
    const all = await Promise.all(Array.from({ length: 12 }, () => keys().seal(tenant, 'a', plain)));
    const other = keys();
    for (const sealed of all) expect(await other.open(tenant, 'a', sealed)).toEqual(plain);
    const fixed = await Promise.all(Array.from({ length: 12 }, () => keys().fixed(tenant, 'names')));
    expect(new Set(fixed.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
    expect(await keys().fixed(tenant, 'others')).not.toEqual(fixed[0]);
    expect(await keys().fixed(randomUUID(), 'names')).not.toEqual(fixed[0]);
  });

  test('a new version seals from now on; what there is opens, also when it is wrapped anew', async () => {
    const [tenant, here, there] = [randomUUID(), keys(), keys()];
    const old = await here.seal(tenant, 'a', plain);
    const fixed = await here.fixed(tenant, 'names');
    expect(await there.rotate(tenant)).toBe(2);
    const sealed = await there.seal(tenant, 'b', plain);
    expect(wrappedBy(sealed, 'b').version).toBe(2);
    expect(await here.open(tenant, 'b', sealed)).toEqual(plain); // it had not heard of it
    const anew = (await here.rewrap(tenant, 'a', old))!;
    expect([wrappedBy(anew, 'a').version, anew.length]).toEqual([2, old.length]);
    expect(Buffer.compare(anew.subarray(HEADER), old.subarray(HEADER))).toBe(0);
    expect(await keys().open(tenant, 'a', anew)).toEqual(plain);
    expect(await keys().open(tenant, 'a', old)).toEqual(plain);
    expect(await here.rewrap(tenant, 'a', anew)).toBe(null);
    expect(await keys().fixed(tenant, 'names')).toEqual(fixed);
    expect((await Promise.all([keys().rotate(tenant), keys().rotate(tenant)])).sort()).toEqual([3, 4]);
  });

  test('the master key is exchanged: both open, then the new one alone', async () => {
    const tenant = randomUUID();
    const sealed = await keys().seal(tenant, 'a', plain);
    await expect(ring(next).open(tenant, 'a', sealed)).rejects.toMatchObject({
      code: 'KEY_MISSING',
      where: { key: master.id },
      message: expect.stringContaining('put it back (here)'),
    });
    await expect(ring(next).check()).rejects.toMatchObject({ code: 'KEY_MISSING' });
    const both = ring(next, master);
    await both.check();
    expect(await both.open(tenant, 'a', sealed)).toEqual(plain);
    expect(await both.adopt(tenant)).toBe(1);
    expect(await both.adopt(tenant)).toBe(0);
    expect(await ring(next).open(tenant, 'a', sealed)).toEqual(plain);
  });

  test('a wrapped key is of its tenant and its purpose', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    await keys().fixed(one, 'names');
    const [stolen] = await database.unit(one, ({ tenantKeys }) => tenantKeys.all());
    await database.unit(other, ({ tenantKeys }) => tenantKeys.add(stolen!));
    await expect(keys().fixed(other, 'names')).rejects.toMatchObject({ code: 'SEAL_BROKEN' });
  });
});

describe('the file of master keys', () => {
  test('is made once, for its owner alone; a new key goes before the others', () => {
    const data = fs.mkdtempSync(path.join(dir, 'data-'));
    expect(readMasterKeys(data, null)).toEqual([]);
    const [made] = readMasterKeys(data, nodeSystem);
    expect(readMasterKeys(data, nodeSystem)).toEqual([made]);
    if (process.platform !== 'win32') expect(fs.statSync(masterKeyFile(data)).mode & 0o777).toBe(0o600);
    const id = addMasterKey(data, nodeSystem);
    const [newest, former] = readMasterKeys(data, nodeSystem);
    expect([localMaster(newest!).id, former]).toEqual([id, made]);
    fs.writeFileSync(masterKeyFile(data), '{"keys":["c2hvcnQ="]}');
    expect(() => readMasterKeys(data, nodeSystem)).toThrow(/does not hold sealing keys: put the file back/);
  });
});
