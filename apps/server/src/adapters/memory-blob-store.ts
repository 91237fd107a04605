import { BlobError, type BlobStore } from '../ports/blob-store.ts';
import { blobPath, digest } from './blob-name.ts';

/** For tests and throw-away servers; passes the same contract as the disk. */
export function memoryBlobStore(): BlobStore {
  const held = new Map<string, Uint8Array>();
  const since = new Map<string, string>();
  return {
    async put(tenant, bytes) {
      const sha256 = digest(bytes);
      const path = blobPath(tenant, sha256);
      if (!held.has(path)) since.set(path, new Date().toISOString());
      held.set(path, Uint8Array.from(bytes));
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
    async *list(tenant) {
      for (const [path, { byteLength: size }] of held)
        if (path.startsWith(`${tenant}/`)) yield { sha256: path.slice(-64), size, storedAt: since.get(path) ?? '' };
    },
    tidy: async () => {},
    check: async () => {},
  };
}
