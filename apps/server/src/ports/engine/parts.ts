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
  readonly piece: Long;
}

interface Place {
  readonly path: readonly (string | number)[];
  readonly size: number;
}

/** The last message of a whole; `parts` by their number. */
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
    parts.push({ path, size: whole.length });
  });
  for (const [part, whole] of taken.entries())
    for (let at = 0; at < whole.length; at += pieceSize)
      yield { type: 'piece', part, piece: cut(whole, at, at + pieceSize) };
  yield { type: 'rest', value: bare, parts };
}

const cut = (whole: Long, from: number, to: number): Long =>
  typeof whole === 'string' ? whole.slice(from, to) : whole.subarray(from, to);

/** Puts together what `inPieces` took apart, one whole after the other. */
export class Whole {
  #parts: Long[][] = [];

  add({ part, piece }: Piece): void {
    const known = this.#parts[part];
    if (known) known.push(piece);
    else this.#parts[part] = [piece];
  }

  end({ value, parts }: Rest): unknown {
    const all = { value } as Record<string, unknown>;
    for (const [part, { path, size }] of parts.entries())
      put(all, ['value', ...path], joined(this.#parts[part]!, size));
    this.#parts = [];
    return all.value;
  }
}

function joined(pieces: readonly Long[], size: number): Long {
  const [first] = pieces;
  if (typeof first === 'string') return pieces.join('');
  if (pieces.length === 1 && first) return first;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces as readonly Uint8Array[]) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function put(into: Record<string | number, unknown>, path: readonly (string | number)[], whole: Long): void {
  const [key, ...rest] = path;
  if (rest.length === 0) into[key!] = whole;
  else put(into[key!] as Record<string | number, unknown>, rest, whole);
}

/** The same value, null where something long was. */
function without(value: unknown, path: Place['path'], take: (path: Place['path'], whole: Long) => void): unknown {
  if (typeof value === 'string' || value instanceof Uint8Array) {
    if (value.length <= long) return value;
    take(path, value);
    return null;
  }
  if (Array.isArray(value)) return value.map((item, at) => without(item, [...path, at], take));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, without(item, [...path, key], take)]));
}
