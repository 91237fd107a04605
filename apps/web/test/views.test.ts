import { dayNumber } from '@sprintforge/core';
import type { TaskRow } from '@sprintforge/protocol';
import { describe, expect, test } from 'vitest';
import { figuresOf } from '../src/pages/dashboard/figures.ts';
import { inOrder } from '../src/pages/plan/value-order.ts';
import { criticalTasks } from '../src/pages/timeline/critical.ts';
import { barOf, beginOf, marksOf, spanOf } from '../src/pages/timeline/scale.ts';

const task = (id: string, parent: string | null, fields: Record<string, unknown>): TaskRow =>
  ({ id, task_id: id, parent, level: 1, rank: id, predecessors: '', ...fields }) as unknown as TaskRow;

const tasks = [
  task('p', null, { name: 'Phase', start: '2026-03-02', finish: '2026-03-20', duration: 15 }),
  task('a', 'p', {
    start: '2026-03-02',
    finish: '2026-03-06',
    duration: 5,
    percent: 1,
    assignee: 'Ann',
    status: 'Done',
    cost: 10,
  }),
  task('b', 'p', {
    start: '2026-03-09',
    finish: '2026-03-20',
    duration: 10,
    percent: 0.5,
    assignee: 'Ann, Ben',
    status: 'Open',
  }),
  task('c', 'p', { start: '2026-03-09', finish: '2026-03-10', duration: 2, assignee: 'Ben', status: 'Open', cost: 5 }),
];

describe('the dashboard', () => {
  const figures = figuresOf(tasks, '2026-03-12');
  test('counts tasks, not their summaries; a long task weighs more', () => {
    expect(figures).toMatchObject({ tasks: 3, done: 10 / 17, finish: '2026-03-20', cost: 15 });
  });
  test('overdue is what should be finished and is not', () => {
    expect(figures.overdue.map(({ id }) => id)).toEqual(['c']);
  });
  test.each<[string, Record<string, unknown>, number | null, boolean]>([
    ['a percentage', { percent: 0.4, status: 'Open' }, 0.4, true],
    ['a status alone', { status: ' COMPLETE ' }, 1, false],
    ['a status that ends it, and a percentage that nobody kept up', { percent: 0, status: 'Erledigt' }, 1, false],
    ['another status', { status: 'Waiting' }, 0, true],
    ['nothing', {}, null, true],
  ])('a task with %s is done so far, and overdue if that is not all', (_, fields, done, isOverdue) => {
    const figures = figuresOf([task('x', null, { finish: '2026-03-10', ...fields })], '2026-03-12');
    expect([figures.done, figures.overdue.length === 1]).toEqual([done, isOverdue]);
  });
  test('each person of a task has its open days', () => {
    expect(figures.load).toEqual([
      { person: 'Ben', open: 7, tasks: 2 },
      { person: 'Ann', open: 5, tasks: 1 },
    ]);
  });
});

describe('the timeline', () => {
  const day = (text: string) => dayNumber(text)!;
  const span = spanOf(tasks, day('2026-03-12'))!;
  test('spans the plan and today; a far today does not stretch it', () => {
    expect(span).toEqual({ first: day('2026-03-02') - 7, last: day('2026-03-20') + 14 });
    expect(spanOf(tasks, day('2036-01-01'))).toEqual(span);
    expect(spanOf([task('x', null, {})], 0)).toBeNull();
  });
  test('a bar covers its first and its last day; one date is one day; none is no bar', () => {
    expect(barOf(tasks[1]!, span, 'week')).toEqual({ from: 70, width: 50, isMilestone: false });
    expect(barOf(task('m', null, { finish: '2026-03-02', duration: 0 }), span, 'day')).toEqual({
      from: 196,
      width: 28,
      isMilestone: true,
    });
    expect(barOf(task('x', null, {}), span, 'day')).toBeNull();
  });
  test.each([
    ['today while the plan is at work', tasks, '2026-03-12', '2026-03-12'],
    ['the first start before it begins', tasks, '2026-01-01', '2026-03-02'],
    ['the first start when it is over', tasks, '2027-01-01', '2026-03-02'],
    [
      'the first task that has a day, not the earliest day',
      [task('n', null, {}), task('late', null, { start: '2023-01-20' }), task('lone', null, { finish: '2018-03-24' })],
      '2026-03-12',
      '2023-01-20',
    ],
    ['today without any day', [task('n', null, {})], '2026-03-12', '2026-03-12'],
  ])('one looks first at %s', (_, plan, now, at) => {
    expect(beginOf(plan, day(now))).toBe(day(at));
  });
  test('weeks are marked at Mondays, months at their first', () => {
    expect(marksOf(span, 'week', 'en-GB')[0]).toEqual({ day: day('2026-02-23'), text: '23 Feb' });
    expect(marksOf(span, 'month', 'en-GB').map(({ text }) => text)).toEqual(['Mar 2026', 'Apr 2026']);
  });
  test('the critical path is core’s', () => {
    const edges = [{ predecessor: 'a', successor: 'b', type: 'FS' as const, lag: 0 }];
    expect([...criticalTasks(tasks, edges, { weekend: [6, 7], holidays: [] })]).toEqual(['a', 'b']);
  });
});

describe('the order of values', () => {
  test('simple texts stand as the language has them, with numbers by size', () => {
    const collator = new Intl.Collator(undefined, { numeric: true });
    const signs = 'abzABZ 019';
    const texts = Array.from({ length: 4000 }, (_, at) =>
      Array.from(
        { length: 1 + (at % 6) },
        (__, place) => signs[(at * 7919 + place * place * 31 + at ** place) % 10],
      ).join(''),
    );
    for (const up of [true, false]) {
      const expected = [...texts].sort((a, b) => (up ? collator.compare(a, b) : collator.compare(b, a)));
      const found = inOrder(texts, (text) => text, up);
      // what is equal to the language stands in any order
      expect(found.every((text, at) => collator.compare(text, expected[at]!) === 0)).toBe(true);
    }
  });
  test.each([
    [
      ['Übergabe', 'Aufbau', 'Zusage', 'über 2', 'über 10'],
      ['Aufbau', 'über 2', 'über 10', 'Übergabe', 'Zusage'],
    ],
    [
      ['10', 9, null, '', 2, 'x'],
      [2, 9, '10', 'x', null, ''],
    ],
  ])('%j', (given, expected) => {
    expect(inOrder<unknown>(given, (one) => one)).toEqual(expected);
  });
});
