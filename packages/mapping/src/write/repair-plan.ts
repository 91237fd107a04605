import type { FieldKey, TaskId } from '@sprintforge/core';
import { columnViews } from '../accidents/column-view.ts';
import {
  accidentNotices,
  findChangedColumns,
  findShiftedColumns,
  type Mended,
  mend,
} from '../accidents/find-accidents.ts';
import { readTextDates } from '../accidents/text-dates.ts';
import type { CellReading, PlanRead, PlanRow, ReadNotice, Shadow } from '../api.ts';
import { type HeldRows, heldRows } from '../identify/held-rows.ts';
import type { RowIdentity } from '../identify/rows.ts';
import { findShift, type RowsShifted } from '../identify/shift.ts';
import type { BaseView } from '../identify/values.ts';

export interface RepairedPlan extends Mended {
  readonly notices: readonly ReadNotice[];
  /** Of `plan`. */
  readonly held: HeldRows;
}

/**
 * Accidents recognised and named before they are applied (rules ID6, V8): the plan after the repairs that were confirmed,
 * and those that wait. A column shifted by a row comes first, for it looks like a partial sort; values that sit on wrong
 * rows are judged no further.
 */
export function repairPlan(
  plan: PlanRead,
  identity: RowIdentity,
  base: BaseView,
  shadow: Shadow,
  confirmed: ReadonlySet<string> | undefined,
): RepairedPlan {
  const asWritten = heldRows(plan, identity.ids, base);
  const look = (at: PlanRead, held: HeldRows) => columnViews(at, identity, base, shadow, held);
  const holds = (at: PlanRead) => (at === plan ? asWritten : heldRows(at, identity.ids, base));
  const written = look(plan, asWritten);
  const read = readTextDates(plan, written);
  const views = read.plan === plan ? written : look(read.plan, holds(read.plan));
  const shifted = findShiftedColumns(views);
  const first = mend(read.plan, identity, shifted, confirmed);
  const apart = new Set(first.plan === read.plan ? shifted.map(({ field }) => field) : []);
  const asMended = holds(first.plan);
  const sort = findShift(first.plan, identity, base, asMended, apart);
  const decided = sort && wayOut(sort, confirmed);
  if (sort !== undefined && decided === undefined)
    return { ...first, repairs: [...first.repairs, ...sort.repairs], notices: read.notices, held: asMended };
  const sorted = decided === 'rekey' ? rekey(first.plan, identity, sort!) : first.plan;
  const moved = decided === 'rekey' || sorted !== read.plan;
  const asSorted = decided === 'rekey' ? heldRows(sorted, identity.ids, base) : holds(sorted);
  const left = (moved ? look(sorted, asSorted) : views).filter((view) => !apart.has(view.field));
  const changed = findChangedColumns(left);
  const second = mend(sorted, identity, changed, confirmed);
  return {
    plan: second.plan,
    repairs: [...first.repairs, ...second.repairs],
    formulas: second.formulas,
    notices: [...read.notices, ...accidentNotices(sorted, left, changed)],
    held: second.plan === sorted ? asSorted : heldRows(second.plan, identity.ids, base),
  };
}

function wayOut(shift: RowsShifted, repairs: ReadonlySet<string> | undefined): 'rekey' | 'keep' | undefined {
  if (repairs?.has(shift.repairs[0].id)) return 'rekey';
  return repairs?.has(shift.repairs[1].id) ? 'keep' : undefined;
}

/** Puts the values of a partial sort back where they belong: whole rows get other IDs, blocks of columns their own rows. */
function rekey(plan: PlanRead, identity: RowIdentity, shift: RowsShifted): PlanRead {
  if (shift.whole) {
    for (const [row, id] of shift.owner) identity.ids[row] = id;
    return plan;
  }
  const source = new Map<TaskId, PlanRow>();
  for (const [row, id] of shift.owner) source.set(id, plan.rows[row]!);
  const rows = plan.rows.map((row, index) => {
    const from = source.get(identity.ids[index]!);
    return from === undefined || from === row ? row : withBlock(row, from, shift.fields);
  });
  return { ...plan, rows };
}

function withBlock(row: PlanRow, from: PlanRow, fields: readonly FieldKey[]): PlanRow {
  const cells: Record<FieldKey, CellReading> = { ...row.cells };
  for (const field of fields) {
    const reading = from.cells[field];
    if (reading === undefined) delete cells[field];
    else cells[field] = reading;
  }
  return { ...row, cells };
}
