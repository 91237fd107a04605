/** Signing what leaves the house and comes back (rules B3, A3). */
export interface Signer {
  /** Names the master key in use. */
  readonly keyId: string;
  /** A key that signs only the metadata of this one copy; it may be handed to a reader of hostile files. */
  copyKey(tenant: string, project: string, copy: string): Uint8Array;
  /** Does the signature (hexadecimal HMAC-SHA-256) of a copy's metadata hold? */
  verifyCopy(
    claim: { readonly tenant: string; readonly project: string; readonly copy: string; readonly keyId: string },
    payload: string,
    signature: string,
  ): boolean;
  /** An opaque token for what is named by the parts. */
  token(purpose: string, parts: readonly string[]): string;
}
