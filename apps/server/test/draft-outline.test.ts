/** Deltas are made on a draft that never looks at the whole plan again: it must say what looking at the whole plan says. */
import { childrenByParent, dependencyKey, rankBetween, ranksBetween, type Task, type TaskId } from '@sprintforge/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DraftEdges } from '../src/engine/draft-edges.ts';
import { DraftOutline } from '../src/engine/draft-outline.ts';

const runs = { seed: 8_19, numRuns: 1_000 };

/** Few ids and ranks, so that they meet: siblings of one rank, parents that are not there (yet, or any more). */
const id = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G');
/** Nothing stands below itself. */
const task: fc.Arbitrary<Task> = fc
  .record({
    id,
    parent: fc.option(id),
    rank: fc.constantFrom('a1', 'a2', 'a3'),
    fields: fc.record({ name: fc.constantFrom('x', 'y') }),
  })
  .filter((one) => one.parent === null || one.parent < one.id);
const after = fc.option(fc.oneof(id, fc.constant(null)), { nil: undefined });
const step = fc.oneof(
  fc.record({ put: task }),
  fc.record({ remove: id }),
  fc.record({ rank: fc.record({ parent: fc.option(id), after, moved: fc.option(id, { nil: undefined }) }) }),
);

type Tasks = ReadonlyMap<TaskId, Task>;

/** The first rank behind a place that comes after the one before it. */
const nextRank = (siblings: readonly Task[], at: number): string | null =>
  siblings.slice(at).find(({ rank }) => at === 0 || rank > siblings[at - 1]!.rank)?.rank ?? null;

/** The place by all the tasks there are. */
function rankByAll(tasks: Tasks, parent: TaskId | null, behind: TaskId | null | undefined, moved?: TaskId): string {
  const siblings = (childrenByParent(tasks).get(parent) ?? []).filter((one) => one.id !== moved);
  const at = behind === null ? 0 : siblings.findIndex((one) => one.id === behind) + 1 || siblings.length;
  return rankBetween(siblings[at - 1]?.rank ?? null, nextRank(siblings, at));
}

/** What is left, by all the tasks there are. */
function removedByAll(tasks: Tasks, gone: TaskId): Map<TaskId, Task> {
  const children = childrenByParent(tasks);
  const { parent } = tasks.get(gone)!;
  const siblings = children.get(parent) ?? [];
  const at = siblings.findIndex((one) => one.id === gone);
  const others = siblings.filter((one) => one.id !== gone);
  const below = children.get(gone) ?? [];
  const ranks = ranksBetween(others[at - 1]?.rank ?? null, nextRank(others, Math.max(at, 0)), below.length);
  const left = new Map(tasks);
  for (const [index, child] of below.entries()) left.set(child.id, { ...child, parent, rank: ranks[index]! });
  left.delete(gone);
  return left;
}

describe('the draft of an outline', () => {
  test('says what looking at all tasks says, after any changes', () =>
    fc.assert(
      fc.property(fc.array(task, { maxLength: 7 }), fc.array(step, { maxLength: 12 }), (before, steps) => {
        let model = new Map(before.map((one) => [one.id, one]));
        const draft = new DraftOutline(model);
        for (const what of steps) {
          if ('put' in what) {
            draft.put(what.put);
            model.set(what.put.id, what.put);
          } else if ('remove' in what) {
            if (!model.has(what.remove)) continue;
            draft.remove(what.remove);
            model = removedByAll(model, what.remove);
          } else {
            const { parent, after: behind, moved } = what.rank;
            expect(draft.rankFor(parent, behind, moved)).toBe(rankByAll(model, parent, behind, moved));
          }
          expect(draft.tasks).toEqual(model);
        }
      }),
      runs,
    ));
});

const edge = fc.record({
  predecessor: id,
  successor: id,
  type: fc.constantFrom('FS' as const, 'SS' as const),
  lag: fc.nat(2),
});

describe('the draft of the edges', () => {
  test('those that lead to a task are replaced, those at a task go with it, in any order', () =>
    fc.assert(
      fc.property(fc.array(edge), fc.array(fc.record({ at: id, lead: fc.option(fc.array(edge)) })), (before, steps) => {
        const model = new Map(before.map((one) => [dependencyKey(one), one]));
        const draft = new DraftEdges(model);
        for (const { at, lead } of steps) {
          const leading = lead?.map((one) => ({ ...one, successor: at }));
          for (const [key, { predecessor, successor }] of model)
            if (successor === at || (leading === undefined && predecessor === at)) model.delete(key);
          for (const one of leading ?? []) model.set(dependencyKey(one), one);
          if (leading) draft.lead(at, leading);
          else draft.drop(at);
          expect([...draft.edges]).toEqual([...model]);
        }
      }),
      runs,
    ));
});
