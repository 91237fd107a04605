import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { BlobError, type BlobStore } from '../ports/blob-store.ts';
import { Outage } from '../ports/outage.ts';
import { blobPath, digest } from './blob-name.ts';

/** Content-addressed files under `root/<tenant>/<two letters>/<sha256>`: written beside, synced, then renamed. */
export function diskBlobStore(root: string): BlobStore {
  const fileOf = (tenant: string, sha256: string): string => path.join(root, blobPath(tenant, sha256));
  return {
    async put(tenant, bytes) {
      const sha256 = digest(bytes);
      const file = fileOf(tenant, sha256);
      if (!(await exists(file))) await writeDurably(file, bytes).catch(fail);
      return sha256;
    },
    async get(tenant, sha256) {
      const bytes = await read(fileOf(tenant, sha256), { tenant, sha256 });
      if (digest(bytes) !== sha256) throw new BlobError('BLOB_DAMAGED', { tenant, sha256 });
      return bytes;
    },
    has: (tenant, sha256) => exists(fileOf(tenant, sha256)),
    remove: (tenant, sha256) => fs.rm(fileOf(tenant, sha256), { force: true }),
    async *list(tenant) {
      for await (const { name: sha256, size, storedAt } of filesOf(root, tenant))
        if (/^[0-9a-f]{64}$/.test(sha256)) yield { sha256, size, storedAt };
    },
    async tidy(tenant, before) {
      for await (const { file, name, storedAt } of filesOf(root, tenant))
        if (name.endsWith('.part') && storedAt < before) await fs.rm(file, { force: true });
    },
    async check() {
      await fs.mkdir(root, { recursive: true });
      const probe = path.join(root, `.probe-${randomUUID()}`);
      await fs.writeFile(probe, '');
      await fs.rm(probe);
    },
  };
}

/** What lies in the folders of a tenant; what is removed meanwhile is left out. */
async function* filesOf(root: string, tenant: string) {
  for (const folder of await names(path.join(root, tenant)))
    for (const name of await names(path.join(root, tenant, folder))) {
      const file = path.join(root, tenant, folder, name);
      const found = await unlessGone(fs.stat(file));
      if (found) yield { file, name, size: found.size, storedAt: found.mtime.toISOString() };
    }
}

const names = async (folder: string): Promise<string[]> => (await unlessGone(fs.readdir(folder))) ?? [];

async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function exists(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  );
}

async function read(file: string, where: BlobError['where']): Promise<Uint8Array> {
  try {
    return await fs.readFile(file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') return fail(cause);
    throw new BlobError('BLOB_MISSING', where, cause);
  }
}

const full = ['ENOSPC', 'EDQUOT', 'EFBIG'];

function fail(error: unknown): never {
  const isFull = full.includes((error as NodeJS.ErrnoException).code ?? '');
  throw new Outage(isFull ? 'STORAGE_FULL' : 'NOT_READY', 'files', error);
}

/** What was begun and cannot be ended is not left behind. */
async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  await fs.mkdir(path.dirname(file), { recursive: true });
  const beside = `${file}.${randomUUID()}.part`;
  try {
    await fs.writeFile(beside, bytes, { flag: 'wx', flush: true });
    await fs.rename(beside, file);
  } catch (error) {
    await fs.rm(beside, { force: true });
    throw error;
  }
  if (process.platform !== 'win32') await syncFolder(path.dirname(file));
}

async function syncFolder(dir: string): Promise<void> {
  const handle = await fs.open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
