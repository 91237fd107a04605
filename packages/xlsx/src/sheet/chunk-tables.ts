/** Which sheet parts of a package are known in chunks: from the writes of this session, and from a kept index. */
import type { Package } from '../package/package.ts';
import { ChunkedContent, isDeflated } from '../zip/chunked-content.ts';
import { joinChunks } from '../zip/deflate-chunks.ts';
import { deflated } from '../zip/entry.ts';
import { isMarked, markEntry } from '../zip/entry-mark.ts';
import { type IndexedPart, readChunkIndex, writeChunkIndex } from './chunk-index.ts';
import type { SheetChunks } from './sheet-chunks.ts';

export class ChunkTables {
  private readonly pkg: Package;
  private readonly tables = new Map<string, SheetChunks>();
  /** Parts of the kept index that were not asked for yet. */
  private readonly kept: Map<string, IndexedPart>;

  /** `index` is ignored where it is damaged, or was made of other bytes. */
  constructor(pkg: Package, index: Uint8Array | undefined) {
    this.pkg = pkg;
    this.kept = new Map(index && readChunkIndex(index).map((part) => [part.name, part]));
  }

  /** The chunks of a part as it stands. */
  of(part: string): SheetChunks | undefined {
    const kept = this.kept.get(part);
    if (kept) {
      this.kept.delete(part);
      this.take(kept);
    }
    const known = this.tables.get(part);
    return known && this.pkg.chunked(part) === known.content ? known : undefined;
  }

  set(part: string, chunks: SheetChunks): void {
    this.kept.delete(part);
    this.tables.set(part, chunks);
  }

  /** The index of what was written last; undefined when no part is worth it. */
  index(): Uint8Array | undefined {
    const parts = [...this.kept.values()].filter(({ name }) => this.pkg.packed(name) !== undefined);
    for (const name of this.tables.keys()) {
      const chunks = this.of(name);
      if (!chunks?.content.chunks.every(isDeflated)) continue;
      const { packed, size, crc } = joinChunks(chunks.content.chunks);
      const mark = markEntry({ method: deflated, size, crc }, packed);
      parts.push({ name, mark, ...chunks, chunks: chunks.content.chunks.map(sizes) });
    }
    return parts.length === 0 ? undefined : writeChunkIndex(parts);
  }

  private take({ name, mark, chunks, spans, held }: IndexedPart): void {
    const entry = this.pkg.packed(name);
    if (entry === undefined || !isMarked(mark, { method: deflated, ...entry }, [entry.bytes])) return;
    let at = 0;
    const found = chunks.map(({ packed: length, size, crc }) => {
      at += length;
      return { packed: entry.bytes.subarray(at - length, at), size, crc };
    });
    const { packedSize, size, crc } = joinChunks(found);
    if (packedSize !== entry.bytes.length || size !== entry.size || crc !== entry.crc) return;
    const content = new ChunkedContent(found);
    this.pkg.setChunks(name, content);
    this.tables.set(name, { content, spans, held });
  }
}

const sizes = ({ packed, size, crc }: { packed: Buffer; size: number; crc: number }) => ({
  packed: packed.length,
  size,
  crc,
});
