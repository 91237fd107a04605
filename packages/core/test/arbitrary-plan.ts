/** Arbitrary plans that are in order (a forest without dangling parents, no cycle of edges), and arbitrary edits of them. */
import fc from 'fast-check';
import {
  type Dependency,
  type DependencyType,
  dependencyKey,
  emptySnapshot,
  type Fields,
  joinPeople,
  type Resource,
  rankBetween,
  ranksBetween,
  type Snapshot,
  type Task,
  type Value,
} from '../src/index.ts';

export const seeded = { seed: 20_26, numRuns: 10_000 } as const;
export const longSeeded = { seed: 4711, numRuns: 1_000_000 } as const;

const ids = Array.from({ length: 6 }, (_, index) => `SF-000${index}`);
const people = ['Ann', 'Bob', 'Çem', '李'];
const types: readonly DependencyType[] = ['FS', 'SS', 'FF', 'SF'];

const values: Record<string, fc.Arbitrary<Value>> = {
  name: fc.constantFrom<Value>(null, 'a', 'b', '=c', 'x\ny\nz', 'x\nq\nz', 'r\ny\nz'),
  start: fc.constantFrom<Value>(null, '2026-01-05', '2026-01-09'),
  finish: fc.constantFrom<Value>(null, '2026-01-06', '2026-01-16'),
  duration: fc.constantFrom<Value>(null, 0, 2, 2.5),
  percent: fc.constantFrom<Value>(null, 0, 0.1 + 0.2, 1),
  assignee: fc.subarray(people).map((names): Value => joinPeople(names)),
  c_ok: fc.constantFrom<Value>(null, true, false),
};
const fieldKeys = Object.keys(values);

const fields: fc.Arbitrary<Fields> = fc.record(values);
const resource = (id: string): fc.Arbitrary<Resource> =>
  fc.constantFrom('Ann', 'Bob', null).map((name) => ({ id, fields: { name } }));

/** A step of somebody's work on a plan; what does not fit the plan is no step. */
export type Step =
  | { readonly kind: 'set'; readonly id: string; readonly field: string; readonly value: Value }
  | {
      readonly kind: 'put';
      readonly id: string;
      readonly under: string | null;
      readonly at: number;
      readonly fields: Fields;
    }
  | { readonly kind: 'move'; readonly id: string; readonly under: string | null; readonly at: number }
  | { readonly kind: 'delete'; readonly id: string }
  | { readonly kind: 'link'; readonly edge: Dependency }
  | { readonly kind: 'unlink'; readonly edge: Dependency }
  | { readonly kind: 'resource'; readonly resource: Resource }
  | { readonly kind: 'dismiss'; readonly id: string };

const id = fc.constantFrom(...ids);
const under = fc.option(id, { nil: null, freq: 2 });
const at = fc.nat(5);
const edge: fc.Arbitrary<Dependency> = fc.record({
  predecessor: id,
  successor: id,
  type: fc.constantFrom(...types.slice(0, 2)),
  lag: fc.constantFrom(0, 1, -2),
});
const resourceId = fc.constantFrom('R1', 'R2');

export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .constantFrom(...fieldKeys)
      .chain((field) =>
        fc.record({ kind: fc.constant('set' as const), id, field: fc.constant(field), value: values[field]! }),
      ),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('put' as const), id, under, at, fields }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), id, under, at }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), id }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('link' as const), edge }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unlink' as const), edge }) },
  {
    weight: 1,
    arbitrary: resourceId.chain((name) =>
      fc.record({ kind: fc.constant('resource' as const), resource: resource(name) }),
    ),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('dismiss' as const), id: resourceId }) },
);

export const steps = (most: number): fc.Arbitrary<Step[]> =>
  fc.array(step, { minLength: most >> 1, maxLength: most, size: 'max' });

/** A plan in order, made by work on an empty one. */
export const plan: fc.Arbitrary<Snapshot> = fc
  .tuple(fc.array(fc.record({ under, fields }), { minLength: 2, maxLength: ids.length, size: 'max' }), steps(6))
  .map(([rows, work]) => {
    const puts = rows.map(
      (row, index): Step => ({ kind: 'put', id: ids[index]!, under: row.under, at: 9, fields: row.fields }),
    );
    return perform(perform(emptySnapshot(), puts), work);
  });

/** Base and two works on it. */
export const triple = fc
  .tuple(plan, steps(8), steps(8))
  .map(([base, first, second]) => ({ base, x: perform(base, first), y: perform(base, second) }));

export function perform(snapshot: Snapshot, work: readonly Step[]): Snapshot {
  return work.reduce(takeStep, snapshot);
}

function takeStep(snapshot: Snapshot, one: Step): Snapshot {
  const tasks = new Map(snapshot.tasks);
  const dependencies = new Map(snapshot.dependencies);
  const resources = new Map(snapshot.resources);
  const next = { ...snapshot, tasks, dependencies, resources };
  switch (one.kind) {
    case 'set': {
      const task = tasks.get(one.id);
      if (task) tasks.set(one.id, { ...task, fields: { ...task.fields, [one.field]: one.value } });
      return next;
    }
    case 'put':
      if (tasks.has(one.id)) return snapshot;
      tasks.set(one.id, placed(snapshot, { id: one.id, parent: null, rank: 'a0', fields: one.fields }, one));
      return next;
    case 'move': {
      const task = tasks.get(one.id);
      if (!task || (one.under !== null && isUnder(tasks, one.under, one.id))) return snapshot;
      tasks.set(one.id, placed(snapshot, task, one));
      return next;
    }
    case 'delete': {
      const gone = tasks.get(one.id);
      if (!gone) return snapshot;
      tasks.delete(one.id);
      for (const task of tasks.values())
        if (task.parent === one.id) tasks.set(task.id, { ...task, parent: gone.parent });
      for (const [key, link] of dependencies) {
        if (link.predecessor === one.id || link.successor === one.id) dependencies.delete(key);
      }
      return next;
    }
    case 'link':
      if (!tasks.has(one.edge.predecessor) || !tasks.has(one.edge.successor)) return snapshot;
      if (leadsTo(dependencies, one.edge.successor, one.edge.predecessor)) return snapshot;
      dependencies.set(dependencyKey(one.edge), one.edge);
      return next;
    case 'unlink':
      dependencies.delete(dependencyKey(one.edge));
      return next;
    case 'resource':
      resources.set(one.resource.id, one.resource);
      return next;
    default:
      resources.delete(one.id);
      return next;
  }
}

function placed(snapshot: Snapshot, task: Task, where: { under: string | null; at: number }): Task {
  const parent =
    where.under !== null && where.under !== task.id && snapshot.tasks.has(where.under) ? where.under : null;
  const ranks = [...snapshot.tasks.values()]
    .filter((other) => other.parent === parent && other.id !== task.id)
    .map((other) => other.rank)
    .sort();
  const after = ranks[where.at - 1] ?? (where.at > 0 ? (ranks.at(-1) ?? null) : null);
  const before = ranks.find((rank) => after === null || rank > after) ?? null;
  return { ...task, parent, rank: rankBetween(after, before) };
}

export function isUnder(tasks: ReadonlyMap<string, Task>, id: string | null, ancestor: string): boolean {
  for (let hop = 0; id !== null && hop <= tasks.size; hop += 1) {
    if (id === ancestor) return true;
    id = tasks.get(id)?.parent ?? null;
  }
  return false;
}

export function leadsTo(dependencies: ReadonlyMap<string, Dependency>, from: string, to: string): boolean {
  if (from === to) return true;
  const seen = new Set([from]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { predecessor, successor } of dependencies.values()) {
      if (seen.has(predecessor) && !seen.has(successor)) {
        seen.add(successor);
        grown = true;
      }
    }
  }
  return seen.has(to);
}

/** The same plan with new ranks for all, in the same order. */
export function renumbered(snapshot: Snapshot): Snapshot {
  const order = [...snapshot.tasks.values()].sort((a, b) =>
    a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.id < b.id ? -1 : 1,
  );
  const ranks = ranksBetween('b00', null, order.length);
  return { ...snapshot, tasks: new Map(order.map((task, index) => [task.id, { ...task, rank: ranks[index]! }])) };
}
