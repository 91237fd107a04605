import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ObjectStorage, startObjectStorage } from '../../../test/support/object-storage.ts';
import { objectStorage } from '../../../test/support/services.ts';
import { sealedName } from '../src/adapters/blob-name.ts';
import { diskObjects } from '../src/adapters/disk-objects.ts';
import { HEADER, isSealed } from '../src/adapters/keys/envelope.ts';
import { keyring } from '../src/adapters/keys/keyring.ts';
import { localMaster } from '../src/adapters/keys/local-master.ts';
import { memoryObjects } from '../src/adapters/memory-objects.ts';
import { nodeSystem } from '../src/adapters/node-system.ts';
import { s3Objects } from '../src/adapters/s3-objects.ts';
import { sealedBlobs } from '../src/adapters/sealed-blobs.ts';
import type { BlobStore } from '../src/ports/blob-store.ts';
import { digest } from '../src/ports/digest.ts';
import type { KeyStore, TenantKey } from '../src/ports/keys.ts';
import type { ObjectStore } from '../src/ports/object-store.ts';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-blobs-'));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

const [one, two] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'];
const [plainTenant, turning] = ['00000000-0000-4000-8000-0000000000e1', '00000000-0000-4000-8000-0000000000e2'];
const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const bytes = Uint8Array.from([0, 1, 2, 255]);

/** Tenants' keys as a database keeps them. */
function heldKeys(): KeyStore {
  const held = new Map<string, TenantKey[]>();
  return {
    all: async (tenant) => held.get(tenant) ?? [],
    async add(tenant, key) {
      const there = held.get(tenant) ?? [];
      const isNew = !there.some(({ purpose, version }) => purpose === key.purpose && version === key.version);
      if (isNew) held.set(tenant, [...there, key]);
      return isNew;
    },
    rewrap: async () => undefined,
    mastersInUse: async () => [],
  };
}
const masters = [localMaster(nodeSystem.random(32))];
const keys = keyring({ store: heldKeys(), masters: () => masters, system: nodeSystem, place: 'the test' });
const sealed = (objects: ObjectStore): BlobStore => sealedBlobs(objects, keys);

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** The contract of files over every store of objects. */
function contract(open: () => ObjectStore): void {
  let store: BlobStore;
  let objects: ObjectStore;
  beforeAll(() => {
    objects = open();
    store = sealed(objects);
  });
  test('what lies there is sealed, and its name does not tell what it is', async () => {
    const known = Buffer.from('PK\x03\x04 a workbook that everybody knows');
    const sha256 = await store.put(one, known);
    expect(await objects.has(one, sha256)).toBe(false);
    const lying = (await objects.get(one, sealedName(await keys.fixed(one, 'file-names'), sha256)))!;
    expect([isSealed(lying), Buffer.from(lying).includes('everybody')]).toEqual([true, false]);
    for await (const { name } of objects.list(one)) expect(name).not.toContain(sha256.slice(0, 16));
  });
  test('what was stored before files were sealed is read, listed, sealed and removed', async () => {
    const [sha256, other] = [await digest(Buffer.from('old')), await digest(Buffer.from('older'))];
    await objects.put(plainTenant, sha256, Buffer.from('old'));
    await objects.put(plainTenant, other, Buffer.from('older'));
    expect(Buffer.from(await store.get(plainTenant, sha256)).toString()).toBe('old');
    expect(await store.has(plainTenant, sha256)).toBe(true);
    await store.remove(plainTenant, other);
    expect((await all(store.list(plainTenant))).map((file) => file.sha256)).toEqual([sha256]);
    expect(await store.renew(plainTenant, false)).toEqual({ sealed: 1, rewrapped: 0 });
    expect(await objects.has(plainTenant, sha256)).toBe(false);
    expect(Buffer.from(await store.get(plainTenant, sha256)).toString()).toBe('old');
    expect((await all(store.list(plainTenant))).map((file) => [file.sha256, file.size])).toEqual([[sha256, 3]]);
    expect(await store.renew(plainTenant, true)).toEqual({ sealed: 0, rewrapped: 0 });
  });
  test('under a new key only headers change, and everything can be read all the time', async () => {
    const names = await Promise.all(Array.from({ length: 12 }, (_, n) => store.put(turning, Buffer.from(`file ${n}`))));
    const before = await objects.get(turning, sealedName(await keys.fixed(turning, 'file-names'), names[0]!));
    await keys.rotate(turning);
    const reading = Promise.all(names.map((name) => store.get(turning, name)));
    expect(await store.renew(turning, true)).toEqual({ sealed: 0, rewrapped: 12 });
    expect((await reading).map((one) => Buffer.from(one).toString()).sort()[0]).toBe('file 0');
    const after = await objects.get(turning, sealedName(await keys.fixed(turning, 'file-names'), names[0]!));
    expect(Buffer.compare(before!.subarray(HEADER), after!.subarray(HEADER))).toBe(0);
    expect(Buffer.compare(before!.subarray(0, HEADER), after!.subarray(0, HEADER))).not.toBe(0);
    for (const [n, name] of names.entries())
      expect(Buffer.from(await store.get(turning, name)).toString()).toBe(`file ${n}`);
  });
  test('a file is carried sealed from one store into another; what is another file is refused', async () => {
    const [sha256, other] = [await store.put(one, Buffer.from('carried')), await store.put(one, Buffer.from('not'))];
    const [taken, aside] = [await store.takeSealed(one, sha256), sealed(memoryObjects())];
    await aside.putSealed(one, sha256, taken);
    expect(Buffer.from(await aside.get(one, sha256)).toString()).toBe('carried');
    await expect(aside.putSealed(one, other, taken)).rejects.toMatchObject({ code: 'SEAL_BROKEN' });
    await expect(aside.putSealed(two, sha256, taken)).rejects.toMatchObject({ code: 'KEY_MISSING' });
  });
  test('says the SHA-256 and gives the bytes back', async () => {
    expect(await store.put(one, new Uint8Array())).toBe(empty);
    const sha256 = await store.put(one, bytes);
    expect([...(await store.get(one, sha256))]).toEqual([...bytes]);
  });
  test('the same bytes at once are one', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => store.put(one, bytes)));
    expect(new Set(all).size).toBe(1);
  });
  test('tenants share nothing', async () => {
    const sha256 = await store.put(one, Uint8Array.from([7]));
    expect(await store.has(two, sha256)).toBe(false);
    await expect(store.get(two, sha256)).rejects.toMatchObject({ code: 'BLOB_MISSING' });
  });
  test('what is removed is gone, and removing it again is nothing', async () => {
    const sha256 = await store.put(one, Uint8Array.from([9]));
    await store.remove(one, sha256);
    await store.remove(one, sha256);
    expect(await store.has(one, sha256)).toBe(false);
  });
  test.each(['../../etc/passwd', 'A'.repeat(64), ''])('a name like %j is refused', async (name) => {
    await expect(store.get(one, name)).rejects.toMatchObject({ code: 'BLOB_NAME' });
  });
  test('a megabyte comes back as it was', async () => {
    const large = Uint8Array.from({ length: 1_000_003 }, (_, at) => (at * 7919) % 251);
    const sha256 = await store.put(one, large);
    expect(Buffer.compare(await store.get(one, sha256), large)).toBe(0);
  });
  test('lists what a tenant has, with size and age', async () => {
    const sha256 = await store.put(two, Uint8Array.from([1, 2, 3, 4, 5]));
    const [found, ...others] = await all(store.list(two));
    expect([found?.sha256, found?.size, others]).toEqual([sha256, 5, []]);
    expect(Math.abs(Date.now() - Date.parse(found?.storedAt ?? ''))).toBeLessThan(3_600_000);
    await store.tidy(two, new Date(Date.now() + 60_000).toISOString());
    expect(await store.has(two, sha256)).toBe(true);
  });
  test('a tenant that stored nothing has nothing', async () => {
    expect(await all(store.list('00000000-0000-4000-8000-00000000000c'))).toEqual([]);
  });
  test('check says nothing when all is well', () => store.check());
}

describe('files on disk', () => contract(() => diskObjects(root)));
describe('files in memory', () => contract(() => memoryObjects()));

describe.skipIf(!objectStorage.present())('files on S3', () => {
  let storage: ObjectStorage;
  const place = () => ({ ...storage, bucket: 'sprintforge' });
  beforeAll(async () => {
    storage = await startObjectStorage();
    await s3Objects(place()).check();
  });
  afterAll(() => storage.stop());

  contract(() => s3Objects(place()));

  test('a wrong secret is refused, and that is not taken for a missing file', async () => {
    const stranger = s3Objects({ ...place(), secretKey: 'wrong' });
    await expect(stranger.has(one, empty)).rejects.toMatchObject({
      code: 'NOT_READY',
      cause: { $metadata: { httpStatusCode: 403 } },
    });
    await expect(stranger.check()).rejects.toThrow();
  });
  test('a bucket that is not there is made', async () => {
    const fresh = s3Objects({ ...place(), bucket: 'another' });
    await fresh.check();
    await fresh.check();
    await fresh.put(one, empty, bytes);
    expect([...((await fresh.get(one, empty)) ?? [])]).toEqual([...bytes]);
  });
});

test('what was begun on disk and never finished is tidied away once it is old', async () => {
  const store = diskObjects(root);
  await store.put(one, empty, bytes);
  const part = path.join(root, one, empty.slice(0, 2), `${empty}.x.part`);
  fs.writeFileSync(part, 'half');
  await store.tidy(one, new Date(Date.now() - 60_000).toISOString());
  expect(fs.existsSync(part)).toBe(true);
  await store.tidy(one, new Date(Date.now() + 60_000).toISOString());
  expect([fs.existsSync(part), await store.has(one, empty)]).toEqual([false, true]);
});

test('a file that was changed on disk is noticed', async () => {
  const [objects, tenant] = [diskObjects(root), '00000000-0000-4000-8000-0000000000d1'];
  const sha256 = await sealed(objects).put(tenant, bytes);
  const name = sealedName(await keys.fixed(tenant, 'file-names'), sha256);
  const file = path.join(root, tenant, name.slice(0, 2), name);
  const lying = fs.readFileSync(file);
  lying[lying.length - 1]! ^= 1;
  fs.writeFileSync(file, lying);
  await expect(sealed(objects).get(tenant, sha256)).rejects.toMatchObject({ code: 'SEAL_BROKEN' });
  const plain = await digest(Buffer.from('plain'));
  await objects.put(tenant, plain, Buffer.from('other'));
  await expect(sealed(objects).get(tenant, plain)).rejects.toMatchObject({ code: 'BLOB_DAMAGED' });
});
