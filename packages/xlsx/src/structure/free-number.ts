/** The number behind the greatest that is taken; where that cannot be (`most` is the last one), the first that is free. */
export function freeNumber(taken: readonly number[], most: number): number {
  const next = taken.reduce((greatest, number) => Math.max(greatest, number), 0) + 1;
  if (Number.isInteger(next) && next <= most) return next;
  const known = new Set(taken);
  let free = 1;
  while (known.has(free)) free++;
  return free;
}
