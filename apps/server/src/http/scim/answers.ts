/** Lists and errors as SCIM has them. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { House } from '../../services/house.ts';
import { Refusal } from '../../services/refusal.ts';
import { noteRefused } from '../refused-calls.ts';

export const scimType = 'application/scim+json; charset=utf-8';

/** `from` counts from 0. */
export const listAnswer = (Resources: readonly unknown[], totalResults: number, from: number) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
  totalResults,
  startIndex: from + 1,
  itemsPerPage: Resources.length,
  Resources,
});

/** What is no refusal of ours is answered, and logged, as everywhere. */
export function answerFault(house: House, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!(error instanceof Refusal)) throw error as FastifyError;
  noteRefused(house.refusals, request, error.problem, error.concerned);
  const { status, code, detail, title } = error.problem;
  const kind = code === 'ALREADY_MEMBER' ? 'uniqueness' : error.where['scimType'];
  if (status === 429) reply.header('retry-after', String(error.where['retry_after'] ?? 5));
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .status(status)
    .header('content-type', scimType)
    .send({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(status),
      ...(kind === undefined ? {} : { scimType: kind }),
      detail: detail ?? title,
    });
}
