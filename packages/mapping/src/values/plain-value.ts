/** What most cells of a column hold, read without a look at anything else. */
import { normalValue, roundNumber, type Value } from '@sprintforge/core';
import { type CellScalar, serialToDate, type Workbook } from '@sprintforge/xlsx';
import type { ColumnBinding } from '../api.ts';
import type { ColumnContext } from './column-context.ts';
import { isPlaceholder } from './placeholder.ts';
import { daysPerNumber } from './read-cell.ts';

/** The value that `readCell` reads in a cell without a formula; undefined where only `readCell` can tell. */
export type PlainReader = (value: CellScalar, style: number) => Value | undefined;

/** Serial numbers after the leap day that never was, to the end of the year 9999. */
const FIRST_SERIAL = 61;
const LAST_SERIAL = 2_900_000;
/** Larger shares and amounts are looked at more closely. */
const MOST = 1e11;

export function plainReader(workbook: Workbook, binding: ColumnBinding, context: ColumnContext): PlainReader {
  switch (binding.type) {
    case 'text':
    case 'choice':
    case 'outline':
      return plainText;
    case 'people':
      return plainPeople();
    case 'dependencies':
      return plainReference(workbook);
    case 'date':
      return plainDate(workbook);
    case 'percent':
      return plainPercent(workbook, context);
    case 'duration':
      return plainDuration(workbook, daysPerNumber(binding));
    case 'number':
    case 'money':
      return plainNumber;
    default:
      return unknown;
  }
}

const unknown: PlainReader = () => undefined;

const plainText: PlainReader = (value) => (typeof value === 'string' ? value || null : undefined);

const plainNumber: PlainReader = (value) =>
  typeof value === 'number' && value < MOST && value > -MOST ? roundNumber(value) : undefined;

/** The same few names come again all down the column. */
function plainPeople(): PlainReader {
  const known = new Map<string, Value>();
  return (value) => {
    if (typeof value !== 'string') return undefined;
    let people = known.get(value);
    if (people === undefined) {
      people = isPlaceholder(value) ? null : (normalValue(value, 'people') ?? null);
      known.set(value, people);
    }
    return people;
  };
}

/** A lone number, as General shows it. */
function plainReference(workbook: Workbook): PlainReader {
  const isGeneral = byStyle((style) => workbook.numberFormat(style).kind === 'general');
  return (value, style) =>
    typeof value === 'number' && Number.isInteger(value) && value > 0 && value < MOST && isGeneral(style)
      ? String(value)
      : undefined;
}

function plainDate(workbook: Workbook): PlainReader {
  const { date1904 } = workbook;
  const isDate = byStyle((style) => ['date', 'datetime'].includes(workbook.numberFormat(style).kind));
  return (value, style) =>
    typeof value === 'number' && value >= FIRST_SERIAL && value < LAST_SERIAL && isDate(style)
      ? serialToDate(value, date1904)
      : undefined;
}

/** Shares that are in the scale of their column beyond doubt. */
function plainPercent(workbook: Workbook, { percent }: ColumnContext): PlainReader {
  const isShown = byStyle((style) => workbook.numberFormat(style).kind === 'percent');
  return (value, style) =>
    typeof value === 'number' && value >= 0 && value <= 1 && (percent === 'fraction' || isShown(style))
      ? roundNumber(value)
      : undefined;
}

function plainDuration(workbook: Workbook, days: number): PlainReader {
  const isTime = byStyle((style) => ['duration', 'time'].includes(workbook.numberFormat(style).kind));
  return (value, style) =>
    typeof value === 'number' && value >= 0 && value < MOST && !isTime(style) ? roundNumber(value * days) : undefined;
}

/** Asks once for each style. */
function byStyle(ask: (style: number) => boolean): (style: number) => boolean {
  const known: (boolean | undefined)[] = [];
  return (style) => (known[style] ??= ask(style));
}
