import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';
import { combineCrc32 } from './crc32-combine.ts';

/** A piece of a part, compressed by itself (no window into the piece before), so that it can be kept and used again. */
export interface DeflatedChunk {
  /** Ends on a byte boundary with an empty block, but is not marked as the last. */
  readonly packed: Buffer;
  readonly size: number;
  readonly crc: number;
}

/** A compressed part, ready for an entry. */
export interface Deflated {
  readonly packed: readonly Buffer[];
  readonly packedSize: number;
  readonly size: number;
  readonly crc: number;
}

const largePart = 1024 * 1024;
/** An empty, last block (RFC 1951 3.2.3): closes a stream of chunks. */
const lastBlock = Buffer.from([0x03, 0x00]);
const compress = promisify(deflateRaw);

/** Level 6; 1 for parts above 1 MiB, where deflating dominates the whole write. */
export function levelFor(size: number): number {
  return size > largePart ? 1 : 6;
}

/** A run of a part by itself. Same content, same bytes. */
export async function deflateChunk(content: Buffer, level: number): Promise<DeflatedChunk> {
  const chunkSize = Math.max(1024, content.length >> 2);
  const packed = await compress(content, { level, memLevel: 9, chunkSize, finishFlush: constants.Z_SYNC_FLUSH });
  return { packed, size: content.length, crc: crc32(content) };
}

/** One stream of the chunks in order. */
export function joinChunks(chunks: readonly DeflatedChunk[]): Deflated {
  const packed = [...chunks.map((chunk) => chunk.packed), lastBlock];
  return {
    packed,
    packedSize: packed.reduce((sum, piece) => sum + piece.length, 0),
    size: chunks.reduce((sum, chunk) => sum + chunk.size, 0),
    crc: chunks.reduce((crc, chunk) => combineCrc32(crc, chunk.crc, chunk.size), 0),
  };
}
