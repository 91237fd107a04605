import type { Limits } from '../api.ts';
import { XlsxError } from '../api.ts';
import { MAKE_SMALLER, SAVE_AGAIN } from '../what-to-do.ts';
import type { EndRecord } from './end-record.ts';
import { brokenZip, type CentralRecord, centralSignature, deflated, flag, stored } from './entry.ts';
import { refuseSymlink, safeName } from './entry-name.ts';
import { widen } from './extra-field.ts';

const headerSize = 46;

/** All records of the central directory (APPNOTE 4.3.12). Throws `ZIP_*` and `LIMIT`. */
export function readCentralDirectory(archive: Buffer, end: EndRecord, limits: Limits): CentralRecord[] {
  if (end.entries > limits.entries)
    throw new XlsxError(
      'LIMIT',
      `The file has ${end.entries} parts; at most ${limits.entries} are allowed. ${MAKE_SMALLER}`,
    );
  const records: CentralRecord[] = [];
  let at = end.directoryStart;
  while (at < end.start) {
    if (records.length === end.entries) throw brokenZip('its directory holds more entries than it says');
    const record = readRecord(archive, at, end.start);
    records.push(record);
    at += record.record.length;
  }
  if (records.length !== end.entries) throw brokenZip('its directory holds fewer entries than it says');
  refuseEqualNames(records);
  return records;
}

function readRecord(archive: Buffer, at: number, limit: number): CentralRecord {
  if (at + headerSize > limit || archive.readUInt32LE(at) !== centralSignature)
    throw brokenZip('its directory is unreadable');
  const nameEnd = at + headerSize + archive.readUInt16LE(at + 28);
  const extraEnd = nameEnd + archive.readUInt16LE(at + 30);
  const recordEnd = extraEnd + archive.readUInt16LE(at + 32);
  if (recordEnd > limit) throw brokenZip('its directory is cut off');
  const flags = archive.readUInt16LE(at + 8);
  const rawName = archive.subarray(at + headerSize, nameEnd);
  const name = safeName(rawName, (flags & flag.utf8) !== 0);
  const method = archive.readUInt16LE(at + 10);
  refuseUnreadable(name, flags, method, archive.readUInt16LE(at + 34));
  refuseSymlink(name, archive.readUInt16LE(at + 4), archive.readUInt32LE(at + 38));
  const narrow = {
    packedSize: archive.readUInt32LE(at + 20),
    size: archive.readUInt32LE(at + 24),
    offset: archive.readUInt32LE(at + 42),
  };
  const { size, packedSize, offset } = widen(narrow, archive.subarray(nameEnd, extraEnd), name);
  if (method === stored && size !== packedSize)
    throw new XlsxError('ZIP_SIZE_LIE', `A stored entry has two different sizes. ${SAVE_AGAIN}`, { part: name });
  const directory = name.endsWith('/');
  if (directory && size !== 0) throw brokenZip('a directory entry holds data', name);
  const crc = archive.readUInt32LE(at + 16);
  const record = archive.subarray(at, recordEnd);
  return { name, rawName, directory, flags, method, crc, packedSize, size, record, start: offset };
}

function refuseUnreadable(name: string, flags: number, method: number, disk: number): void {
  if ((flags & (flag.encrypted | flag.strongEncryption | flag.maskedHeader)) !== 0)
    throw new XlsxError(
      'ZIP_ENCRYPTED',
      'The file is an encrypted zip archive. Upload the workbook itself, without encryption.',
      { part: name },
    );
  if (method !== stored && method !== deflated)
    throw brokenZip(`an entry uses compression method ${method}, which Excel cannot read either`, name);
  if (disk !== 0) throw brokenZip('it is one volume of a multi-volume archive', name);
}

function refuseEqualNames(records: readonly CentralRecord[]): void {
  const seen = new Set<string>();
  for (const { name } of records) {
    const key = name.toLowerCase();
    if (seen.has(key))
      throw new XlsxError('ZIP_DUPLICATE', `The file holds two entries with the same name. ${SAVE_AGAIN}`, {
        part: name,
      });
    seen.add(key);
  }
}
