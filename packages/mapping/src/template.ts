import type { Snapshot } from '@sprintforge/core';
import type { SheetCell, Workbook } from '@sprintforge/xlsx';
import { openWorkbook } from '@sprintforge/xlsx';
import { writeColumnNames } from './layout/defined-names.ts';
import { STATUS_ROW, type StatusCount } from './template/chart.ts';
import { choicesOf } from './template/columns.ts';
import { fillDashboard } from './template/dashboard.ts';
import { fillGantt, ganttSheet } from './template/gantt.ts';
import { skeleton } from './template/skeleton.ts';
import { fillTasks } from './template/tasks-sheet.ts';

/** Simple task list, Gantt plan, Sprint backlog. */
export type TemplateKind = 'tasks' | 'gantt' | 'sprint';

/**
 * The workbook of a new project: Tasks (`tblTasks`), Resources (`tblResources`), a Dashboard with formulas and a chart, and
 * for `gantt` a sheet with bars over a scale of days. Plain: `writePlan` makes a copy of it. The same plan gives the same bytes.
 */
export async function newWorkbook(plan: Snapshot, kind: TemplateKind, projectName: string): Promise<Uint8Array> {
  const statuses = statusCounts(plan, kind);
  const names = ['Tasks', ...(kind === 'gantt' ? ['Gantt'] : []), 'Resources', 'Dashboard'];
  const sheets = names.map((name) => (name === 'Gantt' ? ganttSheet(plan) : { name }));
  const workbook = openWorkbook(skeleton(sheets, statuses, 'Tasks by status'));
  const mapping = fillTasks(workbook, plan, kind);
  fillResources(workbook, plan);
  fillDashboard(workbook, plan, statuses, projectName);
  if (kind === 'gantt') fillGantt(workbook, plan, projectName);
  writeColumnNames(workbook, mapping, plan.fields);
  workbook.requestFullCalculation();
  return await workbook.toBytes();
}

/** The statuses that people can choose, with how many tasks have each. */
function statusCounts(plan: Snapshot, kind: TemplateKind): readonly StatusCount[] {
  const counts = new Map(choicesOf(plan, kind, 'status').map((status) => [status, 0]));
  for (const { fields } of plan.tasks.values()) {
    const known = typeof fields.status === 'string' ? counts.get(fields.status) : undefined;
    if (known !== undefined) counts.set(fields.status as string, known + 1);
  }
  return [...counts].slice(0, MOST_STATUSES).map(([status, count]) => ({ status, count }));
}

/** More than these do not fit beside the chart. */
const MOST_STATUSES = STATUS_ROW + 6;

const RESOURCE_COLUMNS = [
  { field: 'id', header: 'Resource ID', width: 14 },
  { field: 'name', header: 'Name', width: 26 },
  { field: 'email', header: 'Email', width: 30 },
  { field: 'role', header: 'Role', width: 20 },
  { field: 'capacity', header: 'Capacity', width: 10, numberFormat: '0%' },
  { field: 'rate', header: 'Rate', width: 10, numberFormat: '#,##0.00' },
] as const;

function fillResources(workbook: Workbook, plan: Snapshot): void {
  const bold = workbook.style({ bold: true, fillColor: '2F5597', fontColor: 'FFFFFF' });
  const styles = RESOURCE_COLUMNS.map((column) =>
    'numberFormat' in column ? workbook.style({ numberFormat: column.numberFormat }) : 0,
  );
  const rows: SheetCell[][] = [RESOURCE_COLUMNS.map(({ header }) => ({ value: header, style: bold }))];
  for (const { id, fields } of plan.resources.values())
    rows.push(
      RESOURCE_COLUMNS.map(({ field }, at) => ({
        value: field === 'id' ? id : (fields[field] ?? null),
        style: styles[at]!,
      })),
    );
  if (plan.resources.size === 0) rows.push(styles.map((style) => ({ style })));
  workbook.putSheet('Resources', {
    rows,
    columns: RESOURCE_COLUMNS.map(({ width }, at) => ({ width, style: styles[at]! })),
    table: { name: 'tblResources', range: `A1:F${rows.length}`, style: 'TableStyleMedium2' },
    freeze: { rows: 1 },
  });
}
