import type { Cell, ColumnCells, Workbook } from '@sprintforge/xlsx';

export type PercentScale = 'fraction' | 'points';

/** The cells of a column. */
type Evidence = Pick<ColumnCells, 'values' | 'styles'>;

export interface PercentValue {
  readonly value: number;
  /** The number is written in the other scale than its column (rule V3). */
  readonly outlier: boolean;
}

/** Over a thousand percent is no progress: somebody typed points. */
const MOST = 10;

function shown(workbook: Workbook, style: number): 'percent' | 'plain' {
  return workbook.numberFormat(style).kind === 'percent' ? 'percent' : 'plain';
}

/** In which scale most numbers of a column are written (rule V3); percentage formats and numbers above 1 decide. */
export function majorityScale(workbook: Workbook, { values, styles }: Evidence): PercentScale {
  let fraction = 0;
  let points = 0;
  let style = -1;
  let isPercent = false;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (typeof value !== 'number') continue;
    if (styles[i] !== style) {
      style = styles[i]!;
      isPercent = shown(workbook, style) === 'percent';
    }
    if (isPercent) fraction++;
    else if (value > 1) points++;
    else if (value > 0 && value < 1) fraction++;
  }
  return points > fraction ? 'points' : 'fraction';
}

/** A number as a fraction: percentage formats say it themselves, plain numbers follow the column's majority. */
export function percentOfNumber(workbook: Workbook, cell: Cell, value: number, scale: PercentScale): PercentValue {
  if (shown(workbook, cell.style) === 'percent') {
    return Math.abs(value) > MOST ? { value: value / 100, outlier: true } : { value, outlier: false };
  }
  if (scale === 'points') return { value: value / 100, outlier: value > 0 && value < 1 };
  return Math.abs(value) > 1.5 ? { value: value / 100, outlier: true } : { value, outlier: false };
}

/** `30%`, `30 %`, `30,5 %`, `0.3`; undefined when it is none. */
export function percentOfText(text: string, scale: PercentScale): number | undefined {
  const match = /^([+-]?\d+(?:[.,]\d+)?)\s*(%|％|percent|prozent)?$/i.exec(text.normalize('NFKC').trim());
  if (match === null) return undefined;
  const value = Number(match[1]!.replace(',', '.'));
  return match[2] !== undefined || scale === 'points' || Math.abs(value) > 1.5 ? value / 100 : value;
}
