import type { Snapshot, TaskId, Value } from '@sprintforge/core';
import type { Cell, CellEdit, Workbook, Worksheet } from '@sprintforge/xlsx';
import { referencesOf } from '@sprintforge/xlsx';
import type { CellReading, ColumnBinding, PlanRead, TableMapping } from '../api.ts';
import { heldRows } from '../identify/held-rows.ts';
import { baseView, cellKey, sameValue } from '../identify/values.ts';
import { a1 } from '../layout/address.ts';
import { depths } from '../layout/plan-order.ts';
import type { RowPlan } from '../layout/row-plan.ts';
import { STRUCTURAL } from '../layout/structural.ts';
import { formatFor } from '../values/format.ts';
import { cellsOfField, idsOf, levelsOf } from '../values/plan-columns.ts';
import { nameWriter } from './indents.ts';
import { WrittenLevels } from './written-levels.ts';

/** Edits of managed cells, and where each one is, by `taskId\u0000field`. */
export interface CellWrites {
  readonly edits: CellEdit[];
  readonly cells: Map<string, string>;
}

export interface Sheets {
  readonly workbook: Workbook;
  readonly sheet: Worksheet;
  readonly mapping: TableMapping;
}

/** The cells of task fields that must change so that the sheet says `target` (rules R1, R2, V7). */
export function writeFields(at: Sheets, plan: PlanRead, rows: RowPlan, target: Snapshot): CellWrites {
  const writes: CellWrites = { edits: [], cells: new Map() };
  const bindings = at.mapping.columns
    .filter(({ field }) => !STRUCTURAL.has(field) && !(field === 'name' && at.mapping.outline === 'columns'))
    .map((binding) => ({ ...binding, cell: cellsOfField(plan, binding.field) }));
  const right = rightRows(plan, rows, target);
  const named = nameWriter(plan, rows, target);
  for (const [id, row] of rows.rowOf) {
    const index = rows.indexOf.get(id);
    if (index !== undefined && right.has(index)) continue;
    const fields = target.tasks.get(id)!.fields;
    for (const binding of bindings) {
      const value = fields[binding.field] ?? null;
      const have = index === undefined ? undefined : binding.cell(index);
      if (have?.kind === 'value' && have.value === value) continue;
      const want = binding.field === 'name' ? named(id, value) : value;
      const edit = index === undefined ? newCell(at, binding, row, want) : changedCell(at, binding, row, want, have);
      if (edit === undefined) continue;
      writes.edits.push(edit);
      writes.cells.set(cellKey(id, binding.field), `${at.sheet.name}!${a1(row, binding.column)}`);
    }
  }
  return writes;
}

/** Rows of the file that say what `target` does. */
function rightRows(plan: PlanRead, rows: RowPlan, target: Snapshot) {
  const ids = new Array<TaskId | undefined>(idsOf(plan).length).fill(undefined);
  for (const [id, index] of rows.indexOf) ids[index] = id;
  return heldRows(plan, ids, baseView(target, { cells: [], keptRows: [] }));
}

/** Formulas and cells that could not be read are the person's own (V6, V7); equal values are not touched. */
function changedCell(
  at: Sheets,
  binding: ColumnBinding,
  row: number,
  want: Value,
  have: CellReading | undefined,
): CellEdit | undefined {
  if (have === undefined || have.kind !== 'value' || have.formula !== undefined || sameValue(have.value, want))
    return undefined;
  return valueEdit(at, binding, row, want, at.sheet.cell(row, binding.column));
}

/** A cell of a new row: a formula that was filled down stays when it depends on its own row alone. */
function newCell(at: Sheets, binding: ColumnBinding, row: number, want: Value): CellEdit | undefined {
  const cell = at.sheet.cell(row, binding.column);
  const edit = valueEdit(at, binding, row, want, cell);
  const formula = cell?.formula;
  if (formula === undefined || formula.kind === 'array' || formula.kind === 'dataTable' || want === null) return edit;
  return dependsOnRow(formula.text, row) ? { ...edit, formula: formula.text } : edit;
}

/** Does a formula look at cells of this row only (and at fixed places outside the table's rows)? */
function dependsOnRow(formula: string, row: number): boolean {
  const cells = referencesOf(formula).filter(
    (reference) => reference.kind === 'cells' && reference.sheet === undefined,
  );
  return (
    cells.length > 0 && cells.every((cell) => cell.kind === 'cells' && cell.firstRow === row && cell.lastRow === row)
  );
}

/** The value in the style of its column. */
export function valueEdit(
  at: Sheets,
  binding: ColumnBinding,
  row: number,
  want: Value,
  cell: Cell | undefined,
): CellEdit {
  const style = cell?.style ?? columnStyle(at, binding.column);
  const format = formatFor(want, binding, {
    date1904: at.workbook.date1904,
    kind: at.workbook.numberFormat(style).kind,
  });
  const shown =
    format.numberFormat === undefined ? style : at.workbook.style({ base: style, numberFormat: format.numberFormat });
  return { row, column: binding.column, value: format.value, ...(shown === cell?.style ? {} : { style: shown }) };
}

/** The style of the first data cell of a column that has one. */
function columnStyle(at: Sheets, column: number): number {
  return at.sheet.cell(at.mapping.firstRow, column)?.style ?? 0;
}

/** Outline levels where the column says them: of new rows, and of rows whose parent is another than the sheet would show. */
export function writeLevels(at: Sheets, plan: PlanRead, rows: RowPlan, target: Snapshot): readonly CellEdit[] {
  const binding = at.mapping.columns.find(({ field }) => field === 'level');
  if (binding === undefined || at.mapping.outline !== 'level') return [];
  const depth = depths(target);
  const offset = levelOffset(plan);
  const levels = levelsOf(plan);
  const cell = cellsOfField(plan, 'level');
  const written = new WrittenLevels();
  const edits: CellEdit[] = [];
  for (const [id, row] of rows.rowOf) {
    const index = rows.indexOf.get(id);
    const reading = index === undefined ? undefined : cell(index);
    const now = index === undefined ? depth.get(id)! : levels[index]!;
    const stays = written.parentAt(now) === target.tasks.get(id)!.parent || reading?.formula !== undefined;
    written.put(id, stays ? now : depth.get(id)!);
    if (reading !== undefined && stays) continue;
    const value = depth.get(id)! + offset;
    if (reading?.kind !== 'value' || reading.value !== value) edits.push({ row, column: binding.column, value });
  }
  return edits;
}

/** Some people count levels from 0. */
function levelOffset(plan: PlanRead): number {
  const cell = cellsOfField(plan, 'level');
  for (const [row, depth] of levelsOf(plan).entries()) {
    const level = cell(row);
    if (level?.kind === 'value' && typeof level.value === 'number') return level.value - depth;
  }
  return 0;
}

/** Task IDs of rows that do not show theirs yet. */
export function writeIds(column: number, plan: PlanRead, rows: RowPlan): readonly CellEdit[] {
  const edits: CellEdit[] = [];
  const shown = idsOf(plan);
  for (const [id, row] of rows.rowOf) {
    const index = rows.indexOf.get(id);
    if (index === undefined || shown[index] !== id) edits.push({ row, column, value: id });
  }
  return edits;
}

/** Empties the managed cells of the one row that a table must keep. */
export function emptyRow(mapping: TableMapping, row: number): readonly CellEdit[] {
  const columns = mapping.columns.map((binding) => binding.column);
  if (mapping.idColumn !== null) columns.push(mapping.idColumn);
  return columns.map((column) => ({ row, column, value: null }));
}
