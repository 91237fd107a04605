/**
 * Envelope encryption (AES-256-GCM). What is sealed has a data key of its own; the tenant's key wraps that, and the installation's
 * master key, which may be held by a service that never gives it away, wraps the tenant's.
 */
export interface Keys {
  /** `about` says what it is (an object's kind and name); the same has to be said to open it. */
  seal(tenant: string, about: string, bytes: Uint8Array): Promise<Uint8Array>;
  /** Throws `KeyError`. */
  open(tenant: string, about: string, sealed: Uint8Array): Promise<Uint8Array>;
  /** The same content under the tenant's newest key: another header before the same bytes; null when it is under that already. */
  rewrap(tenant: string, about: string, sealed: Uint8Array): Promise<Uint8Array | null>;
  /** 32 random bytes of this tenant for one purpose, made when they are first asked for and never changed. */
  fixed(tenant: string, purpose: string): Promise<Uint8Array>;
  /** From now on this tenant's things are sealed under a new key; its version. Other processes follow within `KEY_SECONDS`. */
  rotate(tenant: string): Promise<number>;
  /** Wraps anew what other master keys than the current one have wrapped; how many keys of the tenant these were. */
  adopt(tenant: string): Promise<number>;
  /** The keys of this tenant as they are kept: wrapped. */
  wrapped(tenant: string): Promise<readonly TenantKey[]>;
  /** Which key something is sealed under; throws SEAL_BROKEN. */
  keyOf(sealed: Uint8Array): string;
  /** When the key that this tenant's things are sealed under now was made, an ISO instant; null: there is none yet. */
  rotatedAt(tenant: string): Promise<string | null>;
  /** Ids of the master keys that are needed to open what is sealed. */
  mastersInUse(): Promise<readonly string[]>;
  /** Throws `KeyError` when the current master key does not do its work, or a tenant's keys need one that is not here. */
  check(): Promise<void>;
}

/** Who may hold the master key: a key service, or we ourselves. */
export const KEY_HOLDERS = ['vault', 'kms', 'local'] as const;
export type KeyHolder = (typeof KEY_HOLDERS)[number];

/** So long a process goes on with the keys of a tenant that it has, without asking for them again. */
export const KEY_SECONDS = 300;

/** What wraps the tenants' keys. Both methods throw `KeyError`. */
export interface MasterKey {
  /** Which key it is, and nothing of the key; stands beside what it wrapped. */
  readonly id: string;
  wrap(key: Uint8Array, about: string): Promise<Uint8Array>;
  unwrap(wrapped: Uint8Array, about: string): Promise<Uint8Array>;
}

/** A key of the tenant whose unit it is, wrapped. */
export interface TenantKey {
  /** `seal`, or that of a fixed key. */
  readonly purpose: string;
  readonly version: number;
  readonly id: string;
  readonly wrapped: Uint8Array;
  /** Id of the master key. */
  readonly wrappedBy: string;
  readonly createdAt: string;
}

/** Where tenants' keys lie. */
export interface KeyStore {
  all(tenant: string): Promise<TenantKey[]>;
  add(tenant: string, key: TenantKey): Promise<boolean>;
  rewrap(tenant: string, id: string, wrapped: Uint8Array, wrappedBy: string): Promise<void>;
  /** Ids of the master keys that any of them is wrapped by. */
  mastersInUse(): Promise<readonly string[]>;
}

export interface TenantKeys {
  /** In order of their versions. */
  all(): Promise<TenantKey[]>;
  /** false: there is such a version already. */
  add(key: TenantKey): Promise<boolean>;
  rewrap(id: string, wrapped: Uint8Array, wrappedBy: string): Promise<void>;
}

export class KeyError extends Error {
  /** `KEY_MISSING`: it is not here. `SEAL_BROKEN`: changed, or not what it is said to be. `KEY_SERVICE`: who holds it does not answer, or refuses. */
  readonly code: 'KEY_MISSING' | 'SEAL_BROKEN' | 'KEY_SERVICE';
  /** The key, or what was sealed. */
  readonly where: { readonly key?: string; readonly about?: string };
  constructor(code: KeyError['code'], message: string, where: KeyError['where'], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'KeyError';
    this.code = code;
    this.where = where;
  }
}
