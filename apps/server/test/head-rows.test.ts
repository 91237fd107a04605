import { canonicalJson, diff, impact, orderedTasks, parseCanonical, type Snapshot } from '@sprintforge/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { perform, plan, steps } from '../../../packages/core/test/arbitrary-plan.ts';
import { headDelta } from '../src/engine/head-rows.ts';
import { KeptSnapshots } from '../src/engine/kept-snapshots.ts';
import { keptPlans, packSnapshot, sha256, snapshotHash, unpackSnapshot } from '../src/engine/packing.ts';
import { sharedTasks } from '../src/engine/shared-tasks.ts';
import type { HeadDelta, TaskHead } from '../src/ports/records.ts';

const runs = { seed: 31_07, numRuns: 2_000 };

/** The head tables, as the statements of a delta leave them. */
function written(rows: ReadonlyMap<string, TaskHead>, { tasks, removedTasks }: HeadDelta): Map<string, TaskHead> {
  const all = new Map(rows);
  for (const id of removedTasks) all.delete(id);
  for (const row of tasks) all.set(row.id, row);
  return all;
}

const rowsOf = (after: Snapshot): Map<string, TaskHead> =>
  written(new Map(), headDelta(null, after, diff({ ...after, tasks: new Map(), dependencies: new Map() }, after)));

describe('the rows of the head tables', () => {
  test('a delta makes of the rows of one plan those of the other', () =>
    fc.assert(
      fc.property(plan, steps(6), (before, work) => {
        const after = perform(before, work);
        const delta = headDelta(before, after, diff(before, after));
        expect(written(rowsOf(before), delta)).toEqual(rowsOf(after));
      }),
      runs,
    ));

  test('paths order them as the plan does', () =>
    fc.assert(
      fc.property(plan, (after) => {
        const byPath = [...rowsOf(after).values()].sort((a, b) =>
          Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)),
        );
        expect(byPath.map(({ id }) => id)).toEqual(orderedTasks(after).map(({ id }) => id));
      }),
      runs,
    ));

  test('one edit is one row, however large the plan', () => {
    const tasks = Array.from({ length: 1000 }, (_, at) => ({
      id: `T${at}`,
      parent: at === 0 ? null : 'T0',
      rank: `a${String(at).padStart(4, '0')}`,
      fields: { name: `Task ${at}` },
    }));
    const [first] = fc.sample(plan, { seed: 1, numRuns: 1 });
    const before = { ...first!, dependencies: new Map(), tasks: new Map(tasks.map((task) => [task.id, task])) };
    const edited = { ...tasks[7]!, fields: { name: 'Other' } };
    const after = { ...before, tasks: new Map(before.tasks).set('T7', edited) };
    const { tasks: rows, ...rest } = headDelta(before, after, diff(before, after));
    expect(rows.map(({ id, path, level }) => [id, path, level])).toEqual([['T7', 'a0000.T0!a0007.T7', 2]]);
    expect(Object.values(rest).flat()).toEqual([]);
  });
});

describe('plans that are kept', () => {
  test('a packed plan is the one that its bytes say', () =>
    fc.assert(
      fc.property(plan, (before) => {
        const { bytes, hash, snapshot } = packSnapshot(before);
        const text = canonicalJson(before);
        expect(unpackSnapshot(bytes)).toBe(snapshot);
        expect(snapshot).toEqual(parseCanonical(text));
        expect([...snapshot.tasks.keys()]).toEqual([...parseCanonical(text).tasks.keys()]);
        expect(snapshotHash(snapshot)).toBe(hash);
      }),
      { ...runs, numRuns: 200 },
    ));

  test('a plan that is still kept need not be sent, and one packed beside the plan before has the same bytes', () =>
    fc.assert(
      fc.property(plan, steps(4), (first, work) => {
        const before = packSnapshot(first).snapshot;
        const after = perform(before, work);
        const { bytes, snapshot } = packSnapshot(after, before);
        const apart = packSnapshot(parseCanonical(canonicalJson(after)));
        expect(Buffer.compare(bytes, apart.bytes)).toBe(0);
        expect(keptPlans()).toContain(sha256(bytes));
        expect(unpackSnapshot({ keptPlan: sha256(bytes) })).toEqual(snapshot);
        expect(() => unpackSnapshot({ keptPlan: sha256('another') })).toThrow('is not kept here');
      }),
      { ...runs, numRuns: 200 },
    ));

  test('the effect of a change does not depend on what is known already', () =>
    fc.assert(
      fc.property(plan, steps(4), (before, work) => {
        const after = perform(before, work);
        const apart = impact(parseCanonical(canonicalJson(before)), parseCanonical(canonicalJson(after)));
        impact(before, before);
        expect(impact(before, after)).toEqual(apart);
        expect(impact(before, after)).toEqual(apart);
      }),
      runs,
    ));

  test('a plan shares its tasks with one that is known where they say the same, and only there', () =>
    fc.assert(
      fc.property(plan, steps(4), (before, work) => {
        const [known, after] = [before, perform(before, work)].map((one) => parseCanonical(canonicalJson(one)));
        const shared = sharedTasks(after!, known!);
        expect(canonicalJson(shared)).toBe(canonicalJson(after!));
        for (const [id, task] of shared.tasks) {
          const other = known!.tasks.get(id);
          expect(task === other).toBe(other !== undefined && JSON.stringify(task) === JSON.stringify(other));
        }
      }),
      runs,
    ));

  test('those used last stay, within the bound', () => {
    const [one] = fc.sample(plan, { seed: 1, numRuns: 1 });
    const kept = new KeptSnapshots(10);
    for (const key of ['a', 'b', 'c']) kept.keep(key, one!, 3);
    kept.find('a');
    kept.keep('d', one!, 4);
    kept.keep('e', one!, 11);
    expect(['a', 'b', 'c', 'd', 'e'].filter((key) => kept.find(key) !== undefined)).toEqual(['a', 'c', 'd']);
  });
});
