import { describe, expect, test } from 'vitest';
import { formatPredecessors } from '../src/dependencies/format-predecessors.ts';
import { parsePredecessors } from '../src/dependencies/parse-predecessors.ts';
import { resolvePredecessors } from '../src/dependencies/resolve-predecessors.ts';
import { findTable } from '../src/detect.ts';
import { readPlan } from '../src/read.ts';
import { type Given, memoryWorkbook } from './memory-workbook.ts';

/** `ref type lag` of each part. */
const parsed = (text: string) =>
  parsePredecessors(text).map(
    ({ reference, type, lag }) => `${reference} ${type} ${'days' in lag ? lag.days : `${lag.share * 100}%`}`,
  );

test.each<readonly [string, readonly string[]]>([
  ['3', ['3 FS 0']],
  ['3FS+2d', ['3 FS 2']],
  ['3;5', ['3 FS 0', '5 FS 0']],
  ['3, 5SS-1d', ['3 FS 0', '5 SS -1']],
  ['2fs', ['2 FS 0']],
  ['1.2; 1.3', ['1.2 FS 0', '1.3 FS 0']],
  ['7EA+2 Tage', ['7 FS 2']],
  ['7AA', ['7 SS 0']],
  ['7EE', ['7 FF 0']],
  ['7AE', ['7 SF 0']],
  ['4FD+1 jour', ['4 FS 1']],
  ['4DD', ['4 SS 0']],
  ['4DF', ['4 SF 0']],
  ['4FC+2 días', ['4 FS 2']],
  ['4TI', ['4 FS 0']],
  ['4ОН+3 дн', ['4 FS 3']],
  ['3FS+1w', ['3 FS 5']],
  ['3FS + 4h', ['3 FS 0.5']],
  ['3FS+50%', ['3 FS 50%']],
  ['3FS-1,5d', ['3 FS -1.5']],
  ['SF-A3B4-C5D6', ['SF-A3B4-C5D6 FS 0']],
  ['SF-A3B4-C5D6SS+1d', ['SF-A3B4-C5D6 SS 1']],
  ['SF-1234-5678', ['SF-1234-5678 FS 0']],
  ['SF-1234-567D-2d', ['SF-1234-567D FS -2']],
  ['T001、T002', ['T001 FS 0', 'T002 FS 0']],
  ['3\n4', ['3 FS 0', '4 FS 0']],
  ['Set up e-mail', ['Set up e-mail FS 0']],
  ['Phase-2', ['Phase-2 FS 0']],
])('V9: %s', (text, expected) => expect(parsed(text)).toEqual(expected));

test.each([
  [[{ reference: '3', type: 'FS', lag: 0 }], {}, '3'],
  [[{ reference: '3', type: 'FS', lag: 2 }], {}, '3FS+2d'],
  [
    [
      { reference: '3', type: 'FS', lag: 0 },
      { reference: '5', type: 'SS', lag: -1 },
    ],
    { separator: ';' },
    '3;5SS-1d',
  ],
  [[{ reference: 'Design', type: 'FF', lag: 0 }], {}, 'Design FF'],
  [[], {}, null],
] as const)('V9: %j with %j is written %s', (edges, style, text) => {
  expect(formatPredecessors(edges, style)).toBe(text);
  if (text !== null)
    expect(parsed(text)).toEqual(edges.map(({ reference, type, lag }) => `${reference} ${type} ${lag}`));
});

/** Rows of `header…` as a plan, and its edges as `predecessor row>successor row`. */
function edges(header: readonly string[], ...rows: readonly (readonly Given[])[]) {
  const workbook = memoryWorkbook([{ rows: [header, ...rows] }]);
  const plan = readPlan(workbook, findTable(workbook).table!);
  const { edges: found, refused, style } = resolvePredecessors(plan);
  return {
    edges: found.map(
      ({ predecessor, successor, type, lag }) =>
        `${plan.rows[predecessor]!.row}>${plan.rows[successor]!.row}${type}${lag}`,
    ),
    refused: [...refused].map(([row, { code }]) => `${plan.rows[row]!.row} ${code}`),
    style,
  };
}

describe('V9: what a reference means', () => {
  test("the plan's own number where it resolves", () => {
    const read = edges(
      ['ID', 'Task', 'Duration', 'Predecessors'],
      [10, 'A', 2, null],
      [20, 'B', 4, '10'],
      [30, 'C', 1, '10; 20SS+50%'],
    );
    expect(read).toEqual({ edges: ['2>3FS0', '2>4FS0', '3>4SS2'], refused: [], style: 'number' });
  });
  test('row numbers where there is nothing else', () => {
    expect(edges(['Task', 'Duration', 'Predecessors'], ['A', 2, null], ['B', 4, '2']).edges).toEqual(['2>3FS0']);
  });
  test('WBS codes', () => {
    const read = edges(
      ['WBS', 'Task', 'Duration', 'Predecessors'],
      ['1', 'A', 2, null],
      ['1.1', 'B', 4, null],
      ['1.2.', 'C', 4, '1.1'],
      ['2', 'D', 1, '1.2'],
    );
    expect(read).toEqual({ edges: ['3>4FS0', '4>5FS0'], refused: [], style: 'wbs' });
  });
  test('names, also with commas', () => {
    const read = edges(
      ['No', 'Task', 'Duration', 'Predecessors'],
      [1, 'Plan, and think', 2, null],
      [2, 'Build', 4, 'plan, and think'],
      [3, 'Ship', 4, 'Build'],
    );
    expect(read).toEqual({ edges: ['2>3FS0', '3>4FS0'], refused: [], style: 'name' });
  });
  test('V6: unknown and own references are refused, the rest stays', () => {
    const read = edges(
      ['ID', 'Task', 'Duration', 'Predecessors'],
      [1, 'A', 2, '9'],
      [2, 'B', 4, '2'],
      [3, 'C', 1, '1,2'],
      [4, 'D', 1, '-'],
    );
    expect(read).toEqual({
      edges: ['2>4FS0', '3>4FS0'],
      refused: ['2 UNKNOWN_PREDECESSOR', '3 SELF_PREDECESSOR'],
      style: 'number',
    });
  });
});
