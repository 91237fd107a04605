import { expect, test } from 'vitest';
import { memoryAtHand, readerHeap } from '../src/adapters/reader-heap.ts';

const GIB = 2 ** 30;

test.each([
  ['a small machine: still what an upload of 50 MiB needs', 2 * GIB, 2, 1024],
  ['half the memory, shared', 12 * GIB, 4, 1536],
  ['what the largest plans need is enough', 64 * GIB, 2, 4096],
])('%s', (_, memory, readers, heap) => {
  expect(readerHeap(memory, readers)).toBe(heap);
});

test.each([
  ['no container', 24 * GIB, 0, 24 * GIB],
  ['a limit of the container', 24 * GIB, 4 * GIB, 4 * GIB],
  ['a container without a limit says more than there is', 24 * GIB, 2 ** 60, 24 * GIB],
])('%s', (_, total, constrained, memory) => {
  expect(memoryAtHand(total, constrained)).toBe(memory);
});
