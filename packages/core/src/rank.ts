import { BASE_62_DIGITS, generateNKeysBetween } from 'fractional-indexing';
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
  if (after === null && before === null) return firstRanks(count);
  try {
    return generateNKeysBetween(after, before, count);
  } catch (cause) {
    throw new CoreError('BAD_RANK', `no ranks between ${String(after)} and ${String(before)}`, {}, cause);
  }
}

/** `a0` … `az`, `b00` … `bzz`, `c000` …: what generateNKeysBetween gives between two open ends, each made at once. */
function firstRanks(count: number): string[] {
  const ranks = new Array<string>(count);
  let made = 0;
  for (let length = 0; made < count; length++) {
    const head = String.fromCharCode(97 + length);
    for (let stem = 0; stem < 62 ** length && made < count; stem++) {
      const start = head + inBase62(stem, length);
      for (let last = 0; last < 62 && made < count; last++) ranks[made++] = start + BASE_62_DIGITS[last]!;
    }
  }
  return ranks;
}

function inBase62(number: number, length: number): string {
  let text = '';
  for (let at = 0, rest = number; at < length; at++, rest = Math.floor(rest / 62))
    text = BASE_62_DIGITS[rest % 62]! + text;
  return text;
}

/** One rank between two others; see `ranksBetween`. */
export function rankBetween(after: string | null, before: string | null): string {
  return ranksBetween(after, before, 1)[0]!;
}
