import type { CellReading, PlanRead, PlanRow, ReadNotice } from '../api.ts';
import { parseDateText } from '../values/date-text.ts';
import { CLEAR_SHARE } from './accident.ts';
import type { ColumnView } from './column-view.ts';

type Order = 'dmy' | 'mdy';

/** Texts that agree with base in one order only. */
const LEAST_WITNESSES = 2;

/**
 * TYPE_LOST of dates: a column of days that has become texts such as `03/04/2026`. Base knows which is the day: when 60 % of
 * the texts are base's days in one order, and few in the other, all are read in that order, and what did not change is no edit.
 */
export function readTextDates(
  plan: PlanRead,
  views: readonly ColumnView[],
): { readonly plan: PlanRead; readonly notices: readonly ReadNotice[] } {
  const orders = new Map<string, Order>();
  const notices: ReadNotice[] = [];
  for (const view of views) {
    const order = view.binding.type === 'date' ? orderOf(view) : undefined;
    if (order === undefined) continue;
    orders.set(view.field, order);
    const said = order === 'dmy' ? 'day before month' : 'month before day';
    const message = `The dates of "${view.binding.header}" have become text; they were read with the ${said}.`;
    const facts = { column: view.binding.header, read: order };
    notices.push({ code: 'TYPE_LOST', sheet: plan.mapping.sheet, message, facts });
  }
  if (orders.size === 0) return { plan, notices };
  return { plan: { ...plan, rows: plan.rows.map((row) => inOrder(row, orders)) }, notices };
}

function orderOf(view: ColumnView): Order | undefined {
  const agree = { dmy: 0, mdy: 0 };
  let texts = 0;
  for (const place of view.changed) {
    const either = eitherOf(view.now(place));
    const was = view.was(place);
    if (either === undefined || was.kind !== 'value') continue;
    texts++;
    if (either.dmy === was.value) agree.dmy++;
    else if (either.mdy === was.value) agree.mdy++;
  }
  const order = agree.dmy >= agree.mdy ? 'dmy' : 'mdy';
  const other = order === 'dmy' ? agree.mdy : agree.dmy;
  const clear = agree[order] >= LEAST_WITNESSES && agree[order] >= texts * CLEAR_SHARE && other * 4 <= agree[order];
  return clear ? order : undefined;
}

function eitherOf(reading: CellReading | undefined) {
  if (reading?.kind !== 'refused' || reading.code !== 'AMBIGUOUS_DATE') return undefined;
  return parseDateText(reading.raw)?.either;
}

function inOrder(row: PlanRow, orders: ReadonlyMap<string, Order>): PlanRow {
  const cells: Record<string, CellReading> = { ...row.cells };
  for (const [field, order] of orders) {
    const either = eitherOf(cells[field]);
    if (either !== undefined) cells[field] = { kind: 'value', value: either[order] };
  }
  return { ...row, cells };
}
