/** The hash of an entry of the log, over its canonical JSON as if its lists were in one piece. */
import { createHash, type Hash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { canonicalText } from '../ports/canonical-json.ts';
import type { Unit } from '../ports/database.ts';
import type { AuditList, ChainRecord } from '../ports/records.ts';
import { piecesOf } from './audit-pieces.ts';

/** The lists of an entry where they go on: canonical JSON. */
type Tails = { readonly [List in AuditList]: AsyncIterable<string> };

export async function* later(texts: readonly string[]): AsyncGenerator<string> {
  for (const text of texts) {
    yield text;
    await turn(); // others are served between two pieces
  }
}

/** `SHA-256(previous hash ‖ canonical JSON of the entry)`. */
export async function hashEntry(previous: string, entry: object, tails: Tails): Promise<string> {
  const hash = createHash('sha256').update(previous);
  const { hash: _hash, pieces: _pieces, ...content } = entry as { hash?: string; pieces?: number };
  let before = '{';
  for (const [key, value] of Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (value === undefined) continue;
    hash.update(`${before}${JSON.stringify(key)}:`);
    before = ',';
    if (key === 'changes' || key === 'conflicts') await hashList(hash, canonicalText(value), tails[key]);
    else hash.update(canonicalText(value));
  }
  return hash.update('}').digest('hex');
}

async function hashList(hash: Hash, begun: string, tail: AsyncIterable<string>): Promise<void> {
  let last = begun;
  for await (const text of tail) {
    hash.update(last.slice(0, -1)).update(',');
    last = text.slice(1);
  }
  hash.update(last);
}

/** The same of an entry as it is kept. */
export function hashKept(unit: Unit, previous: string, { log, entry }: ChainRecord): Promise<string> {
  const goesOn = log === 'sync' && entry.pieces > 0;
  const tail = (list: AuditList) => (goesOn ? kept(unit, entry.seq, list) : later([]));
  return hashEntry(previous, entry, { changes: tail('changes'), conflicts: tail('conflicts') });
}

async function* kept(unit: Unit, seq: number, list: AuditList): AsyncGenerator<string> {
  for await (const piece of piecesOf((number) => unit.audit.sealedPiece(seq, list, number))) yield canonicalText(piece);
}
