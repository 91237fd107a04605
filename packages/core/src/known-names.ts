/** Finding names of known people in texts, in time that does not depend on how many there are. */

const word = /[\p{L}\p{N}]+/gu;
const inWord = /[\p{L}\p{N}]/u;
/** Shorter ones stand for too many other things. */
const SHORTEST = 3;

/** Is it found again wherever it stands between other words? */
export const isFindable = (name: string): boolean => name.length >= SHORTEST && name.search(word) === 0;

export class KnownNames {
  /** By their first word in lower case: those that begin with it, the longest first. */
  readonly #byFirst = new Map<string, { readonly name: string; readonly exact: boolean }[]>();
  readonly #all = new Set<string>();

  /** However it is written, as whole words. */
  add(name: string): void {
    this.#put(name.trim(), false);
  }

  /** And each of its words as it is written: of somebody who is a person for sure. */
  addWithParts(name: string): void {
    this.add(name);
    if (!name.includes('@')) for (const [part] of name.matchAll(word)) this.#put(part, true);
  }

  #put(name: string, exact: boolean): void {
    const first = name.match(word)?.[0]?.toLowerCase();
    if (first === undefined || name.length < SHORTEST || this.#all.has(`${exact} ${name}`)) return;
    this.#all.add(`${exact} ${name}`);
    // what stands before the first word is no part of what is found
    const found = { name: name.slice(name.search(word)), exact };
    const beside = this.#byFirst.get(first) ?? [];
    beside.push(found);
    beside.sort((a, b) => b.name.length - a.name.length);
    this.#byFirst.set(first, beside);
  }

  /** The text with every name replaced. */
  replaceIn(text: string, by: (name: string) => string): string {
    let done = '';
    let at = 0;
    for (const { 0: first, index } of text.matchAll(word)) {
      if (index < at) continue;
      const name = this.#at(text, index, first);
      if (name === undefined) continue;
      done += text.slice(at, index) + by(name);
      at = index + name.length;
    }
    return done + text.slice(at);
  }

  #at(text: string, index: number, first: string): string | undefined {
    for (const { name, exact } of this.#byFirst.get(first.toLowerCase()) ?? []) {
      const found = text.slice(index, index + name.length);
      const same = exact ? found === name : found.toLowerCase() === name.toLowerCase();
      if (same && !inWord.test(text[index + name.length] ?? '')) return found;
    }
    return undefined;
  }
}
