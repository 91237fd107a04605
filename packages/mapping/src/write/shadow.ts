import type { Snapshot, TaskId } from '@sprintforge/core';
import type { CellReading, PlanRead, Shadow, ShadowCell } from '../api.ts';
import { relativeFormula } from '../identify/cells.ts';
import { columnsMeant, sameName } from '../identify/outline.ts';
import { parentsByLevel, planOrder } from '../layout/plan-order.ts';
import type { RowPlan } from '../layout/row-plan.ts';
import { STRUCTURAL } from '../layout/structural.ts';
import { tasksOfRows } from '../layout/tasks-of-rows.ts';
import { columnOfCell } from '../values/name-columns.ts';
import { cellsOfField, columnOfField, levelsOf, rowNumbersOf } from '../values/plan-columns.ts';

/**
 * In what a finished copy differs from its revision (rule B1), from reading it back: formulas and what they show, cells
 * that cannot be read, predecessors as they are written, outline and order where the copy's own say something else.
 * A plain value that differs is no shadow but a fault, and `verifyHandOut` finds it.
 */
export function shadowOf(read: PlanRead, rows: Pick<RowPlan, 'rowOf' | 'kept'>, target: Snapshot): Shadow {
  const numbers = rowNumbersOf(read);
  const ids = tasksOfRows(numbers, rows.rowOf);
  const columns = read.mapping.columns
    .filter(({ field }) => field === 'predecessors' || !STRUCTURAL.has(field))
    .map((binding) => {
      const { field } = binding;
      return {
        field,
        column: columnOfCell(read, binding),
        cell: cellsOfField(read, field),
        told: lookedAt(read, field),
      };
    });
  const cells: ShadowCell[] = [];
  const managed: { id: TaskId; level: number }[] = [];
  const levels = read.mapping.outline === 'columns' ? columnsMeant(read, ids, target.tasks) : levelsOf(read);
  for (let index = 0; index < ids.length; index++) {
    const id = ids[index];
    if (id === undefined) continue;
    managed.push({ id, level: levels[index]! });
    for (let at = 0; at < columns.length; at++) {
      const { field, column, cell, told } = columns[at]!;
      const reading = told(index) ? cell(index) : undefined;
      if (reading === undefined) continue;
      if (differs(field, reading) || (field === 'name' && indentedOnly(read, reading, target, id)))
        cells.push({ id, field, reading: positionless(reading, numbers[index]!, column(index)) });
    }
  }
  for (const cell of parentCells(read, managed, target)) cells.push(cell);
  const order = managed.map(({ id }) => id);
  const own = planOrder(target);
  const reordered = order.some((id, at) => id !== own[at]);
  const keptRows = [...rows.kept.keys()];
  return { cells, keptRows, application: read.application, ...(reordered ? { order } : {}) };
}

/** Which cells of a field can differ: a plain value never does, but for predecessors and names behind blanks. */
function lookedAt(read: PlanRead, field: string): (index: number) => boolean {
  const column = columnOfField(read, field);
  if (column === undefined || (field === 'name' && read.mapping.outline === 'indent')) return () => true;
  const { values, special } = column;
  if (field === 'predecessors') return (index) => values[index] !== null || special.has(index);
  return special.size === 0 ? () => false : (index) => special.has(index);
}

function differs(field: string, reading: CellReading): boolean {
  if (reading.kind !== 'value' || reading.formula !== undefined) return true;
  return field === 'predecessors' && reading.value !== null && reading.value !== '';
}

/** Is this the plan's name, but with the blanks that the outline of this copy puts before it? */
function indentedOnly(read: PlanRead, reading: CellReading, target: Snapshot, id: TaskId): boolean {
  const name = target.tasks.get(id)?.fields['name'];
  if (read.mapping.outline !== 'indent' || reading.kind !== 'value') return false;
  if (typeof name !== 'string' || typeof reading.value !== 'string') return false;
  return name !== reading.value && sameName(name, reading.value);
}

/** The formula in R1C1 form: rows move, what it means stays. */
function positionless(reading: CellReading, row: number, column: number): CellReading {
  return reading.formula === undefined
    ? reading
    : { ...reading, formula: relativeFormula(reading.formula, row, column) };
}

function parentCells(
  read: PlanRead,
  managed: readonly { id: TaskId; level: number }[],
  target: Snapshot,
): readonly ShadowCell[] {
  if (read.mapping.outline === 'none') return [];
  const shown = parentsByLevel(managed);
  return managed
    .filter(({ id }) => shown.get(id) !== (target.tasks.get(id)?.parent ?? null))
    .map(({ id }) => ({ id, field: '@parent', reading: { kind: 'value', value: shown.get(id) ?? null } }));
}
