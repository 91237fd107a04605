import { isDay } from '@sprintforge/core';
import { plainWord, type Typing } from './typing.ts';

/** A day as people of the language write it, `YYYY-MM-DD`; null when it is none. Without a year it is `thisYear`'s. */
export function typedDay(text: string, typing: Typing, thisYear: number): string | null {
  const trimmed = text.trim();
  const year = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(trimmed);
  if (year) return dayOf(Number(year[1]), Number(year[2]), Number(year[3]));
  const numbers = /^(\d{1,2})\s*([-/.])\s*(\d{1,2})(?:\s*\2\s*(\d{4}|\d{2})?)?$/.exec(trimmed);
  return numbers ? byNumbers(numbers, typing, thisYear) : byWords(trimmed, typing, thisYear);
}

/** With dots the day comes first everywhere; else as the language has it, or as the only way that there is such a day. */
function byNumbers([, one, sign, two, last]: RegExpExecArray, typing: Typing, thisYear: number): string | null {
  const [a, b, year] = [Number(one), Number(two), last === undefined ? thisYear : fullYear(last)];
  const [dayFirst, monthFirst] = [dayOf(year, b, a), dayOf(year, a, b)];
  if (sign === '.') return dayFirst;
  return typing.order === 'mdy' ? (monthFirst ?? dayFirst) : (dayFirst ?? monthFirst);
}

/** `3 April 2026`, `Apr 3, 2026`, `3. April`. */
function byWords(text: string, typing: Typing, thisYear: number): string | null {
  const words = text.match(/\p{L}+\.?|\d+/gu) ?? [];
  const month = words.flatMap((word) => typing.months.get(plainWord(word)) ?? [])[0];
  const [first, second, ...more] = words.filter((word) => /^\d/.test(word));
  if (month === undefined || first === undefined || more.length > 0 || words.length > 4) return null;
  if (first.length === 4) return second === undefined ? null : dayOf(Number(first), month, Number(second));
  return dayOf(second === undefined ? thisYear : fullYear(second), month, Number(first));
}

/** Two digits as Excel reads them. */
function fullYear(text: string): number {
  const year = Number(text);
  return text.length > 2 ? year : year + (year < 30 ? 2000 : 1900);
}

function dayOf(year: number, month: number, day: number): string | null {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isDay(text) ? text : null;
}
