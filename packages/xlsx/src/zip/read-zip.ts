import type { Limits } from '../api.ts';
import { XlsxError } from '../api.ts';
import { ratioFreeBytes } from '../limits.ts';
import { MAKE_SMALLER, SAVE_AGAIN } from '../what-to-do.ts';
import { readCentralDirectory } from './central-directory.ts';
import { type EndRecord, readEndRecord } from './end-record.ts';
import { brokenZip, type CentralRecord, type ZipEntry } from './entry.ts';
import { readLocalHeader } from './local-header.ts';

/** A checked archive: every byte of it belongs to exactly one entry, the directory or the closing record. */
export interface ZipArchive {
  readonly bytes: Buffer;
  /** In the order of the central directory. */
  readonly entries: readonly ZipEntry[];
  readonly end: EndRecord;
}

/**
 * Reads and checks the structure of an archive, without inflating anything: declared sizes are held against the limits here,
 * and proven when an entry is inflated. Throws `ZIP_STRUCTURE`, `ZIP_NAME`, `ZIP_DUPLICATE`, `ZIP_ENCRYPTED`, `ZIP_SIZE_LIE`, `LIMIT`.
 */
export function readZip(bytes: Buffer, limits: Limits): ZipArchive {
  if (bytes.length > limits.upload) throw tooLarge('The file', bytes.length, limits.upload);
  const end = readEndRecord(bytes);
  const records = readCentralDirectory(bytes, end, limits);
  checkDeclaredSizes(records, limits);
  return { bytes, entries: locate(bytes, records, end), end };
}

/** Joins the records with their local headers, in the order of the file, where each has to begin where the last one ended. */
function locate(bytes: Buffer, records: readonly CentralRecord[], end: EndRecord): ZipEntry[] {
  const located = new Map<CentralRecord, ZipEntry>();
  const inFile = [...records].sort((a, b) => a.start - b.start);
  let reached = 0;
  inFile.forEach((record, index) => {
    if (record.start < reached) throw brokenZip('entries overlap', record.name);
    if (record.start > reached)
      throw brokenZip(reached === 0 ? 'there are bytes before its beginning' : 'there are bytes between its entries');
    const entry = readLocalHeader(bytes, record, inFile[index + 1]?.start ?? end.directoryStart);
    located.set(record, entry);
    reached = entry.end;
  });
  if (reached !== end.directoryStart) throw brokenZip('there are bytes between its entries and its directory');
  return records.map((record) => located.get(record)!);
}

function checkDeclaredSizes(records: readonly CentralRecord[], limits: Limits): void {
  let total = 0;
  for (const { name, size, packedSize } of records) {
    if (size > limits.part) throw tooLarge('A part of the workbook', size, limits.part, name);
    if (size > ratioFreeBytes && size > packedSize * limits.ratio)
      throw new XlsxError(
        'LIMIT',
        `A part is compressed more than ${limits.ratio} : 1, as no real workbook is. ${SAVE_AGAIN}`,
        {
          part: name,
        },
      );
    total += size;
  }
  if (total > limits.inflated) throw tooLarge('The unpacked workbook', total, limits.inflated);
}

function tooLarge(what: string, size: number, limit: number, part?: string): XlsxError {
  const mib = (bytes: number): string => `${Math.ceil((bytes / 1048576) * 10) / 10} MiB`;
  return new XlsxError(
    'LIMIT',
    `${what} is too large: ${mib(size)}, at most ${mib(limit)} are allowed. ${MAKE_SMALLER}`,
    part === undefined ? {} : { part },
  );
}
