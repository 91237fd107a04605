/** Names that stand for personal values: the same value under the same key always has the same one, and nobody else can tell whose it is. */
import { createHmac } from 'node:crypto';

/** What values are told apart by: of people wherever they are named, or of one field. */
export type Tag = 'person' | `field ${string}`;

/** 128 bits of HMAC-SHA-256. */
const HEX = 32;

export class Pseudonyms {
  readonly #key: Uint8Array;
  readonly #given = new Map<string, string>();
  readonly #byValue = new Map<string, string>();

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  of(tag: Tag, value: string): string {
    const named = JSON.stringify([tag, value]);
    const known = this.#byValue.get(named);
    if (known !== undefined) return known;
    const digest = createHmac('sha256', this.#key).update(named).digest('hex').slice(0, HEX);
    const pseudonym = `${tag === 'person' ? 'Person' : 'Hidden'}-${digest}`;
    this.#byValue.set(named, pseudonym);
    this.#given.set(pseudonym, value);
    return pseudonym;
  }

  /** All that were asked for. */
  get given(): readonly (readonly [pseudonym: string, value: string])[] {
    return [...this.#given];
  }
}

/** What is a pseudonym, or was one before somebody typed into it: a person-day is none. */
const likeOne = /(?<![\p{L}\p{N}])(?:person|hidden)-[0-9a-f]{4,}(?![\p{L}\p{N}-])[\p{L}\p{N}]*/giu;

/** The text with everything that is like a pseudonym replaced; null: `by` has nothing for one of them. */
export function withPseudonyms(text: string, by: (found: string) => string | undefined): string | null {
  let whole = true;
  const back = text.replaceAll(likeOne, (found) => {
    const value = by(found);
    whole &&= value !== undefined;
    return value ?? found;
  });
  return whole ? back : null;
}
