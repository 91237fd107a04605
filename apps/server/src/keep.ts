/** Backup and restore of the house that a configuration names. */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { exportDatabase, importDatabase } from './adapters/database/dump.ts';
import { keyFile } from './adapters/key-file.ts';
import { nodeSystem } from './adapters/node-system.ts';
import { readTar, writeTar } from './adapters/tar-archive.ts';
import { openBlobs, openDatabaseUrl, type ServiceConfig, type Undo, unwind } from './open-services.ts';
import { ArchiveError } from './ports/archive.ts';
import { type BackupCount, backup, type Kept, RestoreRefused, restore } from './services/backup.ts';

export { RestoreRefused } from './services/backup.ts';

/** Writes a `.tar.gz` of all that is kept; the server may be running. Nothing is left of one that fails. */
export function backupTo(file: string, config: ServiceConfig): Promise<BackupCount> {
  return withServices(config, async (url, kept) => {
    const source = await exportDatabase(url);
    const target = writeTar(file);
    try {
      return await backup(source, kept, target, nodeSystem.now());
    } catch (error) {
      await target.abandon();
      throw error;
    } finally {
      await source.close();
    }
  });
}

/** Into an empty house, all or nothing; throws `RestoreRefused`. */
export function restoreFrom(file: string, config: ServiceConfig): Promise<BackupCount & { readonly at: string }> {
  return withServices(config, async (url, kept) => {
    const target = await importDatabase(url);
    try {
      return await restore(readTar(file), target, kept);
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      throw new RestoreRefused('BACKUP_INCOMPLETE', `${error.message}. Nothing was restored.`);
    } finally {
      await target.close();
    }
  });
}

async function withServices<T>(config: ServiceConfig, work: (url: string, kept: Kept) => Promise<T>): Promise<T> {
  fs.mkdirSync(config.data, { recursive: true });
  const undo: Undo[] = [];
  try {
    const { url } = await openDatabaseUrl(config, undo);
    return await work(url, { blobs: await openBlobs(config, undo), keys: keysIn(config.data) });
  } finally {
    await unwind(undo);
  }
}

function keysIn(data: string): Kept['keys'] {
  const file = keyFile(data);
  return {
    read: async () => (fs.existsSync(file) ? fs.promises.readFile(file) : null),
    async write(bytes) {
      const beside = `${file}.${randomUUID()}`;
      await fs.promises.writeFile(beside, bytes, { mode: 0o600, flush: true });
      await fs.promises.rename(beside, file);
    },
  };
}
