import { BlobError, type BlobStore } from '../ports/blob-store.ts';
import { blobPath, digest } from './blob-name.ts';

/** For tests and throw-away servers; passes the same contract as the disk. */
export function memoryBlobStore(): BlobStore {
  const held = new Map<string, Uint8Array>();
  return {
    async put(tenant, bytes) {
      const sha256 = digest(bytes);
      held.set(blobPath(tenant, sha256), Uint8Array.from(bytes));
      return sha256;
    },
    async get(tenant, sha256) {
      const bytes = held.get(blobPath(tenant, sha256));
      if (!bytes) throw new BlobError('BLOB_MISSING', { tenant, sha256 });
      return Uint8Array.from(bytes);
    },
    has: async (tenant, sha256) => held.has(blobPath(tenant, sha256)),
    remove: async (tenant, sha256) => {
      held.delete(blobPath(tenant, sha256));
    },
    check: async () => {},
  };
}
