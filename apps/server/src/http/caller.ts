import { acceptedLanguage } from '@sprintforge/mapping';
import type { FastifyRequest } from 'fastify';
import type { Caller, House } from '../services/house.ts';
import { Refusal } from '../services/refusal.ts';
import { authenticateSession } from '../services/sessions.ts';
import { authenticate } from '../services/tokens.ts';
import { checkOrigin, fromOf, sessionSecret } from './session-cookie.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before every handler below /api. */
    caller: Caller;
  }
}

/** By bearer token, and then no cookie is looked at; or by the cookie of a session, from our own pages only. */
export async function identify(house: House, request: FastifyRequest): Promise<Caller> {
  const caller = await callerOf(house, request);
  const language = acceptedLanguage(request.headers['accept-language'] ?? '');
  return language === undefined ? caller : { ...caller, language };
}

function callerOf(house: House, request: FastifyRequest): Promise<Caller> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = /^Bearer\s+(\S+)\s*$/i.exec(authorization)?.[1];
    if (!token) throw new Refusal('UNAUTHENTICATED', 'send the header Authorization: Bearer <token>');
    return authenticate(house, token, fromOf(request));
  }
  const secret = sessionSecret(house, request);
  if (secret === undefined)
    throw new Refusal('UNAUTHENTICATED', 'sign in, or send the header Authorization: Bearer <token>');
  checkOrigin(house, request);
  return authenticateSession(house, secret, fromOf(request));
}
