import type { TaskRow } from '@sprintforge/protocol';
import { describe, expect, test } from 'vitest';
import { shownRows, type View, wholePlan } from '../src/pages/plan/rows.ts';
import { asTabs, moved, rangeOf, type Selection } from '../src/pages/plan/selection.ts';
import { inPlanOrder } from '../src/pages/plan/task-order.ts';

const task = (id: string, parent: string | null, rank: string, fields: Record<string, unknown> = {}): TaskRow =>
  ({
    id,
    task_id: id,
    parent,
    level: 1,
    rank,
    predecessors: '',
    revision: 1,
    changed_by: null,
    changed_at: null,
    ...fields,
  }) as TaskRow;

const tasks = inPlanOrder([
  task('c', null, 'a1', { name: 'Build', status: 'Open', assignee: 'Ann, Ben', cost: 30 }),
  task('b', 'a', 'a1', { name: 'Order', status: 'Done', assignee: 'Ben', cost: 9 }),
  task('a', null, 'a0', { name: 'Prepare', status: 'Open' }),
  task('d', 'b', 'a0', { name: 'Pay 10', status: 'Done', assignee: 'Ann', cost: 200 }),
]);
const ids = (view: Partial<View>) =>
  shownRows(tasks, { ...wholePlan, ...view })
    .map(({ id }) => id)
    .join('');

describe('the rows of the plan', () => {
  test('stand as the tree has them, with its levels (ID8)', () => {
    expect(tasks.map(({ id, level }) => `${id}${level}`)).toEqual(['a1', 'b2', 'd3', 'c1']);
  });
  test.each<[string, Partial<View>, string]>([
    ['all', {}, 'abdc'],
    ['a closed summary task hides what is below it, however deep', { closed: new Set(['a']) }, 'ac'],
    ['a closed task further down hides only its own', { closed: new Set(['b']) }, 'abc'],
    ['found without case, in any field', { find: 'PAY' }, 'd'],
    ['found also below a closed task', { find: 'order', closed: new Set(['a']) }, 'b'],
    ['one status', { status: 'Done' }, 'bd'],
    ['one person of several', { person: 'Ann' }, 'dc'],
    ['numbers by size, what is empty last', { sort: { field: 'cost', up: true } }, 'bcda'],
    ['downwards too', { sort: { field: 'cost', up: false } }, 'dcba'],
    ['texts as people sort them', { sort: { field: 'name', up: true } }, 'cbda'],
  ])('%s', (_, view, shown) => {
    expect(ids(view)).toBe(shown);
  });
});

describe('the keyboard of the grid', () => {
  const at = (row: number, column: number): Selection => ({ at: { row, column }, from: { row, column } });
  const extent = { rows: 100, columns: 10, page: 20 };
  test.each<[string, boolean, number, number]>([
    ['ArrowDown', false, 6, 5],
    ['ArrowUp', true, 0, 5],
    ['ArrowRight', true, 5, 9],
    ['PageDown', false, 25, 5],
    ['PageUp', false, 0, 5],
    ['Home', false, 5, 0],
    ['End', true, 99, 9],
  ])('%s, with Ctrl %s, goes to row %i, column %i', (key, ctrl, row, column) => {
    expect(moved(at(5, 5), { key, ctrl, shift: false }, extent)).toEqual(at(row, column));
  });
  test('shift makes a range, the edges hold', () => {
    const next = moved(at(0, 9), { key: 'ArrowRight', ctrl: false, shift: true }, extent)!;
    const down = moved(next, { key: 'ArrowDown', ctrl: false, shift: true }, extent)!;
    expect(rangeOf(down)).toEqual({ top: 0, bottom: 1, left: 9, right: 9 });
  });
  test('any other key is not the grid’s', () => {
    expect(moved(at(0, 0), { key: 'x', ctrl: false, shift: false }, extent)).toBeNull();
  });
  test('a copied range is what a spreadsheet pastes', () => {
    expect(
      asTabs([
        ['a', 'b\tc'],
        ['say "x"', ''],
      ]),
    ).toBe('a\t"b\tc"\n"say ""x"""\t');
  });
});
