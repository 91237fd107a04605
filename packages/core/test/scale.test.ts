import { expect, test } from 'vitest';
import {
  canonicalJson,
  emptySnapshot,
  merge,
  parseCanonical,
  ranksBetween,
  type Snapshot,
  theirsOf,
  withTasks,
} from '../src/index.ts';

const size = 100_000;

test('100,000 tasks of 12 fields with 1 % edits on each side merge in one go (a bound that only a quadratic step misses)', () => {
  const ranks = ranksBetween(null, null, size);
  const tasks = ranks.map((rank, index) => ({
    id: `SF-${String(index).padStart(8, '0')}`,
    parent: index % 10 === 0 ? null : `SF-${String(index - (index % 10)).padStart(8, '0')}`,
    rank,
    fields: {
      ...{
        name: `Task ${index}`,
        start: '2026-01-05',
        finish: '2026-01-09',
        duration: 5,
        status: 'Open',
        percent: 0.5,
      },
      ...{ assignee: 'Ann, Bob', priority: 'High', cost: index, notes: `n ${index}`, wbs: `1.${index}`, c_x: 'y' },
    },
  }));
  const text = canonicalJson(withTasks(emptySnapshot(), tasks));
  const base = parseCanonical(text);
  const [ours, theirs] = [edited(parseCanonical(text), 3), edited(parseCanonical(text), 5)];
  const begun = performance.now();
  const { counts } = merge(base, ours, theirsOf(theirs, base), { strategy: 'merge' });
  expect(performance.now() - begun).toBeLessThan(5_000);
  expect(counts).toEqual({ edits: size / 50, applied: size / 50, same: 0, conflicts: 0 });
});

/** Every hundredth task has two fields changed. */
function edited(plan: Snapshot, offset: number): Snapshot {
  const some = [...plan.tasks.values()].filter((_, index) => index % 100 === offset);
  return withTasks(
    plan,
    some.map((task) => ({ ...task, fields: { ...task.fields, status: 'Done', percent: 1 } })),
  );
}
