import { generateNKeysBetween } from 'fractional-indexing';
import { describe, expect, test } from 'vitest';
import {
  apply,
  canonicalJson,
  checkPlan,
  criticalPath,
  diff,
  emptySnapshot,
  type Fields,
  impact,
  normalValue,
  orderedTasks,
  parseCanonical,
  parseSubjectKey,
  ranksBetween,
  type Snapshot,
  type Subject,
  splitPeople,
  subjectKey,
  type Task,
  type Value,
  withDependencies,
  withResources,
  withTasks,
} from '../src/index.ts';

const task = (id: string, fields: Fields, parent: string | null = null, rank = 'a0'): Task => ({
  id,
  parent,
  rank,
  fields,
});
const work = (start: string, duration: number, finish: string, more: Fields = {}): Fields => ({
  start,
  duration,
  finish,
  ...more,
});
const link = (predecessor: string, successor: string, type: 'FS' | 'SS' | 'FF' | 'SF' = 'FS', lag = 0) => ({
  predecessor,
  successor,
  type,
  lag,
});

describe('canonical form', () => {
  test('sorted keys, empty fields left out, 15 digits, any script', () => {
    const plan = withTasks(emptySnapshot({ fields: [] }), [
      task('B', { z: 0.1 + 0.2, a: 'é"\n\u2028李', n: null, f: false, m: -0 }),
      task('A', {}),
    ]);
    const text = canonicalJson(plan);
    expect(text.slice(text.indexOf('"tasks"'))).toBe(
      '"tasks":[{"fields":{},"id":"A","parent":null,"rank":"a0"},' +
        '{"fields":{"a":"é\\"\\n\u2028李","f":false,"m":0,"z":0.3},"id":"B","parent":null,"rank":"a0"}]}',
    );
    expect(canonicalJson(parseCanonical(text))).toBe(text);
  });
  test.each(['', '{', 'null', '[]', '{"tasks":[]}'])('%j is no plan', (text) => {
    expect(() => parseCanonical(text)).toThrow(expect.objectContaining({ code: 'BAD_CANONICAL' }));
  });
});

describe('apply checks what was before', () => {
  const [a, b] = [
    withTasks(emptySnapshot(), [task('A', { name: 'a' })]),
    withTasks(emptySnapshot(), [task('A', { name: 'b' })]),
  ];
  const other = withTasks(emptySnapshot(), [task('A', { name: 'c' })]);
  test.each<[string, Snapshot, Snapshot, Snapshot]>([
    ['another value', a, b, other],
    ['nothing to change', a, b, emptySnapshot()],
    ['there already', emptySnapshot(), a, a],
    ['removed, but another by now', a, emptySnapshot(), other],
  ])('%s', (_name, before, after, found) => {
    expect(() => apply(found, diff(before, after))).toThrow(
      expect.objectContaining({ code: 'PRECONDITION', where: expect.objectContaining({ taskId: 'A' }) }),
    );
  });
});

describe('values', () => {
  test.each<[Value, Parameters<typeof normalValue>[1], Value | undefined]>([
    ['', 'text', null],
    [' 007 ', 'text', ' 007 '],
    [1 / 3, 'number', 0.333333333333333],
    [1.5, 'integer', undefined],
    [-1, 'duration', undefined],
    [Number.NaN, 'money', undefined],
    ['2026-02-30', 'date', undefined],
    ['Ann;Bob , Ann', 'people', 'Ann, Bob'],
    ['yes', 'boolean', undefined],
  ])('V1 %j as %s', (value, type, expected) => {
    expect(normalValue(value, type)).toBe(expected);
  });
  test('people', () => expect(splitPeople('Ann, Bob\nÇem | 李;')).toEqual(['Ann', 'Bob', 'Çem', '李']));
  test.each<Subject>([
    { kind: 'task', id: 'SF-1' },
    { kind: 'resource', id: 'a/b%2F' },
    { kind: 'field', entity: 'task', id: 'x/y', field: '@parent' },
    { kind: 'dependency', key: 'A>B:FS' },
  ])('subject key of %j and back', (subject) => expect(parseSubjectKey(subjectKey(subject))).toEqual(subject));
  test.each(['', 'task', 'task/', 'other/x'])('%j is no subject key', (text) =>
    expect(parseSubjectKey(text)).toBe(null),
  );
  test('ranks between', () => {
    const ranks = ranksBetween('a0', 'a1', 50);
    expect([...ranks].sort()).toEqual(ranks);
    expect(ranks.every((rank) => rank > 'a0' && rank < 'a1')).toBe(true);
    for (const count of [0, 1, 62, 63, 62 + 3844, 62 + 3844 + 1, 250_000])
      expect(ranksBetween(null, null, count)).toEqual(generateNKeysBetween(null, null, count));
    expect(() => ranksBetween('a1', 'a1', 1)).toThrow(expect.objectContaining({ code: 'BAD_RANK' }));
  });
});

describe('order and checks', () => {
  test('ID8 parents before children, siblings by rank, equal ranks by id; a cycle comes last', () => {
    const plan = withTasks(emptySnapshot(), [
      task('D', {}, 'B'),
      task('C', {}, 'B', 'a1'),
      task('B', {}),
      task('A', {}),
      task('X', {}, 'Y'),
      task('Y', {}, 'X'),
      task('O', {}, 'gone', 'a9'),
    ]);
    expect(orderedTasks(plan).map((one) => one.id)).toEqual(['A', 'B', 'D', 'C', 'O', 'X', 'Y']);
    expect(checkPlan(plan).map((one) => `${one.code} ${one.taskId}`)).toEqual(['CYCLE X', 'CYCLE Y']);
  });
  test('M6 a chain of 50,000 tasks overflows nothing', () => {
    const tasks = Array.from({ length: 50_000 }, (_, index) => task(`T${index}`, {}, index ? `T${index - 1}` : null));
    const edges = tasks.slice(1).map((one, index) => link(`T${index}`, one.id));
    const plan = withDependencies(withTasks(emptySnapshot(), tasks), [...edges, link('T49999', 'T0')]);
    expect(orderedTasks(plan).length).toBe(50_000);
    expect(checkPlan(plan).length).toBe(50_000);
  });
});

describe('A8 impact', () => {
  const before = withDependencies(
    withTasks(emptySnapshot(), [
      task('S', work('2026-01-05', 8, '2026-01-14', { cost: 99 })),
      task('A', work('2026-01-05', 5, '2026-01-09', { assignee: 'Ann', cost: 10 }), 'S'),
      task('B', work('2026-01-12', 3, '2026-01-14', { assignee: 'Ann' }), 'S'),
      task('C', work('2026-01-05', 2, '2026-01-06', { assignee: 'Bob', cost: 5 })),
    ]),
    [link('A', 'B'), link('C', 'B', 'FF', 1)],
  );
  test('the finish with what is behind it, the critical path, new overloads, the cost of leaves', () => {
    const after = withTasks(before, [
      task('B', work('2026-01-12', 5, '2026-01-16', { assignee: 'Ann' }), 'S'),
      task('C', work('2026-01-08', 2, '2026-01-09', { assignee: 'Ann', cost: 7 })),
    ]);
    expect(impact(before, after)).toEqual({
      finish: {
        before: '2026-01-14',
        after: '2026-01-16',
        because: [
          { task_id: 'B', field: 'duration', before: 3, after: 5 },
          { task_id: 'B', field: 'finish', before: '2026-01-14', after: '2026-01-16' },
        ],
      },
      critical_path: { before: ['A', 'B'], after: ['A', 'B'] },
      overload: [{ person: 'Ann', day_from: '2026-01-08', day_to: '2026-01-09' }],
      cost: { before: 15, after: 17 },
    });
  });
  test('a capacity of two carries two', () => {
    const twice = withTasks(before, [task('C', work('2026-01-05', 2, '2026-01-06', { assignee: 'Ann' }))]);
    expect(impact(before, twice).overload.length).toBe(1);
    expect(impact(before, withResources(twice, [{ id: 'R', fields: { name: 'Ann', capacity: 2 } }])).overload).toEqual(
      [],
    );
  });
  test.each<[string, ReturnType<typeof link>[], string[]]>([
    ['no edges: what ends last', [], ['B']],
    ['finish to start over a weekend', [link('A', 'B')], ['A', 'B']],
    ['start to start with lag', [link('C', 'B', 'SS', 5)], ['C', 'B']],
    ['finish to finish', [link('A', 'C', 'FF', 3)], ['A', 'B', 'C']],
    ['a lead gives slack', [link('A', 'B', 'FS', -2)], ['B']],
    ['edges of a cycle do not count', [link('A', 'B'), link('B', 'A')], ['B']],
  ])('critical path, %s', (_name, edges, path) => {
    expect(criticalPath(withDependencies({ ...before, dependencies: new Map() }, edges))).toEqual(path);
  });
});
