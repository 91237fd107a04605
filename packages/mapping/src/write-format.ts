import type { Value } from '@sprintforge/core';
import type { NumberFormat } from '@sprintforge/xlsx';
import { dateToSerial } from '@sprintforge/xlsx';
import type { ColumnBinding, ColumnStyle } from './api.ts';
import { DAYS_PER, durationUnit } from './values/duration-text.ts';

/** What to put into a cell; the format only when the cell's own would not show the value as what it is. */
export interface CellContent {
  readonly value: null | string | number | boolean;
  readonly numberFormat?: string;
}

/** A value in the style that its column uses (rules V2, V3). */
export function formatFor(
  value: Value,
  binding: Pick<ColumnBinding, 'type' | 'style'>,
  cell: { readonly date1904: boolean; readonly kind: NumberFormat['kind'] },
): CellContent {
  if (value === null) return { value: null };
  if (binding.type === 'date' && typeof value === 'string') return dateContent(value, binding, cell);
  if (binding.type === 'percent' && typeof value === 'number') return percentContent(value, binding, cell.kind);
  if (binding.type === 'duration' && typeof value === 'number') return { value: durationContent(value, binding.style) };
  return { value };
}

function dateContent(
  day: string,
  { style }: Pick<ColumnBinding, 'style'>,
  cell: { readonly date1904: boolean; readonly kind: NumberFormat['kind'] },
): CellContent {
  const [year, month, date] = day.split('-');
  switch (style.date) {
    case 'iso':
      return { value: day };
    case 'ymd':
      return { value: `${year}${style.separator ?? '/'}${month}${style.separator ?? '/'}${date}` };
    case 'dmy':
      return { value: `${date}${style.separator ?? '.'}${month}${style.separator ?? '.'}${year}` };
    case 'mdy':
      return { value: `${month}${style.separator ?? '/'}${date}${style.separator ?? '/'}${year}` };
    default: {
      const shown = cell.kind === 'date' || cell.kind === 'datetime';
      return { value: dateToSerial(day, cell.date1904), ...(shown ? {} : { numberFormat: 'yyyy-mm-dd' }) };
    }
  }
}

function percentContent(
  value: number,
  { style }: Pick<ColumnBinding, 'style'>,
  kind: NumberFormat['kind'],
): CellContent {
  if (kind === 'percent') return { value };
  if (style.percent === 'points') return { value: Number((value * 100).toPrecision(15)) };
  return { value, numberFormat: '0%' };
}

/** The duration in the column's own unit; as text where people write the unit into the cell. */
function durationContent(days: number, { durationUnit: unit, durationText }: ColumnStyle): number | string {
  const known = unit === undefined ? undefined : durationUnit(unit);
  const amount = Number((days / (known === undefined ? 1 : DAYS_PER[known])).toPrecision(12));
  return durationText && unit !== undefined ? `${amount} ${unit}` : amount;
}
