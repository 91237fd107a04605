import type { Task, TaskId } from '@sprintforge/core';
import type { PlanRead } from '../api.ts';
import { cellsOfField, columnOfField } from '../values/plan-columns.ts';
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
  for (const { field } of fieldBindings(plan)) {
    const column = columnOfField(plan, field);
    if (column === undefined) byCells(plan, field, tasks);
    else byColumn(column.values, column.special.keys(), field, tasks);
  }
  return { task: (row) => tasks[row], has: (row) => tasks[row] !== undefined };
}

type Tasks = (Task | undefined)[];

function byColumn(values: readonly unknown[], special: Iterable<number>, field: string, tasks: Tasks): void {
  for (const row of special) tasks[row] = undefined;
  for (let row = 0; row < tasks.length; row++) {
    const task = tasks[row];
    if (task !== undefined && values[row] !== (task.fields[field] ?? null)) tasks[row] = undefined;
  }
}

function byCells(plan: PlanRead, field: string, tasks: Tasks): void {
  const cell = cellsOfField(plan, field);
  for (let row = 0; row < tasks.length; row++) {
    const task = tasks[row];
    if (task === undefined) continue;
    const reading = cell(row);
    const isPlain = reading?.kind === 'value' && reading.formula === undefined;
    if (!isPlain || reading.value !== (task.fields[field] ?? null)) tasks[row] = undefined;
  }
}
