/** Entries of the log whose lists are too long for one value: they go on in pieces. */
import type { AuditList } from '../ports/records.ts';

type Piece = readonly unknown[];

/** A list where it goes on. `load`: the piece of a number, from 1; null when there are no more. */
export async function* piecesOf(load: (number: number) => Promise<Piece | null>): AsyncGenerator<Piece> {
  for (let number = 1; ; number += 1) {
    const piece = await load(number);
    if (piece === null) return;
    yield piece;
  }
}

export interface Spread {
  readonly seq: number;
  readonly pieces?: number;
  readonly changes: unknown;
  readonly conflicts: unknown;
}

/** An entry, then the same entry again for every piece, with the number of the piece and of its lists only where that one goes on. */
export async function* wholeEntry<E extends Spread>(
  entry: E,
  load: (seq: number, list: AuditList, number: number) => Promise<Piece | null>,
): AsyncGenerator<E & { readonly piece?: number }> {
  yield entry;
  if (!entry.pieces) return;
  let piece = 0;
  for (const list of ['changes', 'conflicts'] as const)
    for await (const content of piecesOf((number) => load(entry.seq, list, number)))
      yield { ...entry, changes: null, conflicts: null, [list]: content, piece: ++piece };
}
