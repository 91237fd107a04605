import { describe, expect, test } from 'vitest';
import {
  type Dependency,
  dependencyKey,
  emptySnapshot,
  type Fields,
  type MergeOptions,
  type MergeResult,
  merge,
  orderedTasks,
  type Snapshot,
  sameState,
  subjectKey,
  type Task,
  type Theirs,
  theirsOf,
  type Value,
  withDependencies,
  withResources,
  withTasks,
} from '../src/index.ts';

/** `A` at the top, `A<B` with parent B; ranks in the order written. */
function plan(rows: Record<string, Fields>, edges: readonly string[] = [], settings: Partial<Snapshot> = {}): Snapshot {
  const tasks = Object.entries(rows).map(([name, fields], index): Task => {
    const [id, parent] = name.split('<') as [string, string?];
    return { id, parent: parent ?? null, rank: `a${index}`, fields };
  });
  return withDependencies(withTasks({ ...emptySnapshot(), ...settings }, tasks), edges.map(edge));
}

/** `A>B`, `A>B:SS+2` */
function edge(text: string): Dependency {
  const [, predecessor, successor, type = 'FS', lag = '0'] = /^(\w+)>(\w+)(?::(\w\w))?([+-]\d+)?$/.exec(text)!;
  return { predecessor: predecessor!, successor: successor!, type: type as Dependency['type'], lag: Number(lag) };
}

const server: MergeOptions = { strategy: 'server' };
const run = (base: Snapshot, ours: Snapshot, theirs: Snapshot, options = server) =>
  merge(base, ours, theirsOf(theirs, base), options);

/** `task/A/name applied`, `task/A conflict delete-edit ours` */
function said({ edits, conflicts }: MergeResult): string[] {
  return edits.map((edit) => {
    const key = subjectKey(edit.subject);
    const conflict = conflicts.find((one) => subjectKey(one.subject) === key);
    return `${key} ${edit.outcome}${conflict ? ` ${conflict.reason} ${conflict.standing}` : ''}`;
  });
}
const edgesIn = (snapshot: Snapshot) =>
  [...snapshot.dependencies.values()].map((one) => `${dependencyKey(one)}${one.lag ? `+${one.lag}` : ''}`).sort();
const warned = (result: MergeResult) => result.warnings.map((one) => `${one.code} ${one.taskId}`);

describe('M2 merge: type-aware first', () => {
  const long = (word: string, end = 'and so it ends') =>
    `The quick brown fox jumps over the lazy ${word} near the river bank, ${end}`;
  test.each<[string, string, Value, Value, Value, Value | 'conflict']>([
    ['people: both added one', 'assignee', 'Ann', 'Ann, Bob', 'Ann, Cem', 'Ann, Bob, Cem'],
    ['people: one added, one removed', 'assignee', 'Ann, Bob', 'Ann, Bob, Cem', 'Bob', 'Bob, Cem'],
    ['people: both began', 'assignee', null, 'Ann', 'Bob', 'Ann, Bob'],
    ['people: everybody left', 'assignee', 'Ann, Bob', 'Bob', 'Ann', null],
    ['lines', 'notes', 'a\nb\nc\n', 'A\nb\nc\n', 'a\nb\nC\n', 'A\nb\nC\n'],
    ['the same line twice differently', 'notes', 'a\nb\nc', 'a\nX\nc', 'a\nY\nc', 'conflict'],
    [
      'words of a long text',
      'name',
      long('dog'),
      long('cat'),
      long('dog', 'said the tale'),
      long('cat', 'said the tale'),
    ],
    ['short text is one thing', 'name', 'red green blue', 'RED green blue', 'red green BLUE', 'conflict'],
    ['notes are merged though short', 'notes', 'red green blue', 'RED green blue', 'red green BLUE', 'RED green BLUE'],
    ['a text cleared and edited', 'notes', 'a\nb', null, 'a\nc', 'conflict'],
    ['dates contradict', 'start', '2026-01-05', '2026-01-06', '2026-01-07', 'conflict'],
  ])('%s', (_name, field, base, ours, theirs, expected) => {
    const [b, o, t] = [base, ours, theirs].map((value) => plan({ A: { [field]: value } })) as [
      Snapshot,
      Snapshot,
      Snapshot,
    ];
    const merged = run(b, o, t, { strategy: 'merge' });
    expect(merged.counts.conflicts).toBe(expected === 'conflict' ? 1 : 0);
    expect(merged.merged.tasks.get('A')!.fields[field] ?? null).toBe(expected === 'conflict' ? ours : expected);
    expect(run(b, o, t).counts.conflicts).toBe(1);
  });
});

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

describe('what is in the file and what is not', () => {
  const base = plan({ A: { name: 'a', status: 'Open', cost: 0.3 }, B: { name: 'b' } }, ['A>B']);
  const upload = (changed: Partial<Theirs>): Theirs => ({
    tasks: base.tasks,
    resources: null,
    dependencies: null,
    ...changed,
  });
  const nothing: [string, Theirs][] = [
    ['C3 a column that is gone', upload({ tasks: plan({ A: { name: 'a' }, B: {} }).tasks })],
    ['R8 a row outside the lens', upload({ tasks: plan({ A: { name: 'a' } }).tasks, absent: new Set(['B']) })],
    ['C3 no predecessors column', upload({ dependencies: null })],
    ['V6 predecessors that could not be read', upload({ dependencies: new Map(), unreadEdges: new Set(['B']) })],
    [
      'numbers that differ beyond 15 digits',
      upload({ tasks: plan({ A: { name: 'a', cost: 0.1 + 0.2 }, B: {} }).tasks }),
    ],
  ];
  test.each(nothing)('%s is no edit', (_name, theirs) => {
    const result = merge(base, base, theirs, server);
    expect(result.merged).toBe(base);
    expect(result.counts.edits).toBe(0);
  });

  const derived = new Set(['A\u0000status']);
  test('V7 a derived value is taken when nobody else changed the field, and is never an edit', () => {
    const tasks = plan({ A: { name: 'a', status: 'Late' }, B: { name: 'b' } }).tasks;
    const taken = merge(base, base, upload({ tasks, derived }), server);
    expect([taken.counts.edits, taken.merged.tasks.get('A')!.fields.status]).toEqual([0, 'Late']);
    const ours = plan({ A: { name: 'a', status: 'Done' }, B: { name: 'b' } }, ['A>B']);
    const left = merge(base, ours, upload({ tasks, derived }), server);
    expect([left.counts.edits, left.merged]).toEqual([0, ours]);
    const gone = plan({ B: { name: 'b' } });
    expect(merge(base, gone, upload({ tasks, derived }), server).merged).toBe(gone);
  });

  test('B2 a cell set back to base after an earlier upload of the same copy is a conflict to decide', () => {
    const ours = plan({ A: { name: 'mine', status: 'Open' }, B: { name: 'b' } }, ['A>B']);
    expect(merge(base, ours, upload({}), server).counts.edits).toBe(0);
    const possibleReverts = new Set(['task/A/name', 'task/B/name']);
    const result = merge(base, ours, upload({}), { strategy: 'server', possibleReverts });
    expect(said(result)).toEqual(['task/A/name conflict possible-revert ours']);
    const choices = new Map([['task/A/name', 'theirs' as const]]);
    const decided = merge(base, ours, upload({}), { strategy: 'manual', possibleReverts, choices });
    expect([said(decided), decided.merged.tasks.get('A')!.fields.name]).toEqual([['task/A/name applied'], 'a']);
  });
});

describe('options', () => {
  const base = plan({ A: { name: 'a' } });
  const ours = plan({ A: { name: 'o' } });
  const theirs = plan({ A: { name: 't', cost: 5 }, B: { name: 'new' }, 'C<B': {} }, ['A>B']);
  test.each([
    ['ours', 'o', 'same'],
    ['theirs', 't', 'applied'],
    ['base', 'a', 'applied'],
  ] as const)('M2 a conflict chosen as %s', (side, name, outcome) => {
    const choices = new Map([['task/A/name', side]]);
    const result = run(base, ours, theirs, { strategy: 'manual', choices });
    expect(result.merged.tasks.get('A')!.fields).toEqual({ name, cost: 5 });
    expect(said(result)[0]).toBe(`task/A/name ${outcome}`);
    expect(result.preview).toBe(undefined);
  });
  test('M2 manual waits as a whole, and shows what it would make', () => {
    const result = run(base, ours, theirs, { strategy: 'manual' });
    expect(result.merged).toBe(ours);
    expect(result.preview!.tasks.get('A')!.fields).toEqual({ name: 'o', cost: 5 });
    expect(result.counts).toEqual({ edits: 5, applied: 4, same: 0, conflicts: 1 });
  });
  test('an added task left out takes its edges along, and its children move up', () => {
    const result = run(base, ours, theirs, { strategy: 'server', leaveOut: new Set(['task/B', 'task/A/name']) });
    expect(said(result)).toEqual(['task/A/cost applied', 'task/C applied']);
    expect([edgesIn(result.merged), result.merged.tasks.get('C')!.parent]).toEqual([[], null]);
  });
});

describe('ID8 order', () => {
  const order = (...ids: string[]) => plan(Object.fromEntries(ids.map((id) => [id, {}])));
  const ids = (snapshot: Snapshot) =>
    [...snapshot.tasks.values()].sort((a, b) => (a.rank < b.rank ? -1 : 1)).map((task) => task.id);
  const shifted = (snapshot: Snapshot) =>
    withTasks(
      snapshot,
      [...snapshot.tasks.values()].map((task) => ({ ...task, rank: `b0${task.rank[1]}` })),
    );
  test('both moved one task to different places: a conflict on its rank', () => {
    const base = order('A', 'B', 'C');
    const move = (rank: string) => withTasks(base, [{ ...base.tasks.get('A')!, rank }]);
    expect(said(run(base, move('a1V'), move('a3')))).toEqual(['task/A/@rank conflict divergent ours']);
    expect(said(run(base, move('a3'), move('a3')))).toEqual(['task/A/@rank same']);
  });
  test('inserts at the same place never conflict', () => {
    const base = order('A', 'B');
    const insert = (id: string) => withTasks(base, [{ id, parent: null, rank: 'a0V', fields: {} }]);
    const result = run(base, insert('X'), insert('Y'));
    expect(said(result)).toEqual(['task/Y applied']);
    expect(result.merged.tasks.size).toBe(4);
  });
  test('a renumbered upload: the new row goes after the one above it', () => {
    const base = order('A', 'B', 'C');
    const result = run(base, base, shifted(order('A', 'B', 'X', 'C')));
    expect(said(result)).toEqual(['task/X applied']);
    expect(ids(result.merged)).toEqual(['A', 'B', 'X', 'C']);
  });
});

describe('M6 warnings, M8 resources, scheduling', () => {
  const dated = (start: string, duration: number, finish: string): Fields => ({ start, duration, finish });
  const base = plan({ A: dated('2026-01-05', 5, '2026-01-09') });
  const late = plan({ A: dated('2026-01-12', 5, '2026-01-09') });
  test('start after finish is told, and a duration that no longer fits', () => {
    expect(warned(run(base, base, late))).toEqual(['FINISH_BEFORE_START A']);
    const ours = plan({ A: dated('2026-01-05', 6, '2026-01-12') });
    const theirs = plan({ A: dated('2026-01-06', 5, '2026-01-12') });
    expect(warned(run(base, ours, theirs))).toEqual(['DURATION_MISMATCH A']);
  });
  test('follow: the finish goes along when nobody edited it', () => {
    const follow = { ...base, scheduling: 'follow' as const };
    const merged = run(follow, follow, { ...late, scheduling: 'follow' });
    expect(merged.merged.tasks.get('A')!.fields.finish).toBe('2026-01-16');
    expect(merged.counts.edits).toBe(1);
    const fixed = plan({ A: dated('2026-01-12', 5, '2026-01-15') });
    expect(run(follow, follow, fixed).merged.tasks.get('A')!.fields.finish).toBe('2026-01-15');
  });
  test('M8 resources merge by id; an assignment to a deleted one is told', () => {
    const team = (capacity: number | null) =>
      withResources(plan({ A: { assignee: 'Ann' } }), [{ id: 'R1', fields: { name: 'Ann', capacity } }]);
    expect(said(run(team(1), team(2), team(3)))).toEqual(['resource/R1/capacity conflict divergent ours']);
    const result = run(team(1), team(1), plan({ A: { assignee: 'Ann' } }));
    expect([said(result), warned(result)]).toEqual([['resource/R1 applied'], ['MISSING_ASSIGNEE A']]);
  });
  test('M6 a successor that lost its predecessor is told', () => {
    const linked = plan({ A: {}, B: {} }, ['A>B']);
    expect(warned(run(linked, linked, plan({ B: {} })))).toEqual(['MISSING_PREDECESSOR B']);
  });
  test('custom fields that come with the upload join the plan', () => {
    const field = { key: 'c_risk', label: 'Risk', type: 'text' } as const;
    const result = merge(
      base,
      base,
      { tasks: base.tasks, resources: null, dependencies: null, fields: [field] },
      server,
    );
    expect(result.merged.fields.at(-1)).toEqual(field);
    expect(sameState(null, null)).toBe(true);
  });
});
