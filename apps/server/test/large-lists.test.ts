/** What is too long for one message, one statement or one value goes in pieces, and nothing of it is lost on the way. */
import { isDeepStrictEqual } from 'node:util';
import { apply, type ChangeSet, dependencyKey, diff, emptySnapshot, type Snapshot } from '@sprintforge/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeSetPieces, firstOf, jsonLists } from '../src/engine/json-lists.ts';
import { toldImpact } from '../src/engine/told-impact.ts';
import { canonicalText } from '../src/ports/canonical-json.ts';
import { digest } from '../src/ports/digest.ts';
import { inPieces, type Piece, type Rest, Whole } from '../src/ports/engine/parts.ts';

const MIB = 1024 * 1024;

describe('messages between processes', () => {
  const long = fc.constantFrom(0, 1, 8191, 8192, 8193, 20_000);
  const text = long.map((length) => 'ä'.repeat(length));
  const bytes = long.map((length) => new Uint8Array(length).map((_, at) => at % 251));
  const leaf = fc.oneof(text, bytes, fc.integer(), fc.boolean(), fc.constant(null), fc.constant(undefined));
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie('any'), { maxKeys: 4 }),
    ),
  })).any;

  const whole = new Whole();
  /** As it goes through the channel; nothing that goes there is long. */
  function sent(value: unknown): unknown {
    let back: unknown;
    for (const part of inPieces(value)) {
      const heard = structuredClone(part) as Piece | Rest;
      if (heard.type === 'piece') expect(heard.piece.length).toBeLessThanOrEqual(MIB);
      if (heard.type === 'piece') whole.add(heard);
      else back = whole.end(heard);
    }
    return back;
  }

  test('whatever is taken apart is put together as it was', () => {
    fc.assert(
      fc.property(value, (one) => isDeepStrictEqual(sent(one), structuredClone(one))),
      { seed: 4, numRuns: 100 },
    );
    const large = { texts: ['ä'.repeat(3 * MIB), 'b'.repeat(MIB + 1)], bytes: new Uint8Array(2 * MIB + 1).fill(3) };
    expect(isDeepStrictEqual(sent(large), large)).toBe(true);
  });

  test('the digest of long bytes is that of the whole', async () => {
    const sha = await digest(new Uint8Array(2 * MIB + 3).fill(7));
    expect(sha).toBe('ee1fc8ea0104fc3ffb58fd2bc3a2ceaecb9443770753e178305811776c9ccb5a');
  });
});

const plan = (count: number, name: (at: number) => string): Snapshot => {
  const ids = Array.from({ length: count }, (_, at) => `T${at}`);
  const edges = ids
    .slice(1)
    .map((successor, at) => ({ predecessor: `T${at}`, successor, type: 'FS' as const, lag: 0 }));
  return {
    ...emptySnapshot(),
    tasks: new Map(ids.map((id, at) => [id, { id, parent: null, rank: `a${at}`, fields: { name: name(at) } }])),
    dependencies: new Map(edges.map((edge) => [dependencyKey(edge), edge])),
  };
};

describe('lists', () => {
  test('of JSON are cut between values: together they are all of them, none is long', () => {
    const values = Array.from({ length: 5000 }, (_, at) => ({ at, text: 'x'.repeat(at % 300) }));
    const lists = jsonLists(values);
    expect(lists.length).toBeGreaterThan(3);
    expect(Math.max(...lists.map((list) => list.length))).toBeLessThan(129 * 1024);
    expect(lists.flatMap((list) => JSON.parse(list) as unknown[])).toEqual(values);
    expect(jsonLists([])).toEqual([]);
    expect(jsonLists([{ b: 1, a: 2 }], canonicalText)).toEqual(['[{"a":2,"b":1}]']);
    const huge = ['y'.repeat(MIB), 'z'];
    expect(jsonLists(huge).map((list) => JSON.parse(list) as unknown)).toEqual([[huge[0]], [huge[1]]]);
  });

  test('are shown from the first on, one at least', () => {
    const short = [1, 2, 3];
    expect(firstOf(short)).toBe(short);
    expect(firstOf(Array.from({ length: 20_000 }, () => 0))).toHaveLength(10_000);
    expect(firstOf(['x'.repeat(2 * MIB), 'y'])).toHaveLength(1);
  });

  test('of changes are one change set in several: applied one after the other they do the same', () => {
    const before = plan(3000, (at) => `Task ${at}`);
    const after = plan(2000, (at) => (at % 2 === 0 ? `Task ${at}` : `${'long '.repeat(30)}${at}`));
    for (const [from, to] of [
      [before, after],
      [after, before],
      [before, before],
    ] as const) {
      const changes = diff(from, to);
      const pieces = changeSetPieces(changes).map((text) => JSON.parse(text) as ChangeSet);
      if (from !== to) expect(pieces.length).toBeGreaterThan(1);
      expect(diff(pieces.reduce(apply, from), to)).toEqual(diff(to, to));
      expect(pieces.flatMap(({ tasks }) => tasks.changed)).toEqual(changes.tasks.changed);
    }
  });
});

test('of what a change does to the plan each list is bounded, and counted (A8)', () => {
  const ids = (from: number, count: number) => Array.from({ length: count }, (_, at) => `T${from + at}`);
  const path = { before: ids(0, 40_000), after: ids(5, 40_000) };
  const because = path.after.map((task_id) => ({ task_id, field: 'start', before: null, after: '2026-01-01' }));
  const overload = ids(0, 12_000).map((person) => ({ person, day_from: '2026-01-01', day_to: '2026-01-02' }));
  const finish = { before: null, after: '2026-01-01', because };
  const told = toldImpact({ finish, critical_path: path, overload, cost: { before: 1, after: 2 } });
  for (const list of [told.finish.because, told.critical_path.before, told.critical_path.after, told.overload])
    expect(JSON.stringify(list).length).toBeLessThanOrEqual(MIB);
  expect(told).toMatchObject({
    finish: { because_count: 40_000 },
    critical_path: { before_count: 40_000, after_count: 40_000, joined_count: 5, left_count: 5 },
    overload_count: 12_000,
  });
  expect(told.critical_path.after.slice(0, 2)).toEqual(['T5', 'T6']);
});
