import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ObjectStorage, startObjectStorage } from '../../../test/support/object-storage.ts';
import { objectStorage } from '../../../test/support/services.ts';
import { diskBlobStore } from '../src/adapters/disk-blob-store.ts';
import { memoryBlobStore } from '../src/adapters/memory-blob-store.ts';
import { s3BlobStore } from '../src/adapters/s3-blob-store.ts';
import type { BlobStore } from '../src/ports/blob-store.ts';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-blobs-'));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

const [one, two] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'];
const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const bytes = Uint8Array.from([0, 1, 2, 255]);

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** The contract that every adapter passes. */
function contract(open: () => BlobStore): void {
  let store: BlobStore;
  beforeAll(() => {
    store = open();
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

describe('blob store on disk', () => contract(() => diskBlobStore(root)));
describe('blob store in memory', () => contract(() => memoryBlobStore()));

describe.skipIf(!objectStorage.present())('blob store on S3', () => {
  let storage: ObjectStorage;
  const place = () => ({ ...storage, bucket: 'sprintforge' });
  beforeAll(async () => {
    storage = await startObjectStorage();
    await s3BlobStore(place()).check();
  });
  afterAll(() => storage.stop());

  contract(() => s3BlobStore(place()));

  test('a wrong secret is refused, and that is not taken for a missing file', async () => {
    const stranger = s3BlobStore({ ...place(), secretKey: 'wrong' });
    await expect(stranger.has(one, empty)).rejects.toMatchObject({
      code: 'NOT_READY',
      cause: { $metadata: { httpStatusCode: 403 } },
    });
    await expect(stranger.check()).rejects.toThrow();
  });
  test('a bucket that is not there is made', async () => {
    const fresh = s3BlobStore({ ...place(), bucket: 'another' });
    await fresh.check();
    await fresh.check();
    expect(await fresh.put(one, bytes)).toMatch(/^[0-9a-f]{64}$/);
  });
});

test('what was begun on disk and never finished is tidied away once it is old', async () => {
  const store = diskBlobStore(root);
  const sha256 = await store.put(one, Uint8Array.from([5, 6]));
  const part = path.join(root, one, sha256.slice(0, 2), `${sha256}.x.part`);
  fs.writeFileSync(part, 'half');
  await store.tidy(one, new Date(Date.now() - 60_000).toISOString());
  expect(fs.existsSync(part)).toBe(true);
  await store.tidy(one, new Date(Date.now() + 60_000).toISOString());
  expect([fs.existsSync(part), await store.has(one, sha256)]).toEqual([false, true]);
});

test('a file that was changed on disk is noticed', async () => {
  const store = diskBlobStore(root);
  const sha256 = await store.put(one, Uint8Array.from([3, 4]));
  fs.writeFileSync(path.join(root, one, sha256.slice(0, 2), sha256), 'other');
  await expect(store.get(one, sha256)).rejects.toMatchObject({ code: 'BLOB_DAMAGED' });
});
