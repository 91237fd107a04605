/** Writes zip archives for tests, by the book or with chosen lies. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface CraftedEntry {
  readonly name: string;
  readonly content?: string | Buffer;
  readonly method?: number;
  readonly flags?: number;
  /** Put sizes and CRC behind the data: plain, with a signature, or of zip64. */
  readonly descriptor?: 'bare' | 'signed' | 'wide';
  readonly madeBy?: number;
  readonly attributes?: number;
  /** Sizes and offset of the central record go into a zip64 extra field. */
  readonly zip64?: boolean;
  /** What the local header says instead. */
  readonly local?: {
    readonly name?: string;
    readonly method?: number;
    readonly size?: number;
    readonly flags?: number;
  };
  /** What both headers say instead. */
  readonly lie?: { readonly size?: number; readonly packedSize?: number; readonly crc?: number };
  /** Bytes in front of the local header that belong to nothing. */
  readonly gap?: number;
  /** Use the local entry of this name instead of writing one. */
  readonly sharing?: string;
}

export interface Crafted {
  readonly comment?: string;
  readonly prepended?: Buffer;
  readonly trailing?: Buffer;
  readonly zip64End?: boolean;
  readonly disk?: number;
}

export function craftZip(entries: readonly CraftedEntry[], archive: Crafted = {}): Buffer {
  const pieces: Buffer[] = [];
  const offsets = new Map<string, number>();
  let offset = 0;
  const records: Buffer[] = [];
  for (const entry of entries) {
    const packed = pack(entry);
    let at = offsets.get(entry.sharing ?? '');
    if (at === undefined) {
      const local = localEntry(entry, packed);
      at = offset + (entry.gap ?? 0);
      pieces.push(Buffer.alloc(entry.gap ?? 0, 0x2e), local);
      offset = at + local.length;
      offsets.set(entry.name, at);
    }
    records.push(centralRecord(entry, packed, at));
  }
  const directory = Buffer.concat(records);
  const end = endRecords(entries.length, directory.length, offset, archive);
  return Buffer.concat([archive.prepended ?? empty, ...pieces, directory, end, archive.trailing ?? empty]);
}

const empty = Buffer.alloc(0);

interface Packed {
  readonly data: Buffer;
  readonly size: number;
  readonly crc: number;
  readonly method: number;
  readonly flags: number;
}

function pack({ content = '', method = 8, flags = 0, descriptor, lie = {} }: CraftedEntry): Packed {
  const raw = Buffer.from(content);
  const data = method === 8 ? deflateRawSync(raw) : raw;
  const all = flags | (descriptor === undefined ? 0 : 8);
  return { data, size: lie.size ?? raw.length, crc: lie.crc ?? crc32(raw), method, flags: all };
}

function localEntry(entry: CraftedEntry, packed: Packed): Buffer {
  const name = Buffer.from(entry.local?.name ?? entry.name);
  const late = entry.descriptor !== undefined;
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(entry.local?.flags ?? packed.flags, 6);
  header.writeUInt16LE(entry.local?.method ?? packed.method, 8);
  header.writeUInt32LE(late ? 0 : packed.crc, 14);
  header.writeUInt32LE(late ? 0 : (entry.lie?.packedSize ?? packed.data.length), 18);
  header.writeUInt32LE(late ? 0 : (entry.local?.size ?? packed.size), 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name, packed.data, late ? descriptor(entry.descriptor!, packed) : empty]);
}

function descriptor(kind: 'bare' | 'signed' | 'wide', { crc, data, size }: Packed): Buffer {
  const bytes = Buffer.alloc(24);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(crc, 4);
  if (kind === 'wide') {
    bytes.writeBigUInt64LE(BigInt(data.length), 8);
    bytes.writeBigUInt64LE(BigInt(size), 16);
    return bytes;
  }
  bytes.writeUInt32LE(data.length, 8);
  bytes.writeUInt32LE(size, 12);
  return bytes.subarray(kind === 'bare' ? 4 : 0, 16);
}

function centralRecord(entry: CraftedEntry, packed: Packed, offset: number): Buffer {
  const name = Buffer.from(entry.name);
  const packedSize = entry.lie?.packedSize ?? packed.data.length;
  const extra = entry.zip64 ? zip64Extra(packed.size, packedSize, offset) : empty;
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(entry.madeBy ?? 20, 4);
  record.writeUInt16LE(20, 6);
  record.writeUInt16LE(packed.flags, 8);
  record.writeUInt16LE(packed.method, 10);
  record.writeUInt32LE(packed.crc, 16);
  record.writeUInt32LE(entry.zip64 ? 0xffffffff : packedSize, 20);
  record.writeUInt32LE(entry.zip64 ? 0xffffffff : packed.size, 24);
  record.writeUInt16LE(name.length, 28);
  record.writeUInt16LE(extra.length, 30);
  record.writeUInt32LE(entry.attributes ?? 0, 38);
  record.writeUInt32LE(entry.zip64 ? 0xffffffff : offset, 42);
  return Buffer.concat([record, name, extra]);
}

function zip64Extra(size: number, packedSize: number, offset: number): Buffer {
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(BigInt(size), 4);
  extra.writeBigUInt64LE(BigInt(packedSize), 12);
  extra.writeBigUInt64LE(BigInt(offset), 20);
  return extra;
}

function endRecords(entries: number, directorySize: number, directoryStart: number, archive: Crafted): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(archive.disk ?? 0, 4);
  end.writeUInt16LE(archive.zip64End ? 0xffff : entries, 8);
  end.writeUInt16LE(archive.zip64End ? 0xffff : entries, 10);
  end.writeUInt32LE(archive.zip64End ? 0xffffffff : directorySize, 12);
  end.writeUInt32LE(archive.zip64End ? 0xffffffff : directoryStart, 16);
  const comment = Buffer.from(archive.comment ?? '');
  end.writeUInt16LE(comment.length, 20);
  const wide = archive.zip64End ? zip64End(entries, directorySize, directoryStart) : empty;
  return Buffer.concat([wide, end, comment]);
}

function zip64End(entries: number, directorySize: number, directoryStart: number): Buffer {
  const record = Buffer.alloc(76);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(entries), 24);
  record.writeBigUInt64LE(BigInt(entries), 32);
  record.writeBigUInt64LE(BigInt(directorySize), 40);
  record.writeBigUInt64LE(BigInt(directoryStart), 48);
  record.writeUInt32LE(0x07064b50, 56);
  record.writeBigUInt64LE(BigInt(directoryStart + directorySize), 64);
  record.writeUInt32LE(1, 72);
  return record;
}
