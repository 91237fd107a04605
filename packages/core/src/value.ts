import { isDay } from './day.ts';
import type { Fields, FieldType, Value } from './types.ts';

/** Numbers keep 15 significant digits, as Excel does; negative zero is zero. */
export function roundNumber(value: number): number {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return value + 0;
  // The quotient of a whole number and 100 is the number nearest to a decimal of fewer digits: it is round already.
  const hundredfold = Math.round(value * 100);
  if (hundredfold / 100 === value && Math.abs(hundredfold) < 1e15) return value;
  return Number(value.toPrecision(15)) + 0;
}

/** Are two values the same? Missing and null are the same; numbers are compared to 15 significant digits. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (typeof a === 'number' && typeof b === 'number') return roundNumber(a) === roundNumber(b);
  return (a ?? null) === (b ?? null);
}

/**
 * The normal form of a value of the given type (rule V1), or `undefined` when it does not fit the type.
 * Empty text is empty; text is otherwise exactly as written (rule V4). A percent is a fraction, a duration a
 * number of working days that is not negative, a date a valid `YYYY-MM-DD`.
 */
export function normalValue(value: Value, type: FieldType): Value | undefined {
  if (value === null || value === '') return null;
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'date':
      return typeof value === 'string' && isDay(value) ? value : undefined;
    case 'people':
      return typeof value === 'string' ? joinPeople(splitPeople(value)) : undefined;
    case 'number':
    case 'money':
    case 'percent':
    case 'integer':
    case 'duration':
      return typeof value === 'number' ? normalNumber(value, type) : undefined;
    default:
      return typeof value === 'string' ? value : undefined;
  }
}

function normalNumber(value: number, type: FieldType): number | undefined {
  if (!Number.isFinite(value)) return undefined;
  if (type === 'integer' && !Number.isInteger(value)) return undefined;
  if (type === 'duration' && value < 0) return undefined;
  return roundNumber(value);
}

/** Names of a people value, trimmed, each once, in the order written; separators are `,`, `;`, `|` and line breaks. */
export function splitPeople(text: string): string[] {
  const names = text
    .split(/[,;|\n\r]+/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return [...new Set(names)];
}

/** A name, and what a cell may say beside it: how much of them. Together they are the text. */
export function shareOf(text: string): readonly [name: string, share: string] {
  const found = /^(.*?)(\s*\[\s*\d+(?:[.,]\d+)?\s*%?\s*\])$/s.exec(text);
  return [found?.[1] ?? text, found?.[2] ?? ''];
}

/** The people value of some names; null when there is none. */
export function joinPeople(names: readonly string[]): string | null {
  return names.length === 0 ? null : names.join(', ');
}

/** Fields without the empty ones: the same reference when there is none to leave out. */
export function withoutEmpty(fields: Fields): Fields {
  for (const key in fields) {
    if (fields[key] === null) return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  }
  return fields;
}

/** Do two sets of fields hold the same values? Missing and null are the same. */
export function sameFields(a: Fields, b: Fields): boolean {
  if (a === b) return true;
  for (const key in a) if (!sameValue(a[key], b[key])) return false;
  for (const key in b) if (!(key in a) && b[key] !== null) return false;
  return true;
}
