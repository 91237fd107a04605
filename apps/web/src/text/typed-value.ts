/** What a person types into a field, as the plan's value, and back: in the person's language, held to the same types as the server's (rules V1, V3). */
import { type FieldType, normalValue, type Value } from '@sprintforge/core';
import { typedDay } from './typed-day.ts';
import { plainWord, type Typing } from './typing.ts';

/** `fits` false: it is no value of that type. */
export type Typed = { readonly fits: true; readonly value: Value } | { readonly fits: false };

const noValue: Typed = { fits: false };

export function typedValue(
  text: string,
  type: string | null | undefined,
  typing: Typing,
  thisYear: number = new Date().getFullYear(),
): Typed {
  const trimmed = text.trim();
  if (trimmed === '') return { fits: true, value: null };
  const read = reader(type)?.(trimmed, typing, thisYear);
  if (read === null) return noValue;
  const value = normalValue(read ?? text, (type ?? 'text') as FieldType);
  return value === undefined ? noValue : { fits: true, value };
}

type Reader = (text: string, typing: Typing, thisYear: number) => Value;

/** undefined: a text is taken as it is. */
function reader(type: string | null | undefined): Reader | undefined {
  switch (type) {
    case 'date':
      return typedDay;
    case 'percent':
      return (text, { decimal }) => percentOf(text, decimal);
    case 'duration':
      return (text, { decimal }) => daysOf(text, decimal);
    case 'number':
    case 'integer':
      return (text, { decimal }) => numberOf(text, decimal);
    case 'money':
      return (text, { decimal }) => numberOf(text.replace(currency, ''), decimal);
    case 'boolean':
      return booleanOf;
    default:
      return undefined;
  }
}

const currency = /^(?:[€$£¥₪]|[A-Z]{3})\s*|\s*(?:[€$£¥₪]|[A-Z]{3})$/g;

/** "30" in a percent field means thirty percent, as in the workbook (rule V3). */
function percentOf(text: string, decimal: Typing['decimal']): number | null {
  const percent = /^(.+?)\s*%$/.exec(text);
  const number = numberOf(percent?.[1] ?? text, decimal);
  if (number === null) return null;
  return percent || number > 1 ? Number((number / 100).toPrecision(12)) : number;
}

/** Of both signs the last is the decimal one; of one alone the language's, the other groups where three digits follow it. */
function numberOf(text: string, decimal: Typing['decimal']): number | null {
  const bare = text.replace(/(?<=\d)[\s'’\u00a0\u202f](?=\d{3})/g, '');
  if (!/^[+-]?[\d.,]*\d[\d.,]*$/.test(bare)) return null;
  const [dot, comma] = [bare.lastIndexOf('.'), bare.lastIndexOf(',')];
  const sign = dot >= 0 && comma >= 0 ? (comma > dot ? ',' : '.') : loneSign(bare, decimal);
  const plain = bare.replaceAll(sign === ',' ? '.' : ',', '').replace(sign, '.');
  const number = Number(plain);
  return Number.isFinite(number) ? number : null;
}

function loneSign(text: string, decimal: Typing['decimal']): '.' | ',' {
  const other = decimal === ',' ? '.' : ',';
  if (!text.includes(other)) return decimal;
  const groups = new RegExp(`^[+-]?\\d{1,3}(?:\\${other}\\d{3})+$`).test(text);
  return groups ? decimal : other;
}

/** Working days of a unit: a week has five, a day eight hours, as the workbook's reader counts. */
const units: Readonly<Record<string, number>> = {
  ...of(1, 'd day days t tag tage tagen at pt j jour jours יום ימים י'),
  ...of(5, 'w wk week weeks wo woche wochen sem שבוע שבועות'),
  ...of(1 / 8, 'h hr hrs hour hours std stunde stunden שעה שעות'),
  ...of(20, 'mo mon month months monat monate חודש חודשים'),
};

function of(days: number, words: string): Record<string, number> {
  return Object.fromEntries(words.split(' ').map((word) => [word, days]));
}

/** `5`, `5d`, `1,5 Tage`, `2w 3d`. */
function daysOf(text: string, decimal: Typing['decimal']): number | null {
  const bare = numberOf(text, decimal);
  if (bare !== null) return bare;
  let days = 0;
  const rest = text.replace(/([\d.,]+)\s*(\p{L}+)\.?\s*/gu, (_, count: string, unit: string) => {
    days += (numberOf(count, decimal) ?? Number.NaN) * (units[plainWord(unit)] ?? Number.NaN);
    return '';
  });
  return rest === '' && Number.isFinite(days) ? days : null;
}

function booleanOf(text: string, { yes, no }: Typing): boolean | null {
  const word = plainWord(text);
  if ([yes, 'yes', 'true', '1', 'x'].includes(word)) return true;
  return [no, 'no', 'false', '0'].includes(word) ? false : null;
}

/** The value as one would type it. */
export function inputTextOf(value: unknown, type: string | null | undefined, typing: Typing): string {
  if (value === null || value === undefined || typeof value === 'object') return '';
  if (typeof value === 'boolean') return value ? typing.yes : typing.no;
  if (typeof value === 'string')
    return type === 'date' && typedDay(value, typing, 0) === value ? typing.day(value) : value;
  const percent = type === 'percent';
  const plain = String(percent ? Number((Number(value) * 100).toPrecision(12)) : value).replace('.', typing.decimal);
  return percent ? `${plain} %` : plain;
}
