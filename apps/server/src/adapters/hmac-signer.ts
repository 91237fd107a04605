import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Signer } from '../ports/signer.ts';

/** HMAC-SHA-256 with keys derived per purpose from one secret of at least 32 bytes. */
export function hmacSigner(secret: Uint8Array): Signer {
  const keyId = createHash('sha256').update('key-id').update(secret).digest('hex').slice(0, 16);
  const copyKey = (tenant: string, project: string, copy: string): Uint8Array =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['copy', tenant, project, copy]))
      .digest();
  return {
    keyId,
    copyKey,
    verifyCopy(claim, payload, signature) {
      if (claim.keyId !== keyId) return false;
      const expected = createHmac('sha256', copyKey(claim.tenant, claim.project, claim.copy))
        .update(payload)
        .digest();
      const given = Buffer.from(signature, 'hex');
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
    token: (purpose, parts) =>
      createHmac('sha256', secret)
        .update(JSON.stringify([purpose, ...parts]))
        .digest('base64url'),
  };
}
