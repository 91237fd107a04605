import type { FieldDefinition, FieldType, Lens, Snapshot } from '@sprintforge/core';
import { DELETE_MARK } from '../layout/structural.ts';
import { DELETE_HEADER } from '../lens/delete-marks.ts';
import type { TemplateKind } from '../template.ts';

/** A column of the Tasks sheet, from A on. */
export interface TemplateColumn {
  readonly field: string;
  readonly header: string;
  readonly type: FieldType;
  readonly width: number;
}

export const STANDARD_HEADERS: readonly TemplateColumn[] = [
  { field: 'id', header: 'Task ID', type: 'text', width: 14 },
  { field: 'name', header: 'Task Name', type: 'text', width: 38 },
  { field: 'start', header: 'Start Date', type: 'date', width: 13 },
  { field: 'duration', header: 'Duration', type: 'duration', width: 10 },
  { field: 'finish', header: 'Finish Date', type: 'date', width: 13 },
  { field: 'status', header: 'Status', type: 'choice', width: 14 },
  { field: 'percent', header: '% Complete', type: 'percent', width: 12 },
  { field: 'assignee', header: 'Assignee', type: 'people', width: 20 },
  { field: 'predecessors', header: 'Predecessors', type: 'dependencies', width: 14 },
  { field: 'priority', header: 'Priority', type: 'choice', width: 11 },
  { field: 'cost', header: 'Cost', type: 'money', width: 12 },
  { field: 'notes', header: 'Notes', type: 'text', width: 40 },
];

/** The standard columns A to L, the outline codes if there are any, and the project's own fields. */
export function templateColumns(plan: Snapshot): readonly TemplateColumn[] {
  const coded = [...plan.tasks.values()].some((task) => task.fields.wbs);
  const own = plan.fields.filter(({ key }) => key.startsWith('c_')).map(ownColumn);
  return [
    ...STANDARD_HEADERS,
    ...(coded ? [{ field: 'wbs', header: 'WBS', type: 'text', width: 10 } as const] : []),
    ...own,
  ];
}

/** The columns that a lens shows (rule R8), and the one in which rows are marked for deletion. */
export function lensColumns(plan: Snapshot, lens: Lens): readonly TemplateColumn[] {
  const shown = new Set(['id', ...lens.fields]);
  const coded: TemplateColumn = { field: 'wbs', header: 'WBS', type: 'text', width: 10 };
  const own = plan.fields.filter(({ key }) => key.startsWith('c_')).map(ownColumn);
  const types = new Map(plan.fields.map(({ key, type }) => [key, type]));
  const all = [...STANDARD_HEADERS, coded, ...own].filter(({ field }) => shown.has(field));
  return [
    ...all.map(({ field, type, width, ...column }) => ({
      ...column,
      field,
      // a stranger's plan may count its starts in numbers
      type: types.get(field) ?? type,
      // predecessors outside are named by their long IDs
      width: field === 'predecessors' ? 30 : width,
    })),
    { field: DELETE_MARK, header: DELETE_HEADER, type: 'text', width: 24 },
  ];
}

function ownColumn({ key, label, type }: FieldDefinition): TemplateColumn {
  return { field: key, header: label, type, width: type === 'text' ? 24 : 14 };
}

/** How cells of a type are shown. */
export function formatOf(type: FieldType): string | undefined {
  if (type === 'date') return 'yyyy-mm-dd';
  if (type === 'percent') return '0%';
  return type === 'money' ? '#,##0.00' : undefined;
}

const STATUSES: Readonly<Record<TemplateKind, readonly string[]>> = {
  tasks: ['Not Started', 'In Progress', 'On Hold', 'Completed'],
  gantt: ['Not Started', 'In Progress', 'On Hold', 'Completed'],
  sprint: ['To Do', 'In Progress', 'In Review', 'Done'],
};
const PRIORITIES = ['Low', 'Medium', 'High', 'Critical'];

/** The choices of a column: what the plan uses already, or else the template's own. */
export function choicesOf(plan: Snapshot, kind: TemplateKind, field: 'status' | 'priority'): readonly string[] {
  const used = new Set<string>();
  for (const task of plan.tasks.values()) {
    const value = task.fields[field];
    if (typeof value === 'string' && value.trim() !== '') used.add(value);
  }
  const known = field === 'status' ? STATUSES[kind] : PRIORITIES;
  const all = [
    ...known.filter((choice) => used.has(choice) || used.size === 0),
    ...[...used].filter((choice) => !known.includes(choice)),
  ];
  return all.length < 2 ? [...new Set([...all, ...known])] : all;
}
