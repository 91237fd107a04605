/** What of a workbook is the same as in another, without opening either: by the bytes of its entries as they are stored. */
import { createHash } from 'node:crypto';
import type { OpenOptions } from './api.ts';
import { limitsOf } from './limits.ts';
import { partKey } from './package/part-name.ts';
import { refuseForeign } from './package/recognise.ts';
import type { ZipEntry } from './zip/entry.ts';
import { entryHash } from './zip/entry-hash.ts';
import { readZip } from './zip/read-zip.ts';

/** SHA-256 (hex) by part name. */
export type PartHashes = ReadonlyMap<string, string>;

/**
 * A hash of each part's bytes as the file holds them and of how it says they are stored: the same hash, the same part. The same
 * part compressed by another program has another hash. Bytes behind the archive count as a part without a name.
 * Nothing is inflated. Throws XlsxError for a file that is no whole zip archive, or beyond the limits.
 */
export function partHashes(bytes: Uint8Array, options: OpenOptions = {}): PartHashes {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  refuseForeign(archive);
  const { entries, end } = readZip(archive, limitsOf(options.limits));
  const hashes = new Map(entries.map((entry) => [entry.name, hashOf(archive, entry)]));
  if (end.trailing.length > 0) hashes.set('', createHash('sha256').update(end.trailing).digest('hex'));
  return hashes;
}

/** Names of the parts that are not the same, or that only one of the two has; in the order of the first, then of the second. */
export function differingParts(before: PartHashes, after: PartHashes): readonly string[] {
  const [old, now] = [byKey(before), byKey(after)];
  const changed = [...before].filter(([name, hash]) => now.get(partKey(name)) !== hash);
  const added = [...after].filter(([name]) => !old.has(partKey(name)));
  return [...changed, ...added].map(([name]) => name);
}

function byKey(hashes: PartHashes): PartHashes {
  return new Map([...hashes].map(([name, hash]) => [partKey(name), hash]));
}

function hashOf(archive: Buffer, entry: ZipEntry): string {
  return entryHash(entry, archive.subarray(entry.dataStart, entry.dataStart + entry.packedSize));
}
