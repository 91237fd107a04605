/** Entity tags: JSON resources carry the revision (architecture: "ETag is the revision"). */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../services/refusal.ts';

/** Sends the body with its tag, or 304 when the client has it. `more`: what else the answer depends on. */
export function sendTagged(
  request: FastifyRequest,
  reply: FastifyReply,
  revision: number,
  body: unknown,
  more = '',
): FastifyReply {
  const etag = more ? `"${revision}-${more}"` : `"${revision}"`;
  reply.header('etag', etag).header('cache-control', 'private, no-cache');
  return knows(request, etag) ? reply.status(304).send() : reply.send(body);
}

/** Weak comparison, as RFC 9110 §13.1.2 wants for If-None-Match. */
export function knows(request: FastifyRequest, etag: string): boolean {
  const bare = (text: string): string =>
    text
      .trim()
      .replace(/^W\//, '')
      .replace(/-(gzip|br|deflate|zstd)(?="$)/, '');
  const tags = request.headers['if-none-match']?.split(',') ?? [];
  return tags.some((tag) => tag.trim() === '*' || bare(tag) === bare(etag));
}

/** The revision in If-Match; null when the header is absent or `*`. */
export function expectedRevision(request: FastifyRequest): number | null {
  const header = request.headers['if-match'];
  if (header === undefined || header.trim() === '*') return null;
  const match = /^\s*"?(\d+)(?:-[^"]*)?"?\s*$/.exec(header);
  if (!match) throw new Refusal('STALE_REVISION', 'If-Match does not name a revision');
  return Number(match[1]);
}

/** As `expectedRevision`, for calls that must say which revision they mean. */
export function neededRevision(request: FastifyRequest): number | null {
  if (request.headers['if-match'] === undefined)
    throw new Refusal('IF_MATCH_NEEDED', 'send If-Match with the revision that you saw, or *');
  return expectedRevision(request);
}
