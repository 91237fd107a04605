import type { FieldKey } from '@sprintforge/core';
import type { CellReading, ColumnBinding, PlanRead, Shadow } from '../api.ts';
import type { HeldRows } from '../identify/held-rows.ts';
import type { RowIdentity } from '../identify/rows.ts';
import { type BaseView, sameValue } from '../identify/values.ts';
import { STRUCTURAL } from '../layout/structural.ts';
import { cellsOfField } from '../values/plan-columns.ts';

/** One column of the rows that stand for base tasks, in the order of the file, against what the copy held. */
export interface ColumnView {
  readonly field: FieldKey;
  readonly binding: ColumnBinding;
  /** Index in `PlanRead.rows` of each place. */
  readonly rows: readonly number[];
  /** Places whose cell shows something else than the copy held there. */
  readonly changed: readonly number[];
  /** Places whose formula has become its own value. */
  readonly lostFormulas: readonly number[];
  /** Rows were typed in between, or are gone: values may have been numbered anew. */
  readonly regrouped: boolean;
  /** How many places the copy held a formula in. */
  readonly formulas: number;
  now(place: number): CellReading | undefined;
  was(place: number): CellReading;
}

/** The columns of task fields; one look at each cell of the rows that are not `held`. */
export function columnViews(
  plan: PlanRead,
  identity: RowIdentity,
  base: BaseView,
  shadow: Shadow,
  held: HeldRows,
): readonly ColumnView[] {
  const rows = knownRows(identity);
  const places = [...rows.keys()].filter((place) => !held.has(rows[place]!));
  const shadowed = new Set(shadow.cells.map(({ field }) => field));
  const last = identity.ids.length - 1;
  const regrouped = rows.length < base.snapshot.tasks.size || [...identity.fresh].some((row) => row !== last);
  return plan.mapping.columns
    .filter(({ field }) => !STRUCTURAL.has(field))
    .map((binding) => ({
      ...viewOf(plan, identity, base, { rows, places }, binding, shadowed.has(binding.field)),
      regrouped,
    }));
}

/** Rows that stand for tasks of the base, in the order of the file. */
export function knownRows({ ids, fresh, kept }: RowIdentity): readonly number[] {
  const rows = [...ids.keys()];
  return fresh.size + kept.size === 0 ? rows : rows.filter((row) => !fresh.has(row) && !kept.has(row));
}

function viewOf(
  plan: PlanRead,
  identity: RowIdentity,
  base: BaseView,
  { rows, places }: { readonly rows: readonly number[]; readonly places: readonly number[] },
  binding: ColumnBinding,
  shadowed: boolean,
): Omit<ColumnView, 'regrouped'> {
  const { field } = binding;
  const cell = cellsOfField(plan, field);
  const now = (place: number) => cell(rows[place]!);
  const plainOf = (place: number) => base.snapshot.tasks.get(identity.ids[rows[place]!]!)?.fields[field] ?? null;
  const was = (place: number): CellReading => {
    const held = shadowed ? base.shadow(identity.ids[rows[place]!]!, field) : undefined;
    return held ?? { kind: 'value', value: plainOf(place) };
  };
  const changed: number[] = [];
  const lostFormulas: number[] = [];
  let formulas = 0;
  for (const place of places) {
    const after = now(place);
    if (!shadowed && after?.kind === 'value' && after.value === plainOf(place)) continue;
    const before = was(place);
    if (before.formula !== undefined) formulas++;
    if (!sameReading(after, before)) changed.push(place);
    else if (before.formula !== undefined && after?.kind === 'value' && after.formula === undefined)
      lostFormulas.push(place);
  }
  return { field, binding, rows, changed, lostFormulas, formulas, now, was };
}

/** Does a cell show what was held? One that is not in the file or was not read says nothing else. */
export function sameReading(now: CellReading | undefined, was: CellReading): boolean {
  if (now === undefined || now.kind === 'unread' || was.kind === 'unread') return true;
  if (now.kind === 'refused') return was.kind === 'refused' && was.raw === now.raw;
  return was.kind === 'value' && sameValue(now.value, was.value);
}

/** The plain value that a cell shows; undefined for formulas and what could not be read. */
export function plainValue(reading: CellReading | undefined) {
  return reading?.kind === 'value' && reading.formula === undefined ? reading.value : undefined;
}
