/** What most cells of a column hold, read without a look at anything else. */
import { normalValue, roundNumber, type Value } from '@sprintforge/core';
import { type CellScalar, serialToDate, type Workbook } from '@sprintforge/xlsx';
import type { ColumnBinding } from '../api.ts';
import type { ColumnContext } from './column-context.ts';
import { isPlaceholder } from './placeholder.ts';
import { daysPerNumber } from './read-cell.ts';

/** The value that `readCell` reads in a cell without a formula; undefined where only `readCell` can tell. */
export type PlainReader = (value: CellScalar) => Value | undefined;

/** Serial numbers after the leap day that never was, to the end of the year 9999. */
const FIRST_SERIAL = 61;
const LAST_SERIAL = 2_900_000;
/** Larger shares and amounts are looked at more closely. */
const MOST = 1e11;

/** The readers of a column, by cell style. */
export function plainReaders(
  workbook: Workbook,
  binding: ColumnBinding,
  context: ColumnContext,
): (style: number) => PlainReader {
  const people = plainPeople();
  const known: (PlainReader | undefined)[] = [];
  return (style) => {
    known[style] ??= binding.type === 'people' ? people : readerOf(workbook, binding, context, style);
    return known[style];
  };
}

function readerOf(workbook: Workbook, binding: ColumnBinding, context: ColumnContext, style: number): PlainReader {
  const { kind } = workbook.numberFormat(style);
  switch (binding.type) {
    case 'text':
    case 'choice':
    case 'outline':
      return plainText;
    case 'dependencies':
      return kind === 'general' ? plainReference : unknown;
    case 'date':
      return kind === 'date' || kind === 'datetime' ? plainDate(workbook.date1904) : unknown;
    case 'percent':
      return kind === 'percent' || context.percent === 'fraction' ? plainShare : unknown;
    case 'duration':
      return kind === 'duration' || kind === 'time' ? unknown : plainDuration(daysPerNumber(binding));
    case 'number':
    case 'money':
      return plainNumber;
    default:
      return unknown;
  }
}

const unknown: PlainReader = () => undefined;

/** Of text columns: a text is read as it stands. */
export const plainText: PlainReader = (value) => (typeof value === 'string' ? value || null : undefined);

const plainNumber: PlainReader = (value) =>
  typeof value === 'number' && value < MOST && value > -MOST ? roundNumber(value) : undefined;

/** A share that is in the scale of its column beyond doubt. */
const plainShare: PlainReader = (value) =>
  typeof value === 'number' && value >= 0 && value <= 1 ? roundNumber(value) : undefined;

/** A lone number, as General shows it. */
const plainReference: PlainReader = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value < MOST ? String(value) : undefined;

const plainDate =
  (date1904: boolean): PlainReader =>
  (value) =>
    typeof value === 'number' && value >= FIRST_SERIAL && value < LAST_SERIAL
      ? serialToDate(value, date1904)
      : undefined;

const plainDuration =
  (days: number): PlainReader =>
  (value) =>
    typeof value === 'number' && value >= 0 && value < MOST ? roundNumber(value * days) : undefined;

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
