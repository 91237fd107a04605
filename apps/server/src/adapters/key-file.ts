import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { System } from '../ports/system.ts';

/** The signing secret: as given by the operator, or the one in `<data>/keys.json`, made on the first start. */
export function loadSecret(data: string, given: string | undefined, system: System): Uint8Array {
  if (given !== undefined) {
    if (given.length < 16) throw new Error('SPRINTFORGE_SECRET needs at least 16 characters');
    return createHash('sha256').update(given).digest();
  }
  const file = keyFile(data);
  if (!fs.existsSync(file)) writeNew(file, Buffer.from(system.random(32)).toString('base64'));
  const secret = Buffer.from((JSON.parse(fs.readFileSync(file, 'utf8')) as { signing: string }).signing, 'base64');
  if (secret.length < 32) throw new Error(`${file} does not hold a signing key of 32 bytes`);
  return secret;
}

function writeNew(file: string, signing: string): void {
  const beside = `${file}.${process.pid}`;
  fs.writeFileSync(beside, JSON.stringify({ signing }), { mode: 0o600 });
  try {
    fs.linkSync(beside, file); // fails when another process was first: then its key holds
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    fs.rmSync(beside, { force: true });
  }
}

/** Where the secret lies when the operator does not give one. */
export const keyFile = (data: string): string => path.join(data, 'keys.json');
