/** Long lists as JSON: texts of a bounded length, each of which one statement takes, and what a report shows of them. */
import type { ChangeSet } from '@sprintforge/core';

/** Characters of a text that others begin after. One value may be longer. */
const longest = 128 * 1024;

export function jsonLists(
  values: Iterable<unknown>,
  spell: (value: unknown) => string = JSON.stringify,
  most: number = longest,
): string[] {
  const lists: string[] = [];
  let texts: string[] = [];
  let length = 0;
  const end = (): void => {
    if (texts.length > 0) lists.push(`[${texts.join(',')}]`);
    texts = [];
    length = 0;
  };
  for (const value of values) {
    const text = spell(value);
    if (length + text.length > most) end();
    texts.push(text);
    length += text.length + 1;
  }
  end();
  return lists;
}

/** A report names at most so many of anything, and no more than fit into about a megabyte. */
const mostShown = 10_000;
const mostCharacters = 1024 * 1024;

/** The first of a list. */
export function firstOf<T>(list: readonly T[]): readonly T[] {
  let length = 0;
  const end = list.findIndex((value, at) => {
    length += JSON.stringify(value).length;
    return at >= mostShown || length > mostCharacters;
  });
  return end < 0 ? list : list.slice(0, Math.max(1, end));
}

/** A change set as several that together say the same, in this order; each as JSON. One at least. */
export function changeSetPieces(changes: ChangeSet): string[] {
  const pieces: string[] = [];
  let piece = new PieceText();
  for (const kind of kinds)
    for (const how of hows)
      for (const value of changes[kind][how]) {
        const text = JSON.stringify(value);
        if (piece.length > 0 && piece.length + text.length > longest) {
          pieces.push(piece.end());
          piece = new PieceText();
        }
        piece.add(kind, how, text);
      }
  if (piece.length > 0 || changes.settings || pieces.length === 0) pieces.push(piece.end(changes.settings));
  return pieces;
}

/** In the order in which a history tells them. */
const kinds = ['tasks', 'resources', 'dependencies'] as const;
const hows = ['added', 'changed', 'removed'] as const;

class PieceText {
  readonly #lists = new Map(kinds.flatMap((kind) => hows.map((how) => [`${kind} ${how}`, [] as string[]])));
  length = 0;

  add(kind: string, how: string, text: string): void {
    this.#lists.get(`${kind} ${how}`)?.push(text);
    this.length += text.length + 1;
  }

  end(settings?: ChangeSet['settings']): string {
    const list = (kind: string, how: string): string => `"${how}":[${this.#lists.get(`${kind} ${how}`)?.join(',')}]`;
    const members = kinds.map((kind) => `"${kind}":{${hows.map((how) => list(kind, how)).join(',')}}`);
    if (settings) members.push(`"settings":${JSON.stringify(settings)}`);
    return `{${members.join(',')}}`;
  }
}
