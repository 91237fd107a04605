/**
 * What Excel makes of a value that is written into a cell, as if somebody had typed it: `007` becomes 7, `Mar 5` and `1-2`
 * become days, `=…` and `-abc` formulas. Only a cell of text format, or an apostrophe before it, keeps text as it is.
 * In the language of the United States, as scripts run.
 */
import { dateToSerial } from '@sprintforge/xlsx';
import { OfficeError } from './office-error.ts';

export type CellInput = string | number | boolean | null;

export type Typed =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'value'; readonly value: string | number | boolean; readonly format?: string }
  | { readonly kind: 'formula'; readonly text: string };

const NUMBER = /^[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?(e[+-]?\d+)?$/i;
const MONTHS = /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[ -](\d{1,4})$/i;
const SHORT_DAY = /^(\d{1,2})[/-](\d{1,2})(?:[/-](\d{2,4}))?$/;
/** The year of days that are typed without one. */
const THIS_YEAR = 2026;

/** `isText`: the cell's number format is `@`. Throws InvalidArgument for what no cell holds. */
export function typedInput(given: CellInput, isText: boolean, where: string): Typed {
  if (given === null) return { kind: 'nothing' };
  if (typeof given === 'boolean') return { kind: 'value', value: given };
  if (typeof given === 'number') {
    if (!Number.isFinite(given)) throw new OfficeError('InvalidArgument', `${given} is no number of a cell`, where);
    return { kind: 'value', value: given };
  }
  if (typeof given !== 'string') throw new OfficeError('InvalidArgument', `a cell holds no ${typeof given}`, where);
  if (given.length > 32_767 + 1) throw new OfficeError('InvalidArgument', 'the text is too long for a cell', where);
  if (given === '') return { kind: 'empty' };
  if (isText) return { kind: 'value', value: given };
  return given.startsWith("'") ? { kind: 'value', value: given.slice(1) } : typedText(given);
}

function typedText(given: string): Typed {
  const text = given.trim();
  const number = numberOf(text);
  if (number !== undefined) return { kind: 'value', value: number };
  if (/^(true|false)$/i.test(text)) return { kind: 'value', value: text.toLowerCase() === 'true' };
  const percent = text.endsWith('%') ? numberOf(text.slice(0, -1)) : undefined;
  if (percent !== undefined) return { kind: 'value', value: percent / 100, format: '0%' };
  const day = dayOf(text);
  if (day !== undefined) return { kind: 'value', value: dateToSerial(day, false), format: 'm/d/yyyy' };
  if (text.length > 1 && /^[=+@-]/.test(text)) return { kind: 'formula', text: text.replace(/^=/, '') };
  return { kind: 'value', value: given };
}

function numberOf(text: string): number | undefined {
  if (!/\d/.test(text) || !NUMBER.test(text)) return undefined;
  const number = Number(text.replaceAll(',', ''));
  return Number.isFinite(number) ? number : undefined;
}

function dayOf(text: string): string | undefined {
  const iso = /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
  const [, month = '', day = '', year = ''] = SHORT_DAY.exec(text) ?? [];
  const [, name = '', number = ''] = MONTHS.exec(text) ?? [];
  const found =
    iso ??
    (month !== ''
      ? days((Number(year === '' ? THIS_YEAR : year) % 100) + 2000, Number(month), Number(day))
      : name !== ''
        ? named(name, Number(number))
        : undefined);
  return found !== undefined && !Number.isNaN(Date.parse(found)) ? found : undefined;
}

const named = (name: string, number: number): string => {
  const month = 1 + 'janfebmaraprmayjunjulaugsepoctnovdec'.indexOf(name.slice(0, 3).toLowerCase()) / 3;
  return number > 31 ? days(number, month, 1) : days(THIS_YEAR, month, number);
};

const days = (year: number, month: number, day: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
