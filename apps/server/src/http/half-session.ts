/** A session that lacks its second factor reaches nothing but the way to give one. */
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../services/house.ts';
import { Refusal } from '../services/refusal.ts';

const reached = {
  code: /^(GET \/api\/me|POST \/api\/auth\/sign-out|GET \/api\/auth\/second-factor|POST \/api\/auth\/second-factor(\/passkey(\/options)?)?)$/,
  enrolment:
    /^(GET \/api\/me|POST \/api\/auth\/sign-out|GET \/api\/auth\/second-factor|POST \/api\/auth\/second-factor\/totp(\/confirm)?|POST \/api\/auth\/passkeys(\/options)?)$/,
};

/** Throws SECOND_FACTOR_NEEDED. */
export function checkWhole({ lacks }: Caller, request: FastifyRequest): void {
  if (!lacks) return;
  const call = `${request.method} ${request.routeOptions.url ?? ''}`;
  if (!reached[lacks].test(call)) throw new Refusal('SECOND_FACTOR_NEEDED', undefined, { lacks });
}
