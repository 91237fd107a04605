/** Backup and restore of the house that a configuration names. */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { exportDatabase, importDatabase } from './adapters/database/dump.ts';
import { postgresDatabase } from './adapters/database/postgres.ts';
import { keyFile } from './adapters/key-file.ts';
import { backupKeys } from './adapters/keys/key-stores.ts';
import { keyring } from './adapters/keys/keyring.ts';
import { localMaster } from './adapters/keys/local-master.ts';
import { keysIn, masterFile, readMasterKeys, writeMasterKeys } from './adapters/keys/master-key-file.ts';
import { nodeSystem } from './adapters/node-system.ts';
import { sealedBlobs } from './adapters/sealed-blobs.ts';
import { readTar, writeTar } from './adapters/tar-archive.ts';
import { type KeyConfig, mastersOf, openKeys, rawMasters } from './open-keys.ts';
import { openDatabaseUrl, openObjects, type ServiceConfig, type Undo, unwind } from './open-services.ts';
import { ArchiveError } from './ports/archive.ts';
import { type BackupCount, backup } from './services/backup.ts';
import { type Restored, RestoreRefused, restore } from './services/restore.ts';
import { recordSecurity } from './services/security-audit.ts';

export { RestoreRefused } from './services/restore.ts';

export type KeptConfig = ServiceConfig & KeyConfig;

/** Which master keys go into a backup: those that the server made for itself, every one that it holds, or none. */
export type KeysAlong = 'own' | 'all' | 'none';

/**
 * Writes a `.tar.gz` of all that is kept; the server may be running. Nothing is left of one that fails. `along`: by default a server
 * that was given no key can be restored from the backup alone, and one that was given its keys needs them for that.
 */
export function backupTo(
  file: string,
  config: KeptConfig,
  { along = 'own' }: { readonly along?: KeysAlong } = {},
): Promise<BackupCount & { readonly withKeys: boolean }> {
  return withDatabase(config, async (url, undo) => {
    const keys = await openKeys(config, url, () => undefined, undo);
    const masters = masterKeysAlong(config, along);
    const withKeys = masters.length > 0;
    const blobs = sealedBlobs(await openObjects(config, undo), keys);
    const [source, target] = [await exportDatabase(url), writeTar(file)];
    try {
      const count = await backup(source, { blobs, keys, signing: () => signingKey(config) }, target, {
        at: nodeSystem.now(),
        masters: await keys.mastersInUse(),
        withKeys: withKeys ? Buffer.from(masterFile(masters)) : null,
      });
      return { ...count, withKeys };
    } catch (error) {
      await target.abandon();
      throw error;
    } finally {
      await source.close();
    }
  });
}

function masterKeysAlong(config: KeptConfig, along: KeysAlong): readonly Uint8Array[] {
  if (along === 'none') return [];
  return along === 'all' ? rawMasters(config, null) : readMasterKeys(config.data, null);
}

async function signingKey({ secret, data }: KeptConfig): Promise<Uint8Array | null> {
  const file = keyFile(data);
  return secret === undefined && fs.existsSync(file) ? fs.promises.readFile(file) : null;
}

/** Into an empty house, all or nothing; throws `RestoreRefused`. */
export function restoreFrom(file: string, config: KeptConfig): Promise<BackupCount & { readonly at: string }> {
  return withDatabase(config, async (url, undo) => {
    const target = await importDatabase(url);
    try {
      const done = await restore(readTar(file), target, await restored(config, undo));
      await tellOfRestore(url, done);
      return done;
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      throw new RestoreRefused('BACKUP_INCOMPLETE', `${error.message}. Nothing was restored.`);
    } finally {
      await target.close();
    }
  });
}

/** Every organisation's log says that what it holds is from a backup. */
async function tellOfRestore(url: string, { at, rows, files }: BackupCount & { readonly at: string }): Promise<void> {
  const nothingWaits = () => ({ add: async () => null });
  const database = postgresDatabase({ url, poolSize: 1, onError: () => undefined, queueIn: nothingWaits });
  const nobody = { userId: null, ip: null, userAgent: null };
  const note = { event: 'house.restored', details: { backup_of: at, rows, files } } as const;
  try {
    for (const tenant of await database.tenants())
      await database.unit(tenant, (unit) => recordSecurity({ system: nodeSystem }, unit, nobody, note));
  } finally {
    await database.close();
  }
}

/** Nothing is written but files, which are sealed, before `keep`. */
async function restored(config: KeptConfig, undo: Undo[]): Promise<Restored> {
  let along: readonly Uint8Array[] = [];
  const here = mastersOf(config, null).masters();
  const masters = () => [...here, ...along.map(localMaster)];
  const store = backupKeys();
  const keys = keyring({ store, masters, system: nodeSystem, place: 'the backup' });
  return {
    takeMasters: (content) => {
      along = keysIn(Buffer.from(content).toString(), 'master-keys.json of the backup');
    },
    takeKey: (tenant, key) => store.take(tenant, key),
    missing: (wanted) => wanted.filter((id) => !masters().some((master) => master.id === id)),
    keys,
    blobs: sealedBlobs(await openObjects(config, undo), keys),
    async keep(signing) {
      const kept = readMasterKeys(config.data, null);
      const known = new Set(kept.map((key) => localMaster(key).id));
      const more = along.filter((key) => !known.has(localMaster(key).id));
      if (more.length > 0) writeMasterKeys(config.data, [...kept, ...more]);
      if (signing && config.secret === undefined) await writeKeyFile(config.data, signing);
    },
  };
}

async function writeKeyFile(data: string, bytes: Uint8Array): Promise<void> {
  const file = keyFile(data);
  const beside = `${file}.${randomUUID()}`;
  await fs.promises.writeFile(beside, bytes, { mode: 0o600, flush: true });
  await fs.promises.rename(beside, file);
}

async function withDatabase<T>(config: KeptConfig, work: (url: string, undo: Undo[]) => Promise<T>): Promise<T> {
  fs.mkdirSync(config.data, { recursive: true });
  const undo: Undo[] = [];
  try {
    const { url } = await openDatabaseUrl(config, undo);
    return await work(url, undo);
  } finally {
    await unwind(undo);
  }
}
