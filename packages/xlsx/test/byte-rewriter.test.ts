import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ByteRewriter } from '../src/rows/byte-rewriter.ts';

/** What stands before a number, the number, and what takes its place: another number, or a text. */
const stretch = fc.record({
  before: fc.string({ maxLength: 120 }),
  number: fc.nat(12_000),
  by: fc.oneof(fc.nat(12_000), fc.string({ unit: 'binary', maxLength: 9 })),
});

function check(stretches: readonly { before: string; number: number; by: number | string }[]): void {
  const bytes = Buffer.from(stretches.map(({ before, number }) => before + number).join(''));
  const rewriter = new ByteRewriter(bytes, 0, bytes.length);
  let at = 0;
  for (const { before, number, by } of stretches) {
    const start = at + Buffer.byteLength(before);
    at = start + String(number).length;
    if (typeof by === 'number') rewriter.replaceNumber(start, at, by);
    else rewriter.replace(start, at, by);
  }
  const wanted = Buffer.from(stretches.map(({ before, by }) => before + by).join(''));
  expect(rewriter.finish(bytes.length).equals(wanted)).toBe(true);
}

it('replaces numbers by numbers of the same and another length, and by texts', () => {
  fc.assert(fc.property(fc.array(stretch, { maxLength: 40 }), check), { seed: 41, numRuns: 300 });
});

it('keeps its place over more numbers than wait at a time', () => {
  check(Array.from({ length: 30_000 }, (_, at) => ({ before: '<c r="A', number: 10_000 + at, by: 10_007 + at })));
});
