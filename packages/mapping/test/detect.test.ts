import type { Range } from '@sprintforge/xlsx';
import { describe, expect, test } from 'vitest';
import { findTable } from '../src/detect.ts';
import { readPlan } from '../src/read.ts';
import { date, formula, type Given, type GivenSheet, memoryWorkbook } from './memory-workbook.ts';

const merge = (firstRow: number, firstColumn: number, lastRow: number, lastColumn: number): Range => ({
  firstRow,
  firstColumn,
  lastRow,
  lastColumn,
});
/** The found table in one line: sheet, header rows, data rows, fields by column. */
function found(...sheets: readonly GivenSheet[]): string {
  const { table, columns } = findTable(memoryWorkbook(sheets));
  if (table === null) return 'none';
  const fields = columns.flatMap(({ column, field }) => (field === null ? [] : [`${column} ${field}`]));
  const header =
    table.firstHeaderRow === table.headerRow ? table.headerRow : `${table.firstHeaderRow}-${table.headerRow}`;
  return `${table.sheet}!${header} ${table.firstRow}-${table.lastRow}: ${fields.join(', ')}`;
}
const day = date(45_000);
const TASKS: readonly (readonly Given[])[] = [
  ['Dig', day, day, 'Ann'],
  ['Build', day, day, 'Bob'],
  ['Paint', day, day, 'Ann'],
];
const HEADER = ['Task', 'Start', 'End', 'Owner'];
const FIELDS = 'A name, B start, C finish, D assignee';

describe('C4: headers of the programs people export from', () => {
  test.each<readonly [string, string, string]>([
    [
      'Microsoft Project',
      'ID|Active|Task Mode|Name|Duration|Start|Finish|Predecessors|Outline Level|Resource Names|% Complete|Notes',
      'A number, D name, E duration, F start, G finish, H predecessors, I level, J assignee, K percent, L notes',
    ],
    [
      'Microsoft Project, German',
      'Nr.|Vorgangsname|Dauer|Anfang|Ende|Vorgänger|Ressourcennamen|% Abgeschlossen',
      'A number, B name, C duration, D start, E finish, F predecessors, G assignee, H percent',
    ],
    [
      'Microsoft Project, French',
      'N°|Nom de la tâche|Durée|Début|Fin|Prédécesseurs|Noms ressources|% achevé',
      'A number, B name, C duration, D start, E finish, F predecessors, G assignee, H percent',
    ],
    [
      'Microsoft Project, Spanish',
      'Id|Nombre de tarea|Duración|Comienzo|Fin|Predecesoras|Nombres de los recursos|% completado',
      'A number, B name, C duration, D start, E finish, F predecessors, G assignee, H percent',
    ],
    [
      'Jira',
      'Summary|Issue key|Issue Type|Status|Project name|Priority|Assignee|Reporter|Created|Updated|Due date',
      'A name, B number, D status, F priority, G assignee, K finish',
    ],
    [
      'Asana',
      'Task ID|Created At|Completed At|Last Modified|Name|Section/Column|Assignee|Assignee Email|Start Date|Due Date|Tags|Notes|Projects|Parent task|Blocked By (Dependencies)|Blocking (Dependencies)',
      'A number, E name, G assignee, I start, J finish, L notes, O predecessors',
    ],
    [
      'Smartsheet',
      'Task Name|Duration|Start|Finish|Predecessors|Assigned To|% Complete|Status|Comments',
      'A name, B duration, C start, D finish, E predecessors, F assignee, G percent, H status, I notes',
    ],
    [
      'Monday',
      'Name|Subitems|Person|Status|Timeline - Start|Timeline - End|Priority',
      'A name, C assignee, D status, E start, F finish, G priority',
    ],
    [
      'Planner',
      'Task ID|Task Name|Bucket Name|Progress|Priority|Assigned To|Created By|Created Date|Start date|Due date|Is Recurring|Late|Completed Date|Completed By|Labels|Description',
      'A number, B name, D percent, E priority, F assignee, I start, J finish, P notes',
    ],
    [
      'a sprint backlog',
      'User Story|Story Points|Sprint|Status|Assigned to|Estimate (h)',
      'A name, D status, E assignee, F duration',
    ],
    [
      'a list of actions',
      'Nr.|Maßnahme|Verantwortlich|Termin|Status|Bemerkung',
      'A number, B name, C assignee, D finish, E status, F notes',
    ],
    [
      'a Chinese plan',
      '序号|工作内容|负责人|开始时间|结束时间|完成进度|备注',
      'A number, B name, C assignee, D start, E finish, F percent, G notes',
    ],
    [
      'a Japanese plan',
      '項番|作業項目|担当|開始予定日|終了予定日|開始実績日|終了実績日|進捗率|備考',
      'A number, B name, C assignee, D start, E finish, H percent, I notes',
    ],
    [
      'an Italian plan',
      'WBS|Attività|Responsabile|Data inizio|Data fine|Giorni|Avanzamento %|Predecessori',
      'A wbs, B name, C assignee, D start, E finish, F duration, G percent, H predecessors',
    ],
    [
      'a Dutch plan',
      'Nr|Taak|Verantwoordelijke|Startdatum|Einddatum|Duur (dagen)|% gereed|Opmerkingen',
      'A number, B name, C assignee, D start, E finish, F duration, G percent, H notes',
    ],
    [
      'planned, actual, baseline',
      'Task|Planned Start|Planned Finish|Actual Start|Actual Finish|Baseline Start|Baseline Finish|Planned Cost|Actual Cost',
      'A name, B start, C finish, H cost',
    ],
    [
      'a Korean plan',
      '번호|작업명|담당자|시작일|종료일|기간|진척률|선행작업|비고',
      'A number, B name, C assignee, D start, E finish, F duration, G percent, H predecessors, I notes',
    ],
    [
      'a Polish plan',
      'Lp.|Zadanie|Osoba odpowiedzialna|Data rozpoczęcia|Data zakończenia|Czas trwania (dni)|Status|Uwagi',
      'A number, B name, C assignee, D start, E finish, F duration, G status, H notes',
    ],
    [
      'a Portuguese plan',
      'EAP|Nome da Tarefa|Duração|Início|Término|Predecessoras|Nomes dos Recursos|% Concluída',
      'A wbs, B name, C duration, D start, E finish, F predecessors, G assignee, H percent',
    ],
    [
      'words cut short, French',
      'N°|Désignation des travaux|Début|Fin|Resp.|Avanc.',
      'A number, B name, C start, D finish, E assignee, F percent',
    ],
    [
      'words cut short, Italian',
      'Attività|Resp.|Data inizio|Data fine|% compl.',
      'A name, B assignee, C start, D finish, E percent',
    ],
    [
      'words cut short, Czech',
      'Č.|Činnost|Začátek|Termín ukončení|Pozn.',
      'A number, B name, C start, D finish, E notes',
    ],
    [
      'a Polish building schedule',
      'L.p.|Zakres prac|Termin rozpoczęcia|Termin zakończenia|Koszt [PLN]',
      'A number, B name, C start, D finish, E cost',
    ],
    [
      'Smartsheet without a task column',
      'Primary Column|Assigned To|Start Date|End Date|Predecessors',
      'A name, B assignee, C start, D finish, E predecessors',
    ],
    ['a list of milestones', '#|Milestone|Planned date|Owner|RAG', 'A number, B name, C finish, D assignee, E status'],
    [
      'a Romanian plan',
      'Nr. crt.|Activitate|Responsabil|Data început|Data sfârșit|Durata (zile)|Stadiu|Observații',
      'A number, B name, C assignee, D start, E finish, F duration, G status, H notes',
    ],
    [
      'a Greek plan',
      'Α/Α|Εργασία|Υπεύθυνος|Έναρξη|Λήξη|Διάρκεια|Πρόοδος|Παρατηρήσεις',
      'A number, B name, C assignee, D start, E finish, F duration, G percent, H notes',
    ],
    [
      'an Indonesian plan',
      'No|Kegiatan|Penanggung Jawab|Tanggal Mulai|Tanggal Selesai|Durasi (hari)|Status|Keterangan',
      'A number, B name, C assignee, D start, E finish, F duration, G status, H notes',
    ],
    [
      'a Croatian plan',
      'R.br.|Aktivnost|Odgovorna osoba|Datum početka|Datum završetka|Napomena',
      'A number, B name, C assignee, D start, E finish, F notes',
    ],
    [
      'a Bulgarian plan',
      '№|Дейност|Отговорник|Начална дата|Крайна дата|Забележки',
      'A number, B name, C assignee, D start, E finish, F notes',
    ],
  ])('%s', (_, headers, fields) => {
    expect(found({ rows: [headers.split('|')] })).toBe(`Sheet1!1 2-1: ${fields}`);
  });
});

const title = (rows: readonly (readonly Given[])[]): GivenSheet => ({
  rows: [['Project Apollo'], ['Project start:', day], [], ...rows],
});

test.each<readonly [string, readonly GivenSheet[], string]>([
  ['under titles', [title([HEADER, ...TASKS])], `Sheet1!4 5-7: ${FIELDS}`],
  [
    'beside a date scale',
    [{ rows: [[...HEADER, day, date(45_001), date(45_002)], ...TASKS] }],
    `Sheet1!1 2-4: ${FIELDS}`,
  ],
  ['beside weekday letters', [{ rows: [[...HEADER, 'M', 'T', 'W', 'T', 'F'], ...TASKS] }], `Sheet1!1 2-4: ${FIELDS}`],
  [
    'beside a legend',
    [
      {
        rows: [
          [...HEADER, null, null, null, null, 'Status', 'Owner'],
          ...TASKS.map((row) => [...row, null, null, null, null, 'Open', 'Ann']),
        ],
      },
    ],
    `Sheet1!1 2-4: ${FIELDS}`,
  ],
  [
    'after a sheet to read first',
    [
      { name: 'README', rows: [['How to use'], ['Fill in Tasks']] },
      { name: 'Tasks', rows: [HEADER, ...TASKS] },
    ],
    `Tasks!1 2-4: ${FIELDS}`,
  ],
  [
    'not its view by formulas',
    [
      {
        name: 'Plan',
        rows: [HEADER, ...TASKS.map(([name, ...rest]) => [formula('Tasks!A2', name as string), ...rest])],
      },
      { name: 'Input', rows: [HEADER, ...TASKS] },
    ],
    `Input!1 2-4: ${FIELDS}`,
  ],
  ['the first of stacked ones', [{ rows: [HEADER, ...TASKS, [], HEADER, ...TASKS] }], `Sheet1!1 2-4: ${FIELDS}`],
  [
    'without its sums',
    [{ rows: [HEADER, ...TASKS, ['Total', formula('SUM(B2:B4)', 3), null, null]] }],
    `Sheet1!1 2-4: ${FIELDS}`,
  ],
  [
    'without sums in another column',
    [{ rows: [['Task', 'Status', 'Days'], ['A', 'Done', 3], ['B', 'Open', 4], [], [null, 'Summe', 7]] }],
    'Sheet1!1 2-3: A name, B status, C duration',
  ],
  [
    'without notes below',
    [{ rows: [HEADER, ...TASKS, [], [], ['* dates are subject to change']] }],
    `Sheet1!1 2-4: ${FIELDS}`,
  ],
  [
    'without a remark below one blank row',
    [{ rows: [HEADER, ...TASKS, [], ['Insert new rows above this one']] }],
    `Sheet1!1 2-4: ${FIELDS}`,
  ],
  [
    'without the title of the next one',
    [{ rows: [HEADER, ...TASKS, [], ['Group: next month'], HEADER, ...TASKS] }],
    `Sheet1!1 2-4: ${FIELDS}`,
  ],
  [
    'of week numbers alone',
    [
      {
        rows: [
          ['Tasks', 'Start week', 'End week', 'W1', 'W2'],
          ['Dig', 1, 2],
          ['Build', 2, 4],
          ['Paint', 4, 5],
        ],
      },
    ],
    'Sheet1!1 2-4: A name, B start, C finish',
  ],
  ['over blank rows', [{ rows: [HEADER, ...TASKS, [], ...TASKS] }], `Sheet1!1 2-8: ${FIELDS}`],
  ['with sections', [{ rows: [HEADER, ['Phase 1'], ...TASKS, ['Phase 2'], ...TASKS] }], `Sheet1!1 2-9: ${FIELDS}`],
  [
    'without template rows',
    [{ rows: [['No', ...HEADER], [1, ...TASKS[0]!], [2, null, formula('B3', ''), formula('C3', 0)], [3]] }],
    'Sheet1!1 2-2: A number, B name, C start, D finish, E assignee',
  ],
  [
    'with a header in two rows, merged',
    [
      {
        rows: [
          ['Task', 'Plan', null, 'Actual', null],
          [null, 'Start', 'End', 'Start', 'End'],
          ['Dig', day, day, day, day],
        ],
        merges: [merge(1, 1, 2, 1), merge(1, 2, 1, 3), merge(1, 4, 1, 5)],
      },
    ],
    'Sheet1!1-2 3-3: A name, B start, C finish',
  ],
  [
    'with a header in two rows, actual first',
    [
      {
        rows: [
          ['Aufgabe', 'Ist', null, 'Soll', null],
          [null, 'Beginn', 'Ende', 'Beginn', 'Ende'],
          ['Graben', day, day, day, day],
        ],
        merges: [merge(1, 1, 2, 1), merge(1, 2, 1, 3), merge(1, 4, 1, 5)],
      },
    ],
    'Sheet1!1-2 3-3: A name, D start, E finish',
  ],
  [
    'with words split over two rows',
    [
      {
        rows: [
          [null, 'PLAN', 'PLAN', 'ACTUAL', 'PERCENT'],
          ['ACTIVITY', 'START', 'DURATION', 'START', 'COMPLETE'],
          ['Dig', 1, 5, 1, 0.5],
        ],
      },
    ],
    'Sheet1!1-2 3-3: A name, B start, C duration, E percent',
  ],
  [
    'nowhere: transposed',
    [
      {
        rows: [
          ['Date', 'Design', 'Build', 'Test'],
          [day, 'x', null, null],
          [date(45_001), null, 'x', null],
        ],
      },
    ],
    'none',
  ],
  [
    'nowhere: colours only',
    [{ rows: [['Tasks', day, date(45_001), date(45_002), date(45_003)], ['Dig'], ['Build']] }],
    'none',
  ],
  ['nowhere: no header over the tasks', [{ rows: [[null, 'Week 1', 'Week 2', 'Week 3'], ['Dig'], ['Build']] }], 'none'],
  [
    'nowhere: customers',
    [
      {
        rows: [
          ['ID', 'First name', 'Last name', 'State', 'Email'],
          [1, 'Ann', 'Lee', 'NY', 'a@example.org'],
        ],
      },
    ],
    'none',
  ],
  [
    'nowhere: staff',
    [
      {
        rows: [
          ['ID', 'Name', 'Department', 'Position', 'Start date', 'End date', 'Salary', 'Manager'],
          [1, 'Ann', 'IT', 'Lead', day, null, 50_000, 'Bob'],
          [2, 'Bob', 'IT', 'Head', day, day, 60_000, null],
        ],
      },
    ],
    'none',
  ],
  ['nowhere: nothing', [{ rows: [] }], 'none'],
])('C4: the table is found %s', (_, sheets, expected) => expect(found(...sheets)).toBe(expected));

test('C4: a hint corrects the guess', () => {
  const workbook = memoryWorkbook([
    { name: 'A', rows: [HEADER, ...TASKS] },
    {
      name: 'B',
      rows: [
        ['x', 'y'],
        ['Dig', 3],
      ],
    },
  ]);
  expect(findTable(workbook, { columns: { D: '' } }).table?.columns.map(({ field }) => field)).toEqual([
    'name',
    'start',
    'finish',
  ]);
  const { table } = findTable(workbook, { sheet: 'B', headerRow: 1, columns: { A: 'name', B: 'duration' } });
  expect(table).toMatchObject({ sheet: 'B', headerRow: 1, firstRow: 2, lastRow: 2 });
  expect(table?.columns.map(({ field }) => field)).toEqual(['name', 'duration']);
});

test('ID2: rows added below the bound table belong to it, a sum or a gap ends it', () => {
  const before = findTable(memoryWorkbook([{ rows: [HEADER, ...TASKS] }])).table!;
  const rowsOf = (...more: readonly (readonly Given[])[]) =>
    readPlan(memoryWorkbook([{ rows: [HEADER, ...TASKS, ...more] }]), before).rows.map(({ row }) => row);
  expect(rowsOf()).toEqual([2, 3, 4]);
  expect(rowsOf(['New', day], [null, day])).toEqual([2, 3, 4, 5, 6]);
  expect(rowsOf([], ['a note under the table'])).toEqual([2, 3, 4]);
});
