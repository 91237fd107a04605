import type { Value } from '@sprintforge/core';
import { type Accident, type AccidentCode, isClear, undone } from './accident.ts';
import { type ColumnView, plainValue } from './column-view.ts';

type Was = Exclude<Value, null>;

/** Is `now` what the accident makes of `was`? */
type Mark = (now: Was, was: Was) => boolean;

/** DAY_MONTH_SWAPPED: at least 5 dates, 60 % of those changed, are base's with day and month exchanged. */
export function swappedDays(view: ColumnView): Accident | undefined {
  if (view.binding.type !== 'date') return undefined;
  return marked('DAY_MONTH_SWAPPED', view, 'day-month', isSwapped);
}

function isSwapped(now: Was, was: Was): boolean {
  const parts = typeof was === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(was) : null;
  return parts !== null && parts[2] !== parts[3] && now === `${parts[1]}-${parts[3]}-${parts[2]}`;
}

/** SCALE_SHIFT: at least 5 numbers, 60 % of those changed, are base's times 100, or divided by 100. */
export function scaleShift(view: ColumnView): Accident | undefined {
  if (!NUMERIC.has(view.binding.type)) return undefined;
  return (
    marked('SCALE_SHIFT', view, 'times-100', (now, was) => isTimes(now, was, 100)) ??
    marked('SCALE_SHIFT', view, 'by-100', (now, was) => isTimes(was, now, 100))
  );
}

const NUMERIC: ReadonlySet<string> = new Set(['number', 'integer', 'percent', 'money', 'duration']);

function isTimes(product: Was, value: Was, factor: number): boolean {
  if (typeof product !== 'number' || typeof value !== 'number' || value === 0) return false;
  return Math.abs(product - value * factor) <= Math.abs(product) * 1e-9;
}

/**
 * DIGITS_CUT: at least 5 texts, 60 % of those changed, were long digit strings and are now what is left of them as numbers:
 * 15 digits and noughts, or `1.23457E+15`, or without the noughts that they began with.
 */
export function cutDigits(view: ColumnView): Accident | undefined {
  if (NUMERIC.has(view.binding.type) || view.binding.type === 'date') return undefined;
  return marked('DIGITS_CUT', view, 'digits', isCut);
}

/** What Excel keeps of a number. */
const DIGITS = 15;

export function isCut(now: Was, was: Was): boolean {
  if (typeof now !== 'string' || typeof was !== 'string' || !/^\d+$/.test(was) || now === was) return false;
  const bare = was.replace(/^0+(?=\d)/, '');
  if (now === bare) return true;
  if (bare.length <= DIGITS) return isScientific(now, bare) && bare.length > 11;
  const zeros = '0'.repeat(bare.length - DIGITS);
  const rounded = (BigInt(bare.slice(0, DIGITS)) + 1n).toString();
  return now === bare.slice(0, DIGITS) + zeros || now === rounded + zeros || isScientific(now, bare);
}

function isScientific(text: string, digits: string): boolean {
  const parts = /^(\d(?:[.,]\d+)?)E\+?(\d+)$/i.exec(text);
  if (parts === null || Number(parts[2]) !== digits.length - 1) return false;
  const mantissa = parts[1]!.replace(',', '.');
  const places = mantissa.length - Math.min(2, mantissa.length);
  return Number(mantissa).toFixed(places) === Number(`${digits[0]}.${digits.slice(1, DIGITS)}`).toFixed(places);
}

function marked(code: AccidentCode, view: ColumnView, how: Accident['how'], mark: Mark): Accident | undefined {
  const places = view.changed.filter((place) => {
    const [now, was] = [plainValue(view.now(place)), plainValue(view.was(place))];
    return now !== undefined && now !== null && was !== undefined && was !== null && mark(now, was);
  });
  return isClear(places.length, view.changed.length) ? undone(code, view, how, places) : undefined;
}
