import { createHash } from 'node:crypto';
import { BlobError, type BlobStore } from '../ports/blob-store.ts';

/** For tests and throw-away servers; passes the same contract as the disk. */
export function memoryBlobStore(): BlobStore {
  const held = new Map<string, Uint8Array>();
  const nameOf = (tenant: string, sha256: string): string => {
    if (!/^[0-9a-f-]{36}$/.test(tenant) || !/^[0-9a-f]{64}$/.test(sha256))
      throw new BlobError('BLOB_NAME', { tenant, sha256 });
    return `${tenant}/${sha256}`;
  };
  return {
    async put(tenant, bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      held.set(nameOf(tenant, sha256), Uint8Array.from(bytes));
      return sha256;
    },
    async get(tenant, sha256) {
      const bytes = held.get(nameOf(tenant, sha256));
      if (!bytes) throw new BlobError('BLOB_MISSING', { tenant, sha256 });
      return Uint8Array.from(bytes);
    },
    has: async (tenant, sha256) => held.has(nameOf(tenant, sha256)),
    remove: async (tenant, sha256) => {
      held.delete(nameOf(tenant, sha256));
    },
    check: async () => {},
  };
}
