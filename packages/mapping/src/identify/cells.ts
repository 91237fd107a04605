import type { FieldKey, TaskId, Value } from '@sprintforge/core';
import { toRelative } from '@sprintforge/xlsx';
import type { CellReading, ColumnBinding, PlanRead, PlanRow, RefusedCell } from '../api.ts';
import { a1 } from '../layout/address.ts';
import { STRUCTURAL } from '../layout/structural.ts';
import { columnInRow } from '../values/name-columns.ts';
import { sameName } from './outline.ts';
import { type BaseView, sameValue } from './values.ts';

/** What one cell says about its field. */
export type CellVerdict =
  /** Not in the file, or nothing that could be read: no statement about the field. */
  | { readonly kind: 'silent' }
  /** As the copy held it. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'set'; readonly value: Value; readonly derived: boolean }
  | { readonly kind: 'refused' };

/**
 * A cell against what the copy held there (rules C3, V5, V6, V7, B1).
 * `rewritten`: another program saved the file than made the base, and may have written the same formulas differently.
 * `indented`: blanks before the text are the outline's (ID8), no part of the value.
 */
export function judgeCell(
  reading: CellReading | undefined,
  shadow: CellReading | undefined,
  base: Value,
  at: { readonly row: number; readonly column: number; readonly rewritten: boolean; readonly indented?: boolean },
): CellVerdict {
  if (reading === undefined || reading.kind === 'unread') return { kind: 'silent' };
  if (reading.kind === 'refused') return judgeRefused(reading, shadow, at);
  const held = shadow === undefined ? base : shadow.kind === 'value' ? shadow.value : undefined;
  const same =
    held !== undefined && (sameValue(reading.value, held) || (at.indented && onlyIndented(reading.value, held)));
  const follows = shadow?.formula !== undefined && sameFormula(reading.formula, shadow.formula, at);
  if (same) return { kind: 'kept' };
  // A formula whose result was never known: its first result is no edit of a person's.
  return { kind: 'set', value: reading.value, derived: follows };
}

function onlyIndented(value: Value, held: Value): boolean {
  return typeof value === 'string' && typeof held === 'string' && sameName(value, held);
}

/** What was there before is kept. The person's own formula that now gives an error (a function this program lacks) is no edit. */
function judgeRefused(
  reading: Extract<CellReading, { kind: 'refused' }>,
  shadow: CellReading | undefined,
  at: { readonly row: number; readonly column: number; readonly rewritten: boolean },
): CellVerdict {
  if (shadow?.kind === 'refused' && shadow.raw === reading.raw) return { kind: 'kept' };
  const follows = shadow?.formula !== undefined && sameFormula(reading.formula, shadow.formula, at);
  return { kind: follows ? 'silent' : 'refused' };
}

/** Shadows hold formulas in R1C1 form, so that they are the same after the row has moved. */
export function relativeFormula(formula: string, row: number, column: number): string {
  try {
    return toRelative(formula, row, column);
  } catch {
    // Formulas that the parser does not know are compared as they are written.
    return formula;
  }
}

function sameFormula(
  formula: string | undefined,
  held: string,
  at: { readonly row: number; readonly column: number; readonly rewritten: boolean },
): boolean {
  if (formula === undefined) return false;
  return at.rewritten || formula === held || relativeFormula(formula, at.row, at.column) === held;
}

export interface RowReading {
  readonly fields: Record<FieldKey, Value>;
  readonly derived: readonly FieldKey[];
}

/** The bindings of task fields. */
export function fieldBindings(plan: PlanRead): readonly ColumnBinding[] {
  return plan.mapping.columns.filter(({ field }) => !STRUCTURAL.has(field));
}

/** The fields of a row of a base task: what is in the file; a field that keeps its shadow says nothing. `bindings` as `fieldBindings`. */
export function readKnownRow(
  plan: PlanRead,
  bindings: readonly ColumnBinding[],
  row: PlanRow,
  id: TaskId,
  base: BaseView,
  rewritten: boolean,
  refused: RefusedCell[],
): RowReading {
  const fields: Record<FieldKey, Value> = {};
  const derived: FieldKey[] = [];
  const shadows = base.shadows(id);
  const held = base.snapshot.tasks.get(id)?.fields;
  for (const binding of bindings) {
    const { field } = binding;
    const reading = row.cells[field];
    const shadow = shadows?.get(field);
    const before = held?.[field] ?? null;
    if (shadow === undefined && reading?.kind === 'value' && reading.value === before) {
      fields[field] = before;
      continue;
    }
    const indented = field === 'name' && plan.mapping.outline === 'indent';
    const column = columnInRow(row, binding);
    const verdict = judgeCell(reading, shadow, before, { row: row.row, column, rewritten, indented });
    if (verdict.kind === 'refused') refused.push(refusal(plan, row, id, field, column));
    else if (verdict.kind === 'set') {
      fields[field] = verdict.value;
      if (verdict.derived) derived.push(field);
    } else if (verdict.kind === 'kept' && shadow === undefined) fields[field] = before;
  }
  return { fields, derived };
}

/** The fields of a new task's row. */
export function readNewRow(plan: PlanRead, row: PlanRow, id: TaskId, refused: RefusedCell[]): RowReading {
  const fields: Record<FieldKey, Value> = {};
  for (const binding of fieldBindings(plan)) {
    const { field } = binding;
    const reading = row.cells[field];
    if (reading?.kind === 'refused') refused.push(refusal(plan, row, id, field, columnInRow(row, binding)));
    else if (reading?.kind === 'value' && reading.value !== null) fields[field] = reading.value;
  }
  return { fields, derived: [] };
}

export function refusal(plan: PlanRead, row: PlanRow, id: TaskId | null, field: FieldKey, column: number): RefusedCell {
  const reading = row.cells[field];
  if (reading?.kind !== 'refused') throw new TypeError(`The cell of ${field} in row ${row.row} is not refused`);
  const cell = a1(row.row, column);
  return {
    code: reading.code,
    sheet: plan.mapping.sheet,
    cell,
    task_id: id,
    field,
    found: reading.raw,
    expected: reading.expected,
    message: `${plan.mapping.sheet}!${cell} holds "${reading.raw}"; expected ${reading.expected}. The cell was left out.`,
  };
}
