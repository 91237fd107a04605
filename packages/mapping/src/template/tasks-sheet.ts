import type { Dependency, Lens, Snapshot, Task, TaskId, Value } from '@sprintforge/core';
import { orderedTasks } from '@sprintforge/core';
import type { SheetCell, Workbook } from '@sprintforge/xlsx';
import type { ColumnBinding, TableMapping } from '../api.ts';
import { letters } from '../layout/address.ts';
import { tableOf, writeEdges } from '../layout/references.ts';
import { DELETE_MARK } from '../layout/structural.ts';
import { DELETE_CHOICES } from '../lens/delete-marks.ts';
import type { TemplateKind } from '../template.ts';
import { formatFor } from '../values/format.ts';
import { choicesOf, formatOf, lensColumns, type TemplateColumn, templateColumns } from './columns.ts';

/** Rows below the last task that already have their drop-downs. */
const SPARE_ROWS = 500;

/** Fills the Tasks sheet; answers where its columns stand. `lens`: the plan is already as that shows it (rule R8). */
export function fillTasks(workbook: Workbook, plan: Snapshot, kind: TemplateKind, lens?: Lens): TableMapping {
  const columns = lens ? lensColumns(plan, lens) : templateColumns(plan);
  const tasks = orderedTasks(plan);
  const styles = columns.map(({ type, field }) => styleOf(workbook, type, field));
  const predecessors = predecessorTexts(plan, tasks);
  const header = workbook.style({ bold: true, fillColor: '2F5597', fontColor: 'FFFFFF' });
  const lastRow = Math.max(2, tasks.length + 1);
  const rows: SheetCell[][] = [columns.map((column) => ({ value: column.header, style: header }))];
  for (const task of tasks)
    rows.push(columns.map((column, at) => ({ value: content(column, task, predecessors), style: styles[at]! })));
  if (tasks.length === 0) rows.push(styles.map((style) => ({ style })));
  workbook.putSheet('Tasks', {
    rows,
    columns: columns.map(({ width }, at) => ({ width, style: styles[at]!, ...(at === 0 ? { hidden: true } : {}) })),
    table: { name: 'tblTasks', range: `A1:${letters(columns.length)}${lastRow}`, style: 'TableStyleMedium2' },
    freeze: { rows: 1, columns: 2 },
    validations: lens
      ? [listBelow(columns, DELETE_MARK, DELETE_CHOICES, lastRow)]
      : (['status', 'priority'] as const).flatMap((field) => validation(plan, kind, columns, field, lastRow)),
    tabColor: '5B8DEF',
  });
  return mappingOf(columns, lastRow);
}

function content(column: TemplateColumn, task: Task, predecessors: ReadonlyMap<TaskId, string | null>): Value {
  if (column.field === 'id') return task.id;
  if (column.field === 'predecessors') return predecessors.get(task.id) ?? null;
  const value: Value = task.fields[column.field] ?? null;
  return formatFor(value, bindingOf(column, 0), { kind: column.type === 'percent' ? 'percent' : 'date' }).value;
}

function styleOf(workbook: Workbook, type: TemplateColumn['type'], field: string): number {
  const numberFormat = formatOf(type);
  return workbook.style({
    ...(numberFormat === undefined ? {} : { numberFormat }),
    ...(field === 'notes' ? { wrap: true } : {}),
  });
}

/** Predecessors as row numbers of the sheet: `3, 5FS+2d`. */
function predecessorTexts(plan: Snapshot, tasks: readonly Task[]): ReadonlyMap<TaskId, string | null> {
  const ids = tasks.map((task) => task.id);
  const keys = ids.map((id, at) => ({ row: at + 2, id, number: '', wbs: '', name: '' }));
  const table = tableOf(keys, ids, 'row', ', ', () => 0);
  const edges = new Map<TaskId, Dependency[]>();
  for (const edge of plan.dependencies.values())
    edges.set(edge.successor, [...(edges.get(edge.successor) ?? []), edge]);
  return new Map([...edges].map(([id, list]) => [id, writeEdges(list, table)]));
}

/** Excel takes a list of up to 255 characters whose choices hold no comma. */
function validation(
  plan: Snapshot,
  kind: TemplateKind,
  columns: readonly TemplateColumn[],
  field: 'status' | 'priority',
  lastRow: number,
): { range: string; list: string }[] {
  const list = choicesOf(plan, kind, field)
    .filter((choice) => !/[,"\n\r]/.test(choice))
    .join(',');
  return list.length > 250 || !list.includes(',') ? [] : [listBelow(columns, field, list, lastRow)];
}

function listBelow(
  columns: readonly TemplateColumn[],
  field: string,
  list: string,
  lastRow: number,
): { range: string; list: string } {
  const column = letters(columns.findIndex((item) => item.field === field) + 1);
  return { range: `${column}2:${column}${lastRow + SPARE_ROWS}`, list };
}

function bindingOf({ field, header, type }: TemplateColumn, column: number): ColumnBinding {
  return { column, header, field, type, confidence: 1, style: field === 'predecessors' ? { reference: 'row' } : {} };
}

function mappingOf(columns: readonly TemplateColumn[], lastRow: number): TableMapping {
  return {
    sheet: 'Tasks',
    headerRow: 1,
    firstHeaderRow: 1,
    firstRow: 2,
    lastRow,
    columns: columns.slice(1).map((column, at) => bindingOf(column, at + 2)),
    idColumn: 1,
    listObject: 'tblTasks',
    outline: 'none',
  };
}
