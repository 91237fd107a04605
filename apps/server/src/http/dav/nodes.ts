/** What lies in the view of a link: files and folders, bounded. */
import type { DavFile, DavView } from '../../ports/dav-links.ts';
import { davFile } from '../../services/dav-nodes.ts';
import { isBelow, parentOf } from './request.ts';

/** SHA-256 of nothing. */
const NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** A link shows no more than this besides plans: programs put owner files and temporary names there. */
export const bounds = { nodes: 500, bytes: 256 * 1024 * 1024 } as const;

export const emptyFile = (now: string): DavFile => davFile({ sha256: NOTHING, size: 0 }, now);

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
