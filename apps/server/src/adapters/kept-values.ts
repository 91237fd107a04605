import { LRUCache } from 'lru-cache';

/** More values than this are not kept; the ones used longest ago go first. */
const MOST_VALUES = 5000;
/** Nor more than so many characters of JSON together. */
const MOST_CHARACTERS = 32 * 1024 * 1024;

/** Values of one process as JSON, so that nobody changes what another was given; each is made once at a time. */
export class KeptValues {
  readonly #values = new LRUCache<string, string>({
    max: MOST_VALUES,
    maxSize: MOST_CHARACTERS,
    sizeCalculation: (text) => text.length + 1,
  });
  readonly #making = new Map<string, Promise<string>>();

  /** `make` gives the JSON text; it is told by `isCurrent` whether nobody has said meanwhile that the value is to be forgotten. */
  async remember<T>(key: string, lifetimeMs: number, make: (isCurrent: () => boolean) => Promise<string>): Promise<T> {
    const known = this.#values.get(key) ?? (await (this.#making.get(key) ?? this.#start(key, lifetimeMs, make)));
    return JSON.parse(known) as T;
  }

  forget(keys: readonly string[]): void {
    for (const key of keys) {
      this.#values.delete(key);
      this.#making.delete(key);
    }
  }

  clear(): void {
    this.#values.clear();
  }

  #start(key: string, ttl: number, make: (isCurrent: () => boolean) => Promise<string>): Promise<string> {
    const isCurrent = (): boolean => this.#making.get(key) === work;
    const work = make(isCurrent)
      .then((text) => {
        // forgotten while it was being made: it may be old already
        if (isCurrent()) this.#values.set(key, text, { ttl });
        return text;
      })
      .finally(() => {
        if (isCurrent()) this.#making.delete(key);
      });
    this.#making.set(key, work);
    return work;
  }
}
