import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addWorkingDays,
  type Calendar,
  DEFAULT_CALENDAR,
  dayNumber,
  dayText,
  durationOf,
  finishOf,
  inferCalendar,
  isDay,
  isWorkingDay,
  startOf,
  weekdayOf,
} from '../src/index.ts';
import { seeded } from './arbitrary-plan.ts';

const fiveDays = DEFAULT_CALENDAR;
const exclusive: Calendar = { ...fiveDays, inclusive: false };
const sevenDays: Calendar = { weekend: [], holidays: [], inclusive: true };
const sixDays: Calendar = { weekend: [7], holidays: [], inclusive: true };
const gulf: Calendar = { weekend: [5, 6], holidays: [], inclusive: true };
const never: Calendar = { weekend: [1, 2, 3, 4, 5, 6, 7], holidays: [], inclusive: true };
/** Good Friday, Easter Monday, and a holiday on a Saturday, which takes nothing away. */
const easter: Calendar = { weekend: [6, 7], holidays: ['2026-04-03', '2026-04-04', '2026-04-06'], inclusive: true };

describe('finish from start and duration, and back', () => {
  test.each<[string, Calendar, string, number, string | null]>([
    ['one day starts and finishes on the same day', fiveDays, '2026-01-05', 1, '2026-01-05'],
    ['a week', fiveDays, '2026-01-05', 5, '2026-01-09'],
    ['over the weekend', fiveDays, '2026-01-05', 6, '2026-01-12'],
    ['a milestone', fiveDays, '2026-01-05', 0, '2026-01-05'],
    ['a milestone on a Saturday stays there', fiveDays, '2026-01-10', 0, '2026-01-10'],
    ['a start on Saturday counts from Monday', fiveDays, '2026-01-10', 1, '2026-01-12'],
    ['half a day is a day', fiveDays, '2026-01-09', 0.5, '2026-01-09'],
    ['two and a half days are three', fiveDays, '2026-01-08', 2.5, '2026-01-12'],
    ['noise of binary fractions is no day', fiveDays, '2026-01-05', 3.0000000000000004, '2026-01-07'],
    ['a negative duration has no finish', fiveDays, '2026-01-05', -1, null],
    ['nor has an endless one', fiveDays, '2026-01-05', Number.POSITIVE_INFINITY, null],
    ['nor one beyond the year 9999', fiveDays, '9999-12-30', 10, null],
    ['nor a start that does not exist', fiveDays, '2026-02-29', 1, null],
    ['exclusive: finish = start + duration', exclusive, '2026-01-05', 4, '2026-01-09'],
    ['exclusive over the weekend', exclusive, '2026-01-05', 5, '2026-01-12'],
    ['seven days', sevenDays, '2026-01-05', 7, '2026-01-11'],
    ['six days', sixDays, '2026-01-05', 7, '2026-01-12'],
    ['weekend on Friday and Saturday', gulf, '2026-01-08', 2, '2026-01-11'],
    ['a calendar that never works counts as one that always does', never, '2026-01-05', 7, '2026-01-11'],
    ['over Easter', easter, '2026-04-02', 2, '2026-04-07'],
    ['from a holiday', easter, '2026-04-03', 1, '2026-04-07'],
    ['over a leap day', sevenDays, '2028-02-28', 3, '2028-03-01'],
    ['over the end of a February without one', sevenDays, '2100-02-28', 2, '2100-03-01'],
    ['ten thousand years of days, no loop', fiveDays, '0001-01-01', 2_000_000, '7667-02-18'],
  ])('%s', (_name, calendar, start, duration, finish) => {
    expect(finishOf(start, duration, calendar)).toBe(finish);
  });

  test.each<[string, Calendar, string, string, number | null]>([
    ['a week', fiveDays, '2026-01-05', '2026-01-09', 5],
    ['from Saturday to Sunday nothing is worked', fiveDays, '2026-01-10', '2026-01-11', 0],
    ['a finish before the start has no duration', fiveDays, '2026-01-09', '2026-01-05', null],
    ['exclusive', exclusive, '2026-01-05', '2026-01-12', 5],
    ['Easter takes two days', easter, '2026-04-01', '2026-04-08', 4],
    ['a leap year of days', sevenDays, '2028-01-01', '2028-12-31', 366],
  ])('duration: %s', (_name, calendar, start, finish, days) => {
    expect(durationOf(start, finish, calendar)).toBe(days);
  });

  test.each<[Calendar, string, number, string | null]>([
    [fiveDays, '2026-01-09', 1, '2026-01-12'],
    [fiveDays, '2026-01-12', -1, '2026-01-09'],
    [fiveDays, '2026-01-11', -1, '2026-01-09'],
    [fiveDays, '2026-01-10', 1, '2026-01-12'],
    [easter, '2026-04-07', -1, '2026-04-02'],
    [fiveDays, '2026-01-09', 0, '2026-01-09'],
    [fiveDays, '0001-01-01', -1, null],
  ])('working days later: %o %s %i', (calendar, day, days, expected) => {
    expect(addWorkingDays(day, days, calendar)).toBe(expected);
  });
});

describe('days', () => {
  test.each([
    '2026-02-29',
    '2100-02-29',
    '0000-01-01',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '2026-04-31',
    '',
    '2026-01-05 ',
  ])('V2 %j is no day', (text) => {
    expect(isDay(text)).toBe(false);
  });
  test('V2 every day from 1583 to 2200 has the number and weekday that the platform gives it', () => {
    for (let number = -141_427; number < 84_006; number += 1) {
      const date = new Date(number * 86_400_000);
      const text = date.toISOString().slice(0, 10);
      if (dayText(number) !== text || dayNumber(text) !== number || weekdayOf(number) !== (date.getUTCDay() || 7)) {
        expect([text, dayText(number), dayNumber(text), weekdayOf(number)]).toBe(number);
      }
    }
    expect([dayText(dayNumber('0001-01-01')! - 1), dayText(dayNumber('9999-12-31')! + 1)]).toEqual([null, null]);
  });
});

describe('laws', () => {
  const calendar: fc.Arbitrary<Calendar> = fc.record({
    weekend: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
    holidays: fc.array(
      fc.integer({ min: 20_400, max: 20_500 }).map((day) => dayText(day)!),
      { maxLength: 12 },
    ),
    inclusive: fc.boolean(),
  });
  const day = fc.integer({ min: 20_390, max: 20_510 }).map((number) => dayText(number)!);

  test('counting day by day gives the same; start and duration come back', () => {
    fc.assert(
      fc.property(calendar, day, fc.nat(40), (one, start, duration) => {
        const finish = finishOf(start, duration, one)!;
        expect(finish).toBe(naiveFinish(start, duration, one));
        if (duration === 0 || !isWorkingDay(start, one)) return;
        expect(durationOf(start, finish, one)).toBe(duration);
        expect(startOf(finish, duration, one)).toBe(start);
      }),
      seeded,
    );
  });
});

function naiveFinish(start: string, duration: number, calendar: Calendar): string {
  if (duration === 0) return start;
  const free = calendar.weekend.length === 7 ? [] : calendar.weekend;
  const works = (number: number) => !free.includes(weekdayOf(number)) && !calendar.holidays.includes(dayText(number)!);
  let number = dayNumber(start)!;
  while (!works(number)) number += 1;
  for (let left = calendar.inclusive ? duration - 1 : duration; left > 0; left -= 1) {
    do number += 1;
    while (!works(number));
  }
  return dayText(number)!;
}

describe('which calendar explains the rows', () => {
  const rowsOf = (calendar: Calendar, count = 8) =>
    Array.from({ length: count }, (_, index) => {
      const start = addWorkingDays('2026-01-05', index * 3, calendar)!;
      return { start, finish: finishOf(start, index + 2, calendar)!, duration: index + 2 };
    });
  test.each<[string, Calendar]>([
    ['five days', fiveDays],
    ['five days, finish not counted', exclusive],
    ['seven days', sevenDays],
    ['seven days, finish not counted', { ...sevenDays, inclusive: false }],
    ['six days', sixDays],
    ['Friday and Saturday off', gulf],
  ])('%s', (_name, calendar) => {
    expect(inferCalendar(rowsOf(calendar))).toEqual(calendar);
    const odd = { start: '2026-01-05', finish: '2026-01-05', duration: 9 };
    expect(inferCalendar([odd, ...rowsOf(calendar), odd])).toEqual(calendar);
  });
  test('no evidence: the default', () => {
    expect(inferCalendar([])).toBe(DEFAULT_CALENDAR);
    expect(inferCalendar([{ start: '2026-01-05', finish: '2020-01-01', duration: 3 }])).toBe(DEFAULT_CALENDAR);
  });
});
