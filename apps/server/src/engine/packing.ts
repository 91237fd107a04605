/** Plans and shadows as bytes: canonical or plain JSON, compressed with zstd. */
import { createHash } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { canonicalJson, parseCanonical, type Snapshot } from '@sprintforge/core';
import type { Shadow } from '@sprintforge/mapping';

const level = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };
/** A plan of 200,000 tasks stays below this. */
const limit = { maxOutputLength: 1024 * 1024 * 1024 };

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

export interface PackedSnapshot {
  readonly bytes: Uint8Array;
  /** SHA-256 of the canonical form. */
  readonly hash: string;
}

export function packSnapshot(snapshot: Snapshot): PackedSnapshot {
  const text = canonicalJson(snapshot);
  return { bytes: zstdCompressSync(text, level), hash: sha256(text) };
}

export const unpackSnapshot = (bytes: Uint8Array): Snapshot =>
  parseCanonical(zstdDecompressSync(bytes, limit).toString('utf8'));

export const packShadow = (shadow: Shadow): Uint8Array => zstdCompressSync(JSON.stringify(shadow), level);

export function unpackShadow(bytes: Uint8Array | null): Shadow {
  if (bytes === null) return { cells: [], keptRows: [] };
  return JSON.parse(zstdDecompressSync(bytes, limit).toString('utf8')) as Shadow;
}
