import { dayNumber, dayText, FIRST_DAY, weekdayOf } from './day.ts';
import type { Calendar, Task } from './types.ts';

/** Monday to Friday; a one-day task starts and finishes on the same day. */
export const DEFAULT_CALENDAR: Calendar = { weekend: [6, 7], holidays: [], inclusive: true };

/** A calendar made ready for counting: working days are numbered through, from the first Monday of year 1. */
interface WorkWeek {
  /** Working days before each weekday of a week that begins on Monday; entry 7 is the whole week. */
  readonly before: readonly number[];
  /** Weekday offsets (0 Monday) that are worked, in order. */
  readonly worked: readonly number[];
  /** Holidays on working weekdays, as day numbers, rising. */
  readonly holidays: readonly number[];
  /** For each holiday: the number, by the count that knows holidays, of the first working day after it. */
  readonly pushes: readonly number[];
}

/** 0001-01-01 is a Monday. */
const firstMonday = FIRST_DAY;
const compiled = new WeakMap<Calendar, WorkWeek>();

/** Is this day worked? A calendar without any worked weekday counts as one that works every day. */
export function isWorkingDay(day: string, calendar: Calendar): boolean {
  const number = dayNumber(day);
  if (number === null) return false;
  const week = workWeek(calendar);
  return workIndex(number + 1, week) > workIndex(number, week);
}

/**
 * Finish of a task that starts on `start` and takes `duration` working days. Fractions of a day round up;
 * duration 0 finishes where it starts; a start on a day off counts from the next working day.
 * Null when `start` is not a day, `duration` is negative or not finite, or the result leaves the years 1 to 9999.
 */
export function finishOf(start: string, duration: number, calendar: Calendar): string | null {
  const from = dayNumber(start);
  if (from === null || !(duration >= 0) || !Number.isFinite(duration)) return null;
  const days = wholeDays(duration);
  if (days === 0) return start;
  const week = workWeek(calendar);
  return dayText(workDay(workIndex(from, week) + days - (calendar.inclusive ? 1 : 0), week));
}

/** As `finishOf` between day numbers, for a duration of at least a day's part. */
export function finishDay(from: number, duration: number, calendar: Calendar): number {
  const week = workWeek(calendar);
  return workDay(workIndex(from, week) + wholeDays(duration) - (calendar.inclusive ? 1 : 0), week);
}

/** Start of a task that finishes on `finish` after `duration` working days; the inverse of `finishOf` between working days. */
export function startOf(finish: string, duration: number, calendar: Calendar): string | null {
  const to = dayNumber(finish);
  if (to === null || !(duration >= 0) || !Number.isFinite(duration)) return null;
  const days = wholeDays(duration);
  if (days === 0) return finish;
  const week = workWeek(calendar);
  const index = calendar.inclusive ? workIndex(to + 1, week) : workIndex(to, week);
  return dayText(workDay(index - days, week));
}

/**
 * Working days from start to finish, a whole number: both days counted when the calendar is inclusive, else the first only.
 * Null when one is not a day or the finish is before the start.
 */
export function durationOf(start: string, finish: string, calendar: Calendar): number | null {
  const [from, to] = [dayNumber(start), dayNumber(finish)];
  if (from === null || to === null || to < from) return null;
  const week = workWeek(calendar);
  return workIndex(calendar.inclusive ? to + 1 : to, week) - workIndex(from, week);
}

/** The day that is `days` working days later (earlier when negative); fractions round away from zero. Null as in `finishOf`. */
export function addWorkingDays(day: string, days: number, calendar: Calendar): string | null {
  const from = dayNumber(day);
  if (from === null || !Number.isFinite(days)) return null;
  const whole = days < 0 ? -wholeDays(-days) : wholeDays(days);
  if (whole === 0) return day;
  const week = workWeek(calendar);
  const index = whole < 0 ? workIndex(from, week) : workIndex(from + 1, week) - 1;
  return dayText(workDay(index + whole, week));
}

/** Running number of the working day that is on or next after `day`; differences are working days. Null when not a day. */
export function workingDayNumber(day: string, calendar: Calendar): number | null {
  const number = dayNumber(day);
  return number === null ? null : workIndex(number, workWeek(calendar));
}

/** Have start, duration and finish of a task their agreement? Null when one of them is missing or unusable. */
export function isConsistent(fields: Task['fields'], calendar: Calendar): boolean | null {
  const { start, duration, finish } = fields;
  if (typeof start !== 'string' || typeof finish !== 'string' || typeof duration !== 'number') return null;
  const expected = finishOf(start, duration, calendar);
  return expected === null ? null : expected === finish;
}

/** Rounded up, but for what is only noise of binary fractions. */
function wholeDays(duration: number): number {
  return Math.ceil(duration - 1e-9);
}

function workWeek(calendar: Calendar): WorkWeek {
  const known = compiled.get(calendar);
  if (known) return known;
  const made = makeWorkWeek(calendar);
  compiled.set(calendar, made);
  return made;
}

function makeWorkWeek(calendar: Calendar): WorkWeek {
  const free = new Set(calendar.weekend);
  let worked = [0, 1, 2, 3, 4, 5, 6].filter((offset) => !free.has(offset + 1));
  if (worked.length === 0) worked = [0, 1, 2, 3, 4, 5, 6];
  const before = [0, 1, 2, 3, 4, 5, 6, 7].map((offset) => worked.filter((day) => day < offset).length);
  const numbers = calendar.holidays.map(dayNumber).filter((day): day is number => day !== null);
  const holidays = [...new Set(numbers)]
    .filter((day) => worked.includes(weekdayOf(day) - 1))
    .sort((first, second) => first - second);
  const plain: WorkWeek = { before, worked, holidays: [], pushes: [] };
  return { before, worked, holidays, pushes: holidays.map((day, index) => workIndex(day, plain) - index) };
}

/** How many working days lie before this day. */
function workIndex(day: number, week: WorkWeek): number {
  const weeks = Math.floor((day - firstMonday) / 7);
  const plain = weeks * week.worked.length + week.before[day - firstMonday - weeks * 7]!;
  return plain - countBelow(week.holidays, day);
}

/** The working day with this many working days before it. */
function workDay(index: number, week: WorkWeek): number {
  const plain = index + countBelow(week.pushes, index + 1);
  const weeks = Math.floor(plain / week.worked.length);
  return firstMonday + weeks * 7 + week.worked[plain - weeks * week.worked.length]!;
}

/** How many entries of a rising list are below the limit. */
function countBelow(rising: readonly number[], limit: number): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
