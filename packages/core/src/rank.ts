import { generateNKeysBetween } from 'fractional-indexing';
import { CoreError } from './error.ts';
import type { Task } from './types.ts';

/** Order of strings by code units: the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Order of siblings: by rank, equal ranks by id (rule ID8). */
export function compareRank(a: Task, b: Task): number {
  return compareText(a.rank, b.rank) || compareText(a.id, b.id);
}

/**
 * `count` new ranks in rising order, strictly between `after` and `before`; null is the open end.
 * @throws CoreError `BAD_RANK` when a bound is not a fractional index or `after` is not below `before`
 */
export function ranksBetween(after: string | null, before: string | null, count: number): string[] {
  if (after !== null && before !== null && after >= before) {
    throw new CoreError('BAD_RANK', `${after} is not below ${before}`);
  }
  try {
    return generateNKeysBetween(after, before, count);
  } catch (cause) {
    throw new CoreError('BAD_RANK', `no ranks between ${String(after)} and ${String(before)}`, {}, cause);
  }
}

/** One rank between two others; see `ranksBetween`. */
export function rankBetween(after: string | null, before: string | null): string {
  return ranksBetween(after, before, 1)[0]!;
}
