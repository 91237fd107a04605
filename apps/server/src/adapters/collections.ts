/** How V8 collects what is no longer used, in processes that files pass through. */
import { setFlagsFromString } from 'node:v8';

/** Else every 64 MiB of buffers, a few uploads or one large sheet, force a collection of everything. */
const BUFFERS_COUNT_WITH_THE_HEAP = '--external-memory-accounted-in-global-limit';

/** Options of engine processes, apart from the size of their heap. The benchmarks run the engine with the same. */
export const engineFlags: readonly string[] = [
  // rows live for a whole job: a small nursery would copy them again and again
  '--max-semi-space-size=64',
  BUFFERS_COUNT_WITH_THE_HEAP,
  // what a collection has emptied is given back, but its addresses are kept: the next job takes them again
  '--no-decommit-pooled-pages',
];

/** For a server or worker, whatever it was started with. */
export function countBuffersWithHeap(): void {
  setFlagsFromString(BUFFERS_COUNT_WITH_THE_HEAP);
}
