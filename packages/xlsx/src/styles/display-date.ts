import { serialToDate } from '../date-serial.ts';
import { type CodeToken, isMinute } from './format-code.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 0 = Sunday. */
  readonly weekday: number;
  /** Whole (rounded) seconds since midnight; and of the whole serial, for durations. */
  readonly seconds: number;
  readonly total: number;
  readonly fraction: number;
}

/** A serial number by a date, time or duration section; undefined where Excel shows `####` (negative, beyond 9999). */
export function displayDate(serial: number, section: readonly CodeToken[], date1904: boolean): string | undefined {
  const moment = momentOf(serial, section, date1904);
  if (!moment) return undefined;
  const codes = section.filter((t) => t.kind === 'code' && /^[a-z上下]/i.test(t.text)).map((t) => t.text.toLowerCase());
  const twelve = codes.some((c) => c === 'am/pm' || c === 'a/p');
  let index = -1;
  let text = '';
  let afterSeconds = false;
  for (const token of section) {
    if (token.kind === 'literal') text += token.text;
    else if (token.kind === 'bracket') text += elapsed(token.text.toLowerCase(), moment);
    else if (/^[a-z上下]/i.test(token.text)) {
      index++;
      const code = token.text.toLowerCase();
      text +=
        code.startsWith('m') && minutesHere(section, token, codes, index)
          ? minutes(code, moment)
          : part(code, moment, twelve);
      afterSeconds = code.startsWith('s');
    } else if (token.text === '0' && afterSeconds && text.endsWith('.')) text += Math.floor(moment.fraction * 10);
    else if (token.text === '@') continue;
    else text += token.text === '0' ? '0' : token.text;
  }
  return text.trim();
}

function momentOf(serial: number, section: readonly CodeToken[], date1904: boolean): Moment | undefined {
  if (serial < 0 || !Number.isFinite(serial)) return undefined;
  const tenths = section.some((t, i) => t.kind === 'code' && t.text === '0' && section[i - 1]?.text === '.');
  const exact = serial * 86_400;
  const total = tenths ? Math.floor(exact + 1e-6) : Math.round(exact);
  const days = Math.floor(total / 86_400);
  const date = days === 0 && !date1904 ? '1900-01-00' : serialToDate(days, date1904);
  if (date === undefined) return undefined;
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const weekday = (((days + (date1904 ? 5 : 6)) % 7) + 7) % 7;
  return { year, month, day, weekday, seconds: total % 86_400, total, fraction: Math.max(0, exact - total) };
}

/** `[h]` right before `m` makes it minutes as well. */
function minutesHere(
  section: readonly CodeToken[],
  token: CodeToken,
  codes: readonly string[],
  index: number,
): boolean {
  if (isMinute(codes, index)) return true;
  const before = section.slice(0, section.indexOf(token)).filter((t) => t.kind !== 'literal' && t.text !== ':');
  const last = before[before.length - 1];
  return token.text.length <= 2 && last?.kind === 'bracket' && /^h+$/i.test(last.text);
}

function elapsed(bracket: string, { total }: Moment): string {
  if (/^h+$/.test(bracket)) return padded(Math.floor(total / 3600), bracket.length);
  if (/^m+$/.test(bracket)) return padded(Math.floor(total / 60), bracket.length);
  return /^s+$/.test(bracket) ? padded(total, bracket.length) : '';
}

function minutes(code: string, { seconds }: Moment): string {
  return padded(Math.floor(seconds / 60) % 60, code.length);
}

function part(code: string, moment: Moment, twelve: boolean): string {
  const hour = Math.floor(moment.seconds / 3600);
  const { length } = code;
  switch (code[0]) {
    case 'y':
    case 'e':
      return length > 2 || code[0] === 'e' ? padded(moment.year, 4) : padded(moment.year % 100, 2);
    case 'm':
      return length > 2 ? nameOf(MONTHS[moment.month - 1]!, length - 2) : padded(moment.month, length);
    case 'd':
      return length > 2 ? nameOf(DAYS[moment.weekday]!, length - 2) : padded(moment.day, length);
    case 'h':
      return padded(twelve ? hour % 12 || 12 : hour, length);
    case 's':
      return padded(moment.seconds % 60, length);
    case 'a':
      if (code === 'am/pm') return hour < 12 ? 'AM' : 'PM';
      if (code === 'a/p') return hour < 12 ? 'A' : 'P';
      return nameOf(DAYS[moment.weekday]!, length - 2);
    default:
      return '';
  }
}

/** 1: three letters, 2: whole, 3: the first letter (`mmmmm`). */
function nameOf(name: string, form: number): string {
  return form === 1 ? name.slice(0, 3) : form === 3 ? name[0]! : name;
}

function padded(value: number, length: number): string {
  return String(value).padStart(Math.min(length, 4), '0');
}
