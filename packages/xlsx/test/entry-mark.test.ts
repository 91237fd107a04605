import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMarked, markEntry } from '../src/zip/entry-mark.ts';

const entry = { method: 8, size: 1000, crc: 0x1234 };
const bytes = Buffer.from('the bytes of an entry as they are stored');

describe('an entry is known again by its mark', () => {
  test('in whatever pieces its bytes come', () =>
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(300), fc.nat(300), (stored, one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const pieces = [stored.subarray(0, from), stored.subarray(from, to), stored.subarray(to)];
        expect(isMarked(markEntry(entry, pieces), entry, [stored])).toBe(true);
        expect(isMarked(markEntry(entry, [stored]), entry, pieces)).toBe(true);
      }),
      { seed: 2311, numRuns: 200 },
    ));

  test('no mark is made twice', () => expect(markEntry(entry, [bytes])).not.toBe(markEntry(entry, [bytes])));

  const others: readonly [string, typeof entry, Buffer][] = [
    ['another way of storing', { ...entry, method: 0 }, bytes],
    ['another size', { ...entry, size: 1001 }, bytes],
    ['another checksum', { ...entry, crc: 0x1235 }, bytes],
    ['a byte more', entry, Buffer.concat([bytes, Buffer.alloc(1)])],
    ['a byte less', entry, bytes.subarray(1)],
    ['nothing', entry, Buffer.alloc(0)],
  ];
  test.each(others)('%s is another entry', (_, other, stored) => {
    expect(isMarked(markEntry(entry, [bytes]), other, [stored])).toBe(false);
  });
  test('each other byte is another entry', () => {
    const mark = markEntry(entry, [bytes]);
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(isMarked(mark, entry, [changed])).toBe(false);
    }
  });

  const mark = markEntry(entry, [bytes]);
  test.each([
    ['empty', ''],
    ['short', mark.slice(0, -2)],
    ['long', `${mark}00`],
    ['no hex', 'x'.repeat(96)],
  ])('a mark that is %s marks nothing', (_, damaged) => expect(isMarked(damaged, entry, [bytes])).toBe(false));
});
