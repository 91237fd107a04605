import type { FieldKey, TaskId, Value } from '@sprintforge/core';
import type { PlanRead, PlanRow, Shadow } from '../api.ts';
import { longestRun } from '../layout/longest-run.ts';
import { planOrder } from '../layout/plan-order.ts';
import { NAME_LEVELS } from '../layout/structural.ts';
import type { BaseView } from './values.ts';

/** How the rows of a file stand to the order that the copy was handed out in (rule ID8). */
export interface RowOrder {
  /** Place of each base task in the copy as handed out. */
  readonly place: ReadonlyMap<TaskId, number>;
  /** The column whose sort explains the order. */
  readonly sortedBy: FieldKey | null;
  /** The rows stand in an order that says nothing about the plan's own. */
  readonly scrambled: boolean;
  /** They stand as they did when it was handed out. */
  readonly asBefore: boolean;
}

/** One row that stands for a base task. */
export interface PlacedRow {
  readonly index: number;
  readonly id: TaskId;
}

export function readOrder(plan: PlanRead, rows: readonly PlacedRow[], base: BaseView, shadow: Shadow): RowOrder {
  const planPlace = places(planOrder(base.snapshot));
  const place = shadow.order ? places(shadow.order, planPlace) : planPlace;
  const asBefore = rises(rows, place);
  const sortedBy = asBefore ? undefined : explain(plan, rows, base, place);
  if (sortedBy !== undefined) return { place, sortedBy, scrambled: true, asBefore };
  const scrambled =
    shadow.order !== undefined && !rises(rows, planPlace) && explain(plan, rows, base, planPlace) !== undefined;
  return { place, sortedBy: null, scrambled, asBefore };
}

function rises(rows: readonly PlacedRow[], place: ReadonlyMap<TaskId, number>): boolean {
  let before = -1;
  for (const { id } of rows) {
    const at = place.get(id) ?? 0;
    if (at <= before) return false;
    before = at;
  }
  return true;
}

function places(order: readonly TaskId[], rest?: ReadonlyMap<TaskId, number>): ReadonlyMap<TaskId, number> {
  const place = new Map<TaskId, number>();
  for (const [at, id] of order.entries()) place.set(id, at);
  for (const id of rest?.keys() ?? []) if (!place.has(id)) place.set(id, place.size);
  return place;
}

/**
 * The field whose sort explains another order; null when a column of the person's own does, or when rows stand so far
 * from their places that only a sort can explain it; undefined when rows were moved by hand.
 */
function explain(
  plan: PlanRead,
  rows: readonly PlacedRow[],
  base: BaseView,
  place: ReadonlyMap<TaskId, number>,
): FieldKey | null | undefined {
  const order = rows.map((row) => place.get(row.id) ?? 0);
  const stayed = longestRun(order).size;
  for (const field of plan.mapping.columns.map((binding) => binding.field))
    if (isSortedBy(plan, rows, base, order, field)) return field;
  for (const values of plan.ownColumns?.() ?? []) if (isSortedByOwn(values, rows, order)) return null;
  // Moving blocks by hand leaves more than half of the rows in their order.
  return rows.length >= 4 && stayed < rows.length / 2 ? null : undefined;
}

type Compare = (a: Value, b: Value) => number;

const collators = [
  new Intl.Collator('en', { sensitivity: 'base' }),
  new Intl.Collator('en', { sensitivity: 'base', ignorePunctuation: true }),
  {
    compare: (a: string, b: string) =>
      a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0,
  },
];

/** Excel's order: numbers, text, booleans; the empty ones last in both directions. */
const compares: readonly Compare[] = collators.flatMap((collator) => {
  const up: Compare = (a, b) => {
    const kinds = kind(a) - kind(b);
    if (kinds !== 0 || blank(a)) return kinds;
    return typeof a === 'string' ? collator.compare(a, b as string) : Number(a) - Number(b);
  };
  const down: Compare = (a, b) => (blank(a) || blank(b) ? Number(blank(a)) - Number(blank(b)) : -up(a, b));
  return [up, down];
});

function kind(value: Value): number {
  if (blank(value)) return 3;
  return typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : 2;
}
function blank(value: Value): boolean {
  return value === null || value === '';
}

/** Do the rows stand in the order of this column, equal ones as before or in the order of a second column? */
function isSortedBy(
  plan: PlanRead,
  rows: readonly PlacedRow[],
  base: BaseView,
  order: readonly number[],
  field: FieldKey,
): boolean {
  const columns = [rows.map((row) => shown(plan, row, field)), rows.map((row) => base.value(row.id, field) ?? null)];
  for (const values of columns) {
    for (const compare of compares) {
      const ties = tiesOf(values, compare);
      if (ties === undefined || ties.length === rows.length - 1) continue;
      if (ties.every((at) => order[at]! < order[at + 1]!)) return true;
      if (
        plan.mapping.columns.some(
          ({ field: second }) => second !== field && tiesSorted(plan, rows, order, ties, second),
        )
      )
        return true;
    }
  }
  return false;
}

/** The same for a column that is no field: equal ones must stand as before. */
function isSortedByOwn(values: readonly Value[], rows: readonly PlacedRow[], order: readonly number[]): boolean {
  const shownValues = rows.map((row) => values[row.index] ?? null);
  return compares.some((compare) => tiesOf(shownValues, compare)?.every((at) => order[at]! < order[at + 1]!) ?? false);
}

/** Places where a value equals its successor; undefined when the column is not in this order. */
function tiesOf(values: readonly Value[], compare: Compare): readonly number[] | undefined {
  const ties: number[] = [];
  for (let at = 0; at + 1 < values.length; at++) {
    const order = compare(values[at]!, values[at + 1]!);
    if (order > 0) return undefined;
    if (order === 0) ties.push(at);
  }
  return ties;
}

function tiesSorted(
  plan: PlanRead,
  rows: readonly PlacedRow[],
  order: readonly number[],
  ties: readonly number[],
  field: FieldKey,
): boolean {
  return compares.some((compare) => {
    let differs = false;
    for (const at of ties) {
      const step = compare(shown(plan, rows[at]!, field), shown(plan, rows[at + 1]!, field));
      if (step > 0 || (step === 0 && order[at]! > order[at + 1]!)) return false;
      differs ||= step < 0;
    }
    return differs;
  });
}

const NAMES: ReadonlySet<string> = new Set(NAME_LEVELS);

/** Does another column of names hold the name of this row? */
function standsElsewhere({ mapping }: PlanRead, { namePlace }: PlanRow, field: FieldKey): boolean {
  if (namePlace === undefined || (field !== 'name' && !NAMES.has(field))) return false;
  return mapping.columns.some((binding) => binding.field === field && binding.column !== namePlace);
}

function shown(plan: PlanRead, row: PlacedRow, field: FieldKey): Value {
  const read = plan.rows[row.index]!;
  if (field === 'id') return read.id;
  if (field === 'number')
    return read.number === '' ? null : Number.isNaN(Number(read.number)) ? read.number : Number(read.number);
  if (field === 'level') return read.level;
  const reading = read.cells[NAMES.has(field) ? 'name' : field];
  if (reading === undefined || standsElsewhere(plan, read, field)) return null;
  return reading.kind === 'value' ? reading.value : reading.kind === 'refused' ? reading.raw : null;
}
