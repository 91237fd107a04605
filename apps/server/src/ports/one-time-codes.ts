/** Codes that a device and the server work out from the time and a secret that both know (TOTP, RFC 6238). */
export interface OneTimeCodes {
  /** A new secret, as people type it. */
  newSecret(): string;
  /** The address by which apps take the secret over. */
  address(secret: string, issuer: string, account: string): string;
  /** The interval that the code is of, if it is of now or of the one before or after; null: it is no code of this secret. */
  stepOf(secret: string, code: string, now: string): number | null;
}
