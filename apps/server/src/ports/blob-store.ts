/** Files by the SHA-256 of their bytes, each in its tenant's own space. */
export interface BlobStore {
  /** Stores the bytes durably before it answers, and says their SHA-256; storing the same again is nothing. */
  put(tenant: string, bytes: Uint8Array): Promise<string>;
  /** The bytes, checked against the name; throws `BlobError`. */
  get(tenant: string, sha256: string): Promise<Uint8Array>;
  has(tenant: string, sha256: string): Promise<boolean>;
  remove(tenant: string, sha256: string): Promise<void>;
  /** All of a tenant, in no order; `storedAt` is an ISO instant. */
  list(tenant: string): AsyncIterable<{ readonly sha256: string; readonly size: number; readonly storedAt: string }>;
  /** Removes what was begun before this instant and never became a file. */
  tidy(tenant: string, before: string): Promise<void>;
  /** Throws when nothing could be stored now. */
  check(): Promise<void>;
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
