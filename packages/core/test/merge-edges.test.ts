import { describe, expect, test } from 'vitest';
import { orderedTasks, type Snapshot, withTasks } from '../src/index.ts';

import { edgesIn, plan, run, said, warned } from './small-plans.ts';

describe('M4 edges, M5 deletions, M6 cycles', () => {
  const rows = { A: {}, B: {}, C: {}, D: {} };
  const without = (id: string, edges: string[] = []) => {
    const { [id as 'A']: _gone, ...left } = rows;
    return plan(left, edges);
  };
  const cases: [string, Snapshot, Snapshot, Snapshot, string[], string[]][] = [
    [
      'M4 disjoint edges',
      plan(rows),
      plan(rows, ['A>B']),
      plan(rows, ['C>D']),
      ['dependency/C>D:FS applied'],
      ['A>B:FS', 'C>D:FS'],
    ],
    [
      'M4 lag is the value',
      plan(rows, ['A>B']),
      plan(rows, ['A>B+1']),
      plan(rows, ['A>B+2']),
      ['dependency/A>B:FS conflict divergent ours'],
      ['A>B:FS+1'],
    ],
    [
      'M4 types are apart',
      plan(rows),
      plan(rows, ['A>B']),
      plan(rows, ['A>B:SS']),
      ['dependency/A>B:SS applied'],
      ['A>B:FS', 'A>B:SS'],
    ],
    [
      'M4 removed and changed',
      plan(rows, ['A>B']),
      plan(rows, ['A>B+1']),
      plan(rows),
      ['dependency/A>B:FS conflict delete-edit ours'],
      ['A>B:FS+1'],
    ],
    [
      'M4 changed and removed',
      plan(rows, ['A>B']),
      plan(rows),
      plan(rows, ['A>B+1']),
      ['dependency/A>B:FS conflict edit-delete ours'],
      [],
    ],
    [
      'M5 a task takes its edges along',
      plan(rows, ['A>B', 'B>C']),
      plan(rows, ['A>B', 'B>C']),
      without('B'),
      ['task/B applied'],
      [],
    ],
    [
      'M5 an edge to what ours deleted',
      plan(rows),
      without('B'),
      plan(rows, ['A>B']),
      ['dependency/A>B:FS conflict missing-task ours'],
      [],
    ],
    [
      'M5 ours linked what theirs deleted',
      plan(rows),
      plan(rows, ['A>B']),
      without('B'),
      ['task/B conflict delete-edit ours'],
      ['A>B:FS'],
    ],
    [
      'M6 a cycle of both',
      plan(rows),
      plan(rows, ['A>B']),
      plan(rows, ['B>A', 'C>D']),
      ['dependency/B>A:FS conflict cycle ours', 'dependency/C>D:FS applied'],
      ['A>B:FS', 'C>D:FS'],
    ],
    [
      'M6 only the last edit by key is taken back',
      plan(rows),
      plan(rows, ['D>A']),
      plan(rows, ['A>B', 'B>C', 'C>D']),
      ['dependency/A>B:FS applied', 'dependency/B>C:FS applied', 'dependency/C>D:FS conflict cycle ours'],
      ['A>B:FS', 'B>C:FS', 'D>A:FS'],
    ],
    ['M6 a task on itself', plan(rows), plan(rows), plan(rows, ['A>A']), ['dependency/A>A:FS conflict cycle ours'], []],
    [
      'M6 a cycle of ours is left alone',
      plan(rows, ['A>B', 'B>A']),
      plan(rows, ['A>B', 'B>A']),
      plan(rows, ['A>B', 'B>A', 'C>D']),
      ['dependency/C>D:FS applied'],
      ['A>B:FS', 'B>A:FS', 'C>D:FS'],
    ],
  ];
  test.each(cases)('%s', (_name, base, ours, theirs, outcomes, edges) => {
    const result = run(base, ours, theirs);
    expect(said(result)).toEqual(outcomes);
    expect(edgesIn(result.merged)).toEqual(edges);
  });

  test('M6 a cycle of the outline: the edit of theirs that closed it', () => {
    const base = plan({ A: {}, B: {} });
    const result = run(base, plan({ A: {}, 'B<A': {} }), plan({ 'A<B': {}, B: { name: 'b' } }));
    expect(said(result)).toEqual(['task/A/@parent conflict cycle ours', 'task/B/name applied']);
    expect(result.merged.tasks.get('A')!.parent).toBe(null);
  });
  test('M5 children of a deleted summary task move up to the nearest ancestor that lives', () => {
    const base = plan({ A: {}, 'B<A': {}, 'C<B': {} });
    const ours = plan({ A: {}, 'B<A': {}, 'C<B': {}, 'D<B': { name: 'new' } });
    const result = run(base, ours, plan({ A: {} }));
    expect(result.merged.tasks.get('D')!.parent).toBe('A');
    expect([...result.merged.tasks.keys()]).toEqual(['A', 'D']);
    expect(warned(result)).toEqual(['PARENT_DELETED D']);
  });
  test('M5 they stand where it stood, in their order', () => {
    const base = plan({ A: {}, B: {}, 'X<B': {}, 'Y<B': {}, C: {} });
    const ours = plan({ A: {}, B: {}, 'X<B': {}, 'Y<B': {}, C: {}, 'Z<B': {} });
    const result = run(base, ours, withTasks(plan({ A: {} }), [{ ...base.tasks.get('C')!, fields: {} }]));
    expect(orderedTasks(result.merged).map((task) => task.id)).toEqual(['A', 'Z', 'C']);
  });
  test('B2 an edge that is as in base again is a conflict to decide', () => {
    const [base, ours] = [plan(rows, ['A>B']), plan(rows, ['A>B+3', 'C>D'])];
    const possibleReverts = new Set(['dependency/A>B:FS', 'dependency/C>D:FS', 'dependency/B>C:FS']);
    const result = run(base, ours, base, { strategy: 'client', possibleReverts });
    expect(said(result)).toEqual([
      'dependency/A>B:FS conflict possible-revert theirs',
      'dependency/C>D:FS conflict possible-revert theirs',
    ]);
    expect(edgesIn(result.merged)).toEqual(['A>B:FS']);
  });
  test('M5 under client a deleted task comes back whole with its edges', () => {
    const base = plan(rows, ['A>B', 'B>C']);
    const theirs = plan({ ...rows, B: { name: 'kept' } }, ['A>B', 'B>C']);
    const result = run(base, without('B'), theirs, { strategy: 'client' });
    expect(said(result)).toEqual(['task/B conflict edit-delete theirs']);
    expect(edgesIn(result.merged)).toEqual(['A>B:FS', 'B>C:FS']);
    expect(result.conflicts[0]!.edges!.length).toBe(2);
  });
  test('M6 thousands of edges that all close cycles end soon, without one', () => {
    const names = Array.from({ length: 600 }, (_, index) => `T${index}`);
    const base = plan(Object.fromEntries(names.map((name) => [name, {}])));
    const forward = names.slice(1).map((name, index) => `${names[index]}>${name}`);
    const back = names.flatMap((name, index) =>
      index > 2 ? [`${name}>${names[index - 1]}`, `${name}>${names[index - 3]}`] : [],
    );
    const result = run(
      base,
      plan(Object.fromEntries(names.map((name) => [name, {}])), forward),
      plan(Object.fromEntries(names.map((name) => [name, {}])), back),
    );
    expect(result.warnings.filter((one) => one.code === 'CYCLE')).toEqual([]);
    expect(result.counts).toEqual({ edits: back.length, applied: 0, same: 0, conflicts: back.length });
  });
});
