/** Files of people: read whole, replaced whole, and never taken away under an open program. */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { CliError } from './failure.ts';

/** Throws `FILE_NOT_FOUND` or `FILE_UNREADABLE`. */
export function readBytes(file: string): Uint8Array {
  try {
    return fs.readFileSync(file);
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const message = missing ? `there is no file ${file}` : `${file} cannot be read: ${(cause as Error).message}`;
    throw new CliError(missing ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE', message, { file }, cause);
  }
}

/** Writes a temporary file beside the target and renames it: at any moment the old or the new file is there, whole. */
export function writeAtomically(file: string, bytes: Uint8Array | string, mode?: number): void {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID().slice(0, 8)}.tmp`);
  try {
    const handle = fs.openSync(temporary, 'wx', mode ?? currentMode(file));
    try {
      fs.writeFileSync(handle, bytes);
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    fs.renameSync(temporary, file);
  } catch (cause) {
    fs.rmSync(temporary, { force: true });
    throw new CliError('FILE_UNREADABLE', `${file} cannot be written: ${(cause as Error).message}`, { file }, cause);
  }
}

function currentMode(file: string): number {
  return (fs.statSync(file, { throwIfNoEntry: false })?.mode ?? 0o644) & 0o777;
}

/** The lock file of Excel (`~$Plan.xlsx`) or LibreOffice (`.~lock.Plan.xlsx#`) that stands beside the file, if any. */
export function lockFileOf(file: string): string | undefined {
  const { dir, base } = path.parse(path.resolve(file));
  return [`~$${base}`, `.~lock.${base}#`].map((name) => path.join(dir, name)).find((name) => fs.existsSync(name));
}

export interface HandedBack {
  /** Where the bytes went. */
  readonly file: string;
  /** Why they went beside the file instead of over it. */
  readonly because?: 'open in a program' | 'changed meanwhile';
}

/**
 * Puts a merged workbook over `file`; when a program has it open, or it is no longer `uploaded`, beside it as
 * `Plan.merged.xlsx`.
 */
export function handBack(file: string, uploaded: Uint8Array, merged: Uint8Array): HandedBack {
  const because = lockFileOf(file) ? 'open in a program' : isStill(file, uploaded) ? undefined : 'changed meanwhile';
  const target = because ? mergedName(file) : file;
  writeAtomically(target, merged);
  return because ? { file: target, because } : { file: target };
}

function isStill(file: string, bytes: Uint8Array): boolean {
  return fs.existsSync(file) && Buffer.compare(fs.readFileSync(file), bytes) === 0;
}

export function mergedName(file: string): string {
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}.merged${ext}`);
}

/** Throws `FILE_LOCKED` when a program has the file open. */
export function refuseWhenOpen(file: string): void {
  const lock = lockFileOf(file);
  if (lock)
    throw new CliError('FILE_LOCKED', `${file} is open in a program (${path.basename(lock)}): close it first`, {
      file,
      lock,
    });
}
