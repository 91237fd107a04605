/**
 * Indexes of a longest strictly increasing subsequence: what can be said to have stayed while the rest was moved.
 * O(n log n).
 */
export function longestRun(values: readonly number[]): ReadonlySet<number> {
  const tails: number[] = [];
  const before = new Int32Array(values.length).fill(-1);
  for (let at = 0; at < values.length; at++) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[tails[middle]!]! < values[at]!) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before[at] = tails[low - 1]!;
    tails[low] = at;
  }
  const run = new Set<number>();
  for (let at = tails[tails.length - 1] ?? -1; at >= 0; at = before[at]!) run.add(at);
  return run;
}
