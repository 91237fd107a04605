import type { FieldKey, Task } from '@sprintforge/core';
import type { CellReading, ColumnBinding, PlanRead, Shadow } from '../api.ts';
import type { RowIdentity } from '../identify/rows.ts';
import { type BaseView, sameValue } from '../identify/values.ts';
import { STRUCTURAL } from '../layout/structural.ts';

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

/** The columns of task fields; one look at each cell. */
export function columnViews(
  plan: PlanRead,
  identity: RowIdentity,
  base: BaseView,
  shadow: Shadow,
): readonly ColumnView[] {
  const rows = [...identity.ids.keys()].filter((row) => !identity.fresh.has(row) && !identity.kept.has(row));
  const shadowed = new Set(shadow.cells.map(({ field }) => field));
  const last = plan.rows.length - 1;
  const tasks = rows.map((row) => base.snapshot.tasks.get(identity.ids[row]!));
  const regrouped = rows.length < base.snapshot.tasks.size || [...identity.fresh].some((row) => row !== last);
  return plan.mapping.columns
    .filter(({ field }) => !STRUCTURAL.has(field))
    .map((binding) => ({
      ...viewOf(plan, identity, base, { rows, tasks }, binding, shadowed.has(binding.field)),
      regrouped,
    }));
}

function viewOf(
  plan: PlanRead,
  identity: RowIdentity,
  base: BaseView,
  { rows, tasks }: { readonly rows: readonly number[]; readonly tasks: readonly (Task | undefined)[] },
  binding: ColumnBinding,
  shadowed: boolean,
): Omit<ColumnView, 'regrouped'> {
  const { field } = binding;
  const now = (place: number) => plan.rows[rows[place]!]!.cells[field];
  const plainOf = (place: number) => tasks[place]?.fields[field] ?? null;
  const was = (place: number): CellReading => {
    const held = shadowed ? base.shadow(identity.ids[rows[place]!]!, field) : undefined;
    return held ?? { kind: 'value', value: plainOf(place) };
  };
  const changed: number[] = [];
  const lostFormulas: number[] = [];
  let formulas = 0;
  for (let place = 0; place < rows.length; place++) {
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
