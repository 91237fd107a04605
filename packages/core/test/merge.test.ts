import { describe, expect, test } from 'vitest';
import {
  type Fields,
  merge,
  type Snapshot,
  sameState,
  type Theirs,
  type Value,
  withCalendar,
  withResources,
  withTasks,
} from '../src/index.ts';

import { edgesIn, plan, run, said, server, warned } from './small-plans.ts';

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
  test('follow: a finish that nobody wrote is made from start and duration, over the weekend', () => {
    const follow = { ...plan({}), scheduling: 'follow' as const };
    const theirs = plan({ A: { start: '2026-06-04', duration: 3 } });
    expect(run(follow, follow, theirs).merged.tasks.get('A')!.fields.finish).toBe('2026-06-08');
    expect(run(plan({}), plan({}), theirs).merged.tasks.get('A')!.fields.finish).toBeUndefined();
  });
  test('follow: another calendar counts the finishes that fitted the old one anew', () => {
    const follow = { ...plan({ A: dated('2026-01-05', 5, '2026-01-09'), B: dated('2026-01-05', 5, '2026-02-01') }) };
    const calendar = { ...follow.calendar, holidays: ['2026-01-06'] };
    const finishes = (scheduling: 'follow' | 'manual') =>
      [...withCalendar(follow, calendar, scheduling).tasks.values()].map(({ fields }) => fields.finish);
    expect(finishes('follow')).toEqual(['2026-01-12', '2026-02-01']);
    expect(finishes('manual')).toEqual(['2026-01-09', '2026-02-01']);
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
