/** The physical floor: inflating the sheet and its shared strings with node:zlib and an exact output buffer, nothing else. */
import zlib from 'node:zlib';

const DEFLATED = 8;

interface Entry {
  readonly packed: Buffer;
  readonly size: number;
}

/** The deflated sheets and shared strings of a workbook that one of our writers made. */
export function heavyEntries(bytes: Buffer): Entry[] {
  const found: Entry[] = [];
  const end = bytes.length - 22;
  let at = bytes.readUInt32LE(end + 16);
  for (let i = bytes.readUInt16LE(end + 10); i > 0; i--) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('latin1', at + 46, at + 46 + nameLength);
    if (/^xl\/(?:worksheets\/[^/]+|sharedStrings)\.xml$/.test(name) && bytes.readUInt16LE(at + 10) === DEFLATED) {
      const local = bytes.readUInt32LE(at + 42);
      const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      found.push({
        packed: bytes.subarray(data, data + bytes.readUInt32LE(at + 20)),
        size: bytes.readUInt32LE(at + 24),
      });
    }
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return found;
}

export function inflateAll(entries: readonly Entry[]): number {
  let total = 0;
  for (const entry of entries) total += zlib.inflateRawSync(entry.packed, { chunkSize: entry.size + 64 }).length;
  return total;
}
