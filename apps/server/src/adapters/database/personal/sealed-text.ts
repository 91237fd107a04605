/**
 * The form in which a personal value stands in a row: `⟦p` (a text) or `⟦v` (anything else, as JSON), the id of the key, a dot, then
 * nonce, ciphertext and tag of AES-256-GCM in base64url, `⟧`. The nonce is an HMAC of the value, so that under one key the same value
 * always has the same form: what is equal stays equal, and a hash over it stays the same.
 */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

const PATTERN = /⟦([pv])([\w-]{12})\.([\w-]{38,})⟧/g;
const BEGIN = '⟦';
const [NONCE, TAG] = [12, 16];

/** What is sealed: a text, or another value. */
export type SealedKind = 'p' | 'v';

export interface SealedPart {
  readonly kind: SealedKind;
  /** Of the key. */
  readonly key: string;
  readonly body: string;
}

/** The key of a subject. */
export class SubjectKey {
  readonly id: string;
  readonly #encryption: Uint8Array;
  readonly #nonces: Uint8Array;

  /** `secret`: 32 random bytes. */
  constructor(id: string, secret: Uint8Array) {
    this.id = id;
    this.#encryption = createHmac('sha256', secret).update('seal').digest();
    this.#nonces = createHmac('sha256', secret).update('nonce').digest();
  }

  seal(kind: SealedKind, plain: string): string {
    const nonce = createHmac('sha256', this.#nonces).update(kind).update(plain).digest().subarray(0, NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.#encryption, nonce).setAAD(Buffer.from(kind));
    const parts = [nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()];
    return `${BEGIN}${kind}${this.id}.${Buffer.concat(parts).toString('base64url')}⟧`;
  }

  /** null: it was not sealed under this key. */
  open({ kind, body }: SealedPart): string | null {
    const bytes = Buffer.from(body, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.#encryption, bytes.subarray(0, NONCE));
    decipher.setAAD(Buffer.from(kind)).setAuthTag(bytes.subarray(-TAG));
    try {
      return decipher.update(bytes.subarray(NONCE, -TAG), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      return null; // somebody typed what only looks like it
    }
  }
}

/** Is anything in it sealed? */
export const holdsSealed = (text: string): boolean => text.includes(BEGIN) && text.search(PATTERN) >= 0;

/** The ids of the keys of everything that is sealed in it. */
export function* keysIn(text: string): Generator<string> {
  if (text.includes(BEGIN)) for (const [, , key] of text.matchAll(PATTERN)) yield key!;
}

/** With everything that is sealed in it replaced; a value that is no text can only stand alone. */
export function withOpened(text: string, open: (part: SealedPart, all: string) => unknown): unknown {
  const alone = text.startsWith(`${BEGIN}v`) ? [...text.matchAll(PATTERN)] : [];
  if (alone.length === 1 && alone[0]?.[0] === text) return open(partOf(alone[0]), text);
  return text.replaceAll(PATTERN, (...found: string[]) => String(open(partOf(found), found[0]!)));
}

const partOf = ([, kind, key, body]: readonly string[]): SealedPart => ({
  kind: kind as SealedKind,
  key: key!,
  body: body!,
});

/** How all that is sealed under this key begins, where it is a text. */
export const beginningOf = (key: string): string => `${BEGIN}p${key}.`;
