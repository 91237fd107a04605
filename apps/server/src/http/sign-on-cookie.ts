/** The cookie of a browser that has gone to an identity provider: by it the browser that comes back shows that it is the same one. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { House } from '../services/house.ts';
import { attemptMinutes } from '../services/sign-on/attempts.ts';
import { cookieAttributes, cookieNamed } from './session-cookie.ts';

const nameOf = (house: House): string => cookieNamed(house, 'sign-on');

export const signOnSecret = (house: House, request: FastifyRequest): string | undefined =>
  request.cookies[nameOf(house)];

export function setSignOn(house: House, reply: FastifyReply, secret: string): void {
  reply.setCookie(nameOf(house), secret, { ...cookieAttributes(house), maxAge: attemptMinutes * 60 });
}

export function clearSignOn(house: House, reply: FastifyReply): void {
  reply.clearCookie(nameOf(house), cookieAttributes(house));
}
