import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';

/** So much is hashed in about two milliseconds. */
const atOnce = 1024 * 1024;

/** SHA-256 in hexadecimal. Of long bytes in turns: others are served between them. */
export async function digest(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < bytes.byteLength; at += atOnce) {
    if (at > 0) await turn();
    hash.update(bytes.subarray(at, at + atOnce));
  }
  return hash.digest('hex');
}
