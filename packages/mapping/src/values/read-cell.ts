import { type FieldType, normalValue, roundNumber, type Value } from '@sprintforge/core';
import { type Cell, serialToDate, type Workbook, type Worksheet } from '@sprintforge/xlsx';
import type { CellReading, ColumnBinding } from '../api.ts';
import { booleanOf } from './boolean-text.ts';
import type { ColumnContext } from './column-context.ts';
import { parseDateText } from './date-text.ts';
import { DAYS_PER, durationUnit, parseDurationText } from './duration-text.ts';
import { expectedFor } from './expected.ts';
import { parseNumberText } from './number-text.ts';
import { percentOfNumber, percentOfText } from './percent-value.ts';
import { isPlaceholder } from './placeholder.ts';

export interface ReadCell {
  readonly reading: CellReading;
  /** A lone value in the other scale than its column (rule V3). */
  readonly outlier: boolean;
}

export interface CellSource {
  readonly workbook: Workbook;
  readonly sheet: Worksheet;
  /** Does the formula at this cell depend on volatile functions? */
  isVolatile(cell: Cell): boolean;
}

type Outcome = { readonly value: Value; readonly outlier?: boolean } | { readonly refused: string };

const EMPTY: ReadCell = { reading: { kind: 'value', value: null }, outlier: false };
const TEXTUAL: ReadonlySet<FieldType> = new Set(['text', 'choice', 'people', 'outline', 'dependencies']);

/** Reads one cell of a bound column (rules V1-V7). */
export function readCell(
  source: CellSource,
  cell: Cell | undefined,
  binding: ColumnBinding,
  context: ColumnContext,
): ReadCell {
  if (cell === undefined) return EMPTY;
  const formula = cell.formula?.text;
  if (formula !== undefined) {
    if (source.isVolatile(cell)) return { reading: { kind: 'unread', formula, reason: 'volatile' }, outlier: false };
    if (cell.value === null) return { reading: { kind: 'unread', formula, reason: 'no-result' }, outlier: false };
  }
  const outcome = cellValue(source, cell, binding, context);
  const own = formula === undefined ? {} : { formula };
  if ('refused' in outcome) {
    const raw = source.sheet.displayText(cell);
    const expected = expectedFor(binding.type, outcome.refused);
    return { reading: { kind: 'refused', code: outcome.refused, raw, expected, ...own }, outlier: false };
  }
  return { reading: { kind: 'value', value: outcome.value, ...own }, outlier: outcome.outlier === true };
}

function cellValue(source: CellSource, cell: Cell, binding: ColumnBinding, context: ColumnContext): Outcome {
  const { value } = cell;
  const { type } = binding;
  if (value === null || value === '') return { value: null };
  if (typeof value === 'object') return { refused: 'VALUE_ERROR' };
  if (TEXTUAL.has(type)) {
    const text = typeof value === 'string' ? value : source.sheet.displayText(cell);
    return textual(text, type);
  }
  if (typeof value === 'string' && isPlaceholder(value)) return { value: null };
  const outcome = typed(source, cell, value, binding, context);
  if ('refused' in outcome) return outcome;
  const normal = normalValue(outcome.value, type);
  return normal === undefined ? { refused: 'BAD_VALUE' } : { ...outcome, value: normal };
}

function textual(text: string, type: FieldType): Outcome {
  if (type === 'dependencies') return { value: isPlaceholder(text) ? null : text };
  if (type === 'people') return { value: isPlaceholder(text) ? null : (normalValue(text, 'people') ?? null) };
  return { value: text };
}

function typed(
  source: CellSource,
  cell: Cell,
  value: string | number | boolean,
  binding: ColumnBinding,
  context: ColumnContext,
): Outcome {
  switch (binding.type) {
    case 'date':
      return dateOf(source, cell, value, context);
    case 'percent':
      return percentOf(source.workbook, cell, value, context);
    case 'duration':
      return durationOf(source.workbook, cell, value, binding, context);
    case 'boolean':
      return booleanValue(value);
    case 'integer':
      return integerOf(value);
    default:
      return numberOf(value, context);
  }
}

/** Serial numbers that stand for a day when the format does not say so: 1954 to 2119. */
const PLAUSIBLE = [20_000, 80_000] as const;

function dateOf(
  { workbook }: CellSource,
  cell: Cell,
  value: string | number | boolean,
  context: ColumnContext,
): Outcome {
  if (typeof value === 'boolean') return { refused: 'BAD_DATE' };
  if (typeof value === 'number') return dateOfNumber(workbook, cell, value);
  const text = value.trim();
  if (text === '') return { value: null };
  const date = parseDateText(text);
  if (date === undefined) return { refused: 'BAD_DATE' };
  if (date.day !== undefined) return { value: date.day };
  if (context.order === undefined) return { refused: 'AMBIGUOUS_DATE' };
  return { value: date.either![context.order] };
}

function dateOfNumber(workbook: Workbook, cell: Cell, value: number): Outcome {
  const { kind } = workbook.numberFormat(cell.style);
  const shown = kind === 'date' || kind === 'datetime';
  if (value === 0 && cell.formula !== undefined) return { value: null };
  if (!shown && (value < PLAUSIBLE[0] || value > PLAUSIBLE[1])) return { refused: 'BAD_DATE' };
  const day = serialToDate(value, workbook.date1904);
  return day === undefined || (shown && value < 1 && !workbook.date1904) ? { refused: 'BAD_DATE' } : { value: day };
}

function percentOf(workbook: Workbook, cell: Cell, value: string | number | boolean, context: ColumnContext): Outcome {
  if (typeof value === 'number') {
    const percent = percentOfNumber(workbook, cell, value, context.percent);
    return { value: roundNumber(percent.value), outlier: percent.outlier };
  }
  if (typeof value === 'boolean') return { value: value ? 1 : 0 };
  if (value.trim() === '') return { value: null };
  const percent = percentOfText(value, context.percent);
  return percent === undefined ? { refused: 'BAD_PERCENT' } : { value: roundNumber(percent) };
}

function durationOf(
  workbook: Workbook,
  cell: Cell,
  value: string | number | boolean,
  binding: ColumnBinding,
  context: ColumnContext,
): Outcome {
  if (typeof value === 'boolean') return { refused: 'BAD_DURATION' };
  if (typeof value === 'number') {
    const { kind } = workbook.numberFormat(cell.style);
    if (kind === 'duration' || kind === 'time') return { value: roundNumber(value * 3) };
    return checkedDuration(value * daysPerNumber(binding));
  }
  if (value.trim() === '') return { value: null };
  const plain = parseNumberText(value, context.decimal ?? '.');
  if (typeof plain === 'number') return checkedDuration(plain * daysPerNumber(binding));
  const parsed = parseDurationText(value);
  return parsed === undefined ? { refused: 'BAD_DURATION' } : checkedDuration(parsed.days);
}

function checkedDuration(days: number): Outcome {
  return days < 0 ? { refused: 'BAD_DURATION' } : { value: roundNumber(days) };
}

/** Working days that one unit of a plain number stands for: hours or weeks when the header says so. */
export function daysPerNumber(binding: ColumnBinding): number {
  const { durationUnit: unit, durationText } = binding.style;
  const known = unit === undefined || durationText === true ? undefined : durationUnit(unit);
  return known === undefined ? 1 : DAYS_PER[known];
}

function booleanValue(value: string | number | boolean): Outcome {
  if (typeof value === 'boolean') return { value };
  const known = booleanOf(String(value));
  return known === undefined ? { refused: 'BAD_BOOLEAN' } : { value: known };
}

function integerOf(value: string | number | boolean): Outcome {
  if (typeof value === 'number') return Number.isInteger(value) ? { value } : { refused: 'BAD_NUMBER' };
  const digits = typeof value === 'string' ? /^\D{0,12}(\d{1,9})\D{0,3}$/.exec(value.trim())?.[1] : undefined;
  return digits === undefined ? { refused: 'BAD_NUMBER' } : { value: Number(digits) };
}

function numberOf(value: string | number | boolean, context: ColumnContext): Outcome {
  if (typeof value === 'number') return { value: roundNumber(value) };
  if (typeof value === 'boolean') return { refused: 'BAD_NUMBER' };
  if (value.trim() === '') return { value: null };
  const parsed = parseNumberText(value, context.decimal);
  if (parsed === 'ambiguous') return { refused: 'AMBIGUOUS_NUMBER' };
  return parsed === undefined ? { refused: 'BAD_NUMBER' } : { value: roundNumber(parsed) };
}
