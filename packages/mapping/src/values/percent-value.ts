import type { Cell, Workbook } from '@sprintforge/xlsx';

export type PercentScale = 'fraction' | 'points';

export interface PercentValue {
  readonly value: number;
  /** The number is written in the other scale than its column (rule V3). */
  readonly outlier: boolean;
}

/** Over a thousand percent is no progress: somebody typed points. */
const MOST = 10;

function shown(workbook: Workbook, cell: Pick<Cell, 'style'>): 'percent' | 'plain' {
  return workbook.numberFormat(cell.style).kind === 'percent' ? 'percent' : 'plain';
}

/** In which scale most numbers of a column are written (rule V3); percentage formats and numbers above 1 decide. */
export function majorityScale(workbook: Workbook, cells: readonly Pick<Cell, 'value' | 'style'>[]): PercentScale {
  let fraction = 0;
  let points = 0;
  for (const cell of cells) {
    if (typeof cell.value !== 'number') continue;
    if (shown(workbook, cell) === 'percent') fraction++;
    else if (cell.value > 1) points++;
    else if (cell.value > 0 && cell.value < 1) fraction++;
  }
  return points > fraction ? 'points' : 'fraction';
}

/** A number as a fraction: percentage formats say it themselves, plain numbers follow the column's majority. */
export function percentOfNumber(workbook: Workbook, cell: Cell, value: number, scale: PercentScale): PercentValue {
  if (shown(workbook, cell) === 'percent') {
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
