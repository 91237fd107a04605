/** One request on a view: the answer, and the view afterwards. Pure, so that it can be asked again on a newer view. */
import type { DavView } from '../../ports/dav-links.ts';
import { type DavAnswer, DavStop } from './answer.ts';
import { lock, unlock } from './locking.ts';
import { get, propfind } from './reading.ts';
import type { DavRequest } from './request.ts';
import { copy, makeFolder, move, proppatch, put, remove } from './writing.ts';

export interface DavContent {
  readonly sha256: string;
  readonly size: number;
}

const methods: Readonly<Record<string, (view: DavView, request: DavRequest) => DavAnswer>> = {
  GET: get,
  HEAD: get,
  PROPFIND: propfind,
  PROPPATCH: proppatch,
  MKCOL: makeFolder,
  DELETE: remove,
  COPY: copy,
  MOVE: move,
  LOCK: lock,
  UNLOCK: unlock,
};
export const davMethods: readonly string[] = ['OPTIONS', 'PUT', ...Object.keys(methods)];

/** `content`: of a PUT, what came. */
export function handleDav(view: DavView, request: DavRequest, content?: DavContent): DavAnswer {
  try {
    if (request.method === 'PUT' && content) return put(view, request, content);
    return methods[request.method]?.(view, request) ?? { status: 405 };
  } catch (error) {
    if (error instanceof DavStop) return error.answer;
    throw error;
  }
}
