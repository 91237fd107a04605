/** Days along a line: where a day stands in pixels, and what is written above it. Pure; days are numbers of core's `dayNumber`. */
import { dayNumber, dayText } from '@sprintforge/core';
import type { TaskRow } from '@sprintforge/protocol';

export type Zoom = 'day' | 'week' | 'month';

export const pixelsPerDay: Readonly<Record<Zoom, number>> = { day: 28, week: 10, month: 3 };

/** First and last day, both shown. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** `YYYY-MM-DD` as a number; null for anything else. */
export const dayOf = (value: unknown): number | null => (typeof value === 'string' ? dayNumber(value) : null);

/** From the first start to the last finish and today, with some air; null when no task has a date. */
export function spanOf(tasks: readonly TaskRow[], today: number): Span | null {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const task of tasks)
    for (const day of [dayOf(task['start']), dayOf(task['finish'])])
      if (day !== null) [first, last] = [Math.min(first, day), Math.max(last, day)];
  if (first > last) return null;
  // today is shown when it is near; a plan of another century is not stretched to it
  const near = today > first - 365 && today < last + 365;
  return { first: Math.min(first, near ? today : first) - 7, last: Math.max(last, near ? today : last) + 14 };
}

/** The day that one looks at first: today while the plan is at work, else the start of the first task that has a day. */
export function beginOf(tasks: readonly TaskRow[], today: number): number {
  let begin: number | null = null;
  let [past, ahead] = [false, false];
  for (const task of tasks) {
    const [start, finish] = [dayOf(task['start']), dayOf(task['finish'])];
    begin ??= start ?? finish;
    past ||= (start ?? finish ?? today + 1) <= today;
    ahead ||= (finish ?? start ?? today - 1) >= today;
  }
  return past && ahead ? today : (begin ?? today);
}

export interface Mark {
  readonly day: number;
  readonly text: string;
}

/** The beginnings of months, or of weeks (Mondays) when there is room for them. */
export function marksOf({ first, last }: Span, zoom: Zoom, locale: string): readonly Mark[] {
  const month = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const marks: Mark[] = [];
  for (let at = first; at <= last; at += 1) {
    const date = new Date(`${dayText(at)}T00:00:00Z`);
    if (zoom === 'month' && date.getUTCDate() === 1) marks.push({ day: at, text: month.format(date) });
    if (zoom !== 'month' && date.getUTCDay() === 1) marks.push({ day: at, text: day.format(date) });
  }
  return marks;
}

export interface Bar {
  /** Pixels from the beginning of the line. */
  readonly from: number;
  readonly width: number;
  readonly isMilestone: boolean;
}

/** Where a task's bar stands; a task with one date has a day's. Null: it has none. */
export function barOf(task: TaskRow, { first }: Span, zoom: Zoom): Bar | null {
  const [start, finish] = [dayOf(task['start']), dayOf(task['finish'])];
  const from = start ?? finish;
  const to = finish ?? start;
  if (from === null || to === null) return null;
  const size = pixelsPerDay[zoom];
  const days = Math.max(1, to - from + 1);
  return { from: (from - first) * size, width: days * size, isMilestone: task['duration'] === 0 };
}
