/** The chunk index as bytes: which chunks the big sheet parts of a written workbook are made of. */
import { createHash } from 'node:crypto';
import type { Range } from '../api.ts';
import type { RowSpan } from './sheet-chunks.ts';

/** Lengths in bytes, of the chunk as it stands in the file and inflated. */
export interface ChunkSizes {
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
}

export interface IndexedPart {
  readonly name: string;
  /** Of the entry that the chunks are in (`markEntry`). */
  readonly mark: string;
  readonly chunks: readonly ChunkSizes[];
  readonly spans: readonly RowSpan[];
  readonly held: readonly Range[];
}

const format = 'sprintforge-chunks-2';

/** `format SHA-256 JSON`, the hash being that of the JSON. */
export function writeChunkIndex(parts: readonly IndexedPart[]): Uint8Array {
  const plain = parts.map(({ name, mark, chunks, spans, held }) => ({
    name,
    mark,
    chunks: chunks.flatMap(({ packed, size, crc }, at) => [packed, size, crc, spans[at]!.first, spans[at]!.last]),
    held: held.flatMap((range) => [range.firstRow, range.firstColumn, range.lastRow, range.lastColumn]),
  }));
  const json = JSON.stringify(plain);
  return Buffer.from(`${format} ${hashOf(json)} ${json}`, 'utf8');
}

/** No parts where the bytes are not an index of this format, whole and as it was written. */
export function readChunkIndex(index: Uint8Array): IndexedPart[] {
  const text = Buffer.from(index.buffer, index.byteOffset, index.byteLength).toString('utf8');
  const json = text.slice(format.length + 66);
  if (!text.startsWith(`${format} ${hashOf(json)} `)) return [];
  return (JSON.parse(json) as unknown[]).filter(isPart).map(({ name, mark, chunks, held }) => ({
    name,
    mark,
    chunks: groups(chunks, 5).map(([packed, size, crc]) => ({ packed: packed!, size: size!, crc: crc! })),
    spans: groups(chunks, 5).map(([, , , first, last]) => ({ first: first!, last: last! })),
    held: groups(held, 4).map(([firstRow, firstColumn, lastRow, lastColumn]) => ({
      firstRow: firstRow!,
      firstColumn: firstColumn!,
      lastRow: lastRow!,
      lastColumn: lastColumn!,
    })),
  }));
}

interface PlainPart {
  readonly name: string;
  readonly mark: string;
  /** Five numbers each. */
  readonly chunks: readonly number[];
  /** Four numbers each. */
  readonly held: readonly number[];
}

/** At least a head, rows and a tail. */
function isPart(found: unknown): found is PlainPart {
  const { name, mark, chunks, held } = found as Partial<Record<keyof PlainPart, unknown>>;
  const whole = typeof name === 'string' && typeof mark === 'string';
  return whole && areCounts(chunks, 5) && chunks.length >= 15 && areCounts(held, 4);
}

function areCounts(found: unknown, size: number): found is readonly number[] {
  const counts = Array.isArray(found) && found.length % size === 0;
  return counts && found.every((count) => Number.isSafeInteger(count) && count >= 0);
}

function groups(numbers: readonly number[], size: number): number[][] {
  return Array.from({ length: numbers.length / size }, (_, at) => numbers.slice(at * size, (at + 1) * size));
}

function hashOf(json: string): string {
  return createHash('sha256').update(json).digest('hex');
}
