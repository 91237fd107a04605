import { orderedTasks } from '@sprintforge/core';
import { describe, expect, test } from 'vitest';
import type { IdSource } from '../src/api.ts';
import { findTable } from '../src/detect.ts';
import { importPlan } from '../src/import.ts';
import { matchRows } from '../src/match.ts';
import { readPlan } from '../src/read.ts';
import { date, formula, type Given, type GivenSheet, memoryWorkbook } from './memory-workbook.ts';

function counter(): IdSource {
  let next = 0;
  return { task: () => `SF-0000-${String(++next).padStart(4, '0')}`, resource: () => `R-${++next}` };
}

const planOf = (...sheets: readonly GivenSheet[]) => {
  const workbook = memoryWorkbook(sheets);
  const { table, resources } = findTable(workbook);
  return readPlan(workbook, table!, resources);
};
const HEADER = ['WBS', 'Task', 'Start', 'Duration', 'Assigned to', 'Colour'];
const ROWS: readonly (readonly Given[])[] = [
  HEADER,
  ['1', 'Build', date(45_000), 3, null, null],
  ['1.1', 'Walls', formula('C2', 45_000, 'date'), 2, 'Ann; Bob', 'red'],
  ['1.1.1', 'Bricks', '03/04/2026', 1, 'Bob', null],
  ['2', 'Move in', formula('TODAY()', 45_000, 'date'), 1, null, null],
];

describe('C4: a first import', () => {
  const plan = planOf({ rows: ROWS });
  const { snapshot, rowIds, refused, shadow } = importPlan(plan, counter());

  test('ID1, ID8: a task per row in order, parents by code', () => {
    const rows = orderedTasks(snapshot).map(({ fields, parent }) => [
      fields['name'],
      parent === null ? null : rowIds.indexOf(parent),
    ]);
    expect(rows).toEqual([
      ['Build', null],
      ['Walls', 0],
      ['Bricks', 1],
      ['Move in', null],
    ]);
    expect(snapshot.scheduling).toBe('manual');
  });
  test('C2: a column bound to nothing is not read', () => {
    expect(plan.fields.map(({ key }) => key)).toEqual(['wbs', 'name', 'start', 'duration', 'assignee']);
    expect(plan.rows.map(({ privateContent }) => privateContent)).toEqual([false, true, false, false]);
  });
  test('V2, V7: refused and volatile cells stay out and stand in the shadow', () => {
    expect(refused.map(({ code, cell, found }) => [code, cell, found])).toEqual([
      ['AMBIGUOUS_DATE', 'C4', '03/04/2026'],
    ]);
    expect(shadow.cells.map(({ id, field, reading }) => [rowIds.indexOf(id), field, reading.kind])).toEqual([
      [1, 'start', 'value'],
      [2, 'start', 'refused'],
      [3, 'start', 'unread'],
    ]);
    expect(shadow.cells[0]!.reading).toMatchObject({ value: '2023-03-15', formula: expect.stringContaining('R[-1]C') });
    expect(snapshot.tasks.get(rowIds[1]!)!.fields['start']).toBe('2023-03-15');
    expect(snapshot.tasks.get(rowIds[3]!)!.fields).not.toHaveProperty('start');
  });
  test('M8: resources are the names in use', () => {
    expect([...snapshot.resources.values()].map(({ fields }) => fields['name'])).toEqual(['Ann', 'Bob']);
  });
});

test('M8: a table of people is the resources', () => {
  const people: GivenSheet = {
    name: 'Team',
    rows: [
      ['Name', 'E-Mail', 'Role'],
      ['Ann', 'ann@example.org', 'Lead'],
      ['Bob', null, 'Dev'],
    ],
  };
  const { snapshot } = importPlan(planOf({ rows: ROWS }, people), counter());
  expect([...snapshot.resources.values()].map(({ fields }) => fields)).toEqual([
    { name: 'Ann', email: 'ann@example.org', role: 'Lead' },
    { name: 'Bob', role: 'Dev' },
  ]);
});

test.each<readonly [string, GivenSheet, readonly number[]]>([
  [
    'a level column',
    {
      rows: [
        ['Level', 'Task', 'Days'],
        [1, 'A', 1],
        [2, 'B', 1],
        [3, 'C', 1],
        [1, 'D', 1],
      ],
    },
    [1, 2, 3, 1],
  ],
  [
    'codes, text and number',
    {
      rows: [
        ['No', 'Task', 'Days'],
        [1, 'A', 1],
        [1.1, 'B', 1],
        ['1.1.1', 'C', 1],
        ['1.10', 'D', 1],
      ],
    },
    [1, 2, 3, 2],
  ],
  [
    'leading blanks',
    {
      rows: [
        ['Task', 'Days'],
        ['A', 1],
        ['   B', 1],
        ['      C', 1],
        ['   D', 1],
        ['E', 1],
      ],
    },
    [1, 2, 3, 2, 1],
  ],
  [
    'row groups',
    {
      rows: [
        ['Task', 'Days'],
        ['A', 1],
        ['B', 1],
        ['C', 1],
      ],
      outline: { 3: 1, 4: 2 },
    },
    [1, 2, 3],
  ],
  [
    'nothing',
    {
      rows: [
        ['Task', 'Days'],
        ['A', 1],
        ['B', 1],
      ],
    },
    [1, 1],
  ],
])('ID8: levels by %s', (_, sheet, levels) => {
  expect(planOf(sheet).rows.map(({ level }) => level)).toEqual(levels);
});

/** Pairs `other row index → base row index` as a list over the other rows. */
function matched(base: readonly (readonly Given[])[], other: readonly (readonly Given[])[]) {
  const header = ['No', 'Task', 'Days'];
  const [ours, theirs] = [planOf({ rows: [header, ...base] }), planOf({ rows: [header, ...other] })];
  const pairs = matchRows(ours, theirs);
  return theirs.rows.map((_, i) => pairs.get(i) ?? null);
}

const BASE = [
  [1, 'A', 1],
  [2, 'B', 2],
  [3, 'C', 3],
  [4, 'D', 4],
] as const;
test.each<readonly [string, readonly (readonly Given[])[], readonly (number | null)[]]>([
  ['nothing changed', BASE, [0, 1, 2, 3]],
  ['sorted', [BASE[3], BASE[0], BASE[2], BASE[1]], [3, 0, 2, 1]],
  ['a value changed', [BASE[0], [2, 'B', 9], BASE[2], BASE[3]], [0, 1, 2, 3]],
  ['renamed', [BASE[0], [2, 'B2', 2], BASE[2], BASE[3]], [0, 1, 2, 3]],
  [
    'inserted, numbers counted anew',
    [
      [1, 'A', 1],
      [2, 'New', 7],
      [3, 'B', 2],
      [4, 'C', 3],
      [5, 'D', 4],
    ],
    [0, null, 1, 2, 3],
  ],
  ['deleted', [BASE[0], BASE[2], BASE[3]], [0, 2, 3]],
  [
    'same names twice',
    [
      [1, 'X', 1],
      [2, 'X', 2],
      [3, 'C', 3],
    ],
    [0, 1, 2],
  ],
])('rows without IDs: %s', (_, other, expected) => {
  const base =
    _ === 'same names twice'
      ? [
          [1, 'X', 1],
          [2, 'X', 5],
          [3, 'C', 3],
        ]
      : BASE;
  expect(matched(base, other)).toEqual(expected);
});

test('rows without IDs: every row of a long plan matches itself, in linear time', () => {
  const rows = Array.from({ length: 3000 }, (_, i) => [i + 1, `Task ${i % 700}`, i % 9]);
  const pairs = matched(rows, rows);
  expect(pairs.every((row, i) => row === i)).toBe(true);
});
