/** Runs `work` `times` times and gives the median of the wall time in milliseconds, after one warm-up when `times` > 2. */
export async function medianMs(times: number, work: () => unknown): Promise<number> {
  if (times > 2) await work();
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    globalThis.gc?.();
    const from = performance.now();
    await work();
    taken.push(performance.now() - from);
  }
  return taken.sort((a, b) => a - b)[taken.length >> 1]!;
}
