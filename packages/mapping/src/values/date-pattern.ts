import type { ColumnStyle } from '../api.ts';
import { parseDateText } from './date-text.ts';

const NUMERIC = /(\d{1,4})(\s*[-/.年]\s*)(\d{1,2})(\s*[-/.月]\s*)(\d{1,4})/;

/**
 * The day written like the example (`25.10.16`, `5/3/2026`): its signs, its zeros, its length of the year. A weekday
 * name in the example is left out, since it would be another one. Without a usable example: by the order alone.
 */
export function dateLike(day: string, example: string | undefined, order: NonNullable<ColumnStyle['date']>): string {
  const parts = example === undefined ? null : NUMERIC.exec(example.normalize('NFKC'));
  const text = parts === null ? plain(day, order) : patterned(day, parts, order);
  return parseDateText(text)?.day === day || order === 'dmy' || order === 'mdy' ? text : day;
}

function plain(day: string, order: string): string {
  const [year, month, date] = day.split('-');
  if (order === 'dmy') return `${date}/${month}/${year}`;
  if (order === 'mdy') return `${month}/${date}/${year}`;
  return order === 'ymd' ? `${year}/${month}/${date}` : day;
}

function patterned(day: string, parts: RegExpExecArray, order: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const sequence = order === 'dmy' ? [date, month, year] : order === 'mdy' ? [month, date, year] : [year, month, date];
  const slots = [parts[1]!, parts[3]!, parts[5]!];
  const padded =
    slots.some((slot) => slot.startsWith('0')) || order === 'iso' || slots.every((slot) => slot.length !== 1);
  const written = sequence.map((part, i) => {
    if (part.length === 4) return slots[i]!.length === 2 ? part.slice(2) : part;
    return padded ? part : String(Number(part));
  });
  const tail =
    parts[0].length < parts.input.length && /^日/.test(parts.input.slice(parts.index + parts[0].length)) ? '日' : '';
  return `${written[0]}${parts[2]}${written[1]}${parts[4]}${written[2]}${tail}`;
}
