/**
 * A big sheet part as chunks of whole rows: its head up to the first row, runs of rows, and what follows the rows. Each is
 * compressed by itself, so that an edit inflates, scans and compresses only the runs that it touches.
 */
import type { Range } from '../api.ts';
import { type Chunk, ChunkedContent, rawChunk } from '../zip/chunked-content.ts';
import type { SheetCells } from './sheet-cells.ts';
import { readTag } from './tokens.ts';

/** The rows of a chunk; 0 for the head and the tail, which hold none. */
export interface RowSpan {
  readonly first: number;
  readonly last: number;
}

export interface SheetChunks {
  readonly content: ChunkedContent;
  /** One for each chunk of the content, rising. */
  readonly spans: readonly RowSpan[];
  /** Cells that cannot be changed without looking at others: array formulas, data tables, masters of shared formulas. */
  readonly held: readonly Range[];
}

/** Where a chunk lies in the bytes that are edited. */
export interface Cut {
  readonly start: number;
  readonly end: number;
  readonly span: RowSpan;
  /** The chunk as it stands, to be taken where nothing in it changes. */
  readonly chunk?: Chunk;
}

/** A stretch of the part and what takes its place; `row` is the one that it belongs to. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly row: number;
}

/** Smaller parts are one chunk. */
const chunkedFrom = 1024 * 1024;
const chunkTarget = 256 * 1024;
/** Chunks that grew beyond it are cut anew, from the whole sheet. */
const chunkMost = 1024 * 1024;
const heldMost = 10_000;
const noRows: RowSpan = { first: 0, last: 0 };

/** Chunks of a scanned sheet, cut before rows that say their number; undefined for a small sheet, or one whose rows are out of order. */
function cutSheet({ bytes, layout, grid }: SheetCells): readonly Cut[] | undefined {
  const { data, ordered } = layout;
  if (bytes.length < chunkedFrom || !data || !ordered || grid.rows === 0) return undefined;
  const starts: number[] = [];
  let reached = grid.rowStart[0]! - chunkTarget;
  for (let row = 0; row < grid.rows; row++) {
    const start = grid.rowStart[row]!;
    if (start - reached < chunkTarget || !saysNumber(bytes, start)) continue;
    starts.push(row);
    reached = start;
  }
  if (starts[0] !== 0) return undefined;
  const cuts: Cut[] = [{ start: 0, end: grid.rowStart[0]!, span: noRows }];
  starts.forEach((row, index) => {
    const next = starts[index + 1] ?? grid.rows;
    const span = { first: grid.rowNumber[row]!, last: grid.rowNumber[next - 1]! };
    cuts.push({ start: grid.rowStart[row]!, end: next < grid.rows ? grid.rowStart[next]! : data.close, span });
  });
  cuts.push({ start: data.close, end: bytes.length, span: noRows });
  return cuts;
}

/** The chunks that are known already, where they lie in the bytes of the whole part. */
function knownCuts({ content, spans }: SheetChunks): readonly Cut[] {
  let start = 0;
  return content.chunks.map((chunk, index) => {
    const cut = { start, end: start + chunk.size, span: spans[index]!, chunk };
    start = cut.end;
    return cut;
  });
}

function saysNumber(bytes: Buffer, start: number): boolean {
  const { end } = readTag(bytes, start);
  return /\sr\s*=/.test(bytes.toString('latin1', start, end));
}

/** The edited bytes in chunks. `splices` is in the order of the part; those at one place stand in the order given. */
export function spliceChunks(bytes: Buffer, splices: readonly Splice[], cuts: readonly Cut[]): EditedChunk[] {
  let next = 0;
  return cuts.map((cut, index) => {
    const from = next;
    while (next < splices.length && belongs(splices[next]!, cut, index === cuts.length - 1)) next++;
    const own = splices.slice(from, next);
    if (own.length === 0 && cut.chunk) return { chunk: cut.chunk, span: cut.span };
    return { chunk: rawChunk(spliced(bytes, own, cut)), span: grown(cut.span, own) };
  });
}

interface EditedChunk {
  readonly chunk: Chunk;
  readonly span: RowSpan;
}

/** A row that is inserted between two chunks goes to the first of them, but never to the head or the tail. */
function belongs({ start, end }: Splice, cut: Cut, last: boolean): boolean {
  return last || start < cut.end || (start === end && start === cut.end && cut.span.first > 0);
}

function grown(span: RowSpan, splices: readonly Splice[]): RowSpan {
  if (span.first === 0) return span;
  let { first, last } = span;
  for (const { row } of splices) {
    if (row < first) first = row;
    if (row > last) last = row;
  }
  return { first, last };
}

function spliced(bytes: Buffer, splices: readonly Splice[], cut: Cut): Buffer[] {
  const pieces: Buffer[] = [];
  let text = '';
  let at = cut.start;
  for (const splice of splices) {
    if (splice.start > at) {
      if (text !== '') pieces.push(Buffer.from(text, 'utf8'));
      text = '';
      pieces.push(bytes.subarray(at, splice.start));
    }
    text += splice.text;
    at = splice.end;
  }
  if (text !== '') pieces.push(Buffer.from(text, 'utf8'));
  if (at < cut.end || pieces.length === 0) pieces.push(bytes.subarray(at, cut.end));
  return pieces;
}

/** What later edits of the sheet can go by; undefined where that would cost more than it saves. */
export function sheetChunks(
  content: ChunkedContent,
  spans: readonly RowSpan[],
  held: readonly Range[],
): SheetChunks | undefined {
  const overgrown = content.chunks.some(({ size }, index) => size > chunkMost && spans[index]!.first > 0);
  return overgrown || held.length > heldMost ? undefined : { content, spans, held };
}

/** A sheet with splices, in the chunks it has or in new ones. `heirs`: cells that became masters of shared formulas. */
export function editedSheet(
  cells: SheetCells,
  splices: readonly Splice[],
  heirs: readonly number[],
  known: SheetChunks | undefined,
): { readonly content: ChunkedContent; readonly chunks: SheetChunks | undefined } {
  const { bytes } = cells;
  const cuts = known ? knownCuts(known) : cutSheet(cells);
  const edited = spliceChunks(bytes, splices, cuts ?? [{ start: 0, end: bytes.length, span: noRows }]);
  const content = new ChunkedContent(edited.map(({ chunk }) => chunk));
  if (cuts === undefined) return { content, chunks: undefined };
  const spans = edited.map(({ span }) => span);
  const held = known?.held ?? heldCells(cells);
  return { content, chunks: sheetChunks(content, spans, [...held, ...heirs.map((cell) => single(cells, cell))]) };
}

function heldCells(cells: SheetCells): readonly Range[] {
  if (!cells.hasFormulas) return [];
  const { blocks, shared } = cells.formulas;
  const masters = [...shared.values()].filter(({ master }) => master >= 0);
  return [...blocks.map(({ range }) => range), ...masters.map(({ master }) => single(cells, master))];
}

function single({ formulas, grid }: SheetCells, cell: number): Range {
  const [row, column] = [formulas.rowOf(cell), grid.column[cell]!];
  return { firstRow: row, lastRow: row, firstColumn: column, lastColumn: column };
}
