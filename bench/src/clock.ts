/** Times of one subject in one process, in milliseconds. */
export interface Times {
  /** Of the first call: modules are loaded, but nothing has run and nothing is compiled. */
  readonly first: number;
  /** Median of the calls after it; the first where there was no other. */
  readonly ms: number;
  /** Median of the floor, measured in turns with them; 0 where there was no other. */
  readonly floor: number;
}

/** Runs `work` once and then `times` times more, each time after `floor`: what slows the machine down slows both. */
export async function timesOf(times: number, work: () => unknown, floor: () => unknown): Promise<Times> {
  const first = await time(work);
  const [warm, floors]: [number[], number[]] = [[], []];
  if (times > 0) await time(floor);
  for (let i = 0; i < times; i++) {
    floors.push(await time(floor));
    warm.push(await time(work));
  }
  return { first, ms: median(warm) ?? first, floor: median(floors) ?? 0 };
}

async function time(work: () => unknown): Promise<number> {
  globalThis.gc?.();
  const from = performance.now();
  await work();
  return performance.now() - from;
}

function median(taken: readonly number[]): number | undefined {
  return taken.toSorted((a, b) => a - b)[taken.length >> 1];
}
