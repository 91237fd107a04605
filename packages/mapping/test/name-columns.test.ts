/** C4, ID8: plans whose names stand in one column for each level of the outline; and the many tables that only look like it. */

import { readFileSync } from 'node:fs';
import { openWorkbook } from '@sprintforge/xlsx';
import { describe, expect, test } from 'vitest';
import { corpus } from '../../../test/support/corpora.ts';
import type { DetectionHint } from '../src/detect/hint.ts';
import { findTable } from '../src/detect.ts';
import { readPlan } from '../src/read.ts';
import { date, type Given, type GivenSheet, memoryWorkbook } from './memory-workbook.ts';

const day = date(45_000);

/** `A|B|C` of one row; `@` is a date. */
const cellsOf = (line: string): Given[] =>
  line.split('|').map((text) => (text === '' ? null : text === '@' ? day : /^\d+$/.test(text) ? Number(text) : text));
const sheetOf = (header: string, lines: readonly string[]): GivenSheet => ({
  rows: [header.split('|').map((text) => (text === '' ? null : text)), ...lines.map(cellsOf)],
});

/** Outline, fields by column, then each row as `level name`. */
function readAs(sheet: GivenSheet, hint: DetectionHint = {}): string {
  const workbook = memoryWorkbook([sheet]);
  const { table, columns } = findTable(workbook, hint);
  if (table === null) return 'none';
  const fields = columns.flatMap(({ column, field }) => (field === null ? [] : [`${column} ${field}`]));
  const rows = readPlan(workbook, table).rows.map(({ level, cells }) => {
    const name = cells['name'];
    return `${level} ${name?.kind === 'value' ? (name.value ?? '') : name?.kind}`;
  });
  return `${table.outline}: ${fields.join(', ')}: ${rows.join(', ')}`;
}

const STAIRS = ['Plan|||@|@', '|Scope||@|@', '||Ask|@|@', '||Write|@|@', 'Build|||@|@', '|Walls||@|@'];
const READ = '1 Plan, 2 Scope, 3 Ask, 3 Write, 1 Build, 2 Walls';
const BOUND = 'A name, B name2, C name3, D start, E finish';

describe('C4: a column of names for each level', () => {
  test.each([
    'Phase|Work package|Task|Start|Finish',
    'Stage|Activity|Step|Start|Finish',
    'Epic|Story|Sub-task|Start|Finish',
    'Level 1|Level 2|Level 3|Start|Finish',
    'Task|Subtask|2. Subtask|Start|Finish',
    'Phase|Arbeitspaket|Vorgang|Anfang|Ende',
    'Aufgabe|1. Teilaufgabe|2. Teilaufgabe|Beginn|Ende',
    'Phase|Lot|Tâche|Début|Fin',
    'Fase|Actividad|Tarea|Inicio|Fin',
    'Fase|Atividade|Tarefa|Início|Término',
    '大項目|中項目|小項目|開始日|終了日',
    'Фаза|Задача|Подзадача|Начало|Окончание',
    'Task|||Start|Finish',
  ])('%s', (header) => expect(readAs(sheetOf(header, STAIRS))).toBe(`columns: ${BOUND}: ${READ}`));

  test.each<readonly [string, readonly string[], string]>([
    ['two columns', ['A||@|@', '|a|@|@', '|b|@|@', 'B||@|@'], '1 A, 2 a, 2 b, 1 B'],
    [
      'a skipped level',
      ['A|||@|@', ...Array(30).fill('|b||@|@'), 'B|||@|@', '||c|@|@', '||d|@|@', '|e||@|@'],
      `1 A${', 2 b'.repeat(30)}, 1 B, 2 c, 2 d, 2 e`,
    ],
    ['a level that nobody uses', ['A|||@|@', '|b||@|@', '|c||@|@'], '1 A, 2 b, 2 c'],
    ['a blank row', ['A|||@|@', '|b||@|@', '', '||c|@|@', '|d||@|@'], '1 A, 2 b, 3 c, 2 d'],
  ])('%s', (_, lines, rows) => {
    const header =
      lines[0]!.split('|').length === 4 ? 'Phase|Task|Start|Finish' : 'Phase|Work package|Task|Start|Finish';
    expect(readAs(sheetOf(header, lines)).split(': ').at(-1)).toBe(rows);
  });

  test.each(
    corpus('plans')
      .concat(corpus('fidelity'))
      .filter(({ file }) => /7a413e64|f__b965a5/.test(file)),
  )('a real one: $file', ({ path }) => {
    const workbook = openWorkbook(readFileSync(path));
    const { table } = findTable(workbook);
    const rows = readPlan(workbook, table!).rows;
    expect(table!.outline).toBe('columns');
    expect(rows.filter(({ cells }) => cells['name']?.kind !== 'value' || !cells['name'].value)).toEqual([]);
    expect(Math.max(...rows.map(({ level }) => level))).toBe(3);
  });
});

/** Names in one column; whatever stands beside it is something else. */
const PLAIN: readonly (readonly [why: string, header: string, lines: readonly string[]])[] = [
  ['descriptions', 'Task|Description|Start|Finish', ['A|Dig a hole|@|@', 'B|Fill it up|@|@', 'C|Go home|@|@']],
  ['remarks below a task', 'Task|Notes|Start|Finish', ['A||@|@', '|to be seen||', 'B||@|@', '|ask Ann||', 'C||@|@']],
  ['remarks under no header', 'Task||Start|Finish', ['A||@|@', '|to be seen||', 'B||@|@', '|ask Ann||', 'C||@|@']],
  ['milestones', 'Task|Milestone|Start|Finish', ['A||@|@', '|Gate 1|@|@', 'B||@|@', '|Gate 2|@|@']],
  ['owners', 'Task|Owner|Start|Finish', ['A||@|@', '|Ann|@|@', 'B||@|@', '|Bob|@|@']],
  ['states', 'Task|Status|Start|Finish', ['A||@|@', '|Open|@|@', 'B||@|@', '|Done|@|@']],
  ['two texts for each row', 'Task|Activity|Start|Finish', ['A|Dig|@|@', 'B|Fill|@|@', 'C|Go|@|@', 'D|Rest|@|@']],
  ['a phase without a row of its own', 'Task|Step|Start|Finish', ['A|Dig|@|@', '|Fill|@|@', 'B|Go|@|@']],
  ['a deeper one first', 'Phase|Task|Start|Finish', ['|a|@|@', '|b|@|@', 'B||@|@', '|c|@|@']],
  ['numbers for names', 'Task|Level|Start|Finish', ['A|1|@|@', 'B|2|@|@', 'C|2|@|@']],
  ['too few rows', 'Phase|Task|Start|Finish', ['A||@|@', '|b|@|@']],
  [
    'both in one row of seven',
    'Phase|Task|Start|Finish',
    ['A||@|@', '|a|@|@', '|b|@|@', 'B|c|@|@', '|d|@|@', '|e|@|@', '|f|@|@'],
  ],
  [
    'levels skipped again and again',
    'Phase|Work package|Task|Start|Finish',
    ['A|||@|@', '||a|@|@', 'B|||@|@', '||b|@|@', '|c||@|@'],
  ],
  [
    'stages that are states',
    'Stage|Task|Start|Finish',
    ['Open|a|@|@', 'Open|b|@|@', 'Done|c|@|@', 'Done|d|@|@', 'Open|e|@|@'],
  ],
  ['not side by side', 'Phase|Start|Task|Finish', ['A|@||@', '|@|b|@', '|@|c|@', 'B|@||@']],
];
test.each(PLAIN)('C4: no outline: %s', (_, header, lines) => {
  expect(readAs(sheetOf(header, lines))).not.toMatch(/^columns|name2|c_/);
});

describe('C4: what a task stands under is said on its row', () => {
  const rows = [
    'Plan|Scope|Ask',
    'Plan|Scope|Write',
    'Plan|Law|Apply',
    'Build|Walls|Dig',
    'Build|Walls|Lay',
    'Build|Roof|Cover',
  ];
  const header = 'Phase|Work package|Task|Start|Finish';
  const names = '1 Ask, 1 Write, 1 Apply, 1 Dig, 1 Lay, 1 Cover';
  test('on each row: fields of its own', () => {
    expect(
      readAs(
        sheetOf(
          header,
          rows.map((row) => `${row}|@|@`),
        ),
      ),
    ).toBe(`none: A c_phase, B c_work_package, C name, D start, E finish: ${names}`);
  });
  test('where it changes: the columns stay private (C2)', () => {
    const sparse = ['Plan|Scope|Ask', '||Write', '|Law|Apply', 'Build|Walls|Dig', '||Lay', '|Roof|Cover'];
    expect(
      readAs(
        sheetOf(
          header,
          sparse.map((row) => `${row}|@|@`),
        ),
      ),
    ).toBe(`none: C name, D start, E finish: ${names}`);
  });
  test('the columns of the upper levels are put right by the person', () => {
    const sheet = sheetOf(
      header,
      rows.map((row) => `${row}|@|@`),
    );
    expect(readAs(sheet, { columns: { A: '', B: 'c_work_package' } })).toBe(
      `none: B c_work_package, C name, D start, E finish: ${names}`,
    );
  });
});

describe('C4: put right by the person', () => {
  const stairs = sheetOf('Phase|Work package|Task|Start|Finish', STAIRS);
  const plain = sheetOf('One|Two|Three|Start|Finish', STAIRS);
  test.each<readonly [string, GivenSheet, DetectionHint['columns'], string]>([
    ['one column alone', stairs, { C: 'name' }, 'none: C name, D start, E finish: 1 , 1 , 1 Ask, 1 Write'],
    [
      'the last one is private',
      stairs,
      { C: '' },
      'columns: A name, B name2, D start, E finish: 1 Plan, 2 Scope, 2 , 2 , 1 Build, 2 Walls',
    ],
    [
      'the first one is private',
      stairs,
      { A: '' },
      'columns: B name, C name2, D start, E finish: 1 , 1 Scope, 2 Ask, 2 Write, 2 , 1 Walls',
    ],
    ['found by the person', plain, { A: 'name', B: 'name2', C: 'name3' }, `columns: ${BOUND}: ${READ}`],
  ])('%s', (_, sheet, columns, read) => {
    expect(readAs(sheet, { sheet: 'Sheet1', headerRow: 1, columns: columns! })).toContain(read);
  });
});
