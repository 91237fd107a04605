/** What an import tells of cells that the snapshot does not hold as they stand. */
import type { TaskId } from '@sprintforge/core';
import { columnLetter } from '@sprintforge/xlsx';
import type { CellReading, PlanRead, RefusedCell, ShadowCell } from './api.ts';
import type { ResolvedPredecessors } from './dependencies/resolve-predecessors.ts';
import { relativeFormula } from './identify/cells.ts';
import { STRUCTURAL } from './layout/structural.ts';
import { columnOfCell } from './values/name-columns.ts';
import type { PlanColumns } from './values/plan-columns.ts';

const PREDECESSORS = 'predecessors';

/** A cell that is more than a plain value; `column` is the place of its field in the plan's columns. */
interface SpecialCell {
  readonly row: number;
  readonly column: number;
  readonly field: string;
  readonly reading: CellReading;
}

/** Row by row, in the order of the columns. */
function inOrder(cells: SpecialCell[]): SpecialCell[] {
  return cells.sort((a, b) => a.row - b.row || a.column - b.column);
}

export function refusedCells(
  plan: PlanRead,
  { fields, rowNumbers }: PlanColumns,
  rowIds: readonly TaskId[],
  links: ResolvedPredecessors,
): RefusedCell[] {
  const cells: SpecialCell[] = [];
  for (const [column, { field, special }] of fields.entries())
    for (const [row, reading] of special) if (reading.kind === 'refused') cells.push({ row, column, field, reading });
  for (const [row, link] of links.refused)
    cells.push({ row, column: fields.length, field: PREDECESSORS, reading: { kind: 'refused', ...link } });
  const columnOf = columnNumbers(plan);
  return inOrder(cells).flatMap(({ row, field, reading }): RefusedCell[] => {
    if (reading.kind !== 'refused') return [];
    const { code, raw, expected } = reading;
    const cell = `${columnLetter(columnOf(field, row))}${rowNumbers[row]}`;
    const message = `${cell} holds "${raw}"; expected ${expected}.`;
    const place = { sheet: plan.mapping.sheet, cell, task_id: rowIds[row]!, field };
    return [{ code, ...place, found: raw, expected, message }];
  });
}

/** In what the file differs from the snapshot as a plain value (rule B1): formulas (R1C1, so that rows may move), and cells that were not read. */
export function shadowCells(
  plan: PlanRead,
  { fields, rowNumbers }: PlanColumns,
  rowIds: readonly TaskId[],
  links: ResolvedPredecessors,
): ShadowCell[] {
  const cells: SpecialCell[] = [];
  for (const [column, { field, values, special }] of fields.entries()) {
    if (STRUCTURAL.has(field) && field !== PREDECESSORS) continue;
    for (const [row, reading] of special) cells.push({ row, column, field, reading });
    if (field !== PREDECESSORS) continue;
    for (let row = 0; row < values.length; row++) {
      const value = values[row]!;
      if (value !== null && value !== '' && !special.has(row))
        cells.push({ row, column, field, reading: { kind: 'value', value } });
    }
  }
  const columnOf = columnNumbers(plan);
  return inOrder(cells).map(({ row, field, reading }): ShadowCell => {
    const link = field === PREDECESSORS ? links.refused.get(row) : undefined;
    const shown: CellReading = link === undefined ? reading : { kind: 'refused', ...link };
    return { id: rowIds[row]!, field, reading: positionless(shown, rowNumbers[row]!, columnOf(field, row)) };
  });
}

function columnNumbers(plan: PlanRead): (field: string, row: number) => number {
  const columns = new Map(
    plan.mapping.columns.map((binding) => [binding.field as string, columnOfCell(plan, binding)]),
  );
  return (field, row) => columns.get(field)?.(row) ?? 1;
}

function positionless(reading: CellReading, row: number, column: number): CellReading {
  return reading.formula === undefined
    ? reading
    : { ...reading, formula: relativeFormula(reading.formula, row, column) };
}
