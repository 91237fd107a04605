/** What happens to the rows of a generated case: inserts, then deletes in the numbering behind them. */

import type { Dice } from '../../../../test/support/dice.ts';
import type { CaseWorkbook } from './case-workbook.ts';

type Change = readonly [at: number, count: number];

export interface CaseChange {
  /** Index of the sheet. */
  readonly sheet: number;
  readonly inserts: readonly Change[];
  readonly deletes: readonly Change[];
}

/** Never the header of a table alone, nor all of its data rows: Excel refuses the one and keeps a row in the other. */
export function makeChange(dice: Dice, { sheets, tables }: CaseWorkbook): CaseChange {
  const sheet = dice.int(0, sheets.length - 1);
  const kind = dice.next();
  const inserts = kind < 0.7 ? many(dice, 34) : [];
  const after = (row: number) => row + inserts.reduce((sum, [at, count]) => (at <= row ? sum + count : sum), 0);
  const wanted = kind > 0.45 ? many(dice, 30 + inserts.length) : [];
  const isRefused = (changes: readonly Change[]) =>
    tables.some((table) => {
      const gone = (row: number) => changes.some(([at, count]) => row >= at && row < at + count);
      const rows = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
      const [first, last] = [after(table.first), after(table.totals ? table.last - 1 : table.last)];
      if (table.sheet !== sheet || rows(first, after(table.last)).every(gone)) return false;
      return gone(first) || rows(first + 1, last).every(gone);
    });
  const deletes: Change[] = [];
  for (const change of wanted) if (!isRefused([...deletes, change])) deletes.push(change);
  return { sheet, inserts, deletes };
}

function many(dice: Dice, last: number): Change[] {
  const changes: Change[] = [];
  let at = dice.chance(0.2) ? 1 : dice.int(1, last);
  for (let left = dice.pick([1, 1, 2, 3, 6]); left > 0 && at <= last; left--) {
    const count = dice.pick([1, 1, 1, 2, 3, 7]);
    changes.push([at, count]);
    at += count + dice.int(0, 8);
  }
  return changes;
}
