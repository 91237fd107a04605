/** Sync tokens: signed statements about who may sync which project, for an hour. */
export interface SyncClaims {
  readonly tenant: string;
  readonly userId: string;
  readonly project: string;
  readonly scope: 'sync' | 'read';
  readonly jti: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
}

/** Why a token is refused. */
export type SyncTokenFault =
  | 'TOKEN_INVALID'
  | 'TOKEN_ALGORITHM'
  | 'TOKEN_EXPIRED'
  | 'TOKEN_REVOKED'
  | 'TOKEN_KEY_ROTATED';

/** The keys of a tenant by their names, and its tokens that were revoked. */
export interface SyncKeys {
  /** The newest, newest first. */
  active(count: number): Promise<string[]>;
  exists(kid: string): Promise<boolean>;
  add(kid: string, at: string): Promise<void>;
  isRevoked(jti: string): Promise<boolean>;
  /** `until`: when the token has expired by itself; what has is forgotten. */
  revoke(jti: string, at: string, until: string): Promise<void>;
}

export interface SyncTokens {
  /** `kid` names the key, which is the tenant's own. */
  sign(claims: SyncClaims, kid: string): Promise<string>;
  /** Whose and by which key it claims to be, not checked at all; null: it is no such token. */
  peek(token: string): { readonly tenant: string; readonly kid: string } | null;
  /** The claims once the signature by that key of that tenant, the times and everything else hold. */
  verify(token: string, tenant: string, kid: string, now: string): Promise<SyncClaims | SyncTokenFault>;
}
