import { createHash } from 'node:crypto';
import { deflated } from './entry.ts';

/**
 * SHA-256 (hex) of an entry's bytes as they are stored, with the way they are stored: the same hash, the same content.
 * Nothing is inflated. (A CRC-32 can be forged, and says nothing.)
 */
export function packedHash(packed: readonly Uint8Array[], method: number = deflated): string {
  const hash = createHash('sha256').update(Uint8Array.of(method));
  for (const piece of packed) hash.update(piece);
  return hash.digest('hex');
}
