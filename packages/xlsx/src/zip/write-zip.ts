import { ChunkedContent } from './chunked-content.ts';
import type { Deflated } from './deflate-chunks.ts';
import { centralSignature, deflated, flag, localSignature, type ZipEntry } from './entry.ts';
import type { ZipArchive } from './read-zip.ts';

/** What becomes of an archive: replaced and removed entries by their name, and new ones put at the end in this order. */
export interface ZipChanges {
  readonly replaced: ReadonlyMap<string, Content>;
  readonly removed: ReadonlySet<string>;
  readonly added: ReadonlyMap<string, Content>;
}

type Content = Buffer | ChunkedContent;

interface Written {
  readonly pieces: readonly Buffer[];
  readonly size: number;
  /** Its central record for a local header at this offset. */
  record(offset: number): Buffer;
}

/** 1980-01-01 00:00, the first moment that a zip can hold: what we write has no time of its own. */
const dosDate = 0x0021;
const version = 20;
const unset32 = 0xffffffff;

/**
 * The archive with the changes. Entries that are not named are copied as they stand: header, compressed bytes, descriptor and
 * directory record (with the offset moved). Order is kept; the same input gives the same bytes.
 */
export async function writeZip(archive: ZipArchive, changes: ZipChanges): Promise<Buffer> {
  const kept = archive.entries.filter((entry) => !changes.removed.has(entry.name));
  const written = new Map<string, Written>();
  await Promise.all([
    ...kept.map(async (entry) => {
      const content = changes.replaced.get(entry.name);
      written.set(entry.name, content === undefined ? copy(archive.bytes, entry) : await renew(entry, content));
    }),
    ...[...changes.added].map(async ([name, content]) => {
      written.set(name, build(Buffer.from(name, 'utf8'), flag.utf8, await deflate(content)));
    }),
  ]);
  const inFile = [...kept].sort((a, b) => a.start - b.start).map((entry) => entry.name);
  const inDirectory = kept.map((entry) => entry.name);
  const added = [...changes.added.keys()];
  return lay([...inFile, ...added], [...inDirectory, ...added], written, archive.end.comment);
}

function lay(
  inFile: readonly string[],
  inDirectory: readonly string[],
  written: ReadonlyMap<string, Written>,
  comment: Buffer,
): Buffer {
  const pieces: Buffer[] = [];
  const offsets = new Map<string, number>();
  let offset = 0;
  for (const name of inFile) {
    const entry = written.get(name)!;
    offsets.set(name, offset);
    pieces.push(...entry.pieces);
    offset += entry.size;
  }
  const records = inDirectory.map((name) => written.get(name)!.record(offsets.get(name)!));
  const directorySize = records.reduce((sum, record) => sum + record.length, 0);
  return Buffer.concat([...pieces, ...records, endRecord(records.length, directorySize, offset, comment)]);
}

function copy(archive: Buffer, entry: ZipEntry): Written {
  return {
    pieces: [archive.subarray(entry.start, entry.end)],
    size: entry.end - entry.start,
    record: (offset) => movedRecord(entry.record, offset),
  };
}

/** A central record pointing to another place; a zip64 offset is written where it stood, in the last 8 bytes before the disk number. */
function movedRecord(record: Buffer, offset: number): Buffer {
  const moved = Buffer.from(record);
  if (record.readUInt32LE(42) !== unset32) {
    moved.writeUInt32LE(offset, 42);
    return moved;
  }
  const wideBefore = Number(record.readUInt32LE(20) === unset32) + Number(record.readUInt32LE(24) === unset32);
  let at = 46 + record.readUInt16LE(28);
  while (record.readUInt16LE(at) !== 1) at += 4 + record.readUInt16LE(at + 2);
  moved.writeBigUInt64LE(BigInt(offset), at + 4 + 8 * wideBefore);
  return moved;
}

async function renew(entry: ZipEntry, content: Content): Promise<Written> {
  const rawName = entry.record.subarray(46, 46 + entry.record.readUInt16LE(28));
  return build(rawName, entry.flags & flag.utf8, await deflate(content));
}

function deflate(content: Content): Promise<Deflated> {
  return (content instanceof ChunkedContent ? content : ChunkedContent.of(content)).deflate();
}

function build(rawName: Buffer, flags: number, content: Deflated): Written {
  const common = Buffer.alloc(26);
  common.writeUInt16LE(version, 0);
  common.writeUInt16LE(flags, 2);
  common.writeUInt16LE(deflated, 4);
  common.writeUInt16LE(dosDate, 8);
  common.writeUInt32LE(content.crc, 10);
  common.writeUInt32LE(content.packedSize, 14);
  common.writeUInt32LE(content.size, 18);
  common.writeUInt16LE(rawName.length, 22);
  return {
    pieces: [uint32(localSignature), common, rawName, ...content.packed],
    size: 30 + rawName.length + content.packedSize,
    record: (offset) => {
      const tail = Buffer.alloc(14);
      tail.writeUInt32LE(offset, 10);
      return Buffer.concat([uint32(centralSignature), uint16(version), common, tail, rawName]);
    },
  };
}

function endRecord(entries: number, directorySize: number, directoryStart: number, comment: Buffer): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(directorySize, 12);
  end.writeUInt32LE(directoryStart, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([end, comment]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
