import { describe, expect, test } from 'vitest';
import type { CellReading, Shadow } from '../src/api.ts';
import { identify } from '../src/identify.ts';
import {
  counting,
  editsOf,
  type FixtureRow,
  LINES,
  mappingOf,
  NO_SHADOW,
  planOf,
  row,
  snapshotOf,
} from './plan-fixture.ts';

const base = snapshotOf(LINES);
const [A, B, C, D, E, F] = LINES as readonly [
  (typeof LINES)[0],
  (typeof LINES)[0],
  (typeof LINES)[0],
  (typeof LINES)[0],
  (typeof LINES)[0],
  (typeof LINES)[0],
];
const all = LINES.map((line) => row(line));
const blank = (line: typeof A, over: FixtureRow['cells'] = {}): FixtureRow => ({ ...row(line, over), id: '' });
const shadowOf = (field: string, reading: CellReading): Shadow => ({
  cells: [{ id: 'C', field, reading }],
  keptRows: [],
});

interface Case {
  readonly rule: string;
  readonly rows: readonly FixtureRow[];
  readonly edits: readonly string[];
  readonly notices?: readonly string[];
  readonly refused?: readonly string[];
  readonly shadow?: Shadow;
  readonly sortedBy?: string | null;
  readonly repairs?: number;
}

const typed = (name: string): FixtureRow => ({ id: '', cells: { name, start: null, duration: null, status: null } });
const error: CellReading = { kind: 'refused', code: 'CELL_ERROR', raw: '#REF!', expected: 'a date' };
const formula = (value: number, text: string): CellReading => ({ kind: 'value', value, formula: text });

const cases: readonly Case[] = [
  { rule: 'ID1 an untouched copy has no edit', rows: all, edits: [] },
  { rule: 'ID2 a row without ID is a new task', rows: [...all, typed('Party')], edits: ['+new-1 Party'] },
  { rule: 'ID2 a row typed in the middle', rows: [all[0]!, typed('Party'), ...all.slice(1)], edits: ['+new-1 Party'] },
  {
    rule: 'ID3 of copied rows the least different keeps the ID',
    rows: [row(A, { name: 'Survey 2', status: 'Open' }), row(A, { duration: 4 }), ...all.slice(1)],
    edits: ['+new-1 Survey 2', 'A.duration=4'],
    notices: ['DUPLICATE_ID'],
  },
  {
    rule: 'ID3 the first of equals',
    rows: [row(A), row(A), ...all.slice(1)],
    edits: ['+new-1 Survey'],
    notices: ['DUPLICATE_ID'],
  },
  {
    rule: 'ID4 an ID never given out',
    rows: [...all, { ...row(A), id: 'SF-9999-9999' }],
    edits: ['+new-1 Survey'],
    notices: ['UNKNOWN_ID'],
  },
  { rule: 'ID5 a lost ID is healed', rows: [all[0]!, blank(B), ...all.slice(2)], edits: [], notices: ['ID_HEALED'] },
  {
    rule: 'ID5 an edited row without ID is another task',
    rows: [all[0]!, blank(B, { duration: 9 }), ...all.slice(2)],
    edits: ['+new-1 Design', '-B'],
  },
  {
    rule: 'ID5 a whole lost ID column: unchanged rows by value, edited ones by name',
    rows: [blank(A), blank(B, { duration: 9 }), blank(C), blank(D), blank(E), blank(F)],
    edits: ['B.duration=9'],
    notices: Array(6).fill('ID_HEALED'),
  },
  {
    rule: 'ID6 IDs left behind by a sort of the rest',
    rows: [B, C, F, A, D, E].map((line, at) => ({ ...row(line), id: LINES[at]![0] })),
    edits: expect.anything() as unknown as readonly string[],
    repairs: 2,
  },
  {
    rule: 'ID6 two columns sorted without the others',
    rows: LINES.map((line, at) =>
      row(line, { start: [...LINES].reverse()[at]![2], duration: [...LINES].reverse()[at]![3] }),
    ),
    edits: expect.anything() as unknown as readonly string[],
    repairs: 2,
  },
  {
    rule: 'ID6 two swapped cells are edits',
    rows: [row(A, { duration: 8 }), row(B, { duration: 3 }), ...all.slice(2)],
    edits: ['A.duration=8', 'B.duration=3'],
    repairs: 0,
  },
  { rule: 'ID7 a missing row is a deleted task', rows: all.slice(1), edits: ['-A'] },
  {
    rule: 'R2 a kept row is not managed',
    rows: [...all, { ...row(A), id: 'Z' }],
    edits: [],
    shadow: { cells: [], keptRows: ['Z'] },
  },
  { rule: 'ID8 sorted by name', rows: [C, B, F, A, D, E].map((line) => row(line)), edits: [], sortedBy: 'name' },
  {
    rule: 'ID8 sorted down by duration',
    rows: [C, B, D, A, E, F].map((line) => row(line)),
    edits: [],
    sortedBy: 'duration',
  },
  {
    rule: 'ID8 sorted by status, then by name',
    rows: [B, A, F, C, D, E].map((line) => row(line)),
    edits: [],
    sortedBy: 'status',
  },
  {
    rule: 'ID8 sorted, then edited',
    rows: [row(C), row(B, { name: 'Zebra' }), row(F), row(A), row(D), row(E)],
    edits: ['B.name=Zebra'],
    sortedBy: 'name',
  },
  { rule: 'ID8 one moved row is one edit', rows: [A, C, D, B, E, F].map((line) => row(line)), edits: ['B.@rank'] },
  {
    rule: 'ID8 a new row in a sorted copy comes last',
    rows: [...[C, B, F, A].map((line) => row(line)), typed('Mid'), row(D), row(E)],
    edits: ['+new-1 Mid'],
    sortedBy: 'name',
  },
  {
    rule: 'ID8 an order that was handed out is no edit',
    rows: [B, A, C, F, D, E].map((line) => row(line)),
    edits: [],
    shadow: { cells: [], keptRows: [], order: ['B', 'A', 'C', 'F', 'D', 'E'] },
  },
  {
    rule: 'C3 a missing column is not edited',
    rows: LINES.map(([id, name]) => ({ id, cells: { name } })),
    edits: [],
  },
  { rule: 'V5 an emptied cell clears', rows: [row(A, { status: null }), ...all.slice(1)], edits: ['A.status=null'] },
  {
    rule: 'V6 an unreadable cell is refused alone',
    rows: [row(A, { start: error, status: 'Late' }), ...all.slice(1)],
    edits: ['A.status=Late'],
    refused: ['Plan!C2 CELL_ERROR'],
  },
  {
    rule: 'V6 the same unreadable cell again is no edit',
    rows: [...all.slice(0, 2), row(C, { start: error }), ...all.slice(3)],
    edits: [],
    refused: [],
    shadow: shadowOf('start', error),
  },
  {
    rule: 'V7 a new result of the same formula is derived',
    rows: [...all.slice(0, 2), row(C, { duration: formula(21, 'C4-B4') }), ...all.slice(3)],
    edits: ['C.duration~21'],
    shadow: shadowOf('duration', formula(20, 'RC[-1]-RC[-2]')),
  },
  {
    rule: 'V7 another formula is an edit',
    rows: [...all.slice(0, 2), row(C, { duration: formula(21, 'C4+1') }), ...all.slice(3)],
    edits: ['C.duration=21'],
    shadow: shadowOf('duration', formula(20, 'RC[-1]-RC[-2]')),
  },
  {
    rule: 'V7 what the formula showed when handed out is no edit, whatever the plan says',
    rows: [...all.slice(0, 2), row(C, { duration: formula(33, 'C4-B4') }), ...all.slice(3)],
    edits: [],
    shadow: shadowOf('duration', formula(33, 'RC[-1]-RC[-2]')),
  },
  {
    rule: 'V6, V7 an unchanged formula that now gives an error is no edit',
    rows: [...all.slice(0, 2), row(C, { duration: { ...error, formula: 'C4-B4' } }), ...all.slice(3)],
    edits: [],
    refused: [],
    shadow: shadowOf('duration', formula(20, 'RC[-1]-RC[-2]')),
  },
  {
    rule: 'V7 a formula without result is not edited',
    rows: [
      ...all.slice(0, 2),
      row(C, { duration: { kind: 'unread', formula: 'X1', reason: 'no-result' } }),
      ...all.slice(3),
    ],
    edits: [],
  },
];

describe('identify', () => {
  test.each(cases)(
    '$rule',
    ({ rows, edits, notices = [], refused = [], shadow = NO_SHADOW, sortedBy = null, repairs = 0 }) => {
      const found = identify(planOf(rows), base, shadow, counting());
      expect(editsOf(found.theirs, base)).toEqual(edits);
      expect(found.notices.map((notice) => notice.code)).toEqual(notices);
      expect(found.refused.map((cell) => `${cell.sheet}!${cell.cell} ${cell.code}`)).toEqual(refused);
      expect(found.sortedBy).toBe(sortedBy);
      expect(found.repairs).toHaveLength(repairs);
      expect(found.rowIds).toHaveLength(rows.length);
    },
  );

  test.each([
    ['whole rows', [B, C, F, A, D, E].map((line, at) => ({ ...row(line), id: LINES[at]![0] }))],
    [
      'a block of columns',
      LINES.map((line, at) =>
        row(line, { start: [...LINES].reverse()[at]![2], duration: [...LINES].reverse()[at]![3] }),
      ),
    ],
  ])('ID6 the confirmed repair of %s leaves no edit', (_, rows) => {
    const plan = planOf(rows);
    const { repairs } = identify(plan, base, NO_SHADOW, counting());
    expect(repairs.map((repair) => repair.code)).toEqual(['ROWS_SHIFTED', 'ROWS_SHIFTED']);
    const repaired = identify(plan, base, NO_SHADOW, counting(), { repairs: new Set([repairs[0]!.id]) });
    expect(repaired.repairs).toEqual([]);
    expect(editsOf(repaired.theirs, base).filter((edit) => !edit.endsWith('@rank'))).toEqual([]);
    const kept = identify(plan, base, NO_SHADOW, counting(), { repairs: new Set([repairs[1]!.id]) });
    expect(kept.repairs).toEqual([]);
    expect(editsOf(kept.theirs, base).length).toBeGreaterThan(5);
  });

  test('ID8 in a column of the person’s own, empty texts and absent cells are alike: they sort nothing', () => {
    const moved = planOf([A, C, D, B, E, F].map((line) => row(line)));
    const plan = { ...moved, ownColumns: () => [['', null, '', null, '', null]] };
    expect(editsOf(identify(plan, base, NO_SHADOW, counting()).theirs, base)).toEqual(['B.@rank']);
  });

  test('ID8 a new row stands after the task above it', () => {
    const { theirs } = identify(
      planOf([all[0]!, typed('X'), typed('Y'), ...all.slice(1)]),
      base,
      NO_SHADOW,
      counting(),
    );
    const order = [...theirs.tasks.values()].sort((a, b) => (a.rank < b.rank ? -1 : 1)).map((task) => task.id);
    expect(order).toEqual(['A', 'new-1', 'new-2', 'B', 'C', 'D', 'E', 'F']);
  });

  test('ID8 the outline says the parents: indenting is an edit of the parent', () => {
    const mapping = mappingOf([...['name', 'start', 'duration', 'status'], 'level'], 'level');
    const levels = [1, 2, 2, 1, 1, 1];
    const rows = LINES.map((line, at) => ({ ...row(line, { level: levels[at]! }), level: levels[at]! }));
    const { theirs } = identify(planOf(rows, mapping), base, NO_SHADOW, counting());
    expect(editsOf(theirs, base).filter((edit) => edit.includes('@parent'))).toEqual(['B.@parent=A', 'C.@parent=A']);
  });

  test('V9 texts that the copy held are not edited though rows moved; an edited one is read against this file', () => {
    const edges = [{ predecessor: 'A', successor: 'C', type: 'FS', lag: 0 }] as const;
    const plan = planOf(
      [B, A, C, D, E, F].map((line) => row(line, { predecessors: line === C ? '2' : line === D ? '4FS+2d' : null })),
      mappingOf(['name', 'start', 'duration', 'status', 'predecessors']),
    );
    const shadow = shadowOf('predecessors', { kind: 'value', value: '2' });
    const { theirs } = identify(plan, snapshotOf(LINES, edges), shadow, counting());
    expect([...theirs.dependencies!.keys()]).toEqual(['A>C:FS', 'C>D:FS']);
    expect(theirs.dependencies!.get('C>D:FS')!.lag).toBe(2);
  });

  test('linear: 50,000 sorted rows in a moment', () => {
    const lines = Array.from(
      { length: 50_000 },
      (_, at) => [`T${at}`, `n${(at * 7919) % 50_000}`, '2026-01-01', at % 9, 'Open'] as const,
    );
    const big = snapshotOf(lines);
    const sorted = [...lines].sort((a, b) => (a[1] < b[1] ? -1 : 1));
    const plan = planOf(sorted.map((line) => row(line)));
    const start = process.cpuUsage();
    const found = identify(plan, big, NO_SHADOW, counting());
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(5000);
    expect(found.sortedBy).toBe('name');
    expect(editsOf(found.theirs, big)).toEqual([]);
  });
});
