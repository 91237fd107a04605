/** Tables against each other and against the cells under them (ECMA-376 Part 1 §18.5). */
import type { Range, Table } from '../api.ts';
import type { Report } from '../check-package.ts';
import type { Package } from '../package/package.ts';
import { SharedStrings } from '../sheet/shared-strings.ts';
import { SheetCells } from '../sheet/sheet-cells.ts';
import { definedNames } from '../structure/defined-names.ts';
import { parseRange } from '../structure/ranges.ts';
import { sheetList } from '../structure/sheet-list.ts';
import { tableParts, tablesOf } from '../structure/tables.ts';
import { relatedPart } from '../workbook-facts.ts';
import { attribute, child, childrenOf, parseTree, textOf } from '../xml/element-tree.ts';
import { isFormula, repeated } from './check-workbook.ts';
import { overlapping } from './overlapping.ts';

export function checkTables(pkg: Package, report: Report): void {
  const sheets = sheetList(pkg).filter(({ type, part }) => type === 'worksheet' && pkg.has(part));
  const parts = sheets.flatMap(({ part }) => tableParts(pkg, part));
  for (const part of repeated(parts)) report(part, 'belongs to two sheets');
  const trees = [...new Set(parts)].map((part) => parseTree(pkg.text(part)));
  for (const id of repeated(trees.map((tree) => attribute(tree, tree.root, 'id') ?? '')))
    report(pkg.mainPart, `table id ${id} twice`);
  const names = trees.map((tree) => (attribute(tree, tree.root, 'displayName') ?? '').toLowerCase());
  const others = definedNames(pkg).flatMap(({ name, sheet }) => (sheet === undefined ? [name.toLowerCase()] : []));
  for (const name of repeated([...names, ...new Set(others)]))
    report(pkg.mainPart, `two tables or names are '${name}'`);
  for (const { part } of sheets) checkTablesOfSheet(pkg, part, report);
}

function checkTablesOfSheet(pkg: Package, part: string, report: Report): void {
  const tables = tablesOf(pkg, part);
  const sheet = parseTree(pkg.text(part), ['sheetData']);
  const listed = child(sheet.root, 'tableParts')?.children.length ?? 0;
  if (listed > tables.length) report(part, `${listed} table parts are listed, ${tables.length} readable`);
  for (const range of overlapping(tables.map((table) => table.range)))
    report(part, `tables overlap at row ${range.firstRow}`);
  if (tables.length === 0) return;
  const cells = cellsOf(pkg, part);
  for (const table of tables) {
    checkSize(table, report);
    checkMarkup(pkg, table, report);
    checkHeaders(table, cells, report);
  }
}

function cellsOf(pkg: Package, part: string): SheetCells {
  const texts = relatedPart(pkg, pkg.mainPart, 'sharedStrings');
  const bytes = texts === undefined ? Buffer.from('<sst/>') : pkg.utf8(texts);
  const strings = new SharedStrings(bytes, pkg.limits.sharedStrings);
  return new SheetCells(pkg.utf8(part), pkg.limits, () => strings, false);
}

function checkSize({ part, range, columns, headerRows, totalsRows }: Table, report: Report): void {
  const width = range.lastColumn - range.firstColumn + 1;
  if (columns.length !== width) report(part, `${columns.length} columns over ${width} columns of cells`);
  for (const name of repeated(columns.map((column) => column.toLowerCase()))) report(part, `two columns are '${name}'`);
  const rows = range.lastRow - range.firstRow + 1;
  if (rows <= headerRows + totalsRows - 1) report(part, 'has no rows');
}

function checkMarkup(pkg: Package, { part, range, totalsRows }: Table, report: Report): void {
  const tree = parseTree(pkg.text(part));
  const list = child(tree.root, 'tableColumns');
  const columns = childrenOf(list, 'tableColumn');
  const count = list === undefined ? undefined : attribute(tree, list, 'count');
  if (count !== undefined && Number(count) !== columns.length)
    report(part, `says ${count} columns and has ${columns.length}`);
  for (const id of repeated(columns.map((column) => attribute(tree, column, 'id') ?? '')))
    report(part, `two columns have id ${id}`);
  for (const formula of columns.flatMap((column) => column.children))
    if (/Formula$/.test(formula.local) && !isFormula(textOf(tree, formula)))
      report(part, `<${formula.local}> is no formula`);
  const filter = child(tree.root, 'autoFilter');
  const filtered = filter === undefined ? undefined : parseRange(attribute(tree, filter, 'ref') ?? '');
  if (filtered !== undefined && !isFilterOf(filtered, { ...range, lastRow: range.lastRow - totalsRows }))
    report(part, 'its filter covers something else');
}

function isFilterOf(filter: Range, range: Range): boolean {
  const columns = filter.firstColumn === range.firstColumn && filter.lastColumn === range.lastColumn;
  return columns && filter.firstRow === range.firstRow && filter.lastRow === range.lastRow;
}

/** Header cells say what the columns are called; Excel repairs what differs. */
function checkHeaders({ part, range, headerRows, columns }: Table, cells: SheetCells, report: Report): void {
  if (headerRows === 0 || columns.length !== range.lastColumn - range.firstColumn + 1) return;
  columns.forEach((column, index) => {
    const value = cells.cell(range.firstRow, range.firstColumn + index)?.value ?? null;
    const text = value !== null && typeof value === 'object' ? value.error : String(value ?? '');
    if (text.replaceAll('\r\n', '\n').toLowerCase() !== column.replaceAll('\r\n', '\n').toLowerCase())
      report(part, `column '${column.slice(0, 60)}' is headed '${text.slice(0, 60)}'`);
  });
}
