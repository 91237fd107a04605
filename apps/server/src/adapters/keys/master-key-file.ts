/** The master keys of a server that is given none: `<data>/sealing-keys.json`, which only its owner may read, made at the first start. */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { System } from '../../ports/system.ts';
import { masterId } from './local-master.ts';

export const masterKeyFile = (data: string): string => path.join(data, 'sealing-keys.json');

interface KeyFile {
  /** Base64; the first is the current one, the others open what was sealed before. */
  readonly keys: readonly string[];
}

/** The current key, then former ones; `make`: one is made when there is no file, else there are none. */
export function readMasterKeys(data: string, make: System | null): Uint8Array[] {
  const file = masterKeyFile(data);
  if (make && !fs.existsSync(file)) place(file, [make.random(32)], false);
  return fs.existsSync(file) ? keysIn(fs.readFileSync(file, 'utf8'), file) : [];
}

/** Of a file's content, `file` being its name; throws when it does not hold keys. */
export function keysIn(content: string, file: string): Uint8Array[] {
  try {
    const keys = (JSON.parse(content) as KeyFile).keys.map((text) => Uint8Array.from(Buffer.from(text, 'base64')));
    if (keys.length > 0 && keys.every((key) => key.length === 32)) return keys;
  } catch {
    // said below: whatever is wrong with it, it is not that file
  }
  throw new Error(`${file} does not hold sealing keys: put the file back that the server made`);
}

/** A new current key before those that there are; its id. */
export function addMasterKey(data: string, system: System): string {
  const key = system.random(32);
  place(masterKeyFile(data), [key, ...readMasterKeys(data, null)], true);
  return masterId(key);
}

/** Those keys and no others. */
export const writeMasterKeys = (data: string, keys: readonly Uint8Array[]): void =>
  place(masterKeyFile(data), keys, true);

/** Content of such a file. */
export const masterFile = (keys: readonly Uint8Array[]): string =>
  JSON.stringify({ keys: keys.map((key) => Buffer.from(key).toString('base64')) } satisfies KeyFile);

/** Whole or not at all. `replace` false: when another process was first its file holds. */
function place(file: string, keys: readonly Uint8Array[], replace: boolean): void {
  const beside = `${file}.${randomUUID()}`;
  fs.writeFileSync(beside, masterFile(keys), { mode: 0o600, flush: true });
  try {
    if (replace) fs.renameSync(beside, file);
    else fs.linkSync(beside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    fs.rmSync(beside, { force: true });
  }
}
