import { createCipheriv, createDecipheriv } from 'node:crypto';
import { BlobError } from '../ports/blob-store.ts';

/** `<tenant>/<two letters>/<name>`; throws `BLOB_NAME` for what is not a tenant's id and the name of an object. */
export function objectPath(tenant: string, name: string): string {
  if (!/^[0-9a-f-]{36}$/.test(tenant) || !isObjectName(name))
    throw new BlobError('BLOB_NAME', { tenant, sha256: name });
  return `${tenant}/${name.slice(0, 2)}/${name}`;
}

export const isSha256 = (name: string): boolean => /^[0-9a-f]{64}$/.test(name);
/** A sealed file's, or the SHA-256 of one that is not sealed yet. */
export const isObjectName = (name: string): boolean => /^([0-9a-f]{64}|[0-9a-f]{80})$/.test(name);

const KEY_WRAP = ['id-aes256-wrap', Buffer.alloc(8, 0xa6)] as const;

/**
 * The name of a sealed file: its SHA-256 wrapped (RFC 3394, 80 digits) by a key of the tenant. The hash itself would tell whoever sees the
 * folder or the bucket that a file they know, or can guess, is there.
 */
export function sealedName(key: Uint8Array, sha256: string): string {
  const cipher = createCipheriv(KEY_WRAP[0], key, KEY_WRAP[1]);
  return Buffer.concat([cipher.update(sha256, 'hex'), cipher.final()]).toString('hex');
}

/** The SHA-256 behind the name; null: no name by this key. */
export function sha256Behind(key: Uint8Array, name: string): string | null {
  try {
    const decipher = createDecipheriv(KEY_WRAP[0], key, KEY_WRAP[1]);
    return Buffer.concat([decipher.update(name, 'hex'), decipher.final()]).toString('hex');
  } catch {
    return null; // the name proves itself, and this one does not
  }
}
