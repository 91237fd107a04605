import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { SealError, type Sealer } from '../ports/sealer.ts';
import type { System } from '../ports/system.ts';

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under a key derived from the server's secret. What is sealed: version, nonce, tag, cipher text. */
export function aesSealer(secret: Uint8Array, system: Pick<System, 'random'>): Sealer {
  const key = Buffer.from(hkdfSync('sha256', secret, new Uint8Array(0), 'sprintforge sealed secrets', 32));
  return {
    seal(purpose, text) {
      const nonce = system.random(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), body]);
    },
    open(purpose, sealed) {
      const bytes = Buffer.from(sealed);
      const [nonceEnd, tagEnd] = [1 + nonceBytes, 1 + nonceBytes + tagBytes];
      if (bytes[0] !== version || bytes.length < tagEnd) throw new SealError(purpose);
      const opened = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, nonceEnd), { authTagLength: tagBytes })
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(nonceEnd, tagEnd));
      try {
        return Buffer.concat([opened.update(bytes.subarray(tagEnd)), opened.final()]).toString('utf8');
      } catch (error) {
        throw new SealError(purpose, error);
      }
    },
  };
}
