/**
 * When the cell that holds the text of a shared formula is overwritten, another member must hold it
 * (ECMA-376 Part 1 §18.3.1.40): the first one that stays takes over, re-based, with the range of all that stay.
 */
import { rebase } from '../formula/index.ts';
import { formatRange } from './reference.ts';
import type { SheetCells } from './sheet-cells.ts';
import { escapeXmlString } from './xml-string.ts';

/** New markup of `<f>` by cell index, for the members that become masters when the cells in `overwritten` lose their formulas. */
export function handOver(cells: SheetCells, overwritten: ReadonlySet<number>): ReadonlyMap<number, string> {
  const markup = new Map<number, string>();
  if (overwritten.size === 0 || !cells.hasFormulas) return markup;
  const { formulas, grid, layout } = cells;
  for (const [id, group] of formulas.shared) {
    if (group.master < 0 || !overwritten.has(group.master)) continue;
    const staying = group.members.filter((member) => !overwritten.has(member));
    const heir = staying[0];
    if (heir === undefined) continue;
    const rows = staying.map((member) => formulas.rowOf(member));
    const columns = staying.map((member) => grid.column[member]!);
    const ref = formatRange(bounds(rows, columns));
    const text = rebase(
      formulas.ownText(group.master),
      formulas.rowOf(group.master),
      grid.column[group.master]!,
      rows[0]!,
      columns[0]!,
    );
    const name = `${layout.prefix}f`;
    markup.set(heir, `<${name} t="shared" ref="${ref}" si="${id}">${escapeXmlString(text)}</${name}>`);
  }
  return markup;
}

function bounds(rows: readonly number[], columns: readonly number[]) {
  const least = (a: number, b: number) => Math.min(a, b);
  const most = (a: number, b: number) => Math.max(a, b);
  return {
    firstRow: rows.reduce(least),
    firstColumn: columns.reduce(least),
    lastRow: rows.reduce(most),
    lastColumn: columns.reduce(most),
  };
}
