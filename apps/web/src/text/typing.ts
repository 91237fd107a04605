/** How people of a language write numbers, days and lengths of time: what a typed value is read by. */
export interface Typing {
  readonly decimal: '.' | ',';
  readonly order: 'dmy' | 'mdy' | 'ymd';
  /** Month by its name, long or short, in lower case without dots: 1 to 12. */
  readonly months: ReadonlyMap<string, number>;
  /** A calendar day as one types it here. */
  readonly day: (iso: string) => string;
  readonly yes: string;
  readonly no: string;
}

const known = new Map<string, Typing>();

/** Of a language tag, with its region where it has one (`en-GB` writes the day first, `en-US` the month). */
export function typingFor(tag: string): Typing {
  const before = known.get(tag);
  if (before) return before;
  const parts = new Intl.NumberFormat(tag).formatToParts(1.5);
  const day = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'numeric', year: 'numeric', timeZone: 'UTC' });
  const [yes, no] = yesAndNo[tag.slice(0, 2)] ?? ['yes', 'no'];
  const typing: Typing = {
    decimal: parts.find(({ type }) => type === 'decimal')?.value === ',' ? ',' : '.',
    order: orderOf(day),
    months: new Map([...monthNames('en'), ...monthNames(tag)]),
    day: (iso) => day.format(new Date(`${iso}T00:00:00Z`)),
    yes,
    no,
  };
  known.set(tag, typing);
  return typing;
}

const yesAndNo: Readonly<Record<string, readonly [string, string]>> = {
  en: ['yes', 'no'],
  de: ['ja', 'nein'],
  he: ['כן', 'לא'],
};

function orderOf(format: Intl.DateTimeFormat): Typing['order'] {
  const order = format
    .formatToParts(0)
    .map(({ type }) => ({ day: 'd', month: 'm', year: 'y' })[type as string] ?? '')
    .join('');
  return order === 'mdy' || order === 'ymd' ? order : 'dmy';
}

function monthNames(tag: string): [string, number][] {
  return (['long', 'short'] as const).flatMap((month) => {
    const name = new Intl.DateTimeFormat(tag, { day: 'numeric', month, timeZone: 'UTC' });
    return Array.from({ length: 12 }, (_, at): [string, number] => {
      const parts = name.formatToParts(new Date(Date.UTC(2024, at, 1)));
      return [plainWord(parts.find(({ type }) => type === 'month')?.value ?? ''), at + 1];
    });
  });
}

export const plainWord = (word: string): string => word.toLowerCase().replaceAll('.', '').trim();
