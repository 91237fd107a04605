/** Between what a cell holds and a value of the plan, for the columns whose style leaves no doubt. */
import { dayNumber, dayText, type FieldType, normalValue, PREDECESSORS, type Value } from '@sprintforge/core';
import type { BoundColumn } from './copy-of.ts';

export type CellInput = string | number | boolean;

export interface CellRead {
  readonly raw: CellInput;
  /** As the cell shows it. */
  readonly text: string;
  readonly formula: string;
  readonly format: string;
}

/** Days of Excel's own count at 1970-01-01. */
const EPOCH = 25_569;
const READABLE: readonly FieldType[] = [
  ...(['text', 'choice', 'number', 'money', 'integer', 'boolean', 'people', 'percent', 'date', 'duration'] as const),
];

/** Columns that the add-in reads and writes; the others (outline, days as text …) wait for an upload. */
export const isPlain = ({ field, type, style }: BoundColumn): boolean =>
  field === PREDECESSORS ||
  (!['id', 'number', 'level', 'delete'].includes(field) &&
    READABLE.includes(type) &&
    (type !== 'date' || style.date === undefined || style.date === 'serial') &&
    (type !== 'duration' || (!style.durationText && ['d', 'days', undefined].includes(style.durationUnit))));

export const isFormula = ({ formula }: Pick<CellRead, 'formula'>): boolean =>
  typeof formula === 'string' && formula.startsWith('=');

export const isError = (raw: CellInput): boolean => typeof raw === 'string' && /^#[A-Z/0!?]+[!?A]?$/.test(raw);

/** undefined: no value of this column's kind. */
export function readCell(cell: CellRead, column: BoundColumn, isIndented: boolean): Value | undefined {
  const { raw } = cell;
  if (raw === '') return null;
  if (isError(raw)) return undefined;
  switch (column.type) {
    case 'date':
      return typeof raw === 'number' ? (dayText(Math.floor(raw) - EPOCH) ?? undefined) : normalValue(raw, 'date');
    case 'percent':
      return typeof raw === 'number' ? normalValue(raw / scaleOf(cell, column), 'percent') : undefined;
    case 'text':
    case 'choice':
    case 'people': {
      const text = typeof raw === 'string' ? raw : cell.text;
      return normalValue(isIndented && column.field === 'name' ? text.trimStart() : text, column.type);
    }
    default:
      return normalValue(raw, column.type);
  }
}

/** What to write so that Excel takes it for the value, in the style of the column; text that Excel would read as something else is quoted (rule R7). */
export function written(value: Value, column: BoundColumn, now: CellRead, isIndented: boolean): CellInput {
  if (value === null) return '';
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number')
    return column.type === 'percent' ? Number((value * scaleOf(now, column)).toPrecision(15)) : value;
  if (column.type === 'date') return (dayNumber(value) ?? 0) + EPOCH;
  const indent = isIndented && column.field === 'name' ? (/^\s*/.exec(String(now.raw))?.[0] ?? '') : '';
  return quoted(indent + value, now.format);
}

/** Text that stays what it is. */
export const writtenText = (text: string, { format }: Pick<CellRead, 'format'>): string =>
  text === '' ? '' : quoted(text, format);

const scaleOf = ({ format }: Pick<CellRead, 'format'>, { style }: BoundColumn): number =>
  style.percent === 'points' && !format.includes('%') ? 100 : 1;

const PLAIN_START = /^[\p{L}]/u;
const WORDS_OF_EXCEL = /^(true|false|wahr|falsch|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;

const quoted = (text: string, format: string): string =>
  format === '@' || (PLAIN_START.test(text) && !WORDS_OF_EXCEL.test(text)) ? text : `'${text}`;
