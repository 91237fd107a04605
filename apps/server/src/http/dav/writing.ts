/** PUT, DELETE, MKCOL, COPY, MOVE, PROPPATCH (RFC 4918 §9). What is done to a view is done to it alone, never to a project. */
import { XLSX_MEDIA_TYPE } from '@sprintforge/protocol';
import type { DavFile, DavNode, DavView } from '../../ports/dav-links.ts';
import { davFile, davFolder, toSecond } from '../../services/dav-nodes.ts';
import { type DavAnswer, DavStop, XML_TYPE } from './answer.ts';
import { changed, parsePropertyUpdate } from './bodies.ts';
import { submittedTokens } from './if-header.ts';
import { requireUnlocked } from './locking.ts';
import { liveLocks } from './locks.ts';
import { isLive, patchResponse } from './multistatus.ts';
import { bounds, sizeOf, treeOf } from './nodes.ts';
import { checkConditions, validators } from './reading.ts';
import { type DavRequest, destinationOf, isBelow, parentOf } from './request.ts';

/** `content`: the bytes that came, which are kept already. */
export function put(
  view: DavView,
  request: DavRequest,
  content: { readonly sha256: string; readonly size: number },
): DavAnswer {
  const { path, headers, now } = request;
  const before = view.nodes.get(path);
  const tokens = submittedTokens(view, request);
  if (before?.kind === 'folder' || request.slash) throw new DavStop(405);
  requireFolder(view, path);
  if (headers['content-range'] !== undefined) throw new DavStop(400);
  requireUnlocked(view, request, tokens, path);
  if (!before) requireUnlocked(view, request, tokens, parentOf(path));
  checkConditions(before, request);
  const type = headers['content-type'] ?? (path.toLowerCase().endsWith('.xlsx') ? XLSX_MEDIA_TYPE : undefined);
  const file = davFile({ ...content, type }, now, before);
  const status = before ? 204 : 201;
  return {
    status,
    headers: { etag: file.etag, 'last-modified': validators(file)['last-modified']! },
    ...placed(view, path, file),
  };
}

/** The view with a file at a path; a plan's is to be merged first. */
function placed(view: DavView, path: string, file: DavFile): Pick<DavAnswer, 'view' | 'stored'> {
  const isPlan = view.plans.has(path);
  const own = isPlan ? { ...file, revision: null } : file;
  const after = bounded({ ...view, nodes: new Map(view.nodes).set(path, own) });
  return isPlan && file.size > 0 ? { view: after, stored: { path, file: own } } : { view: after };
}

function bounded(view: DavView): DavView {
  if (view.nodes.size > bounds.nodes || sizeOf(view) > bounds.bytes) throw new DavStop(507);
  return view;
}

function requireFolder(view: DavView, path: string): void {
  if (path === '/' || view.nodes.get(parentOf(path))?.kind !== 'folder') throw new DavStop(path === '/' ? 405 : 409);
}

export function makeFolder(view: DavView, request: DavRequest): DavAnswer {
  const { path, now } = request;
  const tokens = submittedTokens(view, request);
  if (request.xml !== '') throw new DavStop(415);
  if (view.nodes.has(path) || view.plans.has(path)) throw new DavStop(405);
  requireFolder(view, path);
  requireUnlocked(view, request, tokens, parentOf(path));
  return { status: 201, view: bounded({ ...view, nodes: new Map(view.nodes).set(path, davFolder(now)) }) };
}

export function remove(view: DavView, request: DavRequest): DavAnswer {
  const { path } = request;
  const node = view.nodes.get(path);
  const tokens = submittedTokens(view, request);
  if (!node) throw new DavStop(404);
  if (path === '/') throw new DavStop(403);
  requireUnlocked(view, request, tokens, path, true);
  requireUnlocked(view, request, tokens, parentOf(path));
  checkConditions(node, request);
  return { status: 204, view: without(view, path, request.now) };
}

/** The nodes and their locks are gone; that a path is a plan's stays known. */
function without(view: DavView, path: string, now: string): DavView {
  const nodes = new Map(view.nodes);
  for (const one of treeOf(view, path)) nodes.delete(one);
  const locks = liveLocks(view, now).filter((lock) => lock.path !== path && !isBelow(lock.path, path));
  return { ...view, nodes, locks };
}

export function copy(view: DavView, request: DavRequest): DavAnswer {
  const tokens = submittedTokens(view, request);
  const [target, before] = targetOf(view, request, tokens);
  const shallow = (request.headers['depth'] ?? 'infinity').toLowerCase() === '0';
  return transferred(view, request, target, before, shallow);
}

/** A program that saves under another name first moves it over the plan: that stores the plan. */
export function move(view: DavView, request: DavRequest): DavAnswer {
  const { path, now } = request;
  const tokens = submittedTokens(view, request);
  if (path === '/') throw new DavStop(403);
  const [target, before] = targetOf(view, request, tokens);
  requireUnlocked(view, request, tokens, path, true);
  requireUnlocked(view, request, tokens, parentOf(path));
  const answer = transferred(view, request, target, before, false);
  return answer.view ? { ...answer, view: without(answer.view, path, now) } : answer;
}

function targetOf(
  view: DavView,
  request: DavRequest,
  tokens: ReadonlySet<string>,
): readonly [target: string, before: DavNode | undefined] {
  const { path } = request;
  if (!view.nodes.has(path)) throw new DavStop(404);
  const target = destinationOf(request);
  if (target === path || isBelow(target, path)) throw new DavStop(403);
  requireFolder(view, target);
  const before = view.nodes.get(target);
  requireUnlocked(view, request, tokens, target, true);
  if (!before) requireUnlocked(view, request, tokens, parentOf(target));
  if (before && (request.headers['overwrite'] ?? 'T').toUpperCase() === 'F') throw new DavStop(412);
  return [target, before];
}

function transferred(
  view: DavView,
  { path, now, method }: DavRequest,
  target: string,
  before: DavNode | undefined,
  shallow: boolean,
): DavAnswer {
  const status = before ? 204 : 201;
  const node = view.nodes.get(path)!;
  const cleared = before?.kind === 'folder' || node.kind === 'folder' ? without(view, target, now) : view;
  const modified = method === 'MOVE' ? {} : { modified: toSecond(now) };
  if (node.kind === 'file') return { status, ...placed(cleared, target, { ...node, ...modified }) };
  const nodes = new Map(cleared.nodes);
  for (const one of shallow ? [path] : treeOf(view, path))
    nodes.set(target + one.slice(path.length), { ...view.nodes.get(one)!, ...modified });
  return { status, view: bounded({ ...cleared, nodes }) };
}

export function proppatch(view: DavView, request: DavRequest): DavAnswer {
  const { path } = request;
  const node = view.nodes.get(path);
  const tokens = submittedTokens(view, request);
  if (!node) throw new DavStop(404);
  requireUnlocked(view, request, tokens, path);
  const changes = parsePropertyUpdate(request.xml);
  const answer = { status: 207, headers: { ...XML_TYPE }, body: patchResponse(path, changes, request) };
  if (changes.some(({ name }) => isLive(name))) return answer;
  const nodes = new Map(view.nodes).set(path, { ...node, properties: changed(node.properties, changes) });
  return { ...answer, view: { ...view, nodes } };
}
