/** Secrets that are handed out once and kept hashed: tokens, sessions, links. */
import { createHash } from 'node:crypto';
import type { House } from './house.ts';

/** 256 random bits as text. */
export const drawSecret = ({ system }: Pick<House, 'system'>): string =>
  Buffer.from(system.random(32)).toString('base64url');

/** What is kept of one: random as it is, it needs no salt. */
export const secretHash = (text: string): Uint8Array => createHash('sha256').update(text).digest();
