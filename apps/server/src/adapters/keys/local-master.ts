import { createHash, hkdfSync } from 'node:crypto';
import type { MasterKey } from '../../ports/keys.ts';
import { decrypt, encrypt } from './envelope.ts';

/** A master key of 32 bytes that this process holds itself. */
export function localMaster(key: Uint8Array): MasterKey {
  if (key.length !== 32) throw new Error('a sealing key has 32 bytes');
  return {
    id: masterId(key),
    wrap: async (one, about) => encrypt(key, about, one),
    unwrap: async (wrapped, about) => decrypt(key, about, wrapped),
  };
}

/** `local:` and 16 hexadecimal digits. */
export const masterId = (key: Uint8Array): string =>
  `local:${createHash('sha256').update('sprintforge master key').update(key).digest('hex').slice(0, 16)}`;

/** The master key of a server that is given one secret for everything. */
export const masterFromSecret = (secret: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', 'sprintforge master key', 32));
