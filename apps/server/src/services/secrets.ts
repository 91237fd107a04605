/** Secrets that are handed out once and kept hashed: tokens, sessions, links, codes. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { House } from './house.ts';

/** 256 random bits as text. */
export const drawSecret = ({ system }: Pick<House, 'system'>): string =>
  Buffer.from(system.random(32)).toString('base64url');

/** Each letter of an alphabet of at most 256 is as likely as any other. */
export function drawLetters({ system }: Pick<House, 'system'>, alphabet: string, length: number): string {
  // bytes beyond the last whole alphabet would make its first letters likelier
  const fair = 256 - (256 % alphabet.length);
  let drawn = '';
  while (drawn.length < length)
    for (const byte of system.random(length))
      if (byte < fair && drawn.length < length) drawn += alphabet[byte % alphabet.length];
  return drawn;
}

/** What is kept of one: random as it is, it needs no salt. */
export const secretHash = (text: string | Uint8Array): Uint8Array => createHash('sha256').update(text).digest();

/** Takes as long for any two: neither their content nor where they differ shows. */
export const sameSecret = (one: string | Uint8Array, other: string | Uint8Array): boolean =>
  timingSafeEqual(secretHash(one), secretHash(other));
