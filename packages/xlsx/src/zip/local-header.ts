import { brokenZip, type CentralRecord, descriptorSignature, flag, localSignature, type ZipEntry } from './entry.ts';
import { hasZip64, widen } from './extra-field.ts';

const headerSize = 30;

/**
 * Checks the local header of an entry against its central record (APPNOTE 4.3.7): name and method always, sizes and CRC
 * unless they stand in a data descriptor, which is then checked instead. Throws `ZIP_STRUCTURE`.
 *
 * @param limit where the entry has to end at the latest: the next entry's start, or the central directory's
 */
export function readLocalHeader(archive: Buffer, central: CentralRecord, limit: number): ZipEntry {
  const { name, start: at } = central;
  if (at + headerSize > limit || archive.readUInt32LE(at) !== localSignature)
    throw brokenZip('an entry is not where the directory says', name);
  const nameEnd = at + headerSize + archive.readUInt16LE(at + 26);
  const dataStart = nameEnd + archive.readUInt16LE(at + 28);
  const dataEnd = dataStart + central.packedSize;
  if (dataEnd > limit) throw brokenZip('entries overlap or are cut off', name);
  compareNames(archive.subarray(at + headerSize, nameEnd), central);
  const flags = archive.readUInt16LE(at + 6);
  if ((flags & (flag.encrypted | flag.strongEncryption)) !== 0) throw disagree('encryption', name);
  if (archive.readUInt16LE(at + 8) !== central.method) throw disagree('compression method', name);
  const extra = archive.subarray(nameEnd, dataStart);
  if (((flags ^ central.flags) & flag.descriptor) !== 0) throw disagree('data descriptor', name);
  const { name: _name, rawName: _rawName, ...entry } = central;
  if ((flags & flag.descriptor) === 0) {
    compareSizes(archive, at, extra, central);
    return { name, ...entry, dataStart, end: dataEnd };
  }
  return { name, ...entry, dataStart, end: descriptorEnd(archive, dataEnd, limit, central, hasZip64(extra, name)) };
}

function compareNames(raw: Buffer, { rawName, name }: CentralRecord): void {
  const slashed = (bytes: Buffer): string => bytes.toString('latin1').replaceAll('\\', '/');
  if (slashed(raw) !== slashed(rawName)) throw disagree('name', name);
}

function compareSizes(archive: Buffer, at: number, extra: Buffer, central: CentralRecord): void {
  const narrow = { packedSize: archive.readUInt32LE(at + 18), size: archive.readUInt32LE(at + 22), offset: 0 };
  const { size, packedSize } = widen(narrow, extra, central.name);
  if (size !== central.size || packedSize !== central.packedSize) throw disagree('size', central.name);
  if (archive.readUInt32LE(at + 14) !== central.crc) throw disagree('checksum', central.name);
}

/** A descriptor is crc + two sizes, of 4 or 8 bytes, with or without a signature (APPNOTE 4.3.9): the one that fits is taken. */
function descriptorEnd(archive: Buffer, at: number, limit: number, central: CentralRecord, zip64: boolean): number {
  for (const wide of zip64 ? [true, false] : [false, true]) {
    for (const signed of [true, false]) {
      const crcAt = at + (signed ? 4 : 0);
      const end = crcAt + (wide ? 20 : 12);
      if (end > limit || (signed && archive.readUInt32LE(at) !== descriptorSignature)) continue;
      if (archive.readUInt32LE(crcAt) !== central.crc) continue;
      const [packedSize, size] = wide
        ? [Number(archive.readBigUInt64LE(crcAt + 4)), Number(archive.readBigUInt64LE(crcAt + 12))]
        : [archive.readUInt32LE(crcAt + 4), archive.readUInt32LE(crcAt + 8)];
      if (packedSize === central.packedSize && size === central.size) return end;
    }
  }
  throw disagree('data descriptor', central.name);
}

function disagree(what: string, part: string): Error {
  return brokenZip(`directory and entry disagree about the ${what}`, part);
}
