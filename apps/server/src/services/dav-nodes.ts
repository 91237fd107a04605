/** Files and folders as a link shows them. */
import { XLSX_MEDIA_TYPE } from '@sprintforge/protocol';
import type { DavFile, DavFolder } from '../ports/dav-links.ts';

/** HTTP tells instants to the second. */
export const toSecond = (instant: string): string => `${instant.slice(0, 19)}.000Z`;

export function davFolder(now: string): DavFolder {
  return { kind: 'folder', modified: toSecond(now), created: toSecond(now), properties: [] };
}

/** A file with this content, in the place of `before`. */
export function davFile(
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

/** A plan that is there and was not asked for yet: its bytes are made when it is. */
export const unmadePlan = (now: string): DavFile => ({
  ...davFile({ sha256: '', size: -1, type: XLSX_MEDIA_TYPE }, now),
  etag: '"unmade"',
  revision: null,
});
