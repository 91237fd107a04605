/** The `BlobStore` port over any store of objects: each file is sealed under a key of its own, and its name is sealed as well. */
import { BlobError, type BlobStore } from '../ports/blob-store.ts';
import { digest } from '../ports/digest.ts';
import type { Keys } from '../ports/keys.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { isSha256, sealedName, sha256Behind } from './blob-name.ts';
import { HEADER, OVERHEAD } from './keys/envelope.ts';

export function sealedBlobs(objects: ObjectStore, keys: Keys): BlobStore {
  /** Of bytes that were put before: a file is stored ahead, and once more in the transaction that needs it. Nobody changes them. */
  const put = new WeakMap<Uint8Array, string>();
  const nameOf = async (tenant: string, sha256: string): Promise<string> => {
    if (!isSha256(sha256)) throw new BlobError('BLOB_NAME', { tenant, sha256 });
    return sealedName(await keys.fixed(tenant, 'file-names'), sha256);
  };
  const about = (sha256: string): string => `file ${sha256}`;

  async function unsealed(tenant: string, sha256: string, sealed: Uint8Array): Promise<Uint8Array> {
    return checked(tenant, sha256, await keys.open(tenant, about(sha256), sealed));
  }

  /** A file that was stored before files were sealed lies under its SHA-256. */
  async function sealPlain(tenant: string, sha256: string): Promise<boolean> {
    const bytes = await objects.get(tenant, sha256);
    if (!bytes) return false; // a sweep has just removed it
    await objects.put(
      tenant,
      await nameOf(tenant, sha256),
      await keys.seal(tenant, about(sha256), await checked(tenant, sha256, bytes)),
    );
    await objects.remove(tenant, sha256);
    return true;
  }

  /** Most are under the newest key already: their header says so. */
  async function rewrap(tenant: string, name: string, sha256: string): Promise<boolean> {
    const header = await objects.get(tenant, name, HEADER);
    if (!header || !(await keys.rewrap(tenant, about(sha256), header))) return false;
    const sealed = await objects.get(tenant, name);
    const anew = sealed && (await keys.rewrap(tenant, about(sha256), sealed));
    if (anew) await objects.put(tenant, name, anew);
    return anew !== null;
  }

  return {
    async put(tenant, bytes) {
      const sha256 = put.get(bytes) ?? (await digest(bytes));
      put.set(bytes, sha256);
      const name = await nameOf(tenant, sha256);
      if (!(await objects.has(tenant, name)))
        await objects.put(tenant, name, await keys.seal(tenant, about(sha256), bytes));
      return sha256;
    },
    async get(tenant, sha256) {
      const name = await nameOf(tenant, sha256);
      const sealed = await objects.get(tenant, name);
      if (sealed) return unsealed(tenant, sha256, sealed);
      const bytes = await objects.get(tenant, sha256);
      if (bytes) return checked(tenant, sha256, bytes);
      const now = await objects.get(tenant, name); // it was sealed between the two
      if (!now) throw new BlobError('BLOB_MISSING', { tenant, sha256 });
      return unsealed(tenant, sha256, now);
    },
    has: async (tenant, sha256) =>
      (await objects.has(tenant, await nameOf(tenant, sha256))) || objects.has(tenant, sha256),
    async remove(tenant, sha256) {
      await objects.remove(tenant, await nameOf(tenant, sha256));
      await objects.remove(tenant, sha256);
    },
    async *list(tenant) {
      const key = await keys.fixed(tenant, 'file-names');
      for await (const { name, size, storedAt } of objects.list(tenant)) {
        const sealed = isSha256(name) ? null : sha256Behind(key, name);
        if (isSha256(name)) yield { sha256: name, size, storedAt };
        else if (sealed) yield { sha256: sealed, size: size - OVERHEAD, storedAt };
      }
    },
    async takeSealed(tenant, sha256) {
      const name = await nameOf(tenant, sha256);
      let sealed = await objects.get(tenant, name);
      if (!sealed && (await sealPlain(tenant, sha256))) sealed = await objects.get(tenant, name);
      if (!sealed) throw new BlobError('BLOB_MISSING', { tenant, sha256 });
      return sealed;
    },
    async putSealed(tenant, sha256, sealed) {
      await unsealed(tenant, sha256, sealed);
      await objects.put(tenant, await nameOf(tenant, sha256), sealed);
    },
    async renew(tenant, withRewrap) {
      const [key, count] = [await keys.fixed(tenant, 'file-names'), { sealed: 0, rewrapped: 0 }];
      for await (const { name } of objects.list(tenant)) {
        const sha256 = isSha256(name) ? null : sha256Behind(key, name);
        if (isSha256(name)) count.sealed += Number(await sealPlain(tenant, name));
        else if (sha256 && withRewrap) count.rewrapped += Number(await rewrap(tenant, name, sha256));
      }
      return count;
    },
    tidy: (tenant, before) => objects.tidy(tenant, before),
    check: () => objects.check(),
  };
}

async function checked(tenant: string, sha256: string, bytes: Uint8Array): Promise<Uint8Array> {
  if ((await digest(bytes)) !== sha256) throw new BlobError('BLOB_DAMAGED', { tenant, sha256 });
  return bytes;
}
