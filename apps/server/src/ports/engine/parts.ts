/**
 * What goes from process to process in messages of a bounded size, so that neither side is held up by a long one: long texts and
 * bytes go ahead in pieces, the message follows without them and says where they belong.
 */

/** Shorter ones stay where they are. */
const long = 8 * 1024;
const pieceSize = 1024 * 1024;

type Long = string | Uint8Array;

export interface Piece {
  readonly type: 'piece';
  /** Number of the text or the bytes that it is a piece of. */
  readonly part: number;
  /** Of the whole: there is room for it before all of it is there, so that nothing has to be moved at its end. */
  readonly size: number;
  readonly piece: Long;
}

type Place = readonly (string | number)[];

/** The last message of a whole; `parts`: where each belongs, by its number. */
export interface Rest {
  readonly type: 'rest';
  readonly value: unknown;
  readonly parts: readonly Place[];
}

/** `value`: plain objects, lists, texts, numbers and bytes. Each message is given when the one before it has been taken. */
export function* inPieces(value: unknown): Generator<Piece | Rest> {
  const taken: Long[] = [];
  const parts: Place[] = [];
  const bare = without(value, [], (path, whole) => {
    taken.push(whole);
    parts.push(path);
  });
  for (const [part, whole] of taken.entries())
    for (let at = 0; at < whole.length; at += pieceSize)
      yield { type: 'piece', part, size: whole.length, piece: cut(whole, at, at + pieceSize) };
  yield { type: 'rest', value: bare, parts };
}

const cut = (whole: Long, from: number, to: number): Long =>
  typeof whole === 'string' ? whole.slice(from, to) : whole.subarray(from, to);

/** Puts together what `inPieces` took apart, one whole after the other. */
export class Whole {
  #parts: Growing[] = [];

  add({ part, size, piece }: Piece): void {
    this.#parts[part] ??= typeof piece === 'string' ? new Text() : new Bytes(size);
    this.#parts[part].add(piece);
  }

  end({ value, parts }: Rest): unknown {
    const all = { value } as Record<string, unknown>;
    for (const [part, path] of parts.entries()) put(all, ['value', ...path], this.#parts[part]!.whole());
    this.#parts = [];
    return all.value;
  }
}

interface Growing {
  add(piece: Long): void;
  whole(): Long;
}

class Text implements Growing {
  readonly #pieces: string[] = [];
  add(piece: Long): void {
    this.#pieces.push(piece as string);
  }
  whole(): Long {
    return this.#pieces.join('');
  }
}

class Bytes implements Growing {
  readonly #whole: Uint8Array;
  #at = 0;
  constructor(size: number) {
    this.#whole = new Uint8Array(size);
  }
  add(piece: Long): void {
    this.#whole.set(piece as Uint8Array, this.#at);
    this.#at += piece.length;
  }
  whole(): Long {
    return this.#whole;
  }
}

function put(into: Record<string | number, unknown>, path: Place, whole: Long): void {
  const [key, ...rest] = path;
  if (rest.length === 0) into[key!] = whole;
  else put(into[key!] as Record<string | number, unknown>, rest, whole);
}

/** The same value, null where something long was. */
function without(value: unknown, path: Place, take: (path: Place, whole: Long) => void): unknown {
  if (typeof value === 'string' || value instanceof Uint8Array) {
    if (value.length <= long) return value;
    take(path, value);
    return null;
  }
  if (Array.isArray(value)) return value.map((item, at) => without(item, [...path, at], take));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, without(item, [...path, key], take)]));
}
