/** The cookie of a session, and what a call that comes with it must show. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { From, House } from '../services/house.ts';
import { Refusal } from '../services/refusal.ts';
import type { StartedSession } from '../services/sessions.ts';

/** Over https bound to this host by its name, which browsers enforce. */
export const cookieNamed = (house: House, what: string): string =>
  `${isHttps(house) ? '__Host-' : ''}sprintforge-${what}`;
const cookieName = (house: House): string => cookieNamed(house, 'session');
const isHttps = ({ publicUrl }: House): boolean => publicUrl.startsWith('https:');

export const cookieAttributes = (house: House) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: isHttps(house) }) as const;

export const sessionSecret = (house: House, request: FastifyRequest): string | undefined =>
  request.cookies[cookieName(house)];

export function setSession(house: House, reply: FastifyReply, { secret, maxAgeSeconds }: StartedSession): void {
  reply.setCookie(cookieName(house), secret, { ...cookieAttributes(house), maxAge: maxAgeSeconds });
}

export function clearSession(house: House, reply: FastifyReply): void {
  reply.clearCookie(cookieName(house), cookieAttributes(house));
}

/** Throws ORIGIN_REFUSED for a call that changes something and is not known to come from our own pages. */
export function checkOrigin(house: House, request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin, host } = request.headers;
  const ours = origin !== undefined && URL.canParse(origin) ? new URL(origin) : null;
  if (ours?.host !== host && ours?.origin !== new URL(house.publicUrl).origin)
    throw new Refusal('ORIGIN_REFUSED', 'the Origin header does not name this server');
}

export const fromOf = (request: FastifyRequest): From => ({
  ip: request.ip,
  userAgent: request.headers['user-agent']?.slice(0, 500) ?? null,
});
