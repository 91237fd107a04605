/** Files by the SHA-256 of their bytes, each in its tenant's own space, and sealed where they lie. */
export interface BlobStore {
  /** Stores the bytes durably before it answers, and says their SHA-256; storing the same again is nothing. */
  put(tenant: string, bytes: Uint8Array): Promise<string>;
  /** The bytes, checked against the name; throws `BlobError`, or `KeyError`. */
  get(tenant: string, sha256: string): Promise<Uint8Array>;
  has(tenant: string, sha256: string): Promise<boolean>;
  remove(tenant: string, sha256: string): Promise<void>;
  /** All of a tenant, in no order; `size` is that of the bytes, `storedAt` an ISO instant. */
  list(tenant: string): AsyncIterable<{ readonly sha256: string; readonly size: number; readonly storedAt: string }>;
  /** The file as it lies, for a backup. */
  takeSealed(tenant: string, sha256: string): Promise<Uint8Array>;
  /** Takes in what `takeSealed` gave; throws `BLOB_DAMAGED` when it is not that file. */
  putSealed(tenant: string, sha256: string, sealed: Uint8Array): Promise<void>;
  /** Seals what lies there plain; with `rewrap` brings everything under the tenant's newest key. What is read meanwhile is there all the time. */
  renew(tenant: string, rewrap: boolean): Promise<Renewed>;
  /** Removes what was begun before this instant and never became a file. */
  tidy(tenant: string, before: string): Promise<void>;
  /** Throws when nothing could be stored now. */
  check(): Promise<void>;
}

/** How many files. */
export interface Renewed {
  readonly sealed: number;
  readonly rewrapped: number;
}

export class BlobError extends Error {
  readonly code: 'BLOB_MISSING' | 'BLOB_DAMAGED' | 'BLOB_NAME';
  readonly where: { readonly tenant: string; readonly sha256: string };
  constructor(code: BlobError['code'], where: BlobError['where'], cause?: unknown) {
    super(`${code} ${where.sha256}`, cause === undefined ? undefined : { cause });
    this.name = 'BlobError';
    this.code = code;
    this.where = where;
  }
}
