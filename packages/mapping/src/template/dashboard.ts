import type { Snapshot } from '@sprintforge/core';
import { splitPeople } from '@sprintforge/core';
import type { SheetCell, Workbook } from '@sprintforge/xlsx';
import { STATUS_ROW, type StatusCount } from './chart.ts';

type Line = readonly (SheetCell | null)[];

interface Looks {
  readonly title: number;
  readonly block: number;
  readonly head: number;
  readonly date: number;
  readonly percent: number;
  readonly money: number;
}

/** How many of the next dates and of the people are listed. */
const DATES = 5;
const PEOPLE = 12;

/** Fills the Dashboard: figures by formulas over the names, with their cached results where no clock is needed. */
export function fillDashboard(
  workbook: Workbook,
  plan: Snapshot,
  statuses: readonly StatusCount[],
  projectName: string,
): void {
  const looks: Looks = {
    title: workbook.style({ bold: true, fontColor: '1F3864' }),
    block: workbook.style({ bold: true, fontColor: '5B8DEF' }),
    head: workbook.style({ bold: true, fillColor: 'D9E2F3' }),
    date: workbook.style({ numberFormat: 'yyyy-mm-dd' }),
    percent: workbook.style({ numberFormat: '0%' }),
    money: workbook.style({ numberFormat: '#,##0.00' }),
  };
  const rows: Line[] = [[{ value: projectName, style: looks.title }], [{ value: 'Project overview' }], []];
  rows.push(...statusLines(statuses, looks), []);
  rows.push(...figureLines(plan, looks), []);
  rows.push(...dateLines(rows.length, looks), []);
  rows.push(...peopleLines(plan, rows.length, looks));
  workbook.putSheet('Dashboard', {
    rows,
    columns: [{ width: 26 }, { width: 14 }, { width: 34 }, ...Array(6).fill({ width: 12 })],
    tabColor: '2F9E6E',
  });
}

function head(looks: Looks, ...texts: readonly string[]): Line {
  return texts.map((value) => ({ value, style: looks.head }));
}

function statusLines(statuses: readonly StatusCount[], looks: Looks): readonly Line[] {
  return [
    [{ value: 'Tasks by status', style: looks.block }],
    head(looks, 'Status', 'Tasks'),
    ...statuses.map(({ status, count }, at) => [
      { value: status },
      { formula: `COUNTIF(Status_Range,A${STATUS_ROW + at})`, value: count },
    ]),
  ];
}

function figureLines(plan: Snapshot, looks: Looks): readonly Line[] {
  const tasks = [...plan.tasks.values()].map((task) => task.fields);
  const numbers = (field: string) => tasks.map((fields) => fields[field]).filter((value) => typeof value === 'number');
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const percents = numbers('percent');
  const earned = sum(
    tasks.map(({ cost, percent }) => (typeof cost === 'number' && typeof percent === 'number' ? cost * percent : 0)),
  );
  const named = tasks.filter(({ name }) => name !== null && name !== undefined).length;
  const figures: readonly [string, string, number | undefined, number?][] = [
    ['Tasks', 'COUNTA(TaskName_Range)', named],
    ['Completed', 'COUNTIF(PercentComplete_Range,1)', percents.filter((value) => value === 1).length],
    [
      'Average progress',
      'IFERROR(AVERAGE(PercentComplete_Range),0)',
      percents.length === 0 ? 0 : sum(percents) / percents.length,
      looks.percent,
    ],
    ['Overdue', 'SUMPRODUCT((FinishDate_Range<>"")*(FinishDate_Range<TODAY())*(PercentComplete_Range<1))', undefined],
    ['Cost planned', 'SUM(Cost_Range)', sum(numbers('cost')), looks.money],
    ['Cost of work done', 'SUMPRODUCT(Cost_Range,PercentComplete_Range)', earned, looks.money],
  ];
  return [
    [{ value: 'Key figures', style: looks.block }],
    ...figures.map(([label, formula, value, style]) => [
      { value: label },
      { formula, ...(value === undefined ? {} : { value }), ...(style === undefined ? {} : { style }) },
    ]),
  ];
}

/** The next dates on which something is due, each with how many tasks and the first of them. */
function dateLines(above: number, looks: Looks): readonly Line[] {
  const first = above + 3;
  return [
    [{ value: 'Next due dates', style: looks.block }],
    head(looks, 'Date', 'Tasks due', 'First task'),
    ...Array.from({ length: DATES }, (_, at): Line => {
      const row = first + at;
      const after = at === 0 ? 'COUNTIF(FinishDate_Range,"<"&TODAY())' : `COUNTIF(FinishDate_Range,"<="&A${row - 1})`;
      const next = `IFERROR(SMALL(FinishDate_Range,${after}+1),"")`;
      return [
        { formula: at === 0 ? next : `IF(A${row - 1}="","",${next})`, style: looks.date },
        { formula: `IF(A${row}="","",COUNTIF(FinishDate_Range,A${row}))` },
        { formula: `IF(A${row}="","",INDEX(TaskName_Range,MATCH(A${row},FinishDate_Range,0)))` },
      ];
    }),
  ];
}

function peopleLines(plan: Snapshot, above: number, looks: Looks): readonly Line[] {
  const names = new Set<string>();
  for (const { fields } of plan.tasks.values())
    if (typeof fields.assignee === 'string') for (const name of splitPeople(fields.assignee)) names.add(name);
  const listed = [...names].slice(0, PEOPLE);
  if (listed.length === 0) return [];
  return [
    [{ value: 'By person', style: looks.block }],
    head(looks, 'Assignee', 'Tasks', 'Working days'),
    ...listed.map((name, at) => {
      const cell = `"*"&A${above + 3 + at}&"*"`;
      return [
        { value: name },
        { formula: `COUNTIF(Assignee_Range,${cell})` },
        { formula: `SUMIF(Assignee_Range,${cell},Duration_Range)` },
      ];
    }),
  ];
}
