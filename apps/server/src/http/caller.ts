import { acceptedLanguage } from '@sprintforge/mapping';
import type { FastifyRequest } from 'fastify';
import type { Caller, House } from '../services/house.ts';
import { Refusal } from '../services/refusal.ts';
import { authenticate } from '../services/tokens.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before every handler below /api. */
    caller: Caller;
  }
}

/** Bearer tokens only; cookies are not looked at. */
export async function identify(house: House, request: FastifyRequest): Promise<Caller> {
  const token = /^Bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!token) throw new Refusal('UNAUTHENTICATED', 'send the header Authorization: Bearer <token>');
  const userAgent = request.headers['user-agent']?.slice(0, 500) ?? null;
  const caller = await authenticate(house, token, { ip: request.ip, userAgent });
  const language = acceptedLanguage(request.headers['accept-language'] ?? '');
  return language === undefined ? caller : { ...caller, language };
}
