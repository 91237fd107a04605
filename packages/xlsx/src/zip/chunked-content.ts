/** The content of a part in runs that are compressed one by one, so that what is compressed already is copied as it stands. */
import { crc32, inflateRawSync } from 'node:zlib';
import { type Deflated, type DeflatedChunk, deflateChunk, joinChunks, levelFor } from './deflate-chunks.ts';

/** A run that is not compressed yet: its bytes, in pieces. */
export interface RawChunk {
  readonly pieces: readonly Buffer[];
  readonly size: number;
}

export type Chunk = RawChunk | DeflatedChunk;

/** Where nothing says better where to cut. */
export const plainChunk = 512 * 1024;
/** So many chunks are copied together and compressed at a time: bounds the memory, and is enough for every core. */
const inFlight = 32;

export class ChunkedContent {
  readonly size: number;
  private list: readonly Chunk[];
  private deflating: Promise<Deflated> | undefined;

  constructor(chunks: readonly Chunk[]) {
    this.list = chunks;
    this.size = chunks.reduce((sum, { size }) => sum + size, 0);
  }

  static of(content: Buffer): ChunkedContent {
    const chunks: Chunk[] = [];
    for (let at = 0; at < content.length; at += plainChunk)
      chunks.push(rawChunk([content.subarray(at, at + plainChunk)]));
    return new ChunkedContent(chunks);
  }

  get chunks(): readonly Chunk[] {
    return this.list;
  }

  /** Joined and inflated. */
  bytes(): Buffer {
    return Buffer.concat(this.list.map(chunkBytes), this.size);
  }

  /** Compresses side by side in the thread pool what is not compressed yet; from then on the content is held compressed. */
  deflate(): Promise<Deflated> {
    this.deflating ??= this.compressAll();
    return this.deflating;
  }

  private async compressAll(): Promise<Deflated> {
    const level = levelFor(this.size);
    const chunks = this.list;
    const done: DeflatedChunk[] = new Array(chunks.length);
    let next = 0;
    const work = async () => {
      let room = Buffer.alloc(0);
      while (next < chunks.length) {
        const at = next++;
        const chunk = chunks[at]!;
        if (isDeflated(chunk)) done[at] = chunk;
        else {
          if (chunk.pieces.length > 1 && chunk.size > room.length) room = Buffer.allocUnsafeSlow(chunk.size);
          done[at] = await deflateChunk(joinedIn(room, chunk), level);
        }
      }
    };
    await Promise.all(Array.from({ length: inFlight }, work));
    this.list = done;
    return joinChunks(done);
  }
}

/** The pieces one behind the other in a room that is used again and again; a single piece as it stands. */
function joinedIn(room: Buffer, { pieces, size }: RawChunk): Buffer {
  if (pieces.length === 1) return pieces[0]!;
  let at = 0;
  for (const piece of pieces) {
    room.set(piece, at);
    at += piece.length;
  }
  return room.subarray(0, size);
}

export function rawChunk(pieces: readonly Buffer[]): RawChunk {
  return { pieces, size: pieces.reduce((sum, piece) => sum + piece.length, 0) };
}

export function isDeflated(chunk: Chunk): chunk is DeflatedChunk {
  return 'packed' in chunk;
}

/** The bytes of a chunk. Throws RangeError when a compressed one does not hold what it says. */
export function chunkBytes(chunk: Chunk): Buffer {
  if (!isDeflated(chunk)) return chunk.pieces.length === 1 ? chunk.pieces[0]! : Buffer.concat(chunk.pieces, chunk.size);
  const room = Math.max(64, chunk.size + 1);
  const bytes = inflateRawSync(chunk.packed, { chunkSize: room, maxOutputLength: room, finishFlush: 2 });
  if (bytes.length !== chunk.size || crc32(bytes) !== chunk.crc)
    throw new RangeError('a kept chunk is not what it was');
  return bytes;
}
