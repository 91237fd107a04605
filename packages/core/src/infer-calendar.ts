import { DEFAULT_CALENDAR, finishDay } from './calendar.ts';
import { dayNumber, weekdayOf } from './day.ts';
import type { Calendar } from './types.ts';

/** In order of preference: the first of those that explain the most rows. Friday and Saturday are the weekend of many countries. */
const weekends: readonly (readonly number[])[] = [[6, 7], [], [7], [5, 6]];

/** Rows that say the same about every calendar: without holidays only their length and the weekday they begin on count. */
interface Alike {
  readonly from: number;
  readonly to: number;
  readonly duration: number;
  rows: number;
}

/**
 * Finds the calendar in which most rows are consistent: five, six or seven working days, the finish counted in or not.
 * Rows that say nothing (no duration, not dates) are passed over; where no calendar explains a row it is the default one.
 */
export class CalendarVotes {
  /** Always alive: V8 forgets the optimised code of a class when a collection finds no object of it. */
  protected static readonly kept = new CalendarVotes();

  private readonly known = new Map<number | string, Alike>();
  /** So many rows have said something. */
  rows = 0;

  add(start: string, finish: string, duration: number): void {
    if (!(duration > 0) || !Number.isFinite(duration)) return;
    const from = dayNumber(start);
    const to = dayNumber(finish);
    if (from === null || to === null) return;
    this.rows++;
    const key = keyOf(to - from, weekdayOf(from), duration);
    const alike = this.known.get(key);
    if (alike === undefined) this.known.set(key, { from, to, duration, rows: 1 });
    else alike.rows++;
  }

  get calendar(): Calendar {
    const candidates = [true, false].flatMap((inclusive) =>
      weekends.map((weekend): Calendar => ({ weekend, holidays: [], inclusive })),
    );
    const votes = candidates.map(() => 0);
    for (const { from, to, duration, rows } of this.known.values())
      for (const [index, calendar] of candidates.entries())
        if (finishIn(calendar, from, duration) === to) votes[index]! += rows;
    const most = Math.max(...votes);
    const best = most === 0 ? undefined : candidates[votes.indexOf(most)];
    return best === undefined || (best.inclusive && best.weekend === weekends[0]) ? DEFAULT_CALENDAR : best;
  }
}

/** A small number where it can be one, which is quickly found. */
function keyOf(length: number, weekday: number, duration: number): number | string {
  return length >= 0 && length < 0x10000 && duration < 0x400 && Number.isInteger(duration)
    ? (length * 8 + weekday) * 0x400 + duration
    : `${length} ${weekday} ${duration}`;
}

/** The calendar of these rows, see `CalendarVotes`. */
export function inferCalendar(
  rows: Iterable<{ readonly start: string; readonly finish: string; readonly duration: number }>,
): Calendar {
  const votes = new CalendarVotes();
  for (const { start, finish, duration } of rows) votes.add(start, finish, duration);
  return votes.calendar;
}

/** Noise of binary fractions is no duration: the task finishes where it starts. */
function finishIn(calendar: Calendar, from: number, duration: number): number {
  return duration <= 1e-9 ? from : finishDay(from, duration, calendar);
}
