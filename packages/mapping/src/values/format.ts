import { splitPeople, type Value } from '@sprintforge/core';
import { dateToSerial, type NumberFormat } from '@sprintforge/xlsx';
import type { ColumnBinding } from '../api.ts';
import { dateLike } from './date-pattern.ts';
import { DAYS_PER, durationUnit } from './duration-text.ts';
import { daysPerNumber } from './read-cell.ts';

export interface CellValue {
  readonly value: string | number | boolean | null;
  /** Only when the cell's own format does not show such a value. */
  readonly numberFormat?: string;
}

export interface FormatOptions {
  readonly date1904?: boolean;
  /** What the cell's present number format makes of a number. */
  readonly kind?: NumberFormat['kind'];
}

/** What to write into a cell of this column so that it reads as `value`, in the column's own style (V3, V9). */
export function formatFor(value: Value, binding: ColumnBinding, options: FormatOptions = {}): CellValue {
  if (value === null) return { value: null };
  const { style, type } = binding;
  if (type === 'date' && typeof value === 'string') return dateCell(value, style, options);
  if (type === 'percent' && typeof value === 'number') return percentCell(value, style, options);
  if (type === 'duration' && typeof value === 'number') return durationCell(value, binding);
  if (type === 'people' && typeof value === 'string') {
    return { value: splitPeople(value).join(peopleSeparator(style.separator)) };
  }
  return { value };
}

function rounded(value: number): number {
  return Number(value.toPrecision(15));
}

/** Only separators that reading splits at. */
function peopleSeparator(separator: string | undefined): string {
  return separator !== undefined && /[,;|\n]/.test(separator) ? separator : ', ';
}

/** A cell that shows percentages holds the fraction, whatever its column does. */
function percentCell(value: number, style: ColumnBinding['style'], { kind }: FormatOptions): CellValue {
  if (kind === 'percent') return { value: rounded(value) };
  if (style.percent === 'points') return { value: rounded(value * 100) };
  return { value: rounded(value), numberFormat: Number.isInteger(rounded(value * 100)) ? '0%' : '0.0%' };
}

function dateCell(day: string, style: ColumnBinding['style'], { date1904, kind }: FormatOptions): CellValue {
  if (style.date === undefined || style.date === 'serial') {
    const value = dateToSerial(day, date1904 ?? false);
    return kind === 'date' || kind === 'datetime' ? { value } : { value, numberFormat: 'yyyy-mm-dd' };
  }
  return { value: dateLike(day, style.dateExample, style.date) };
}

function durationCell(days: number, binding: ColumnBinding): CellValue {
  const { durationUnit: unit, durationText, separator } = binding.style;
  const known = unit === undefined ? undefined : durationUnit(unit);
  if (durationText !== true || known === undefined) return { value: rounded(days / daysPerNumber(binding)) };
  return { value: `${rounded(days / DAYS_PER[known])}${separator ?? ''}${unit}` };
}
