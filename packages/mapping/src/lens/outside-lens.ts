import {
  type FieldDefinition,
  type Lens,
  type Snapshot,
  STANDARD_FIELD_DEFINITIONS,
  type TaskId,
} from '@sprintforge/core';
import type { Workbook } from '@sprintforge/xlsx';
import type { PlanRead, PlanRow, RefusedCell, Shadow } from '../api.ts';
import { a1 } from '../layout/address.ts';
import { STRUCTURAL } from '../layout/structural.ts';
import { STANDARD_HEADERS } from '../template/columns.ts';

/** What a file says that its lens does not allow (rule R8). */
export interface OutsideLens {
  /** The plan without the columns outside; rows of tasks outside stay as they are, unread. */
  readonly plan: PlanRead;
  readonly refused: readonly RefusedCell[];
}

/**
 * Takes out of a plan what its lens does not allow, and refuses it cell by cell: rows with the ID of a task that the copy
 * does not hold, and columns that are bound to, or headed like, a field which the lens does not show. Formulas in such a
 * column are the person's own.
 */
export function setOutsideApart(
  workbook: Workbook,
  plan: PlanRead,
  lens: Lens,
  base: Snapshot,
  held: Snapshot,
  shadow: Shadow,
): OutsideLens {
  const kept = new Set(shadow.keptRows);
  const foreign = plan.rows.map(({ id }) => id !== '' && base.tasks.has(id) && !held.tasks.has(id) && !kept.has(id));
  const shown = new Set(lens.fields);
  const columns = plan.mapping.columns.filter(
    ({ field }) => shown.has(field) || (field !== 'predecessors' && STRUCTURAL.has(field)),
  );
  const outside = columnsOutside(workbook, plan, shown, base.fields);
  const cells = plan.rows.flatMap((row, at) =>
    foreign[at] ? [foreignRow(plan, row)] : outside.flatMap((column) => cellOutside(workbook, plan, row, column)),
  );
  const rows = plan.rows.map((row, at) => (foreign[at] ? { ...row, kept: true, privateContent: true } : row));
  return { plan: { ...plan, mapping: { ...plan.mapping, columns }, rows }, refused: cells };
}

interface Column {
  readonly field: string;
  readonly column: number;
}

function columnsOutside(
  workbook: Workbook,
  plan: PlanRead,
  shown: ReadonlySet<string>,
  fields: readonly FieldDefinition[],
): readonly Column[] {
  const { sheet, headerRow, columns, idColumn } = plan.mapping;
  const bound = columns.filter(
    ({ field }) => !shown.has(field) && (field === 'predecessors' || !STRUCTURAL.has(field)),
  );
  const taken = new Set([...columns.map(({ column }) => column), idColumn]);
  const words = wordsOutside(shown, fields);
  const headed = (workbook.sheet(sheet)?.row(headerRow) ?? []).flatMap(({ column, value }) => {
    const field = taken.has(column) ? undefined : words.get(fold(String(value ?? '')));
    return field === undefined ? [] : [{ field, column }];
  });
  return [...bound, ...headed];
}

/** What the fields that are not shown are called: in the project, in our templates, by key. */
function wordsOutside(shown: ReadonlySet<string>, fields: readonly FieldDefinition[]): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  const add = (field: string, word: string) => {
    if (!shown.has(field)) words.set(fold(word), field);
  };
  for (const { key, label } of [...STANDARD_FIELD_DEFINITIONS, ...fields]) add(key, label);
  for (const { field, header } of STANDARD_HEADERS) if (field !== 'id') add(field, header);
  for (const { key } of STANDARD_FIELD_DEFINITIONS) add(key, key);
  return words;
}

const fold = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();

function cellOutside(
  workbook: Workbook,
  plan: PlanRead,
  row: PlanRow,
  { field, column }: Column,
): readonly RefusedCell[] {
  const sheet = workbook.sheet(plan.mapping.sheet);
  const cell = sheet?.cell(row.row, column);
  if (sheet === undefined || cell === undefined || cell.formula !== undefined) return [];
  const found = sheet.displayText(cell);
  return found.trim() === ''
    ? []
    : [refusal(plan, row, column, field, found, `nothing: this workbook does not show ${field}`)];
}

function foreignRow(plan: PlanRead, row: PlanRow): RefusedCell {
  return refusal(plan, row, plan.mapping.idColumn ?? 1, 'id', row.id, 'the ID of a task that this workbook shows');
}

function refusal(
  plan: PlanRead,
  row: PlanRow,
  column: number,
  field: string,
  found: string,
  expected: string,
): RefusedCell {
  const { sheet } = plan.mapping;
  const cell = a1(row.row, column);
  const message = `${sheet}!${cell} holds "${found}"; expected ${expected}. It was left out.`;
  const task_id: TaskId | null = row.id === '' ? null : row.id;
  return { code: 'OUTSIDE_LENS', sheet, cell, task_id, field, found, expected, message };
}
