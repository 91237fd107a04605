/**
 * Calendar days and Excel's day numbers (ECMA-376 Part 1 §18.17.4.1).
 *
 * 1900 system: serial 1 = 1900-01-01, and serial 60 is the day 1900-02-29 that never was; from 61 on the numbers are
 * days since 1899-12-30. 1904 system: serial 0 = 1904-01-01.
 */
import { XlsxError } from './api.ts';

const DAY = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 30) / DAY;
const EPOCH_1904 = Date.UTC(1904, 0, 1) / DAY;
const LAST_DAY = Date.UTC(9999, 11, 31) / DAY;
const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The day of a serial number as `YYYY-MM-DD`; the time of day is dropped. `undefined` outside 1900 (1904) … 9999. Serial 60 gives `1900-02-29`, as Excel shows it. */
export function serialToDate(serial: number, date1904: boolean): string | undefined {
  const whole = Math.floor(serial);
  if (!(whole >= 0 && whole < KNOWN_DAYS)) return dayOfSerial(whole, date1904);
  const days = date1904 ? days1904 : days1900;
  days[whole] ??= dayOfSerial(whole, date1904);
  return days[whole];
}

/** Plans hold the same few hundred days thousands of times; these are the days to the year 2119 (2123). */
const KNOWN_DAYS = 80_000;
const days1900 = new Array<string | undefined>(KNOWN_DAYS);
const days1904 = new Array<string | undefined>(KNOWN_DAYS);

function dayOfSerial(whole: number, date1904: boolean): string | undefined {
  if (!Number.isFinite(whole) || whole < (date1904 ? 0 : 1)) return undefined;
  if (!date1904 && whole === 60) return '1900-02-29';
  const day = date1904 ? EPOCH_1904 + whole : EPOCH_1900 + whole + (whole < 60 ? 1 : 0);
  return day > LAST_DAY ? undefined : new Date(day * DAY).toISOString().slice(0, 10);
}

/** `YYYY-MM-DD` → serial number. Throws BAD_ARGUMENT when it is no calendar day of the system. */
export function dateToSerial(date: string, date1904: boolean): number {
  const match = ISO_DAY.exec(date);
  if (!date1904 && date === '1900-02-29') return 60;
  const day = match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY : Number.NaN;
  if (Number.isNaN(day) || new Date(day * DAY).toISOString().slice(0, 10) !== date) throw badDate(date);
  if (date1904) {
    if (day < EPOCH_1904) throw badDate(date);
    return day - EPOCH_1904;
  }
  const serial = day - EPOCH_1900;
  if (serial < 2) throw badDate(date);
  return serial < 61 ? serial - 1 : serial;
}

/** ISO 8601 text of a `t="d"` cell → serial number with its time as the fraction; `undefined` if it is none. */
export function isoToSerial(text: string, date1904: boolean): number | undefined {
  const match = /^(?:(\d{4}-\d{2}-\d{2})(?:T|$))?(?:(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)?Z?$/.exec(text.trim());
  if (!match || (match[1] === undefined && match[2] === undefined)) return undefined;
  const time = (Number(match[2] ?? 0) * 3600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0)) / 86_400;
  if (match[1] === undefined) return time;
  try {
    return dateToSerial(match[1], date1904) + time;
  } catch (error) {
    if (error instanceof XlsxError) return undefined;
    throw error;
  }
}

function badDate(date: string): XlsxError {
  return new XlsxError(
    'BAD_ARGUMENT',
    `"${date.slice(0, 20)}" is not a calendar day (YYYY-MM-DD) that Excel can hold.`,
  );
}
