import type { ObjectStore } from '../ports/object-store.ts';
import { objectPath } from './blob-name.ts';

/** For tests and throw-away servers; passes the same contract as the disk. */
export function memoryObjects(): ObjectStore {
  const held = new Map<string, { readonly bytes: Uint8Array; readonly storedAt: string }>();
  return {
    async put(tenant, name, bytes) {
      held.set(objectPath(tenant, name), { bytes: Uint8Array.from(bytes), storedAt: new Date().toISOString() });
    },
    async get(tenant, name, first) {
      const found = held.get(objectPath(tenant, name));
      return found ? found.bytes.slice(0, first) : null;
    },
    has: async (tenant, name) => held.has(objectPath(tenant, name)),
    remove: async (tenant, name) => {
      held.delete(objectPath(tenant, name));
    },
    async *list(tenant) {
      for (const [path, { bytes, storedAt }] of held)
        if (path.startsWith(`${tenant}/`)) yield { name: path.split('/')[2] ?? '', size: bytes.byteLength, storedAt };
    },
    tidy: async () => {},
    check: async () => {},
  };
}
