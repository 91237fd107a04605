import { crc32, inflateRawSync } from 'node:zlib';
import { XlsxError } from '../api.ts';
import { SAVE_AGAIN } from '../what-to-do.ts';
import { brokenZip, deflated, type ZipEntry } from './entry.ts';

interface Inflated {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

/**
 * The content of an entry: exactly as long as declared, with the declared CRC. One allocation of the declared size bounds what
 * a lying stream can take. Stored entries are views into the archive. Throws `ZIP_SIZE_LIE`, `ZIP_STRUCTURE`.
 */
export function inflateEntry(archive: Buffer, entry: ZipEntry): Buffer {
  const packed = archive.subarray(entry.dataStart, entry.dataStart + entry.packedSize);
  const content = entry.method === deflated ? inflate(packed, entry) : packed;
  if (content.length !== entry.size) throw sizeLie(entry);
  if (crc32(content) !== entry.crc) throw brokenZip('a part does not match its checksum', entry.name);
  return content;
}

function inflate(packed: Buffer, entry: ZipEntry): Buffer {
  // One byte more than declared: a stream that goes on is caught, and zlib never needs a second buffer.
  const room = Math.max(64, entry.size + 1);
  try {
    const options = { chunkSize: room, maxOutputLength: room, info: true } as const;
    const { buffer, engine } = inflateRawSync(packed, options) as unknown as Inflated;
    if (engine.bytesWritten !== packed.length) throw sizeLie(entry);
    return buffer;
  } catch (error) {
    if (error instanceof XlsxError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw sizeLie(entry);
    throw brokenZip('a part cannot be decompressed', entry.name);
  }
}

function sizeLie(entry: ZipEntry): XlsxError {
  return new XlsxError('ZIP_SIZE_LIE', `A part has another size than the file says. ${SAVE_AGAIN}`, {
    part: entry.name,
  });
}
