import type { TaskRow } from '@sprintforge/protocol';
import { describe, expect, test } from 'vitest';
import { conditionOf } from '../src/pages/plan/condition.ts';
import { actionOf } from '../src/pages/plan/grid-keys.ts';
import { inIds, inNumbers } from '../src/pages/plan/predecessor-numbers.ts';
import { isTask, shownLines, type View, valuesOf, wholePlan } from '../src/pages/plan/rows.ts';
import { asTabs, fromTabs, moved, rangeOf, type Selection } from '../src/pages/plan/selection.ts';
import { inPlanOrder } from '../src/pages/plan/task-order.ts';
import { typingFor } from '../src/text/typing.ts';

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
const ids = (view: Partial<View>, conditions = {}) =>
  shownLines(tasks, { ...wholePlan, ...view }, conditions)
    .map((line) => (isTask(line) ? line.id : `[${String(line.value)} ${line.count}]`))
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
    ['in groups, each with its count', { group: 'status' }, '[Done 2]bd[Open 2]ac'],
    ['a closed group shows its head only', { group: 'status', closed: new Set(['group:Done']) }, '[Done 2][Open 2]ac'],
    ['what has no value is the last group', { group: 'assignee' }, '[Ann 1]d[Ann, Ben 1]c[Ben 1]b[null 1]a'],
    ['sorted within their groups', { group: 'status', sort: { field: 'name', up: false } }, '[Done 2]db[Open 2]ac'],
  ])('%s', (_, view, shown) => {
    expect(ids(view)).toBe(shown);
  });
  test('people stand one by one among the values', () => {
    expect(valuesOf(tasks, 'assignee')).toEqual(['Ann', 'Ben']);
    expect(valuesOf(tasks, 'status')).toEqual(['Done', 'Open']);
  });

  test.each<[string, string, string, string]>([
    ['name', 'text', 'ay', 'd'],
    ['cost', 'money', '> 9', 'dc'],
    ['cost', 'money', '<= 30', 'bc'],
    ['cost', 'money', '=', 'a'],
    ['cost', 'money', '<>', 'bdc'],
    ['status', 'choice', '= done', 'bd'],
    ['status', 'choice', '<> done', 'ac'],
  ])('filter: %s, a %s, %j leaves %s', (field, type, text, left) => {
    expect(ids({ filters: { [field]: text } }, { [field]: conditionOf(text, type, typingFor('en-GB')) })).toBe(left);
  });
  test.each<[string, string, string, unknown, boolean]>([
    ['date', '> 1.3.2026', 'de-DE', '2026-03-02', true],
    ['date', '> 1.3.2026', 'de-DE', '2026-03-01', false],
    ['percent', '>= 50 %', 'de-DE', 0.5, true],
    ['percent', '30', 'en-GB', 0.3, true],
  ])('filter: of a %s %j, typed in %s, %j is in: %s', (type, text, tag, value, is) => {
    expect(conditionOf(text, type, typingFor(tag))(value)).toBe(is);
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
    ['Enter', false, 6, 5],
    ['Tab', false, 5, 6],
  ])('%s, with Ctrl %s, goes to row %i, column %i', (key, ctrl, row, column) => {
    expect(moved(at(5, 5), { key, ctrl, shift: false }, extent)).toEqual(at(row, column));
  });
  test('shift makes a range, the edges hold', () => {
    const next = moved(at(0, 9), { key: 'ArrowRight', ctrl: false, shift: true }, extent)!;
    const down = moved(next, { key: 'ArrowDown', ctrl: false, shift: true }, extent)!;
    expect(rangeOf(down)).toEqual({ top: 0, bottom: 1, left: 9, right: 9 });
  });
  test('Tab leaves the grid at the end of a row, so that nobody is kept in it', () => {
    expect(moved(at(3, 9), { key: 'Tab', ctrl: false, shift: false }, extent)).toBeNull();
    expect(moved(at(3, 0), { key: 'Tab', ctrl: false, shift: true }, extent)).toBeNull();
  });

  const plain = { ctrl: false, shift: false, alt: false };
  test.each([
    [
      { ...plain, key: 'x' },
      { does: 'edit', typed: 'x' },
    ],
    [
      { ...plain, key: 'F2' },
      { does: 'edit', typed: null },
    ],
    [{ ...plain, key: 'Delete' }, { does: 'clear' }],
    [{ ...plain, key: 'z', ctrl: true }, { does: 'undo' }],
    [{ ...plain, key: 'y', ctrl: true }, { does: 'redo' }],
    [{ ...plain, key: 'Z', ctrl: true, shift: true }, { does: 'redo' }],
    [
      { ...plain, key: 'ArrowRight', alt: true, shift: true },
      { does: 'shift', shift: 'indent' },
    ],
    [{ ...plain, key: 'ArrowLeft', alt: true }, null],
    [{ ...plain, key: 'r', ctrl: true }, null],
    [{ ...plain, key: 'Escape' }, null],
  ])('%j does %j', (key, action) => {
    expect(actionOf(key)).toEqual(action);
  });
});

describe('the clipboard', () => {
  test('a copied range is what a spreadsheet pastes', () => {
    expect(
      asTabs([
        ['a', 'b\tc'],
        ['say "x"', ''],
      ]),
    ).toBe('a\t"b\tc"\n"say ""x"""\t');
  });
  test.each<[string, string, readonly (readonly string[])[]]>([
    ['one cell', 'a', [['a']]],
    [
      'Excel ends each line',
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['an empty cell stays one', '\tb\r\n', [['', 'b']]],
    ['lines and tabs within a cell', '"two\nlines"\t"a\tb"\n"say ""x"""', [['two\nlines', 'a\tb'], ['say "x"']]],
    ['a quote within a text is no quoting', 'say "x"\t"', [['say "x"', '"']]],
    ['nothing', '', [['']]],
  ])('%s', (_, text, cells) => {
    expect(fromTabs(text)).toEqual(cells);
  });
});

describe('predecessors by row numbers', () => {
  const plan = ['SF-AAAA-AAA1', 'SF-AAAA-AAA2', 'SF-AAAA-AAA3'];
  const numberOf = (id: string) => plan.indexOf(id) + 1 || undefined;
  test.each([
    ['SF-AAAA-AAA1', '1'],
    ['SF-AAAA-AAA3FS+2d; SF-AAAA-AAA1SS', '3FS+2d; 1SS'],
    ['SF-GONE-0000', 'SF-GONE-0000'],
    ['', ''],
  ])('%j is shown and typed as %j', (ids, numbers) => {
    expect(inNumbers(ids, numberOf)).toBe(numbers);
    expect(inIds(numbers, (number) => plan[number - 1])).toBe(ids);
  });
  test('a number that no row has stays, for the server to refuse', () => {
    expect(inIds('99FS', (number) => plan[number - 1])).toBe('99FS');
  });
});
