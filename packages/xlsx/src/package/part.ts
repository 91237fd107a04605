/** One part of a package: what stands in the archive, and what takes its place. */
import { declareUtf8 } from '../xml/encoding.ts';
import type { ChunkedContent } from '../zip/chunked-content.ts';
import type { ZipEntry } from '../zip/entry.ts';

export interface Part {
  readonly name: string;
  /** Undefined for parts that we added. */
  readonly entry: ZipEntry | undefined;
  content: Buffer | undefined;
  /** The same in chunks; without a reason to differ, the chunks of the entry as it stands. */
  chunked: ChunkedContent | undefined;
  /** What is being compressed before it is written: the content as it stands. */
  ahead: ChunkedContent | undefined;
  checked: Buffer | undefined;
  /** What is spliced together from checked text needs no second check; bytes do where nothing was checked before. */
  trusted: boolean;
  /** Why it differs from the archive; empty if it does not. */
  readonly reasons: string[];
}

export function newPart(name: string, entry: ZipEntry | undefined): Part {
  const nothing = { content: undefined, chunked: undefined, ahead: undefined, checked: undefined };
  return { name, entry, ...nothing, trusted: false, reasons: [] };
}

/** Text is written in UTF-8, and says so. */
export function contentBytes(content: Uint8Array | string): Buffer {
  if (typeof content === 'string') return Buffer.from(declareUtf8(content), 'utf8');
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength);
}
