const MIB = 2 ** 20;
const [LEAST, MOST] = [1024, 4096];

/**
 * What the heap of each of so many engine processes may take, in MiB: their share of half the memory (bytes), as the rest is
 * the database's, the server's and the system's. The largest plans (150,000 tasks with long notes, each edited) need 2.8 GiB.
 */
export const readerHeap = (memory: number, readers: number): number =>
  Math.min(MOST, Math.max(LEAST, Math.floor(memory / 2 / readers / MIB)));

/** Bytes that this process and its children may take: the container's limit where there is one. */
export function memoryAtHand(total: number, constrained: number): number {
  return constrained > 0 ? Math.min(total, constrained) : total;
}
