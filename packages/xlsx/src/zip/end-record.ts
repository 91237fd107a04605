import { brokenZip } from './entry.ts';

const endSignature = 0x06054b50;
const end64Signature = 0x06064b50;
const locatorSignature = 0x07064b50;
const endSize = 22;
const locatorSize = 20;
const maxComment = 0xffff;

/** Where the central directory is (APPNOTE 4.3.14 - 4.3.16). */
export interface EndRecord {
  readonly entries: number;
  readonly directoryStart: number;
  readonly directorySize: number;
  /** First byte of the closing records; equals directoryStart + directorySize. */
  readonly start: number;
  readonly comment: Buffer;
  /** What stands after the archive: holds nothing that another reader could take for the beginning or the end of an archive. */
  readonly trailing: Buffer;
}

/** Finds the closing record, which ends where the file ends, or before bytes that are no zip records. Throws `ZIP_STRUCTURE`. */
export function readEndRecord(archive: Buffer): EndRecord {
  const at = findEnd(archive);
  const fields = {
    disk: archive.readUInt16LE(at + 4),
    directoryDisk: archive.readUInt16LE(at + 6),
    entriesHere: archive.readUInt16LE(at + 8),
    entries: archive.readUInt16LE(at + 10),
    directorySize: archive.readUInt32LE(at + 12),
    directoryStart: archive.readUInt32LE(at + 16),
  };
  const commentEnd = at + endSize + archive.readUInt16LE(at + 20);
  const comment = archive.subarray(at + endSize, commentEnd);
  const trailing = archive.subarray(commentEnd);
  const locator = at - locatorSize;
  if (locator >= 0 && archive.readUInt32LE(locator) === locatorSignature)
    return { ...readEnd64(archive, locator), comment, trailing };
  if (fields.disk !== 0 || fields.directoryDisk !== 0 || fields.entriesHere !== fields.entries)
    throw brokenZip('it is one volume of a multi-volume archive');
  if (fields.directoryStart + fields.directorySize !== at)
    throw brokenZip('its directory is not where it should be (bytes were added, lost or put before it)');
  return { ...fields, start: at, comment, trailing };
}

function findEnd(archive: Buffer): number {
  const lowest = Math.max(0, archive.length - endSize - maxComment);
  let foreign = false;
  for (let at = archive.length - endSize; at >= lowest; at--) {
    if (archive[at] !== 0x50 || archive.readUInt32LE(at) !== endSignature) continue;
    const end = at + endSize + archive.readUInt16LE(at + 20);
    if (end === archive.length || (end < archive.length && !holdsSignature(archive.subarray(end)))) return at;
    foreign = true;
  }
  throw brokenZip(foreign ? 'there are bytes after its end' : 'its end is missing, as after an interrupted transfer');
}

/** A local header or a closing record: left-over directory records (as after a shortened file) lead no reader astray. */
function holdsSignature(bytes: Buffer): boolean {
  return ['PK\u0003\u0004', 'PK\u0005\u0006', 'PK\u0006\u0006', 'PK\u0006\u0007'].some((signature) =>
    bytes.includes(signature, 0, 'latin1'),
  );
}

function readEnd64(archive: Buffer, locator: number): Omit<EndRecord, 'comment' | 'trailing'> {
  const at = Number(archive.readBigUInt64LE(locator + 8));
  if (archive.readUInt32LE(locator + 4) !== 0 || archive.readUInt32LE(locator + 16) > 1)
    throw brokenZip('it is one volume of a multi-volume archive');
  if (at + 56 > locator || archive.readUInt32LE(at) !== end64Signature) throw brokenZip('its zip64 end is unreadable');
  const recordEnd = at + 12 + Number(archive.readBigUInt64LE(at + 4));
  const entries = Number(archive.readBigUInt64LE(at + 32));
  const directorySize = Number(archive.readBigUInt64LE(at + 40));
  const directoryStart = Number(archive.readBigUInt64LE(at + 48));
  if (archive.readUInt32LE(at + 16) !== 0 || archive.readUInt32LE(at + 20) !== 0)
    throw brokenZip('it is one volume of a multi-volume archive');
  if (recordEnd !== locator || directoryStart + directorySize !== at)
    throw brokenZip('its zip64 directory is not where it should be');
  return { entries, directoryStart, directorySize, start: at };
}
