import { createHash } from 'node:crypto';
import type { ZipEntry } from './entry.ts';

/**
 * SHA-256 (hex) of an entry's bytes as they are stored and of how the file says they are stored: the same hash, the
 * same content. Nothing is inflated. (A CRC-32 can be forged, and says nothing.)
 */
export function entryHash(
  { method, size, crc }: Pick<ZipEntry, 'method' | 'size' | 'crc'>,
  packed: Uint8Array,
): string {
  return createHash('sha256').update(`${method} ${size} ${crc} `).update(packed).digest('hex');
}
