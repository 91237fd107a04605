/** Cell edits in a sheet of which only the chunks that they touch are opened. */
import type { CellEdit } from '../api.ts';
import { type Chunk, ChunkedContent, chunkBytes } from '../zip/chunked-content.ts';
import { rangeContains } from './reference.ts';
import type { SheetCells } from './sheet-cells.ts';
import { type Cut, type SheetChunks, type Splice, sheetChunks, spliceChunks } from './sheet-chunks.ts';

/** Do these edits need more than the rows that they are in? */
export function needsWholeSheet({ held }: SheetChunks, edits: readonly CellEdit[]): boolean {
  return edits.some(({ row, column }) => held.some((range) => rangeContains(range, row, column)));
}

/** A sheet of the head, the chunks that hold or would hold the rows, and the tail: read and edited as any sheet. */
export interface Excerpt {
  readonly bytes: Buffer;
  readonly cuts: readonly Cut[];
  /** Which chunks of the sheet the cuts are. */
  readonly places: readonly number[];
}

/** Undefined when a chunk does not hold what it says. */
export function excerptFor({ content, spans }: SheetChunks, edits: readonly CellEdit[]): Excerpt | undefined {
  const touched = new Set(edits.map(({ row }) => placeOf(spans, row)));
  const places = [0, ...[...touched].sort((a, b) => a - b), spans.length - 1];
  const pieces = openChunks(places.map((place) => content.chunks[place]!));
  if (pieces === undefined) return undefined;
  let start = 0;
  const cuts = places.map((place, index) => {
    const cut = { start, end: start + pieces[index]!.length, span: spans[place]!, chunk: content.chunks[place]! };
    start = cut.end;
    return cut;
  });
  return { bytes: Buffer.concat(pieces), cuts, places };
}

function openChunks(chunks: readonly Chunk[]): Buffer[] | undefined {
  try {
    return chunks.map(chunkBytes);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The last chunk with rows that does not begin below the row; rows above all others go to the first. */
function placeOf(spans: SheetChunks['spans'], row: number): number {
  let low = 1;
  let high = spans.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (spans[middle]!.first <= row) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Do the chunks hold the rows that they are said to hold? */
export function holdsItsRows({ grid, layout }: SheetCells, { cuts }: Excerpt): boolean {
  if (!layout.ordered || cuts.at(-1)!.start !== layout.data?.close) return false;
  return cuts.slice(1, -1).every(({ start, end, span }) => {
    const [first, last] = [grid.findRow(span.first), grid.findRow(span.last)];
    if (first < 0 || last < 0 || grid.rowStart[first] !== start) return false;
    return last + 1 < grid.rows ? grid.rowStart[last + 1] === end : end === layout.data!.close;
  });
}

/** The whole sheet with the splices in the excerpt; undefined where it should be cut anew. */
export function editedChunks(
  { content, spans, held }: SheetChunks,
  excerpt: Excerpt,
  splices: readonly Splice[],
): { readonly content: ChunkedContent; readonly chunks: SheetChunks | undefined } {
  const chunks: Chunk[] = [...content.chunks];
  const rows = [...spans];
  spliceChunks(excerpt.bytes, splices, excerpt.cuts).forEach((edited, index) => {
    const place = excerpt.places[index]!;
    chunks[place] = edited.chunk;
    rows[place] = edited.span;
  });
  const whole = new ChunkedContent(chunks);
  return { content: whole, chunks: sheetChunks(whole, rows, held) };
}
