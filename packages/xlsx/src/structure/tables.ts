/** Tables of a sheet (ECMA-376 Part 1 §18.5): reading, and taking in columns on the right. */
import { type Range, type Table, XlsxError } from '../api.ts';
import type { Package } from '../package/package.ts';
import { attribute, child, childrenOf, parseTree, prefixOf, rawAttribute, type XmlTree } from '../xml/element-tree.ts';
import { Splices } from '../xml/splices.ts';
import { isRelation } from './dialect.ts';
import { freeNumber } from './free-number.ts';
import { parseRange, writeRange } from './ranges.ts';
import { columnName } from './table-part.ts';

/** An unsigned 32-bit number (§18.5.1.3). */
const mostColumnId = 4_294_967_295;

/** Parts of the sheet's tables. */
export function tableParts(pkg: Package, sheetPart: string): string[] {
  return pkg
    .relationships(sheetPart)
    .filter((relation) => isRelation(relation.type, 'table') && !relation.external && pkg.has(relation.target))
    .map((relation) => relation.target);
}

export function tablesOf(pkg: Package, sheetPart: string): readonly Table[] {
  return tableParts(pkg, sheetPart)
    .map((part) => readTable(parseTree(pkg.text(part)), part))
    .filter((table) => table !== undefined);
}

export function readTable(tree: XmlTree, part: string): Table | undefined {
  const range = parseRange(attribute(tree, tree.root, 'ref') ?? '');
  if (range === undefined) return undefined;
  const columns = childrenOf(child(tree.root, 'tableColumns'), 'tableColumn');
  return {
    name: attribute(tree, tree.root, 'displayName') ?? attribute(tree, tree.root, 'name') ?? '',
    part,
    range,
    headerRows: Number(attribute(tree, tree.root, 'headerRowCount') ?? 1),
    totalsRows: Number(attribute(tree, tree.root, 'totalsRowCount') ?? 0),
    columns: columns.map((column) => plainHeader(attribute(tree, column, 'name') ?? '')),
  };
}

/** `tableColumn/@name` is an ST_Xstring: a line break is written `_x000a_`. */
function plainHeader(name: string): string {
  return name.replace(/_x([0-9a-fA-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Takes the next columns on the right into the table; their header texts must already stand in the cells. */
export function extendTable(pkg: Package, sheetPart: string, table: string, columns: readonly string[]): void {
  const found = tablesOf(pkg, sheetPart).find((t) => t.name.toLowerCase() === table.toLowerCase());
  if (found === undefined) {
    throw new XlsxError('BAD_ARGUMENT', `There is no table '${table}' on this sheet.`, { part: sheetPart });
  }
  if (columns.length === 0) return;
  if (found.columns.length !== found.range.lastColumn - found.range.firstColumn + 1)
    throw new XlsxError('BAD_ARGUMENT', `Table '${found.name}' has more or fewer columns than cells.`, {
      part: found.part,
    });
  const taken = new Set(found.columns.map((column) => column.toLowerCase()));
  for (const column of columns) {
    const key = column.toLowerCase();
    if (key === '' || taken.has(key))
      throw new XlsxError('BAD_ARGUMENT', `Column '${column}' is empty or there already.`);
    taken.add(key);
  }
  const tree = parseTree(pkg.text(found.part));
  const splices = new Splices(tree.text);
  const range = { ...found.range, lastColumn: found.range.lastColumn + columns.length };
  splices.setAttribute(tree, tree.root, 'ref', writeRange(range));
  widenFilter(tree, splices, columns.length);
  appendColumns(tree, splices, columns);
  pkg.put(found.part, splices.apply(), `columns added to table '${found.name}'`);
}

function widenFilter(tree: XmlTree, splices: Splices, by: number): void {
  const filter = child(tree.root, 'autoFilter');
  if (filter === undefined) return;
  const range: Range | undefined = parseRange(attribute(tree, filter, 'ref') ?? '');
  if (range === undefined || rawAttribute(tree, filter, 'ref') === undefined) return;
  splices.setAttribute(tree, filter, 'ref', writeRange({ ...range, lastColumn: range.lastColumn + by }));
}

function appendColumns(tree: XmlTree, splices: Splices, columns: readonly string[]): void {
  const list = child(tree.root, 'tableColumns');
  if (list === undefined) throw new XlsxError('PACKAGE_BROKEN', 'The table has no columns.');
  const existing = childrenOf(list, 'tableColumn');
  const taken = existing.map((column) => Number(attribute(tree, column, 'id') ?? 0));
  const p = prefixOf(list);
  const markup = columns.map((name) => {
    const id = freeNumber(taken, mostColumnId);
    taken.push(id);
    return `<${p}tableColumn id="${id}" name="${columnName(name)}"/>`;
  });
  splices.setAttribute(tree, list, 'count', String(existing.length + columns.length));
  splices.append(list, markup.join(''));
}
