/** Dates, numbers and values of the plan, in the person's language. Days are calendar days: no time zone moves them. */
export interface Formats {
  readonly number: (value: number) => string;
  readonly percent: (share: number) => string;
  /** `YYYY-MM-DD`; anything else comes back as it is. */
  readonly day: (text: string) => string;
  readonly instant: (iso: string) => string;
  /** "3 hours ago", from `now`. */
  readonly ago: (iso: string, now: number) => string;
  readonly list: (parts: readonly string[]) => string;
  readonly bytes: (count: number) => string;
}

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

export function formatsFor(locale: string): Formats {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const instant = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const list = new Intl.ListFormat(locale);
  return {
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    day: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? day.format(new Date(`${text}T00:00:00Z`)) : text),
    instant: (iso) => instant.format(new Date(iso)),
    ago: (iso, now) => {
      const seconds = (new Date(iso).getTime() - now) / 1000;
      const [unit, length] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
      return unit === 'second' ? relative.format(0, 'second') : relative.format(Math.trunc(seconds / length), unit);
    },
    list: (parts) => list.format(parts),
    bytes: (count) =>
      count < 1_000_000 ? `${number.format(Math.ceil(count / 1000))} kB` : `${number.format(count / 1_000_000)} MB`,
  };
}
