/** GET, HEAD, PROPFIND, and the conditions of HTTP (RFC 9110 §13). */
import type { DavNode, DavView } from '../../ports/dav-links.ts';
import { type DavAnswer, DavStop, XML_TYPE } from './answer.ts';
import { parsePropfind } from './bodies.ts';
import { submittedTokens } from './if-header.ts';
import { escaped, multistatus, nodeResponse } from './multistatus.ts';
import { childrenOf, treeOf } from './nodes.ts';
import { type DavRequest, nameOf } from './request.ts';

export function get(view: DavView, request: DavRequest): DavAnswer {
  submittedTokens(view, request);
  const node = view.nodes.get(request.path);
  if (!node) throw new DavStop(404);
  if (node.kind === 'folder')
    return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: listing(view, request) };
  checkConditions(node, request);
  return { status: 200, file: node, headers: validators(node) };
}

/** What a person sees who opens the folder in a browser. */
function listing(view: DavView, { path, href }: DavRequest): string {
  const items = childrenOf(view, path).map((child) => {
    const address = href(child, view.nodes.get(child)?.kind === 'folder');
    return `<li><a href="${escaped(address)}">${escaped(nameOf(child))}</a></li>`;
  });
  return `<!doctype html><meta charset="utf-8"><title>SprintForge Sync</title><ul>${items.join('')}</ul>`;
}

export const validators = (node: DavNode): Record<string, string> => ({
  'last-modified': new Date(node.modified).toUTCString(),
  ...(node.kind === 'file' ? { etag: node.etag, 'content-type': node.type } : {}),
});

const tags = (header: string): string[] => header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));

/** Throws 412, or 304 where the client holds what it asks for. `node` undefined: nothing is there. */
export function checkConditions(node: DavNode | undefined, { method, headers }: DavRequest): void {
  const etag = node?.kind === 'file' ? node.etag : undefined;
  const isKnown = (header: string) =>
    header.trim() === '*' ? node !== undefined : etag !== undefined && tags(header).includes(etag);
  const reads = method === 'GET' || method === 'HEAD';
  const match = headers['if-match'];
  if (match !== undefined && !isKnown(match)) throw new DavStop(412);
  const noneMatch = headers['if-none-match'];
  const since = headers['if-modified-since'];
  if (noneMatch !== undefined) {
    if (isKnown(noneMatch)) throw new DavStop(reads ? 304 : 412, etag && reads ? { headers: { etag } } : {});
  } else if (reads && since !== undefined && node && node.modified <= instant(since))
    throw new DavStop(304, { headers: etag ? { etag } : {} });
  const unmodified = headers['if-unmodified-since'];
  if (unmodified !== undefined && match === undefined && node && node.modified > instant(unmodified))
    throw new DavStop(412);
}

/** A date that cannot be read is as if it were not there: long ago or far away would refuse something. */
function instant(header: string): string {
  const time = Date.parse(header);
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}

export function propfind(view: DavView, request: DavRequest): DavAnswer {
  const wanted = parsePropfind(request.xml);
  const { path } = request;
  if (!view.nodes.has(path)) throw new DavStop(404);
  const depth = (request.headers['depth'] ?? 'infinity').toLowerCase();
  const paths = depth === '0' ? [path] : depth === '1' ? [path, ...childrenOf(view, path)] : treeOf(view, path);
  const told = paths.map((one) => nodeResponse(one, view.nodes.get(one)!, wanted, view, request));
  return { status: 207, headers: { ...XML_TYPE }, body: multistatus(told.join('')) };
}
