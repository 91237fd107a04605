import type { ReadNotice } from '../api.ts';
import { a1 } from '../layout/address.ts';
import { type Accident, isClear, undone } from './accident.ts';
import type { ColumnView } from './column-view.ts';

/** FORMULA_LOST down a column: at least 5 formulas, 60 % of the column's, have become the values that they showed. */
export function lostFormulas(view: ColumnView): Accident | undefined {
  if (!isClear(view.lostFormulas.length, view.formulas)) return undefined;
  return undone('FORMULA_LOST', view, 'formulas', view.lostFormulas);
}

/** The same cell by cell, as news: pasting a value over a formula is everybody's right. */
export function formulaNotices(
  view: ColumnView,
  sheet: string,
  rowOf: (index: number) => number,
): readonly ReadNotice[] {
  return view.lostFormulas.map((place) => {
    const cell = a1(rowOf(view.rows[place]!), view.binding.column);
    const message = `${sheet}!${cell} held a formula and now holds the value that it showed.`;
    return { code: 'FORMULA_LOST', sheet, cell, message };
  });
}
