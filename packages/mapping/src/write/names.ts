/** Names in the column of their task's level, where each level has its own (outline `columns`; rules R1, R2, ID8). */
import type { Snapshot, Task, TaskId, Value } from '@sprintforge/core';
import type { CellEdit } from '@sprintforge/xlsx';
import type { CellReading, PlanRead } from '../api.ts';
import { cellKey, sameValue } from '../identify/values.ts';
import { a1 } from '../layout/address.ts';
import { depths, parentsByLevel } from '../layout/plan-order.ts';
import type { RowPlan } from '../layout/row-plan.ts';
import { columnDepths, type NameColumn, nameColumnsOf } from '../values/name-columns.ts';
import { cellsOfField } from '../values/plan-columns.ts';
import { type CellWrites, type Sheets, valueEdit } from './cells.ts';
import { WrittenLevels } from './written-levels.ts';

/**
 * A name that is another one is written where it stands; that of a task whose level is another one, and of a new task, in
 * the column of its level. A cell that is a formula, could not be read, or cannot move (its place is taken, or hidden
 * under a merged cell) stays: what the outline of the copy then says is no edit (rule B1).
 */
export function writeNames(at: Sheets, plan: PlanRead, rows: RowPlan, target: Snapshot): CellWrites {
  const writes: CellWrites = { edits: [], cells: new Map() };
  const columns = nameColumnsOf(at.mapping);
  if (columns[0]?.level !== 1) return writes;
  const cell = cellsOfField(plan, 'name');
  const levels = new Levels(columns, columns.length === at.mapping.nameColumns, standing(columns, plan, rows), target);
  for (const [id, row] of rows.rowOf) {
    const index = rows.indexOf.get(id);
    const reading = index === undefined ? undefined : cell(index);
    const task = target.tasks.get(id)!;
    const want = task.fields['name'] ?? null;
    const edits = nameEdits({ at, row, want, reading }, levels.now(id), levels.wanted(task));
    levels.put(id, edits.level);
    for (const edit of edits.edits) writes.edits.push(edit);
    const last = edits.edits.at(-1);
    if (last !== undefined) writes.cells.set(cellKey(id, 'name'), `${at.sheet.name}!${a1(row, last.column)}`);
  }
  return writes;
}

/** Where the name of a task stands in the file. */
interface Standing {
  readonly column: NameColumn;
  /** The task that it stands under there; undefined: one that is gone. */
  readonly parent: TaskId | null | undefined;
}

function standing(columns: readonly NameColumn[], plan: PlanRead, rows: RowPlan): ReadonlyMap<TaskId, Standing> {
  const ids = new Map([...rows.indexOf].map(([id, index]) => [`${index}`, id]));
  const said = columnDepths(plan).flatMap((level, index) => (level === undefined ? [] : [{ id: `${index}`, level }]));
  const parents = parentsByLevel(said);
  const found = new Map<TaskId, Standing>();
  for (const { id: index, level } of said) {
    const [id, above] = [ids.get(index), parents.get(index) ?? null];
    const column = columns.find((one) => one.level === level);
    if (id !== undefined && column !== undefined)
      found.set(id, { column, parent: above === null ? null : ids.get(above) });
  }
  return found;
}

/** The levels of the rows as they are written, from the first to the last. */
class Levels {
  readonly #columns: readonly NameColumn[];
  readonly #isWhole: boolean;
  readonly #now: ReadonlyMap<TaskId, Standing>;
  readonly #depth: ReadonlyMap<TaskId, number>;
  /** The upper level of the children that stand where they should, by parent: people skip levels. */
  readonly #children = new Map<TaskId | null, number>();
  readonly #written = new WrittenLevels();

  /** `isWhole`: none of the columns is gone (rule C3); else nothing is moved. */
  constructor(columns: readonly NameColumn[], isWhole: boolean, now: ReadonlyMap<TaskId, Standing>, target: Snapshot) {
    this.#columns = columns;
    this.#isWhole = isWhole;
    this.#now = now;
    this.#depth = depths(target);
    for (const [id, { column, parent }] of now)
      if (parent !== undefined && parent === target.tasks.get(id)!.parent)
        this.#children.set(parent, Math.min(column.level, this.#children.get(parent) ?? column.level));
  }

  now(id: TaskId): NameColumn | undefined {
    return this.#now.get(id)?.column;
  }

  /** The column of a task: while it is not moved its own, or with its parent's; else that of its siblings, or the one below its parent's. */
  wanted({ id, parent }: Task): NameColumn {
    const now = this.#now.get(id);
    if (now !== undefined && !this.#isWhole) return now.column;
    if (now !== undefined && now.parent === parent) {
      const along = this.#columnAt(now.column.level + this.#moved(parent));
      if (this.#written.parentAt(along.level) === parent) return along;
    }
    const above = parent === null ? 0 : (this.#written.of(parent) ?? this.#depth.get(parent) ?? 0);
    const level = Math.max(above + 1, this.#children.get(parent) ?? 0);
    return this.#columnAt(level);
  }

  /** By how many levels a task was moved. */
  #moved(id: TaskId | null): number {
    const [now, written] = id === null ? [] : [this.#now.get(id)?.column.level, this.#written.of(id)];
    return now === undefined || written === undefined ? 0 : written - now;
  }

  /** That of the level, or of the deepest there is. */
  #columnAt(level: number): NameColumn {
    return this.#columns.findLast((column) => column.level <= level) ?? this.#columns[0]!;
  }

  /** The level that a row was written at; undefined: it says none. */
  put(id: TaskId, level: number | undefined): void {
    this.#written.put(id, level ?? this.#depth.get(id)!);
  }
}

interface NameCell {
  readonly at: Sheets;
  readonly row: number;
  readonly want: Value;
  readonly reading: CellReading | undefined;
}

/** The edits of one row, that of the name last, and the level that it says afterwards. */
function nameEdits(
  cell: NameCell,
  now: NameColumn | undefined,
  wanted: NameColumn,
): { readonly edits: readonly CellEdit[]; readonly level: number | undefined } {
  const { at, row, want, reading } = cell;
  const kept = { edits: [], level: now?.level };
  if (reading !== undefined && (reading.kind !== 'value' || reading.formula !== undefined)) return kept;
  const held = reading?.value ?? null;
  const isBlank = want === null || want === '';
  if (now === undefined && isBlank) return kept;
  if (now === undefined || (now !== wanted && !isBlank && isFree(at, row, wanted))) {
    const write = valueEdit(at, wanted.binding, row, want, at.sheet.cell(row, wanted.binding.column));
    const clear = now === undefined ? [] : [{ row, column: now.binding.column, value: null }];
    return { edits: [...clear, write], level: wanted.level };
  }
  if (sameValue(held, want)) return kept;
  const { binding } = now;
  return { edits: [valueEdit(at, binding, row, want, at.sheet.cell(row, binding.column))], level: now.level };
}

/** Is there nothing in the cell, and is it not hidden under another one? */
function isFree({ sheet }: Sheets, row: number, { binding: { column } }: NameColumn): boolean {
  const cell = sheet.cell(row, column);
  if (cell !== undefined && (cell.formula !== undefined || (cell.value !== null && cell.value !== ''))) return false;
  return !sheet.merges.some(
    (range) =>
      range.firstRow <= row && range.lastRow >= row && range.firstColumn <= column && range.lastColumn >= column,
  );
}
