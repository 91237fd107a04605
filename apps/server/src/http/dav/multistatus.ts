/** XML that we answer with (RFC 4918 §13-§15). */
import type { DavLock, DavNode, DavView } from '../../ports/dav-links.ts';
import { DavStop, XML_TYPE } from './answer.ts';
import type { PropertyChange, PropertyName } from './bodies.ts';
import { locksOn } from './locks.ts';
import { type DavRequest, nameOf } from './request.ts';

const head = '<?xml version="1.0" encoding="utf-8"?>';
export const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

export const multistatus = (responses: string): string =>
  `${head}<D:multistatus xmlns:D="DAV:">${responses}</D:multistatus>`;

type Live = (node: DavNode, path: string, view: DavView, request: DavRequest) => string | undefined;

/** Properties that we answer ourselves; undefined: this node has none such. */
const live: Readonly<Record<string, Live>> = {
  creationdate: ({ created }) => created.replace('.000Z', 'Z'),
  displayname: (_node, path) => escaped(nameOf(path)),
  getcontentlength: (node) => (node.kind === 'file' ? String(node.size) : undefined),
  getcontenttype: (node) => (node.kind === 'file' ? escaped(node.type) : 'httpd/unix-directory'),
  getetag: (node) => (node.kind === 'file' ? escaped(node.etag) : undefined),
  getlastmodified: ({ modified }) => new Date(modified).toUTCString(),
  resourcetype: ({ kind }) => (kind === 'folder' ? '<D:collection/>' : ''),
  lockdiscovery: (_node, path, view, request) =>
    locksOn(view, path, request.now)
      .map((lock) => activeLock(lock, request))
      .join(''),
  supportedlock: () => ['exclusive', 'shared'].map(lockEntry).join(''),
};

const lockEntry = (scope: string): string =>
  `<D:lockentry><D:lockscope><D:${scope}/></D:lockscope><D:locktype><D:write/></D:locktype></D:lockentry>`;

export const isLive = ([namespace, name]: PropertyName): boolean => namespace === 'DAV:' && Object.hasOwn(live, name);

function property([namespace, name]: PropertyName, xml = ''): string {
  if (namespace === 'DAV:') return `<D:${name}>${xml}</D:${name}>`;
  return namespace === ''
    ? `<${name} xmlns="">${xml}</${name}>`
    : `<x:${name} xmlns:x="${escaped(namespace)}">${xml}</x:${name}>`;
}

const propstat = (properties: string, status: string): string =>
  `<D:propstat><D:prop>${properties}</D:prop><D:status>HTTP/1.1 ${status}</D:status></D:propstat>`;

/** What is asked for of one node. */
export function nodeResponse(
  path: string,
  node: DavNode,
  wanted: 'all' | 'names' | readonly PropertyName[],
  view: DavView,
  request: DavRequest,
): string {
  const dead = new Map(node.properties.map(([namespace, name, xml]) => [`${namespace}\n${name}`, xml]));
  const value = (name: PropertyName) =>
    isLive(name) ? live[name[1]]?.(node, path, view, request) : dead.get(name.join('\n'));
  const all: readonly PropertyName[] = [
    ...Object.keys(live).map((name): PropertyName => ['DAV:', name]),
    ...node.properties.map(([namespace, name]): PropertyName => [namespace, name]),
  ];
  let found = '';
  let missing = '';
  for (const name of typeof wanted === 'string' ? all : wanted) {
    const xml = value(name);
    if (xml !== undefined) found += property(name, wanted === 'names' ? '' : xml);
    else if (typeof wanted !== 'string') missing += property(name);
  }
  const href = `<D:href>${escaped(request.href(path, node.kind === 'folder'))}</D:href>`;
  const none = missing === '' ? '' : propstat(missing, '404 Not Found');
  return `<D:response>${href}${propstat(found, '200 OK')}${none}</D:response>`;
}

/** All of a PROPPATCH, or nothing of it (§9.2). */
export function patchResponse(path: string, changes: readonly PropertyChange[], request: DavRequest): string {
  const refused = changes.some(({ name }) => isLive(name));
  const told = changes.map(({ name }) =>
    propstat(property(name), refused ? (isLive(name) ? '403 Forbidden' : '424 Failed Dependency') : '200 OK'),
  );
  return multistatus(`<D:response><D:href>${escaped(request.href(path, false))}</D:href>${told.join('')}</D:response>`);
}

function activeLock({ scope, depth, owner, seconds, token, path }: DavLock, request: DavRequest): string {
  const by = owner === '' ? '' : `<D:owner>${owner}</D:owner>`;
  return (
    `<D:activelock><D:locktype><D:write/></D:locktype><D:lockscope><D:${scope}/></D:lockscope><D:depth>${depth}</D:depth>` +
    `${by}<D:timeout>Second-${seconds}</D:timeout><D:locktoken><D:href>${token}</D:href></D:locktoken>` +
    `<D:lockroot><D:href>${escaped(request.href(path, false))}</D:href></D:lockroot></D:activelock>`
  );
}

export const lockAnswer = (lock: DavLock, request: DavRequest): string =>
  `${head}<D:prop xmlns:D="DAV:"><D:lockdiscovery>${activeLock(lock, request)}</D:lockdiscovery></D:prop>`;

/** 423 with the precondition that failed (§16). */
export function lockedBy(
  { path }: DavLock,
  request: DavRequest,
  condition: 'lock-token-submitted' | 'no-conflicting-lock' = 'lock-token-submitted',
): DavStop {
  const href = `<D:href>${escaped(request.href(path, false))}</D:href>`;
  const body = `${head}<D:error xmlns:D="DAV:"><D:${condition}>${href}</D:${condition}></D:error>`;
  return new DavStop(423, { headers: { ...XML_TYPE }, body });
}
