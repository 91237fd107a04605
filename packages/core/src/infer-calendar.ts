import { DEFAULT_CALENDAR, finishDay } from './calendar.ts';
import { dayNumber, weekdayOf } from './day.ts';
import type { Calendar } from './types.ts';

/** In order of preference: the first of those that explain the most rows. Friday and Saturday are the weekend of many countries. */
const weekends: readonly (readonly number[])[] = [[6, 7], [], [7], [5, 6]];

/**
 * The calendar in which most of these rows are consistent: five, six or seven working days, the finish counted in or not.
 * Rows that say nothing (no duration, not dates) are passed over; where no calendar explains a row it is the default one.
 */
export function inferCalendar(
  rows: Iterable<{ readonly start: string; readonly finish: string; readonly duration: number }>,
): Calendar {
  const candidates = [true, false].flatMap((inclusive) =>
    weekends.map((weekend): Calendar => ({ weekend, holidays: [], inclusive })),
  );
  const votes = candidates.map(() => 0);
  const known = new Map<number, Map<number, readonly number[]>>();
  for (const { start, finish, duration } of rows) {
    if (!(duration > 0) || !Number.isFinite(duration)) continue;
    const [from, to] = [dayNumber(start), dayNumber(finish)];
    if (from === null || to === null) continue;
    // Without holidays only the weekday and the length count.
    const lengths = known.get(duration) ?? new Map<number, readonly number[]>();
    if (lengths.size === 0) known.set(duration, lengths);
    const alike = (to - from) * 8 + weekdayOf(from);
    let fitting = lengths.get(alike);
    if (fitting === undefined) {
      fitting = [...candidates.keys()].filter((index) => finishIn(candidates[index]!, from, duration) === to);
      lengths.set(alike, fitting);
    }
    for (const index of fitting) votes[index]! += 1;
  }
  const most = Math.max(...votes);
  const best = most === 0 ? undefined : candidates[votes.indexOf(most)];
  return best === undefined || (best.inclusive && best.weekend === weekends[0]) ? DEFAULT_CALENDAR : best;
}

/** Noise of binary fractions is no duration: the task finishes where it starts. */
function finishIn(calendar: Calendar, from: number, duration: number): number {
  return duration <= 1e-9 ? from : finishDay(from, duration, calendar);
}
