import { dayNumber } from '@sprintforge/core';
import { fold } from '../vocabulary/fold.ts';
import { isWeekday, monthNumber } from '../vocabulary/months.ts';

/** Which of the numbers of a date is which. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

export interface DateText {
  /** `YYYY-MM-DD` when it can only be one day. */
  readonly day?: string;
  /** Both readings when day and month could be either. */
  readonly either?: { readonly dmy: string; readonly mdy: string };
  /** What the text itself proves. */
  readonly order: DateOrder | 'iso' | 'words' | undefined;
}

const TIME = /[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?$/i;
/** A whole word in plain letters. */
const LEAD = /^([A-Za-z]+)(?![A-Za-z\u0080-\uffff])/;
const YEAR_FIRST = /^(\d{4})\s*([-/.年])\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日.]?$/;
const KOREAN = /^(\d{4})\s*년\s*(\d{1,2})\s*월\s*(\d{1,2})\s*일$/;
const NUMBERS = /^(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})\.?(?:\s*(?:г|р)\.?)?$/;

/** A date written as text; undefined when it is none. Weekday names around it and a time of day after it are passed over. */
export function parseDateText(text: string): DateText | undefined {
  if (text.length > 50 || !/\d/.test(text)) return undefined;
  const lead = LEAD.exec(text);
  if (lead !== null && !isDateWord(lead[1]!.toLowerCase())) return undefined;
  const bare = withoutWeekday(text.normalize('NFKC').trim().replace(TIME, ''));
  const first = YEAR_FIRST.exec(bare);
  if (first !== null) {
    const order = first[2] === '-' ? 'iso' : 'ymd';
    return exact(Number(first[1]), Number(first[3]), Number(first[4]), order);
  }
  const korean = KOREAN.exec(bare);
  if (korean !== null) return exact(Number(korean[1]), Number(korean[2]), Number(korean[3]), 'ymd');
  const numbers = NUMBERS.exec(bare);
  if (numbers !== null) return byNumbers(Number(numbers[1]), Number(numbers[3]), numbers[4]!, numbers[2] === '.');
  return byWords(bare);
}

/** Most texts are told by their first word, which is not one that a date begins with. */
function isDateWord(word: string): boolean {
  return GLUE.has(word) || isWeekday(word) || monthNumber(word) !== undefined;
}

/** Takes `Mon`, `Пн`, `(Sunday)`, `（月）` off the ends. */
function withoutWeekday(text: string): string {
  const inside = text.replace(/\s*[([（]([^)\]）]+)[)\]）]\s*$/, (whole, name: string) =>
    isWeekday(name) ? '' : whole,
  );
  const lead = /^(\p{L}+)[.,]?\s+(?=\S)/u.exec(inside);
  if (lead !== null && isWeekday(lead[1]!) && monthNumber(lead[1]!) === undefined) return inside.slice(lead[0].length);
  return inside;
}

/** Two-digit years as Excel reads them: 00-29 are 2000s. */
function fullYear(text: string): number {
  const year = Number(text);
  return text.length > 2 ? year : year < 30 ? 2000 + year : 1900 + year;
}

function dayOf(year: number, month: number, day: number): string | undefined {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return dayNumber(text) === null ? undefined : text;
}

function exact(year: number, month: number, date: number, order: DateText['order']): DateText | undefined {
  const day = dayOf(year, month, date);
  return day === undefined ? undefined : { day, order };
}

function byNumbers(a: number, b: number, yearText: string, dotted: boolean): DateText | undefined {
  const year = fullYear(yearText);
  const dmy = dayOf(year, b, a);
  const mdy = dayOf(year, a, b);
  if (dmy !== undefined && (dotted || mdy === undefined)) return { day: dmy, order: 'dmy' };
  if (dmy === undefined && mdy !== undefined) return dotted ? undefined : { day: mdy, order: 'mdy' };
  if (dmy === undefined || mdy === undefined) return undefined;
  return dmy === mdy ? { day: dmy, order: undefined } : { either: { dmy, mdy }, order: undefined };
}

const GLUE = new Set(['de', 'del', 'of', 'd', 'г', 'р', 'th', 'st', 'nd', 'rd', 'er', 'a', 'den', 'le', 'el']);

/** `5. März 2026`, `March 5, 2026`, `5 de marzo de 2026`, `5-Mar-26`. */
function byWords(text: string): DateText | undefined {
  const parts = fold(text).match(/\p{L}+|\d+/gu);
  if (parts === null || parts.length > 7) return undefined;
  const numbers: string[] = [];
  let month: number | undefined;
  for (const part of parts) {
    if (/^\d/.test(part)) numbers.push(part);
    else if (month === undefined && monthNumber(part) !== undefined) month = monthNumber(part);
    else if (!GLUE.has(part) && !isWeekday(part)) return undefined;
  }
  if (month === undefined || numbers.length !== 2) return undefined;
  const [a, b] = numbers as [string, string];
  if (a.length === 4) return exact(Number(a), month, Number(b), 'words');
  return exact(fullYear(b), month, Number(a), 'words');
}
