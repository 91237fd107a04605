/** What lies in the view of a link: files and folders, bounded. */
import type { DavFile, DavFolder, DavView } from '../../ports/dav-links.ts';
import { isBelow, parentOf } from './request.ts';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** SHA-256 of nothing. */
export const NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** A link shows no more than this besides plans: programs put owner files and temporary names there. */
export const bounds = { nodes: 500, bytes: 256 * 1024 * 1024 } as const;

export const toSecond = (instant: string): string => `${instant.slice(0, 19)}.000Z`;

export function folder(now: string): DavFolder {
  return { kind: 'folder', modified: toSecond(now), created: toSecond(now), properties: [] };
}

export function fileOf(
  content: { readonly sha256: string; readonly size: number; readonly type?: string | undefined },
  now: string,
  before?: DavFile,
): DavFile {
  const { sha256, size, type } = content;
  return {
    kind: 'file',
    sha256,
    size,
    type: type ?? before?.type ?? 'application/octet-stream',
    etag: `"${sha256.slice(0, 32)}"`,
    modified: toSecond(now),
    created: before?.created ?? toSecond(now),
    properties: before?.properties ?? [],
  };
}

export const emptyFile = (now: string): DavFile => fileOf({ sha256: NOTHING, size: 0 }, now);

export const childrenOf = (view: DavView, path: string): string[] =>
  [...view.nodes.keys()].filter((other) => other !== '/' && parentOf(other) === path);

/** The path itself and everything below it, from the top down. */
export const treeOf = (view: DavView, path: string): string[] =>
  [...view.nodes.keys()].filter((other) => other === path || isBelow(other, path)).sort();

/** Bytes of all files together. */
export function sizeOf(view: DavView): number {
  let bytes = 0;
  for (const node of view.nodes.values()) if (node.kind === 'file') bytes += node.size;
  return bytes;
}
