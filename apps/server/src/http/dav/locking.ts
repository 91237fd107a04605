/** LOCK and UNLOCK, and who may write in spite of a lock (RFC 4918 §7, §9.10, §9.11). */
import type { DavLock, DavView } from '../../ports/dav-links.ts';
import { type DavAnswer, DavStop, XML_TYPE } from './answer.ts';
import { parseLockInfo } from './bodies.ts';
import { submittedTokens } from './if-header.ts';
import { liveLocks, locksBelow, locksOn } from './locks.ts';
import { lockAnswer, lockedBy } from './multistatus.ts';
import { emptyFile } from './nodes.ts';
import { type DavRequest, parentOf } from './request.ts';

/** Seconds that a lock may last; it is asked for again in time by whoever still holds it. */
const shortest = 60;
const usual = 180;
const longest = 3600;
const mostLocks = 50;

/** Throws 423 unless the request submits a token of each lock in the way; of shared locks on one resource any will do. */
export function requireUnlocked(
  view: DavView,
  request: DavRequest,
  tokens: ReadonlySet<string>,
  path: string,
  below = false,
): void {
  const on = locksOn(view, path, request.now);
  if (on.length > 0 && !on.some(({ token }) => tokens.has(token))) throw lockedBy(on[0]!, request);
  if (!below) return;
  const inTheWay = locksBelow(view, path, request.now).find(({ token }) => !tokens.has(token));
  if (inTheWay) throw lockedBy(inTheWay, request);
}

/** LOCK, also to make a lock last longer: that keeps its token. */
export function lock(view: DavView, request: DavRequest): DavAnswer {
  const tokens = submittedTokens(view, request);
  if (request.xml.trim() === '') return refresh(view, request, tokens);
  const { scope, owner } = parseLockInfo(request.xml);
  const asked = (request.headers['depth'] ?? 'infinity').toLowerCase();
  if (asked !== '0' && asked !== 'infinity') throw new DavStop(400);
  const { path } = request;
  const others = [
    ...locksOn(view, path, request.now),
    ...(asked === 'infinity' ? locksBelow(view, path, request.now) : []),
  ];
  const held = others.find((other) => scope === 'exclusive' || other.scope === 'exclusive');
  if (held) throw lockedBy(held, request, 'no-conflicting-lock');
  const nodes = new Map(view.nodes);
  const isNew = !nodes.has(path);
  if (isNew) {
    if (nodes.get(parentOf(path))?.kind !== 'folder') throw new DavStop(409);
    requireUnlocked(view, request, tokens, parentOf(path));
    nodes.set(path, emptyFile(request.now));
  }
  const live = liveLocks(view, request.now);
  if (live.length >= mostLocks) throw new DavStop(507);
  const made: DavLock = { token: request.lockToken(), path, depth: asked, scope, owner, ...lasting(request) };
  return {
    status: isNew ? 201 : 200,
    headers: { ...XML_TYPE, 'lock-token': `<${made.token}>` },
    body: lockAnswer(made, request),
    view: { ...view, nodes, locks: [...live, made] },
  };
}

function refresh(view: DavView, request: DavRequest, tokens: ReadonlySet<string>): DavAnswer {
  const found = locksOn(view, request.path, request.now).find(({ token }) => tokens.has(token));
  if (!found) throw new DavStop(request.headers['if'] === undefined ? 400 : 412);
  const longer = { ...found, ...lasting(request) };
  const locks = liveLocks(view, request.now).map((one) => (one === found ? longer : one));
  return { status: 200, headers: { ...XML_TYPE }, body: lockAnswer(longer, request), view: { ...view, locks } };
}

export function unlock(view: DavView, request: DavRequest): DavAnswer {
  const token = request.headers['lock-token']?.replace(/^<|>$/g, '');
  if (!token) throw new DavStop(400);
  const found = locksOn(view, request.path, request.now).find((one) => one.token === token);
  if (!found) throw new DavStop(409);
  const locks = liveLocks(view, request.now).filter((one) => one !== found);
  return { status: 204, view: { ...view, locks } };
}

function lasting({ headers, now }: DavRequest): Pick<DavLock, 'seconds' | 'until'> {
  const asked = /Second-(\d{1,9})/i.exec(headers['timeout'] ?? '')?.[1];
  const wanted = asked === undefined ? (/infinite/i.test(headers['timeout'] ?? '') ? longest : usual) : Number(asked);
  const seconds = Math.min(Math.max(wanted, shortest), longest);
  return { seconds, until: new Date(Date.parse(now) + seconds * 1000).toISOString() };
}
