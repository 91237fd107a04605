import { DEFAULT_CALENDAR, finishDay } from './calendar.ts';
import { dayNumber, weekdayOf } from './day.ts';
import type { Calendar } from './types.ts';

/** In order of preference: the first of those that explain the most rows. Friday and Saturday are the weekend of many countries. */
const weekends: readonly (readonly number[])[] = [[6, 7], [], [7], [5, 6]];

/** Rows that say the same about every calendar: of one length, from one weekday. */
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
  /** By duration, then by length and weekday: without holidays only these count. */
  private readonly known = new Map<number, Map<number, Alike>>();

  /** Plans hold the same few hundred days thousands of times. */
  private readonly days = new Map<string, number | null>();

  add(start: string, finish: string, duration: number): void {
    if (!(duration > 0) || !Number.isFinite(duration)) return;
    const from = this.dayOf(start);
    const to = this.dayOf(finish);
    if (from === null || to === null) return;
    let lengths = this.known.get(duration);
    if (lengths === undefined) {
      lengths = new Map();
      this.known.set(duration, lengths);
    }
    const key = (to - from) * 8 + weekdayOf(from);
    const alike = lengths.get(key);
    if (alike === undefined) lengths.set(key, { from, to, duration, rows: 1 });
    else alike.rows++;
  }

  private dayOf(text: string): number | null {
    const known = this.days.get(text);
    if (known !== undefined) return known;
    const day = dayNumber(text);
    this.days.set(text, day);
    return day;
  }

  get calendar(): Calendar {
    const candidates = [true, false].flatMap((inclusive) =>
      weekends.map((weekend): Calendar => ({ weekend, holidays: [], inclusive })),
    );
    const votes = candidates.map(() => 0);
    for (const lengths of this.known.values())
      for (const { from, to, duration, rows } of lengths.values())
        for (const [index, calendar] of candidates.entries())
          if (finishIn(calendar, from, duration) === to) votes[index]! += rows;
    const most = Math.max(...votes);
    const best = most === 0 ? undefined : candidates[votes.indexOf(most)];
    return best === undefined || (best.inclusive && best.weekend === weekends[0]) ? DEFAULT_CALENDAR : best;
  }
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
