/** For the operator: the keys of the installation that a configuration names. Servers and workers may be running. */
import fs from 'node:fs';
import { postgresDatabase } from './adapters/database/postgres.ts';
import { addMasterKey, masterFile } from './adapters/keys/master-key-file.ts';
import { nodeSystem } from './adapters/node-system.ts';
import { sealedBlobs } from './adapters/sealed-blobs.ts';
import type { KeptConfig } from './keep.ts';
import { mastersOf, openKeys, rawMasters } from './open-keys.ts';
import { openDatabaseUrl, openObjects, type Undo, unwind } from './open-services.ts';
import type { BlobStore, Renewed } from './ports/blob-store.ts';
import type { Database } from './ports/database.ts';
import type { Keys } from './ports/keys.ts';
import { renewSecrets } from './services/sealed-secrets.ts';

export interface KeyStanding {
  /** The master key that wraps from now on. */
  readonly current: string;
  /** What wraps keys of tenants now, and of how many. */
  readonly in_use: readonly { readonly id: string; readonly tenants: number; readonly here: boolean }[];
  readonly kept: string;
}

/** Throws nothing because of a key that is not here: that is what it tells. */
export const keyStanding = (config: KeptConfig): Promise<KeyStanding> =>
  withDatabase(config, async (database) => {
    const { masters, place } = mastersOf(config, null);
    const ids = masters().map(({ id }) => id);
    const inUse = await database.masterKeysInUse();
    return {
      current: ids[0] ?? '',
      in_use: inUse.map(({ id, tenants }) => ({ id, tenants, here: ids.includes(id) })),
      kept: place,
    };
  });

export interface Rotated extends Renewed {
  readonly tenants: number;
  /** Keys of tenants that another master key wraps now. */
  readonly adopted: number;
  /** Secrets in rows that were brought under the new key. */
  readonly secrets: number;
}

/** Every tenant gets a new key, wrapped by the current master key, and every file and secret is brought under it. `told`: after each tenant. */
export const rotateKeys = (config: KeptConfig, told: (done: Rotated) => void): Promise<Rotated> =>
  forTenants(config, told, async (tenant, { database, keys, blobs }) => {
    const adopted = await keys.adopt(tenant);
    await keys.rotate(tenant);
    return { adopted, secrets: await renewSecrets(database, keys, tenant), ...(await blobs.renew(tenant, true)) };
  });

/** What other master keys than the current one wrap comes under it; no key and no file becomes another. Broken off it goes on where it was. */
export const moveKeys = (config: KeptConfig, told: (done: Rotated) => void): Promise<Rotated> =>
  forTenants(config, told, async (tenant, { keys }) => ({
    ...{ adopted: await keys.adopt(tenant), secrets: 0, sealed: 0, rewrapped: 0 },
  }));

/** Files that lie there plain are sealed, and those that a rotation has not reached are brought under the newest key. */
export const sealFiles = (config: KeptConfig, told: (done: Rotated) => void): Promise<Rotated> =>
  forTenants(config, told, async (tenant, { database, keys, blobs }) => ({
    adopted: 0,
    secrets: await renewSecrets(database, keys, tenant),
    ...(await blobs.renew(tenant, true)),
  }));

/** A new master key in the file of the data folder; its id. Servers that run find it there when they need it. */
export function newMasterKey({ data }: KeptConfig): string {
  return addMasterKey(data, nodeSystem);
}

/** The master keys into a file of their own, which is not there yet. */
export function exportMasterKeys(config: KeptConfig, file: string): void {
  fs.writeFileSync(file, masterFile(rawMasters(config, null)), { mode: 0o600, flag: 'wx', flush: true });
}

type Work = (
  tenant: string,
  at: { readonly database: Database; readonly keys: Keys; readonly blobs: BlobStore },
) => Promise<Omit<Rotated, 'tenants'>>;

const forTenants = (config: KeptConfig, told: (done: Rotated) => void, work: Work): Promise<Rotated> =>
  withDatabase(config, async (database, url, undo) => {
    const keys = await openKeys(config, url, () => undefined, undo);
    const blobs = sealedBlobs(await openObjects(config, undo), keys);
    let sum: Rotated = { tenants: 0, adopted: 0, secrets: 0, sealed: 0, rewrapped: 0 };
    for (const tenant of await database.tenants()) {
      const { adopted, secrets, sealed, rewrapped } = await work(tenant, { database, keys, blobs });
      sum = {
        tenants: sum.tenants + 1,
        adopted: sum.adopted + adopted,
        secrets: sum.secrets + secrets,
        sealed: sum.sealed + sealed,
        rewrapped: sum.rewrapped + rewrapped,
      };
      told(sum);
    }
    return sum;
  });

async function withDatabase<T>(
  config: KeptConfig,
  work: (database: Database, url: string, undo: Undo[]) => Promise<T>,
): Promise<T> {
  fs.mkdirSync(config.data, { recursive: true });
  const undo: Undo[] = [];
  try {
    const { url } = await openDatabaseUrl(config, undo);
    const options = { url, poolSize: 2, onError: () => undefined, queueIn: () => ({ add: async () => null }) };
    const database = postgresDatabase(options);
    undo.push(() => database.close());
    return await work(database, url, undo);
  } finally {
    await unwind(undo);
  }
}
