/** Sync tokens as JWT (HS256), each organisation's keys derived from the server's secret by their names. */
import { createHmac } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, SignJWT } from 'jose';
import type { SyncClaims, SyncTokenFault, SyncTokens } from '../ports/sync-tokens.ts';

const algorithm = 'HS256';
const type = 'sf-sync+jwt';
const issuer = 'sprintforge';
const audience = 'sprintforge-sync';
const skewSeconds = 30;

/** `secret`: at least 32 bytes. */
export function jwtSyncTokens(secret: Uint8Array): SyncTokens {
  const keyOf = (tenant: string, kid: string): Uint8Array =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['sync-token', tenant, kid]))
      .digest();
  return {
    sign: ({ tenant, userId, project, scope, jti, issuedAt, expiresAt }, kid) =>
      new SignJWT({ tid: tenant, project, scope })
        .setProtectedHeader({ alg: algorithm, typ: type, kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(userId)
        .setJti(jti)
        .setIssuedAt(new Date(issuedAt))
        .setExpirationTime(new Date(expiresAt))
        .sign(keyOf(tenant, kid)),
    peek(token) {
      try {
        const [{ kid }, { tid }] = [decodeProtectedHeader(token), decodeJwt(token)];
        return typeof kid === 'string' && typeof tid === 'string' ? { tenant: tid, kid } : null;
      } catch {
        return null; // no JWT at all
      }
    },
    async verify(token, tenant, kid, now) {
      try {
        const { payload } = await jwtVerify(token, keyOf(tenant, kid), {
          algorithms: [algorithm],
          typ: type,
          issuer,
          audience,
          clockTolerance: skewSeconds,
          currentDate: new Date(now),
          requiredClaims: ['exp', 'iat', 'sub', 'jti', 'tid', 'project', 'scope'],
        });
        return claimsOf(payload) ?? 'TOKEN_INVALID';
      } catch (error) {
        return faultOf(error);
      }
    },
  };
}

function faultOf(error: unknown): SyncTokenFault {
  if (error instanceof errors.JWTExpired) return 'TOKEN_EXPIRED';
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) return 'TOKEN_ALGORITHM';
  if (error instanceof errors.JOSEError || error instanceof TypeError) return 'TOKEN_INVALID';
  throw error;
}

function claimsOf(payload: Readonly<Record<string, unknown>>): SyncClaims | null {
  const { tid, sub, project, scope, jti, iat, exp } = payload;
  const texts = [tid, sub, project, jti].every((one) => typeof one === 'string');
  if (!texts || (scope !== 'sync' && scope !== 'read') || typeof iat !== 'number' || typeof exp !== 'number')
    return null;
  return {
    tenant: tid as string,
    userId: sub as string,
    project: project as string,
    scope,
    jti: jti as string,
    issuedAt: new Date(iat * 1000).toISOString(),
    expiresAt: new Date(exp * 1000).toISOString(),
  };
}
