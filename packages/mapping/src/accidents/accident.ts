import type { FieldKey } from '@sprintforge/core';
import type { CellReading, Repair } from '../api.ts';
import type { ColumnView } from './column-view.ts';

export type AccidentCode = 'COLUMN_SHIFTED' | 'DAY_MONTH_SWAPPED' | 'SCALE_SHIFT' | 'DIGITS_CUT' | 'FORMULA_LOST';

/** Something that happened to a whole column and that nobody meant (rule V8). */
export interface Accident {
  readonly code: AccidentCode;
  readonly field: FieldKey;
  readonly header: string;
  /** How it happened, e.g. `multiplied by 100`. */
  readonly how: string;
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
export function undone(code: AccidentCode, view: ColumnView, how: string, places: readonly number[]): Accident {
  const cells = new Map(places.map((place) => [view.rows[place]!, view.was(place)]));
  return { code, field: view.field, header: view.binding.header, how, cells };
}

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
  const found = accidents.map(({ header, how, cells }) => `"${header}" ${how} in ${cells.size} rows`).join(', ');
  return [
    { id: id('repair'), code, what: `${found}. ${WHAT[code].undo}` },
    { id: id('keep'), code, what: `${found}. ${WHAT[code].keep}` },
  ];
}
