import { promisify } from 'node:util';
import { crc32, inflateRaw, inflateRawSync } from 'node:zlib';
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
  const packed = packedOf(archive, entry);
  return checked(entry.method === deflated ? inflate(packed, entry) : packed, entry);
}

/** The same, in the thread pool. */
export async function inflateEntryAside(archive: Buffer, entry: ZipEntry): Promise<Buffer> {
  const packed = packedOf(archive, entry);
  return checked(entry.method === deflated ? await inflateAside(packed, entry) : packed, entry);
}

const packedOf = (archive: Buffer, { dataStart, packedSize }: ZipEntry): Buffer =>
  archive.subarray(dataStart, dataStart + packedSize);

function checked(content: Buffer, entry: ZipEntry): Buffer {
  if (content.length !== entry.size) throw sizeLie(entry);
  if (crc32(content) !== entry.crc) throw brokenZip('a part does not match its checksum', entry.name);
  return content;
}

function inflate(packed: Buffer, entry: ZipEntry): Buffer {
  try {
    return whole(inflateRawSync(packed, optionsFor(entry)) as unknown as Inflated, packed, entry);
  } catch (error) {
    throw named(error, entry);
  }
}

const inflating = promisify(inflateRaw) as unknown as (packed: Buffer, options: object) => Promise<Inflated>;

async function inflateAside(packed: Buffer, entry: ZipEntry): Promise<Buffer> {
  try {
    return whole(await inflating(packed, optionsFor(entry)), packed, entry);
  } catch (error) {
    throw named(error, entry);
  }
}

function optionsFor({ size }: ZipEntry) {
  // One byte more than declared: a stream that goes on is caught, and zlib never needs a second buffer.
  const room = Math.max(64, size + 1);
  return { chunkSize: room, maxOutputLength: room, info: true } as const;
}

function whole({ buffer, engine }: Inflated, packed: Buffer, entry: ZipEntry): Buffer {
  if (engine.bytesWritten !== packed.length) throw sizeLie(entry);
  return buffer;
}

function named(error: unknown, entry: ZipEntry): unknown {
  if (error instanceof XlsxError) return error;
  if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return sizeLie(entry);
  return brokenZip('a part cannot be decompressed', entry.name);
}

function sizeLie(entry: ZipEntry): XlsxError {
  return new XlsxError('ZIP_SIZE_LIE', `A part has another size than the file says. ${SAVE_AGAIN}`, {
    part: entry.name,
  });
}
