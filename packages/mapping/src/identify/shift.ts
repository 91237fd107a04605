import type { FieldKey, TaskId } from '@sprintforge/core';
import { knownRows } from '../accidents/column-view.ts';
import type { PlanRead, Repair } from '../api.ts';
import { cellsOfField } from '../values/plan-columns.ts';
import type { HeldRows } from './held-rows.ts';
import type { RowIdentity } from './rows.ts';
import { type BaseView, baseText, cellText, valueFields } from './values.ts';

/** A partial sort (rule ID6): these columns hold base's values, but on other rows. */
export interface RowsShifted {
  readonly fields: readonly FieldKey[];
  /** Row index → the task that the row's values in `fields` belong to. */
  readonly owner: ReadonlyMap<number, TaskId>;
  /** The whole row moved and only the ID stayed behind: the rows are other tasks. */
  readonly whole: boolean;
  /** `rekey`: put the values back where they belong; `keep`: they are meant as they stand. */
  readonly repairs: readonly [Repair, Repair];
}

/** Changes on fewer rows than these are edits. */
const LEAST_ROWS = 3;

interface Column {
  readonly field: FieldKey;
  /** By row index: what the file shows, and what base held for the row's ID. */
  readonly now: readonly string[];
  readonly was: readonly string[];
  readonly moved: readonly number[];
}

/** `apart`: columns whose changes are explained already. */
export function findShift(
  plan: PlanRead,
  identity: RowIdentity,
  base: BaseView,
  held: HeldRows,
  apart: ReadonlySet<FieldKey> = new Set(),
): RowsShifted | undefined {
  const known = knownRows(identity);
  if (known.length < LEAST_ROWS) return undefined;
  const fieldsLeft = valueFields(plan).filter((field) => !apart.has(field));
  const least = Math.max(LEAST_ROWS, known.length * 0.05);
  const others = known.filter((row) => !held.has(row));
  if (!mayDiffer(plan, identity, base, others, fieldsLeft, least)) return undefined;
  const columns = fieldsLeft.flatMap((field) => columnOf(plan, identity, base, known, field) ?? []);
  const shifted = columns.filter((column) => column.moved.length >= least && isShuffled(column));
  if (shifted.length === 0) return undefined;
  const rows = [...new Set(shifted.flatMap((column) => column.moved))].sort((a, b) => a - b);
  const owners = matchTuples(shifted, rows);
  if (owners === undefined || (shifted.length === 1 && !isSortOrShift(shifted[0]!, known))) return undefined;
  const whole = movesWhole(columns, shifted, rows, owners);
  const owner = new Map([...owners].map(([row, from]) => [row, identity.ids[from]!]));
  const fields = shifted.map((column) => column.field);
  return { fields, owner, whole, repairs: describe(fields, rows.length, whole) };
}

/** Do so many of these rows not hold, in some column, the very value of base? Texts are compared only where it is so. */
function mayDiffer(
  plan: PlanRead,
  identity: RowIdentity,
  base: BaseView,
  rows: readonly number[],
  fields: readonly FieldKey[],
  least: number,
): boolean {
  if (rows.length < least) return false;
  const cells = fields.map((field) => cellsOfField(plan, field));
  const others = new Uint32Array(fields.length);
  for (const row of rows) {
    const id = identity.ids[row]!;
    const held = base.snapshot.tasks.get(id)?.fields;
    const shadows = base.shadows(id);
    for (let at = 0; at < fields.length; at++) {
      const field = fields[at]!;
      const reading = cells[at]!(row);
      const same = reading?.kind === 'value' && reading.value === (held?.[field] ?? null);
      if ((!same || shadows?.has(field)) && ++others[at]! >= least) return true;
    }
  }
  return false;
}

/** What a column shows now and showed in base; nothing for columns with formulas, which follow by themselves. */
function columnOf(
  plan: PlanRead,
  identity: RowIdentity,
  base: BaseView,
  known: readonly number[],
  field: FieldKey,
): Column | undefined {
  const now: string[] = [];
  const was: string[] = [];
  const moved: number[] = [];
  for (const row of known) {
    const reading = plan.rows[row]!.cells[field];
    const text = cellText(reading);
    const before = baseText(base, identity.ids[row]!, field);
    if (text === undefined || before === undefined || reading?.formula !== undefined) return undefined;
    now[row] = text;
    was[row] = before;
    if (text !== before) moved.push(row);
  }
  return { field, now, was, moved };
}

/** Are the changed values of a column, nearly all of them, base values of the other changed rows? */
function isShuffled(column: Column): boolean {
  const had = counts(column.moved.map((row) => column.was[row]!));
  let found = 0;
  for (const row of column.moved) if (take(had, column.now[row]!)) found++;
  return found >= column.moved.length * 0.9 && new Set(column.moved.map((row) => column.now[row])).size >= 3;
}

/** For each row, the row whose base held its values in all the shifted columns; undefined when too few are found. */
function matchTuples(columns: readonly Column[], rows: readonly number[]): Map<number, number> | undefined {
  const tuple = (row: number, when: 'now' | 'was') => JSON.stringify(columns.map((column) => column[when][row]));
  const had = new Map<string, number[]>();
  for (const row of rows) {
    const key = tuple(row, 'was');
    const list = had.get(key);
    if (list) list.push(row);
    else had.set(key, [row]);
  }
  for (const list of had.values()) list.reverse();
  const owners = new Map<number, number>();
  for (const row of rows) {
    const from = had.get(tuple(row, 'now'))?.pop();
    if (from !== undefined) owners.set(row, from);
  }
  if (owners.size < rows.length * 0.8) return undefined;
  pairLeftovers(rows, owners);
  return owners;
}

/** Rows that were edited as well: each gets one of the tasks that nobody claimed, in the order of the rows. */
function pairLeftovers(rows: readonly number[], owners: Map<number, number>): void {
  const claimed = new Set(owners.values());
  const free = rows.filter((row) => !claimed.has(row)).reverse();
  for (const row of rows) if (!owners.has(row)) owners.set(row, free.pop()!);
}

/** One column alone can be a permutation by honest edits; a sorted or shifted one, or half of the plan, is not. */
function isSortOrShift(column: Column, known: readonly number[]): boolean {
  if (column.moved.length * 2 >= known.length && known.length > 4) return true;
  const values = column.moved.map((row) => column.now[row]!);
  const numeric = values.every((value) => value.startsWith('n'));
  const compare = (a: string, b: string) =>
    numeric ? Number(a.slice(1)) - Number(b.slice(1)) : a < b ? -1 : a > b ? 1 : 0;
  const steps = values.slice(1).map((value, at) => compare(values[at]!, value));
  if (steps.every((step) => step <= 0) || steps.every((step) => step >= 0)) return true;
  const before = column.moved.map((row) => column.was[row]!);
  return [1, values.length - 1].some((by) => values.every((value, at) => value === before[(at + by) % before.length]));
}

/** Do all the other columns agree better with the owners than with the IDs that stand on the rows? */
function movesWhole(
  columns: readonly Column[],
  shifted: readonly Column[],
  rows: readonly number[],
  owners: ReadonlyMap<number, number>,
): boolean {
  let staying = 0;
  let moving = 0;
  for (const column of columns) {
    if (shifted.includes(column)) continue;
    for (const row of rows) {
      if (column.now[row] !== column.was[row]) staying++;
      if (column.now[row] !== column.was[owners.get(row)!]) moving++;
    }
  }
  return moving <= staying;
}

function describe(fields: readonly FieldKey[], rows: number, whole: boolean): readonly [Repair, Repair] {
  const what = whole
    ? `On ${rows} rows the Task IDs no longer belong to the rest of the row`
    : `On ${rows} rows ${fields.join(', ')} no longer belong to the rest of the row`;
  const key = [...fields].sort().join('+');
  const columns = whole ? [] : fields.map((field) => ({ field, rows }));
  const told = { code: 'ROWS_SHIFTED', columns, rows } as const;
  const mended = `${what} (a partial sort?). Put them back together by their values.`;
  return [
    { ...told, id: `rows-shifted:rekey:${key}`, way: 'repair', what: mended },
    { ...told, id: `rows-shifted:keep:${key}`, way: 'keep', what: `${what}. Keep the rows exactly as they stand.` },
  ];
}

function counts(values: readonly string[]): Map<string, number> {
  const counted = new Map<string, number>();
  for (const value of values) counted.set(value, (counted.get(value) ?? 0) + 1);
  return counted;
}

function take(counted: Map<string, number>, value: string): boolean {
  const left = counted.get(value) ?? 0;
  if (left > 0) counted.set(value, left - 1);
  return left > 0;
}
