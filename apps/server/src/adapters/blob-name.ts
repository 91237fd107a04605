import { createHash } from 'node:crypto';
import { BlobError } from '../ports/blob-store.ts';

/** `<tenant>/<two letters>/<sha256>`; throws `BLOB_NAME` for what is not a tenant's id and a SHA-256. */
export function blobPath(tenant: string, sha256: string): string {
  if (!/^[0-9a-f-]{36}$/.test(tenant) || !/^[0-9a-f]{64}$/.test(sha256))
    throw new BlobError('BLOB_NAME', { tenant, sha256 });
  return `${tenant}/${sha256.slice(0, 2)}/${sha256}`;
}

/** SHA-256 in hexadecimal. */
export const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
