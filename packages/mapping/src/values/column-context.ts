import type { Cell, Workbook } from '@sprintforge/xlsx';
import type { ColumnBinding } from '../api.ts';
import { parseDateText } from './date-text.ts';
import { decimalEvidence } from './number-text.ts';
import { majorityScale, type PercentScale } from './percent-value.ts';

/** What the cells of a column say together about how each of them is meant (rules V2, V3). */
export interface ColumnContext {
  /** Order of day and month in ambiguous text dates; undefined without a clear majority. */
  readonly order: 'dmy' | 'mdy' | undefined;
  readonly percent: PercentScale;
  /** Decimal sign of numbers written as text; undefined when nothing tells. */
  readonly decimal: '.' | ',' | undefined;
}

const CLEAR = 4;

type Evidence = Pick<Cell, 'value' | 'style'>;

/** The evidence of a column; the style it was handed out with decides where the column says nothing. */
export function columnContext(workbook: Workbook, binding: ColumnBinding, cells: readonly Evidence[]): ColumnContext {
  const numbers = cells.filter(({ value }) => typeof value === 'number');
  return {
    order: binding.type === 'date' ? orderOf(cells, binding) : undefined,
    percent:
      binding.type === 'percent' && numbers.length > 0
        ? majorityScale(workbook, cells)
        : (binding.style.percent ?? 'fraction'),
    decimal: decimalEvidence(cells.flatMap(({ value }) => (typeof value === 'string' ? [value] : []))),
  };
}

/** Texts with a day above 12 vote; one side must have at least four times the votes of the other. */
function orderOf(cells: readonly Evidence[], binding: ColumnBinding): 'dmy' | 'mdy' | undefined {
  let dmy = 0;
  let mdy = 0;
  for (const { value } of cells) {
    const order = typeof value === 'string' ? parseDateText(value)?.order : undefined;
    if (order === 'dmy') dmy++;
    else if (order === 'mdy') mdy++;
  }
  if (dmy > 0 && dmy >= mdy * CLEAR) return 'dmy';
  if (mdy > 0 && mdy >= dmy * CLEAR) return 'mdy';
  const { date } = binding.style;
  return dmy === 0 && mdy === 0 && (date === 'dmy' || date === 'mdy') ? date : undefined;
}
