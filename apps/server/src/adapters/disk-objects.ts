import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { ObjectStore } from '../ports/object-store.ts';
import { Outage } from '../ports/outage.ts';
import { isObjectName, objectPath } from './blob-name.ts';

/** Files under `root/<tenant>/<two letters>/<name>`: written beside, synced, then renamed. */
export function diskObjects(root: string): ObjectStore {
  const fileOf = (tenant: string, name: string): string => path.join(root, objectPath(tenant, name));
  return {
    put: (tenant, name, bytes) => writeDurably(fileOf(tenant, name), bytes).catch(fail),
    get: async (tenant, name, first) => (await unlessGone(read(fileOf(tenant, name), first)).catch(fail)) ?? null,
    has: (tenant, name) => exists(fileOf(tenant, name)),
    remove: (tenant, name) => fs.rm(fileOf(tenant, name), { force: true }),
    async *list(tenant) {
      for await (const { name, size, storedAt } of filesOf(root, tenant))
        if (isObjectName(name)) yield { name, size, storedAt };
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

async function read(file: string, first: number | undefined): Promise<Uint8Array> {
  if (first === undefined) return fs.readFile(file);
  const handle = await fs.open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(first), 0, first, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
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
