import type { FieldKey } from '@sprintforge/core';
import type { CellReading, Repair } from '../api.ts';
import type { ColumnView } from './column-view.ts';

export type AccidentCode = 'COLUMN_SHIFTED' | 'DAY_MONTH_SWAPPED' | 'SCALE_SHIFT' | 'DIGITS_CUT' | 'FORMULA_LOST';

/** Something that happened to a whole column and that nobody meant (rule V8). */
export interface Accident {
  readonly code: AccidentCode;
  readonly field: FieldKey;
  readonly header: string;
  readonly how: keyof typeof HOW;
  /** Row index → what the cell is to be read as once the accident is undone. */
  readonly cells: ReadonlyMap<number, CellReading>;
}

/** An accident has at least so many cells … */
export const LEAST_CELLS = 5;
/** … and they are at least this share of the column's changed cells: a clear majority. Fewer are ordinary edits. */
export const CLEAR_SHARE = 0.6;

export function isClear(found: number, changed: number): boolean {
  return found >= LEAST_CELLS && found >= changed * CLEAR_SHARE;
}

/** The accident in which these places hold again what the copy held. */
export function undone(
  code: AccidentCode,
  view: ColumnView,
  how: Accident['how'],
  places: readonly number[],
): Accident {
  const cells = new Map(places.map((place) => [view.rows[place]!, view.was(place)]));
  return { code, field: view.field, header: view.binding.header, how, cells };
}

const HOW = {
  up: 'moved up by a row',
  down: 'moved down by a row',
  'day-month': 'has day and month exchanged',
  'times-100': 'was multiplied by 100',
  'by-100': 'was divided by 100',
  digits: 'lost digits when it became numbers',
  formulas: 'holds values where formulas were',
} as const;

const WHAT: Readonly<Record<AccidentCode, { readonly undo: string; readonly keep: string }>> = {
  COLUMN_SHIFTED: { undo: 'Move the values back to their rows.', keep: 'Keep the values where they stand.' },
  DAY_MONTH_SWAPPED: { undo: 'Exchange day and month again.', keep: 'Keep the dates as they stand.' },
  SCALE_SHIFT: { undo: 'Put the values back to their scale.', keep: 'Keep the values as they stand.' },
  DIGITS_CUT: { undo: 'Put the lost digits back.', keep: 'Keep the values as they stand.' },
  FORMULA_LOST: { undo: 'Put the formulas back.', keep: 'Keep the plain values.' },
};

/** The two ways out for accidents of one code: undone, or kept as it is. */
export function repairsOf(code: AccidentCode, accidents: readonly Accident[]): readonly [Repair, Repair] {
  const key = accidents.map(({ field }) => field).sort();
  const id = (way: string) => `${code.toLowerCase().replaceAll('_', '-')}:${way}:${key.join('+')}`;
  const found = accidents.map(({ header, how, cells }) => `"${header}" ${HOW[how]} in ${cells.size} rows`).join(', ');
  const columns = accidents.map(({ field, header, how, cells }) => ({ field, header, rows: cells.size, how }));
  const told = { code, columns, rows: Math.max(...columns.map(({ rows }) => rows)) };
  return [
    { ...told, id: id('repair'), way: 'repair', what: `${found}. ${WHAT[code].undo}` },
    { ...told, id: id('keep'), way: 'keep', what: `${found}. ${WHAT[code].keep}` },
  ];
}
