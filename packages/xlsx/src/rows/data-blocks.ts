/** The blocks of data rows of a sheet: its tables and its autofilter, which take in rows appended to them. */
import type { Range, Table } from '../api.ts';
import type { GrowingBlock, RowChange, RowShift } from '../formula/row-shift.ts';
import type { Package } from '../package/package.ts';
import type { SheetCells } from '../sheet/sheet-cells.ts';
import { parseRange } from '../structure/ranges.ts';
import { tablesOf } from '../structure/tables.ts';
import { attribute, child, parseTree } from '../xml/element-tree.ts';

export interface SheetBlocks {
  readonly tables: readonly Table[];
  readonly filter: Range | undefined;
}

export function sheetBlocks(pkg: Package, sheetPart: string, cells: SheetCells | undefined): SheetBlocks {
  const filter = cells === undefined ? filterRange(pkg, sheetPart) : cells.autoFilter;
  return { tables: tablesOf(pkg, sheetPart), filter };
}

function filterRange(pkg: Package, part: string): Range | undefined {
  const tree = parseTree(pkg.text(part), ['sheetData']);
  const filter = child(tree.root, 'autoFilter');
  return filter === undefined ? undefined : parseRange(attribute(tree, filter, 'ref') ?? '');
}

/** Is this the row of headings right above data, where nothing is to be copied from? */
export function isHeaderRow(row: number, { tables, filter }: SheetBlocks): boolean {
  if (filter?.firstRow === row && filter.lastRow > row) return true;
  return tables.some((table) => table.headerRows > 0 && table.range.firstRow + table.headerRows - 1 === row);
}

/** The data rows of a table, without header and totals. */
export function dataRows({ range, headerRows, totalsRows }: Table): Range {
  return { ...range, firstRow: range.firstRow + headerRows, lastRow: range.lastRow - totalsRows };
}

/** Blocks that new rows stand right below of, made like one of their rows. */
export function growingBlocks(
  { tables, filter }: SheetBlocks,
  inserts: readonly (RowChange & { readonly like: number })[],
): GrowingBlock[] {
  const blocks: Range[] = tables.map(dataRows);
  if (filter !== undefined) blocks.push(filter);
  return blocks.filter(({ firstRow, lastRow }) =>
    inserts.some(({ at, like }) => at === lastRow + 1 && like >= firstRow && like <= lastRow),
  );
}

/** First and last row of a table behind the change; nothing is appended behind its totals. Undefined when it goes. */
export function tableRows({ range, totalsRows }: Table, shift: RowShift): readonly [number, number] | undefined {
  const { firstRow, lastRow, firstColumn, lastColumn } = range;
  return totalsRows > 0
    ? shift.range(firstRow, lastRow)
    : shift.rangeWithin(firstRow, lastRow, firstColumn, lastColumn);
}
