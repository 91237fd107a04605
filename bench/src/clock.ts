/** Times of one subject in one process, in milliseconds. */
export interface Times {
  /** Of the first call: modules are loaded, but nothing has run and nothing is compiled. */
  readonly first: number;
  /** The fastest of the calls after it, which other programs disturbed least; the first where there was no other. */
  readonly ms: number;
  /** The fastest of the floor, measured in turns with them; 0 where there was no other. */
  readonly floor: number;
}

/** Runs `work` once and then `times` times more, each time after `floor`: what slows the machine down slows both. */
export async function timesOf(times: number, work: () => unknown, floor: () => unknown): Promise<Times> {
  const first = await time(work);
  if (times === 0) return { first, ms: first, floor: 0 };
  const fastest = { ms: Number.POSITIVE_INFINITY, floor: Number.POSITIVE_INFINITY };
  for (let i = 0; i < times; i++) {
    fastest.floor = Math.min(fastest.floor, await time(floor));
    fastest.ms = Math.min(fastest.ms, await time(work));
  }
  return { first, ...fastest };
}

async function time(work: () => unknown): Promise<number> {
  globalThis.gc?.();
  const from = performance.now();
  await work();
  return performance.now() - from;
}
