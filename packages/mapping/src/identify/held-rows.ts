import type { Task, TaskId } from '@sprintforge/core';
import type { PlanRead } from '../api.ts';
import { type CellAt, cellsOfField, columnOfField, type FieldColumn } from '../values/plan-columns.ts';
import { fieldBindings } from './cells.ts';
import type { BaseView } from './values.ts';

/** Which rows say of their task just what the base says: in every copy most of them, so that only the others are looked into. */
export interface HeldRows {
  /** The base task of a row whose every field holds the very value of base, as a plain value that no shadow stands for. */
  task(row: number): Task | undefined;
  has(row: number): boolean;
}

/** `ids`: the task of each row; one that base does not know is never held. */
export function heldRows(plan: PlanRead, ids: readonly (TaskId | undefined)[], base: BaseView): HeldRows {
  const tasks = ids.map((id) => (id === undefined || base.differs(id) ? undefined : base.snapshot.tasks.get(id)));
  const before = said.get(plan) ?? [];
  const open: number[] = [];
  for (let row = 0; row < tasks.length; row++)
    if (tasks[row] !== undefined && tasks[row] !== before[row]) open.push(row);
  if (open.length > 0) compare(plan, tasks, open);
  said.set(plan, before.length === 0 ? tasks : tasks.map((task, row) => task ?? before[row]));
  return { task: (row) => tasks[row], has: (row) => tasks[row] !== undefined };
}

type Tasks = (Task | undefined)[];

/** The task that each row of a plan was seen to say. Plans and tasks are values: it says so for ever. */
const said = new WeakMap<PlanRead, readonly (Task | undefined)[]>();

/** Takes out of `tasks` those that these rows do not say. */
function compare(plan: PlanRead, tasks: Tasks, rows: readonly number[]): void {
  for (const { field } of fieldBindings(plan)) {
    const column = columnOfField(plan, field);
    if (column === undefined) byCells(cellsOfField(plan, field), field, tasks, rows);
    else byColumn(column, field, tasks, rows);
  }
}

function byColumn({ values, special }: FieldColumn, field: string, tasks: Tasks, rows: readonly number[]): void {
  for (const row of special.keys()) tasks[row] = undefined;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    const task = tasks[row];
    if (task !== undefined && values[row] !== (task.fields[field] ?? null)) tasks[row] = undefined;
  }
}

function byCells(cell: CellAt, field: string, tasks: Tasks, rows: readonly number[]): void {
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    const task = tasks[row];
    if (task === undefined) continue;
    const reading = cell(row);
    const isPlain = reading?.kind === 'value' && reading.formula === undefined;
    if (!isPlain || reading.value !== (task.fields[field] ?? null)) tasks[row] = undefined;
  }
}
