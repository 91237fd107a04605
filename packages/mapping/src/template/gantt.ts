import type { Snapshot } from '@sprintforge/core';
import { orderedTasks } from '@sprintforge/core';
import type { CellEdit, Workbook } from '@sprintforge/xlsx';
import { dateToSerial } from '@sprintforge/xlsx';
import { letters } from '../layout/address.ts';
import type { SkeletonSheet } from './skeleton.ts';

const FIRST_ROW = 4;
const FIRST_DAY = 5;
const WEEKS = 16;
const DAYS = WEEKS * 7;
/** Rows without a task that are ready for one. */
const SPARE_ROWS = 40;

/** The Gantt sheet: bars are conditional formats over a scale of days (dxf 0 bar, 1 done, 2 weekend of the skeleton). */
export function ganttSheet(plan: Snapshot): SkeletonSheet {
  const lastRow = FIRST_ROW + plan.tasks.size + SPARE_ROWS - 1;
  const first = letters(FIRST_DAY);
  const last = letters(FIRST_DAY + DAYS - 1);
  const day = `${first}$3`;
  const bar = `AND($B${FIRST_ROW}&lt;&gt;"",${day}&gt;=$B${FIRST_ROW},${day}&lt;=$C${FIRST_ROW})`;
  const done = `AND($B${FIRST_ROW}&lt;&gt;"",${day}&gt;=$B${FIRST_ROW},${day}&lt;$B${FIRST_ROW}+ROUND(($C${FIRST_ROW}-$B${FIRST_ROW}+1)*$D${FIRST_ROW},0))`;
  const rules = [
    [done, 1],
    [bar, 0],
    [`WEEKDAY(${day},2)&gt;5`, 2],
  ].map(
    ([formula, dxf], at) =>
      `<cfRule type="expression" dxfId="${dxf}" priority="${at + 1}"${at < 2 ? ' stopIfTrue="1"' : ''}><formula>${formula}</formula></cfRule>`,
  );
  const widths = [
    [1, 1, 36],
    [2, 3, 12],
    [4, 4, 8],
    [FIRST_DAY, FIRST_DAY + DAYS - 1, 2.7],
  ];
  const columns = widths
    .map(([min, max, width]) => `<col min="${min}" max="${max}" width="${width}" customWidth="1"/>`)
    .join('');
  const pane = `<sheetViews><sheetView showGridLines="0" workbookViewId="0"><pane xSplit="4" ySplit="3" topLeftCell="${first}${FIRST_ROW}" activePane="bottomRight" state="frozen"/></sheetView></sheetViews>`;
  return {
    name: 'Gantt',
    before: `${pane}<cols>${columns}</cols>`,
    after: `<conditionalFormatting sqref="${first}${FIRST_ROW}:${last}${lastRow}">${rules.join('')}</conditionalFormatting>`,
  };
}

/** The cells of the Gantt sheet: rows of the task table by formulas over the names, so new tasks appear by themselves. */
export function fillGantt(workbook: Workbook, plan: Snapshot, projectName: string): void {
  const head = workbook.style({ bold: true, fillColor: 'D9E2F3' });
  const date = workbook.style({ numberFormat: 'yyyy-mm-dd' });
  const edits: CellEdit[] = [
    { row: 1, column: 1, value: projectName, style: workbook.style({ bold: true, fontColor: '1F3864' }) },
    ...['Task', 'Start', 'Finish', 'Done'].map((value, at) => ({ row: 3, column: at + 1, value, style: head })),
    ...scaleCells(workbook, plan),
  ];
  const tasks = orderedTasks(plan).map((task) => task.fields);
  const percent = workbook.style({ numberFormat: '0%' });
  for (let at = 0; at < tasks.length + SPARE_ROWS; at++) {
    const row = FIRST_ROW + at;
    const index = `ROWS($A$${FIRST_ROW}:$A${row})`;
    const fields = tasks[at];
    const start = serial(fields?.start);
    const named = (name: string, otherwise: string) =>
      `IF($A${row}="","",IFERROR(IF(ISNUMBER(INDEX(${name},${index})),INDEX(${name},${index}),${otherwise}),""))`;
    edits.push(
      { row, column: 1, formula: `IFERROR(INDEX(TaskName_Range,${index})&"","")`, value: String(fields?.name ?? '') },
      { row, column: 2, formula: named('StartDate_Range', '""'), value: start, style: date },
      {
        row,
        column: 3,
        formula: named('FinishDate_Range', `$B${row}`),
        value: serial(fields?.finish) || start,
        style: date,
      },
      {
        row,
        column: 4,
        formula: named('PercentComplete_Range', '0'),
        value: fields === undefined ? '' : Number(fields.percent ?? 0),
        style: percent,
      },
    );
  }
  workbook.setCells('Gantt', edits);
}

/** Row 2: the Mondays; row 3: the days, from the Monday of the first start on. */
function scaleCells(workbook: Workbook, plan: Snapshot): readonly CellEdit[] {
  const starts = [...plan.tasks.values()].map(({ fields }) => serial(fields.start)).filter((value) => value !== '');
  const first = starts.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const monday = Number.isFinite(first) ? first - ((first + 5) % 7) : undefined;
  const day = workbook.style({ numberFormat: 'd', fillColor: 'F1F3F5' });
  const week = workbook.style({ numberFormat: 'd mmm', bold: true });
  const edits: CellEdit[] = [];
  for (let at = 0; at < DAYS; at++) {
    const column = FIRST_DAY + at;
    const letter = letters(column);
    const formula =
      at === 0
        ? 'IF(COUNT(StartDate_Range)=0,TODAY()-WEEKDAY(TODAY(),2)+1,MIN(StartDate_Range)-WEEKDAY(MIN(StartDate_Range),2)+1)'
        : `${letters(column - 1)}3+1`;
    const value = monday === undefined ? {} : { value: monday + at };
    edits.push({ row: 3, column, formula, style: day, ...value });
    if (at % 7 === 0) edits.push({ row: 2, column, formula: `${letter}3`, style: week, ...value });
  }
  return edits;
}

function serial(day: unknown): number | '' {
  return typeof day === 'string' && day >= '1900-03-01' ? dateToSerial(day, false) : '';
}
