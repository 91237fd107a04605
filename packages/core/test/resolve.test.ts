import { describe, expect, test } from 'vitest';
import {
  apply,
  dependencyKey,
  emptySnapshot,
  isEmpty,
  type MergeConflict,
  type ResolutionChoice,
  resolve,
  type Snapshot,
  type Task,
  type Value,
  withDependencies,
  withTasks,
} from '../src/index.ts';

const task = (id: string, name: string, parent: string | null = null): Task => ({
  id,
  parent,
  rank: 'a0',
  fields: { name },
});
const link = (predecessor: string, successor: string) => ({ predecessor, successor, type: 'FS' as const, lag: 0 });
const head: Snapshot = withDependencies(
  withTasks(emptySnapshot(), [task('A', 'ours'), task('B', 'b'), task('C', 'c', 'B')]),
  [link('A', 'B'), link('B', 'C')],
);
const edges = (plan: Snapshot) => [...plan.dependencies.keys()].sort();

describe('M3 a field', () => {
  const conflict = (field: string, base: Value, ours: Value, theirs: Value): MergeConflict => ({
    subject: { kind: 'field', entity: 'task', id: 'A', field },
    reason: 'divergent',
    base,
    ours,
    theirs,
    standing: 'ours',
  });
  test.each<[ResolutionChoice, Value]>([
    ['theirs', 'theirs'],
    ['base', null],
    [{ value: 'third' }, 'third'],
  ])('%j', (choice, name) => {
    const decided = resolve(head, conflict('name', null, 'ours', 'theirs'), choice);
    expect([decided.headMoved, decided.blocked]).toEqual([false, null]);
    expect(apply(head, decided.changes).tasks.get('A')!.fields.name ?? null).toBe(name);
  });
  test('ours stands already; a head that moved is told', () => {
    expect(isEmpty(resolve(head, conflict('name', null, 'ours', 'theirs'), 'ours').changes)).toBe(true);
    expect(resolve(head, conflict('name', null, 'older', 'theirs'), 'theirs').headMoved).toBe(true);
  });
  test.each<[string, Value, string | null]>([
    ['a parent', 'B', null],
    ['a parent that is gone', 'X', 'missing-task'],
    ['no parent of itself', 'A', 'cycle'],
    ['a number is no parent', 5, 'bad-value'],
  ])('%s', (_name, value, blocked) => {
    const decided = resolve(head, conflict('@parent', null, null, 'B'), { value });
    expect(decided.blocked).toBe(blocked);
    if (blocked === null) expect(apply(head, decided.changes).tasks.get('A')!.parent).toBe(value);
  });
});

describe('M5 a whole task', () => {
  const gone: MergeConflict = {
    subject: { kind: 'task', id: 'D' },
    reason: 'edit-delete',
    base: task('D', 'old', 'B'),
    ours: null,
    theirs: task('D', 'new', 'B'),
    standing: 'ours',
    edges: [link('D', 'A'), link('C', 'D'), link('D', 'X'), link('B', 'D')],
  };
  test('restored with its edges to living tasks that close no cycle', () => {
    const after = apply(head, resolve(head, gone, 'theirs').changes);
    expect(after.tasks.get('D')).toEqual(task('D', 'new', 'B'));
    expect(edges(after)).toEqual(['A>B:FS', 'B>C:FS', 'B>D:FS', 'C>D:FS']);
  });
  test('at the top when its parent is gone', () => {
    const orphan = { ...gone, theirs: task('D', 'new', 'X') };
    expect(apply(head, resolve(head, orphan, 'theirs').changes).tasks.get('D')!.parent).toBe(null);
  });
  test('deleted: its edges go, its children move up', () => {
    const conflict: MergeConflict = {
      subject: { kind: 'task', id: 'B' },
      reason: 'delete-edit',
      base: task('B', 'old'),
      ours: task('B', 'b'),
      theirs: null,
      standing: 'ours',
    };
    const decided = resolve(head, conflict, 'theirs');
    const after = apply(head, decided.changes);
    expect([decided.headMoved, [...after.tasks.keys()], edges(after), after.tasks.get('C')!.parent]).toEqual([
      false,
      ['A', 'C'],
      [],
      null,
    ]);
  });
});

describe('M4 an edge', () => {
  const conflict = (predecessor: string, successor: string): MergeConflict => {
    const theirs = { ...link(predecessor, successor), lag: 2 };
    const key = dependencyKey(theirs);
    const ours = head.dependencies.get(key) ?? null;
    return { subject: { kind: 'dependency', key }, reason: 'divergent', base: null, ours, theirs, standing: 'ours' };
  };
  test.each<[string, string, ResolutionChoice, number | null, string | null]>([
    ['A', 'B', 'theirs', 2, null],
    ['A', 'B', { value: 7 }, 7, null],
    ['A', 'B', 'base', null, null],
    ['A', 'B', { value: 'x' }, 0, 'bad-value'],
    ['A', 'C', 'theirs', 2, null],
    ['C', 'A', 'theirs', null, 'cycle'],
    ['X', 'A', 'theirs', null, 'missing-task'],
  ])('%s>%s %j', (predecessor, successor, choice, lag, blocked) => {
    const decided = resolve(head, conflict(predecessor, successor), choice);
    expect(decided.blocked).toBe(blocked);
    const key = dependencyKey(link(predecessor, successor));
    expect(apply(head, decided.changes).dependencies.get(key)?.lag ?? null).toBe(lag);
  });
});
