/** Options of V8 for engine processes, apart from the size of their heap. The benchmarks run the engine with the same. */
export const engineFlags: readonly string[] = [
  // rows live for a whole job: a small nursery would copy them again and again
  '--max-semi-space-size=64',
  // else every 64 MiB of buffers, a sheet or two, force a full collection
  '--external-memory-accounted-in-global-limit',
  // what a collection has emptied is given back, but its addresses are kept: the next job takes them again
  '--no-decommit-pooled-pages',
];
