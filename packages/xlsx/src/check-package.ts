/**
 * Is a package consistent in itself? What Excel would repair or refuse: targets that are missing, types that are
 * missing, ids that lead nowhere, tables that disagree with their header cells, names and ranges that cannot be read.
 */
import { XlsxError } from './api.ts';
import { parseArea } from './formula/area.ts';
import { compileFormula } from './formula/compiled.ts';
import { columnLetters } from './formula/index.ts';
import { limitsOf } from './limits.ts';
import { Package } from './package/package.ts';
import { walkCells } from './rows/walk-cells.ts';
import { definedNames } from './structure/defined-names.ts';
import { relationPrefix } from './structure/dialect.ts';
import { parseRange, parseSqref } from './structure/ranges.ts';
import { sheetList } from './structure/sheet-list.ts';
import { tablesOf } from './structure/tables.ts';
import { attribute, child, descendants, parseTree, type XmlTree } from './xml/element-tree.ts';
import { attributesOf } from './xml/tag-scanner.ts';

/** One inconsistency, in words, with the part it is in. */
export interface PackageFault {
  readonly part: string;
  readonly fault: string;
}

/** All faults found; empty for a sound package. What the original had wrong as well is the caller's to compare. */
export function checkPackage(bytes: Uint8Array): readonly PackageFault[] {
  const faults: PackageFault[] = [];
  const report = (part: string, fault: string) => faults.push({ part, fault });
  let pkg: Package;
  try {
    pkg = Package.open(bytes, limitsOf());
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error;
    return [{ part: '', fault: `${error.code}: ${error.message}` }];
  }
  for (const part of pkg.names) checkPart(pkg, part, report);
  for (const part of ['', ...pkg.names]) checkRelations(pkg, part, report);
  checkSheets(pkg, report);
  return faults;
}

type Report = (part: string, fault: string) => void;

function checkPart(pkg: Package, part: string, report: Report): void {
  if (part === '[Content_Types].xml') return;
  const type = pkg.contentType(part);
  if (type === undefined) report(part, 'has no content type');
  if (!/\.(xml|rels)$/i.test(part)) return;
  try {
    pkg.utf8(part);
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error;
    report(part, `${error.code}: ${error.message}`);
  }
}

function checkRelations(pkg: Package, part: string, report: Report): void {
  const ids = new Set<string>();
  for (const { id, target, external } of pkg.relationships(part)) {
    if (ids.has(id)) report(part, `relationship ${id} twice`);
    ids.add(id);
    if (!external && !target.startsWith('#') && !pkg.has(target))
      report(part, `relationship ${id} to nothing: ${target}`);
  }
}

function checkSheets(pkg: Package, report: Report): void {
  const names = new Set<string>();
  const sheets = sheetList(pkg);
  for (const { name, part, sheetId } of sheets) {
    if (names.has(name.toLowerCase())) report(pkg.mainPart, `sheet '${name}' twice`);
    names.add(name.toLowerCase());
    if (sheets.filter((sheet) => sheet.sheetId === sheetId).length > 1)
      report(pkg.mainPart, `sheetId ${sheetId} twice`);
    if (part === '' || !pkg.has(part)) report(pkg.mainPart, `sheet '${name}' has no part`);
    else checkSheet(pkg, part, report);
  }
  for (const { name, formula, sheet } of definedNames(pkg)) {
    if (sheet !== undefined && sheets[sheet] === undefined) report(pkg.mainPart, `name '${name}' of no sheet`);
    const text = compileFormula(formula).pieces.join('');
    if (formula !== '' && text === '') report(pkg.mainPart, `name '${name}' is no formula`);
  }
}

function checkSheet(pkg: Package, part: string, report: Report): void {
  const tree = parseTree(pkg.text(part), ['sheetData']);
  const ids = new Set(pkg.relationships(part).map((relation) => relation.id));
  for (const element of descendants(tree.root)) {
    const prefix = relationPrefix(element);
    const id = prefix === undefined ? undefined : attribute(tree, element, `${prefix}:id`);
    if (id !== undefined && id !== '' && !ids.has(id))
      report(part, `<${element.name}> uses ${id}, which is no relationship`);
    checkPlaces(tree, element, part, report);
  }
  checkMerges(tree, part, report);
  checkCells(tree, part, report);
  checkTables(pkg, part, tree, report);
}

function checkPlaces(tree: XmlTree, element: XmlTree['root'], part: string, report: Report): void {
  const sqref = attribute(tree, element, 'sqref');
  if (sqref !== undefined && parseSqref(sqref).length !== sqref.trim().split(/\s+/).length) {
    report(part, `<${element.name}> has sqref '${sqref}'`);
  }
  const ref = attribute(tree, element, 'ref');
  if (ref !== undefined && ref !== '' && element.local !== 'dataRef' && parseRange(ref) === undefined) {
    report(part, `<${element.name}> has ref '${ref}'`);
  }
}

/** Merged ranges must not overlap. Rows are looked at in order, so this stays fast for many. */
function checkMerges(tree: XmlTree, part: string, report: Report): void {
  const merges = (child(tree.root, 'mergeCells')?.children ?? [])
    .map((merge) => parseRange(attribute(tree, merge, 'ref') ?? ''))
    .filter((range) => range !== undefined)
    .sort((a, b) => a.firstRow - b.firstRow);
  let open: typeof merges = [];
  for (const merge of merges) {
    open = open.filter((other) => other.lastRow >= merge.firstRow);
    if (open.some((o) => o.firstColumn <= merge.lastColumn && merge.firstColumn <= o.lastColumn)) {
      report(part, `merged ranges overlap at row ${merge.firstRow}`);
    }
    open.push(merge);
  }
}

/** Rows ascend, cells ascend within their row and say its number. */
function checkCells(tree: XmlTree, part: string, report: Report): void {
  const data = child(tree.root, 'sheetData');
  if (data === undefined || data.empty) return;
  let lastRow = 0;
  let lastColumn = 0;
  walkCells(tree.text, data.openEnd, data.closeStart, {
    row: (_, row) => {
      if (row <= lastRow) report(part, `row ${row} after row ${lastRow}`);
      lastRow = row;
      lastColumn = 0;
    },
    cell: (tag, row, column) => {
      const ref = tag.refStart < 0 ? undefined : parseArea(tree.text.slice(tag.refStart, tag.refEnd));
      if (ref !== undefined && ref.first.row !== row)
        report(part, `cell ${columnLetters(column)} says row ${ref.first.row} in row ${row}`);
      if (column <= lastColumn) report(part, `cell ${columnLetters(column)}${row} out of order`);
      lastColumn = column;
    },
    formula: ({ nameEnd, openEnd, row, column }) => {
      const ref = attributesOf(tree.text, nameEnd, openEnd).find((a) => a.name === 'ref');
      if (ref !== undefined && parseRange(tree.text.slice(ref.valueStart, ref.valueEnd)) === undefined) {
        report(part, `formula of ${columnLetters(column)}${row} has a broken ref`);
      }
    },
  });
}

function checkTables(pkg: Package, part: string, tree: XmlTree, report: Report): void {
  const tables = tablesOf(pkg, part);
  const listed = child(tree.root, 'tableParts')?.children.length ?? 0;
  if (listed > tables.length) report(part, `${listed} table parts are listed, ${tables.length} readable`);
  tables.forEach((table, index) => {
    const width = table.range.lastColumn - table.range.firstColumn + 1;
    if (table.columns.length !== width)
      report(table.part, `${table.columns.length} columns over ${width} columns of cells`);
    if (new Set(table.columns.map((c) => c.toLowerCase())).size < table.columns.length)
      report(table.part, 'two columns share a name');
    const rows = table.range.lastRow - table.range.firstRow + 1;
    if (rows <= table.headerRows + table.totalsRows - 1) report(table.part, 'has no rows');
    for (const other of tables.slice(index + 1))
      if (overlap(table.range, other.range)) report(table.part, `overlaps ${other.name}`);
  });
}

function overlap(a: NonNullable<ReturnType<typeof parseRange>>, b: typeof a): boolean {
  const rows = a.firstRow <= b.lastRow && b.firstRow <= a.lastRow;
  return rows && a.firstColumn <= b.lastColumn && b.firstColumn <= a.lastColumn;
}
