/** Columns that were a person's own and are shared as fields (rule C2): bound in copies that are older than the field. */
import type { FieldKey, FieldType, Snapshot, Task, TaskId, Value } from '@sprintforge/core';
import type { Workbook, Worksheet } from '@sprintforge/xlsx';
import type { ColumnBinding, PlanRead, Shadow, ShadowCell, TableMapping } from '../api.ts';
import { columnSample, columnStyle } from '../detect/column-style.ts';
import { relativeFormula } from '../identify/cells.ts';
import { fold, headersOf } from '../metadata/rebind-columns.ts';
import { readPlan } from '../read.ts';
import { cellsOfField, rowNumbersOf } from '../values/plan-columns.ts';

export interface SharedColumn {
  readonly field: FieldKey;
  readonly header: string;
  readonly type: FieldType;
  readonly style: ColumnBinding['style'];
  /** The revision that brought the field: copies of it and later ones were handed out with it. */
  readonly revision: number;
  /** What the column held when it was shared: the base of the field in older copies. */
  readonly cells: readonly ShadowCell[];
}

/** The bindings with those of shared columns that this sheet has, each under its header. */
export function withShared(
  sheet: Worksheet,
  mapping: TableMapping,
  shared: readonly Omit<SharedColumn, 'cells' | 'revision'>[],
): TableMapping {
  const headers = headersOf(sheet, mapping.headerRow);
  const taken = new Set([mapping.idColumn, ...mapping.columns.map(({ column }) => column)]);
  const known = new Set(mapping.columns.map(({ field }) => field));
  const added = shared.flatMap(({ field, header, type, style }): ColumnBinding[] => {
    const columns = headers.get(fold(header)) ?? [];
    const [column] = columns;
    if (known.has(field) || columns.length !== 1 || column === undefined || taken.has(column)) return [];
    return [{ column, header, field, type, style, confidence: 1 }];
  });
  if (added.length === 0) return mapping;
  return { ...mapping, columns: [...mapping.columns, ...added].sort((a, b) => a.column - b.column) };
}

/** A private column read as a field of this type; null: there is no such column. */
export function readShared(
  workbook: Workbook,
  plan: PlanRead,
  rowIds: readonly TaskId[],
  wanted: Pick<SharedColumn, 'field' | 'header' | 'type'>,
): Omit<SharedColumn, 'revision'> | null {
  const sheet = workbook.sheet(plan.mapping.sheet);
  if (sheet === undefined) return null;
  const bare = withShared(sheet, plan.mapping, [{ ...wanted, style: {} }]);
  const column = bare.columns.find(({ field }) => field === wanted.field)?.column;
  if (column === undefined) return null;
  const rows = rowNumbersOf(plan);
  const style = columnStyle(wanted.type, workbook, columnSample(sheet, column, rows));
  const read = readPlan(workbook, withShared(sheet, plan.mapping, [{ ...wanted, style }]));
  const [cell, numbers] = [cellsOfField(read, wanted.field), rowNumbersOf(read)];
  const idOfRow = new Map(rows.map((row, index) => [row, rowIds[index]]));
  const cells: ShadowCell[] = [];
  for (const [index, row] of numbers.entries()) {
    const [id, reading] = [idOfRow.get(row), cell(index)];
    if (id === undefined || reading === undefined || (reading.kind === 'value' && isEmpty(reading.value))) continue;
    const { formula } = reading;
    const still = formula === undefined ? reading : { ...reading, formula: relativeFormula(formula, row, column) };
    cells.push({ id, field: wanted.field, reading: still });
  }
  return { ...wanted, style, cells };
}

/** The values that can be read, by task. */
export function sharedValues(cells: readonly ShadowCell[]): ReadonlyMap<TaskId, Value> {
  const values = new Map<TaskId, Value>();
  for (const { id, reading } of cells)
    if (reading.kind === 'value' && !isEmpty(reading.value)) values.set(id, reading.value);
  return values;
}

/** What an older copy held: its base and shadow, with the shared columns that are bound in it. */
export function withSharedBase<Held extends { readonly base: Snapshot; readonly shadow: Shadow }>(
  held: Held,
  { mapping }: PlanRead,
  shared: readonly SharedColumn[],
): Held {
  const bound = new Set(mapping.columns.map(({ field }) => field));
  const known = new Set(held.base.fields.map(({ key }) => key));
  const added = shared.filter(({ field }) => bound.has(field) && !known.has(field));
  if (added.length === 0) return held;
  let { tasks } = held.base;
  for (const { field, cells } of added) tasks = withValues(tasks, field, sharedValues(cells));
  const fields = added.map(({ field, header, type }) => ({ key: field, label: header, type }));
  const special = added.flatMap(({ cells }) => cells.filter(({ reading }) => isSpecial(reading)));
  return {
    ...held,
    base: { ...held.base, tasks, fields: [...held.base.fields, ...fields] },
    shadow: { ...held.shadow, cells: [...held.shadow.cells, ...special] },
  };
}

/** Tasks with these values of a field; of tasks that are not there nothing is said. */
export function withValues(
  tasks: ReadonlyMap<TaskId, Task>,
  field: FieldKey,
  values: ReadonlyMap<TaskId, Value>,
): ReadonlyMap<TaskId, Task> {
  const changed = new Map(tasks);
  for (const [id, value] of values) {
    const task = tasks.get(id);
    if (task !== undefined) changed.set(id, { ...task, fields: { ...task.fields, [field]: value } });
  }
  return changed;
}

const isEmpty = (value: Value): boolean => value === null || value === '';
const isSpecial = (reading: ShadowCell['reading']): boolean =>
  reading.kind !== 'value' || reading.formula !== undefined;
