import type { ColumnCells } from '@sprintforge/xlsx';
import type { ColumnBinding, ReadNotice } from '../api.ts';

/** A whole column: at least so many filled cells, and this share of them text. */
const LEAST_CELLS = 5;
const CLEAR_SHARE = 0.6;

const NUMERIC: ReadonlySet<string> = new Set(['number', 'integer', 'percent', 'money', 'duration']);

/**
 * TYPE_LOST (rule V8): a column of numbers or days has become text. The texts are read as what they say, so an equal value
 * is no edit; that the column can no longer be summed is told.
 */
export function lostType(
  sheet: string,
  binding: ColumnBinding,
  { values, state, onlyNumbers }: ColumnCells,
): ReadNotice | undefined {
  if (onlyNumbers || !holdsNumbers(binding)) return undefined;
  let filled = 0;
  let texts = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === null || value === '') continue;
    filled++;
    if (typeof value === 'string' && state[i] === 1 && /\d/.test(value)) texts++;
  }
  if (texts < LEAST_CELLS || texts < filled * CLEAR_SHARE) return undefined;
  const what = binding.type === 'date' ? 'dates' : 'numbers';
  const message = `The ${what} of "${binding.header}" have become text in ${texts} rows; they were read as the ${what} they say.`;
  return { code: 'TYPE_LOST', sheet, message, facts: { column: binding.header, read: what, rows: texts } };
}

function holdsNumbers({ type, style }: ColumnBinding): boolean {
  if (type === 'date') return style.date === 'serial';
  return NUMERIC.has(type) && style.textual !== true && style.durationText !== true;
}
