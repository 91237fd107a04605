/** The text that Excel shows for a value (rule V4), for the formats that plans use. */
import type { CellScalar, NumberFormat } from '../api.ts';
import { displayDate } from './display-date.ts';
import { displayNumber } from './display-number.ts';
import { tokenizeFormat } from './format-code.ts';

/** Dates, times, percents, numbers by their format; General by Excel's 11-digit rule. Month and day names are English. */
export function displayText(value: CellScalar, format: NumberFormat, date1904: boolean): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'object') return value.error;
  switch (format.kind) {
    case 'general':
    case 'text':
      return displayGeneral(value);
    case 'date':
    case 'time':
    case 'datetime':
    case 'duration':
      return displayDate(value, tokenizeFormat(format.code)[0]!, date1904) ?? '#'.repeat(8);
    case 'fraction':
      return displayGeneral(value);
    default:
      return displayNumber(value, tokenizeFormat(format.code));
  }
}

/** General: at most 11 characters of digits and point, `1.23E+15` for what does not fit. */
export function displayGeneral(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e11 || size < 1e-9) return scientific(value);
  const whole = Math.max(1, Math.floor(Math.log10(size)) + 1);
  const decimals = Math.max(0, 10 - whole);
  const text = trimZeros(size.toFixed(size < 1e-4 && size < 1 ? 9 : Math.min(9, decimals)));
  if (size < 1e-4 && text.replace(/[0.]/g, '').length < significantDigits(size)) return scientific(value);
  return (value < 0 ? '-' : '') + text;
}

function scientific(value: number): string {
  const [mantissa, exponent] = value.toExponential(5).split('e') as [string, string];
  const power = Number(exponent);
  return `${trimZeros(mantissa)}E${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function significantDigits(size: number): number {
  return size.toExponential().split('e')[0]!.replace('.', '').length;
}
