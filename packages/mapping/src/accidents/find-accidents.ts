import type { FieldKey } from '@sprintforge/core';
import type { CellReading, PlanRead, ReadNotice, Repair } from '../api.ts';
import type { RowIdentity } from '../identify/rows.ts';
import { cellKey } from '../identify/values.ts';
import { type Accident, type AccidentCode, repairsOf } from './accident.ts';
import { cutDigits, isCut, scaleShift, swappedDays } from './changed-values.ts';
import { type ColumnView, plainValue } from './column-view.ts';
import { formulaNotices, lostFormulas } from './lost-formulas.ts';
import { shiftedColumn } from './shifted-column.ts';

/** What became of the accidents of a file under the decisions of the person. */
export interface Mended {
  readonly plan: PlanRead;
  /** Accidents that wait for a decision, two ways out for each code. */
  readonly repairs: readonly Repair[];
  /** `taskId\u0000field` → the formula (R1C1) that is to stand there again. */
  readonly formulas: ReadonlyMap<string, string>;
}

/** Columns shifted by a row; when it is most of the columns, it is rather the IDs that were shifted (rule ID6). */
export function findShiftedColumns(views: readonly ColumnView[]): readonly Accident[] {
  const found = views.flatMap((view) => shiftedColumn(view) ?? []);
  return found.length * 2 > views.length ? [] : found;
}

/** All other accidents; of one column the first that fits. */
export function findChangedColumns(views: readonly ColumnView[]): readonly Accident[] {
  return views.flatMap((view) => {
    const changed = swappedDays(view) ?? scaleShift(view) ?? cutDigits(view);
    return [changed ?? [], lostFormulas(view) ?? []].flat();
  });
}

/** The plan as it is after the confirmed repairs; `keep` leaves it as it stands. */
export function mend(
  plan: PlanRead,
  identity: RowIdentity,
  accidents: readonly Accident[],
  confirmed: ReadonlySet<string> | undefined,
): Mended {
  const repairs: Repair[] = [];
  const undo: Accident[] = [];
  for (const code of new Set(accidents.map((accident) => accident.code))) {
    const alike = accidents.filter((accident) => accident.code === code);
    const [repair, keep] = repairsOf(code, alike);
    if (confirmed?.has(repair.id)) undo.push(...alike);
    else if (!confirmed?.has(keep.id)) repairs.push(repair, keep);
  }
  if (undo.length === 0) return { plan, repairs, formulas: new Map() };
  dropSpilled(plan, identity, undo);
  return { plan: restored(plan, undo), repairs, formulas: restoredFormulas(identity, undo) };
}

function restored(plan: PlanRead, undo: readonly Accident[]): PlanRead {
  const rows = plan.rows.map((row, index) => {
    const cells: Record<FieldKey, CellReading> = { ...row.cells };
    for (const accident of undo) {
      const reading = accident.cells.get(index);
      if (reading !== undefined) cells[accident.field] = reading;
    }
    return { ...row, cells };
  });
  return { ...plan, rows };
}

/** A column moved down runs over the last row: what stands there alone is no new task. */
function dropSpilled(plan: PlanRead, identity: RowIdentity, undo: readonly Accident[]): void {
  const shifted = new Set(undo.filter(({ code }) => code === 'COLUMN_SHIFTED').map(({ field }) => field));
  const last = plan.rows.length - 1;
  if (shifted.size === 0 || !identity.fresh.has(last)) return;
  const filled = Object.entries(plan.rows[last]!.cells).filter(([, cell]) => cell.kind !== 'value' || !isEmpty(cell));
  if (filled.some(([field]) => !shifted.has(field))) return;
  identity.fresh.delete(last);
  identity.kept.add(last);
}

function isEmpty(cell: CellReading & { readonly kind: 'value' }): boolean {
  return cell.value === null || cell.value === '';
}

function restoredFormulas(identity: RowIdentity, undo: readonly Accident[]): ReadonlyMap<string, string> {
  const formulas = new Map<string, string>();
  for (const { code, field, cells } of undo)
    if (code === 'FORMULA_LOST')
      for (const [index, { formula }] of cells)
        if (formula !== undefined) formulas.set(cellKey(identity.ids[index]!, field), formula);
  return formulas;
}

/** What is told though nothing waits for it: single formulas and long numbers that were lost. */
export function accidentNotices(
  plan: PlanRead,
  views: readonly ColumnView[],
  braked: readonly Accident[],
): readonly ReadNotice[] {
  const known = new Set(braked.map(({ code, field }) => `${code} ${field}`));
  const has = (code: AccidentCode, view: ColumnView) => known.has(`${code} ${view.field}`);
  return views.flatMap((view) => [
    ...(has('FORMULA_LOST', view) ? [] : formulaNotices(view, plan.mapping.sheet, (index) => plan.rows[index]!.row)),
    ...(has('DIGITS_CUT', view) || !TEXTS.has(view.binding.type) ? [] : digitNotices(view, plan)),
  ]);
}

const TEXTS: ReadonlySet<string> = new Set(['text', 'choice', 'people', 'outline']);

function digitNotices(view: ColumnView, plan: PlanRead): readonly ReadNotice[] {
  const cut = view.changed.filter((place) => {
    const [now, was] = [plainValue(view.now(place)), plainValue(view.was(place))];
    return typeof now === 'string' && typeof was === 'string' && isCut(now, was);
  });
  if (cut.length === 0) return [];
  const message = `${cut.length} values of "${view.binding.header}" lost digits, as long numbers do in a cell that is no text.`;
  const facts = { column: view.binding.header, count: cut.length };
  return [{ code: 'DIGITS_CUT', sheet: plan.mapping.sheet, message, facts }];
}
