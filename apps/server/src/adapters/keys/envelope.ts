/**
 * The form of what is sealed: `SFS1`, the id of the tenant's key (16 bytes) and its version (4, big-endian), the data key under it
 * (12 nonce, 32 ciphertext, 16 tag), then the content under the data key (12 nonce, ciphertext, 16 tag).
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { setImmediate as otherWork } from 'node:timers/promises';
import { KeyError } from '../../ports/keys.ts';

const MAGIC = Buffer.from('SFS1');
const [NONCE, TAG, KEY] = [12, 16, 32];
/** Where the data key begins, and the content. */
const WRAP = MAGIC.length + 16 + 4;
export const HEADER = WRAP + NONCE + KEY + TAG;
/** By so much what is sealed is longer. */
export const OVERHEAD = HEADER + NONCE + TAG;
/** Large content is done in pieces, between which the process does other things. */
const PIECE = 1024 * 1024;

export interface WrappingKey {
  /** A UUID. */
  readonly id: string;
  readonly version: number;
  readonly key: Uint8Array;
}

export const isSealed = (bytes: Uint8Array): boolean =>
  bytes.length >= OVERHEAD && MAGIC.equals(bytes.subarray(0, MAGIC.length));

/** Which key the data key is wrapped by; throws SEAL_BROKEN on what was never sealed. The header alone is enough. */
export function wrappedBy(sealed: Uint8Array, about: string): Pick<WrappingKey, 'id' | 'version'> {
  if (sealed.length < HEADER || !MAGIC.equals(sealed.subarray(0, MAGIC.length))) throw broken(about);
  const header = Buffer.from(sealed.buffer, sealed.byteOffset, WRAP);
  const id = header.toString('hex', 4, 20).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return { id, version: header.readUInt32BE(20) };
}

export async function seal(by: WrappingKey, about: string, bytes: Uint8Array): Promise<Uint8Array> {
  const dataKey = randomBytes(KEY);
  const out = Buffer.allocUnsafe(OVERHEAD + bytes.length);
  headerOf(by, about, dataKey).copy(out);
  const nonce = randomBytes(NONCE);
  nonce.copy(out, HEADER);
  const cipher = createCipheriv('aes-256-gcm', dataKey, nonce).setAAD(contentOf(about));
  await inPieces(bytes, out, HEADER + NONCE, (piece) => cipher.update(piece));
  cipher.final();
  cipher.getAuthTag().copy(out, out.length - TAG);
  return out;
}

export async function open(by: WrappingKey, about: string, sealed: Uint8Array): Promise<Uint8Array> {
  const dataKey = dataKeyOf(by, about, sealed);
  const at = HEADER + NONCE;
  if (sealed.length < at + TAG) throw broken(about);
  const decipher = createDecipheriv('aes-256-gcm', dataKey, sealed.subarray(HEADER, at)).setAAD(contentOf(about));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  const content = sealed.subarray(at, sealed.length - TAG);
  const out = Buffer.allocUnsafe(content.length);
  await inPieces(content, out, 0, (piece) => decipher.update(piece));
  verified(about, () => decipher.final());
  return out;
}

/** The same content, its data key wrapped by another key. */
export function rewrap(from: WrappingKey, to: WrappingKey, about: string, sealed: Uint8Array): Uint8Array {
  const header = headerOf(to, about, dataKeyOf(from, about, sealed));
  return Buffer.concat([header, sealed.subarray(HEADER)]);
}

function headerOf({ id, version, key }: WrappingKey, about: string, dataKey: Uint8Array): Buffer {
  const named = Buffer.alloc(WRAP);
  MAGIC.copy(named);
  named.write(id.replaceAll('-', ''), 4, 'hex');
  named.writeUInt32BE(version, 20);
  return Buffer.concat([named, encrypt(key, `${named.toString('hex')} ${about}`, dataKey)]);
}

function dataKeyOf({ key }: WrappingKey, about: string, sealed: Uint8Array): Uint8Array {
  const named = Buffer.from(sealed.subarray(0, WRAP)).toString('hex');
  return decrypt(key, `${named} ${about}`, sealed.subarray(WRAP, HEADER));
}

/** Something small under a key that is at hand: nonce, ciphertext, tag. */
export function encrypt(key: Uint8Array, about: string, bytes: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about));
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** Throws SEAL_BROKEN unless it is what `encrypt` made with the same key and `about`. */
export function decrypt(key: Uint8Array, about: string, sealed: Uint8Array): Uint8Array {
  if (sealed.length < NONCE + TAG) throw broken(about);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE)).setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  const bytes = decipher.update(sealed.subarray(NONCE, sealed.length - TAG));
  verified(about, () => decipher.final());
  return bytes;
}

const contentOf = (about: string): Uint8Array => Buffer.from(`content ${about}`);
const broken = (about: string, cause?: unknown): KeyError =>
  new KeyError('SEAL_BROKEN', `${about} is not what was sealed`, { about }, cause);

function verified(about: string, end: () => unknown): void {
  try {
    end();
  } catch (cause) {
    throw broken(about, cause);
  }
}

async function inPieces(from: Uint8Array, to: Buffer, at: number, turn: (piece: Uint8Array) => Buffer): Promise<void> {
  for (let done = 0; done < from.length; done += PIECE) {
    if (done > 0) await otherWork();
    turn(from.subarray(done, done + PIECE)).copy(to, at + done);
  }
}
