/** Keeping small secrets of others (client secrets, private keys) in the database without their being readable there. */
export interface Sealer {
  /** `purpose` is bound to it: it opens for the same purpose alone. */
  seal(purpose: string, text: string): Uint8Array;
  /** Throws `SealError` when it was sealed under another key or for another purpose. */
  open(purpose: string, sealed: Uint8Array): string;
}

export class SealError extends Error {
  readonly code = 'SEAL_BROKEN';
  readonly where: { readonly purpose: string };
  constructor(purpose: string, cause?: unknown) {
    super('a kept secret does not open: the server has another key than the one it was sealed under', { cause });
    this.name = 'SealError';
    this.where = { purpose };
  }
}
