/** Write locks (RFC 4918 §6): which hold where. */
import type { DavLock, DavView } from '../../ports/dav-links.ts';
import { isBelow } from './request.ts';

export const liveLocks = (view: DavView, now: string): readonly DavLock[] =>
  view.locks.filter(({ until }) => until > now);

/** Those that hold for this path. */
export const locksOn = (view: DavView, path: string, now: string): readonly DavLock[] =>
  liveLocks(view, now).filter((lock) => lock.path === path || (lock.depth === 'infinity' && isBelow(path, lock.path)));

export const locksBelow = (view: DavView, path: string, now: string): readonly DavLock[] =>
  liveLocks(view, now).filter((lock) => isBelow(lock.path, path));
