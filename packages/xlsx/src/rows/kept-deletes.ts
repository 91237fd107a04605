/** What tables allow to delete: never their header alone, and one data row stays, emptied. */
import { type RowDelete, type Table, XlsxError } from '../api.ts';
import { type RowChange, RowShift } from '../formula/row-shift.ts';
import type { SheetEntry } from '../structure/sheet-list.ts';
import { dataRows, tableRows } from './data-blocks.ts';
import { whereInSheet } from './row-room.ts';

export interface KeptDeletes {
  readonly kept: readonly RowChange[];
  /** Rows that stay and lose their content. */
  readonly cleared: ReadonlySet<number>;
}

/** Numbers are those before the whole change. Throws BAD_ARGUMENT when a table would lose its header alone. */
export function keptDeletes(
  sheet: SheetEntry,
  tables: readonly Table[],
  inserting: RowShift,
  deletes: readonly RowDelete[],
): KeptDeletes {
  let kept: readonly RowChange[] = deletes;
  const cleared = new Set<number>();
  if (deletes.length === 0) return { kept, cleared };
  for (const table of tables) {
    const { name, range, headerRows } = table;
    const grows = hasNewRows(table, inserting);
    if (!grows && allGone(kept, range.firstRow, range.lastRow)) continue;
    if (headerRows > 0 && allGone(kept, range.firstRow, range.firstRow)) {
      const message = `Row ${range.firstRow} is the header of table '${name}'.`;
      throw new XlsxError('BAD_ARGUMENT', message, whereInSheet(sheet, range.firstRow));
    }
    const { firstRow, lastRow } = dataRows(table);
    if (grows || firstRow > lastRow || !allGone(kept, firstRow, lastRow)) continue;
    kept = without(kept, firstRow);
    cleared.add(firstRow);
  }
  return { kept, cleared };
}

/** Are rows put in between header and totals, or appended? */
function hasNewRows(table: Table, inserting: RowShift): boolean {
  const between = tableRows(table, inserting);
  return between !== undefined && between[1] - between[0] > table.range.lastRow - table.range.firstRow;
}

function allGone(deletes: readonly RowChange[], first: number, last: number): boolean {
  return new RowShift('', [], deletes).range(first, last) === undefined;
}

/** The same deletes, but this row stays. */
function without(deletes: readonly RowChange[], row: number): RowChange[] {
  return deletes.flatMap(({ at, count }) => {
    if (row < at || row >= at + count) return [{ at, count }];
    const pieces = [
      { at, count: row - at },
      { at: row + 1, count: at + count - row - 1 },
    ];
    return pieces.filter((piece) => piece.count > 0);
  });
}
