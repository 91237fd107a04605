/** Small secrets of others that rows hold (client secrets, private keys, tokens), and keys of people: sealed under the tenant's key, as files are. */

/** Which column it is, and by whose id it is named: `sign-out` by the provider that it is for. */
export type SecretKind = 'provider' | 'second factor' | 'cloud token' | 'sign-out' | 'personal key';

export interface SealedSecret {
  readonly kind: SecretKind;
  readonly id: string;
  readonly sealed: Uint8Array;
}

/** Of the tenant whose unit it is. */
export interface SealedSecrets {
  list(): Promise<SealedSecret[]>;
  /** The same secret in another seal; nothing happens where it is another one by now. */
  replace(before: SealedSecret, sealed: Uint8Array): Promise<void>;
}
