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
    async check() {
      await fs.mkdir(root, { recursive: true });
      const probe = path.join(root, `.probe-${randomUUID()}`);
      await fs.writeFile(probe, '');
      await fs.rm(probe);
    },
  };
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
