import type { ColumnCells, Workbook } from '@sprintforge/xlsx';
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
const TEXTUAL: ReadonlySet<string> = new Set(['text', 'choice', 'people', 'outline', 'dependencies']);

type Evidence = Pick<ColumnCells, 'values' | 'styles'> & Partial<Pick<ColumnCells, 'onlyNumbers'>>;

/** The evidence of a column; the style it was handed out with decides where the column says nothing. */
export function columnContext(workbook: Workbook, binding: ColumnBinding, cells: Evidence): ColumnContext {
  const { type, style } = binding;
  const numeric = type === 'percent' && cells.values.some((value) => typeof value === 'number');
  const texts = TEXTUAL.has(type) ? new Map<string, number>() : countTexts(cells);
  return {
    order: type === 'date' ? orderOf(texts, binding) : undefined,
    percent: numeric ? majorityScale(workbook, cells) : (style.percent ?? 'fraction'),
    decimal: type === 'date' ? undefined : decimalEvidence(texts),
  };
}

/** The texts of a column and how often each comes. */
function countTexts({ values, onlyNumbers }: Evidence): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  if (onlyNumbers) return counts;
  for (const value of values) if (typeof value === 'string') counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Texts with a day above 12 vote; one side must have at least four times the votes of the other. */
function orderOf(texts: ReadonlyMap<string, number>, binding: ColumnBinding): 'dmy' | 'mdy' | undefined {
  let dmy = 0;
  let mdy = 0;
  for (const [text, count] of texts) {
    const order = parseDateText(text)?.order;
    if (order === 'dmy') dmy += count;
    else if (order === 'mdy') mdy += count;
  }
  if (dmy > 0 && dmy >= mdy * CLEAR) return 'dmy';
  if (mdy > 0 && mdy >= dmy * CLEAR) return 'mdy';
  const { date } = binding.style;
  return dmy === 0 && mdy === 0 && (date === 'dmy' || date === 'mdy') ? date : undefined;
}
