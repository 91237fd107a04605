/** Removing a sheet with everything that belongs to it alone. */
import { compileFormula } from '../formula/compiled.ts';
import { lostNames, lostSheet } from '../formula/lost-references.ts';
import { sameSheet } from '../formula/sheet-prefix.ts';
import type { Package } from '../package/package.ts';
import { child, parseTree, type XmlElement, type XmlTree } from '../xml/element-tree.ts';
import { Splices } from '../xml/splices.ts';
import { nameElements, readName } from './defined-names.ts';
import { rewriteFormulas } from './formula-places.ts';
import { removeOrphans } from './orphans.ts';
import {
  leaveTab,
  requireOtherVisible,
  requireSheet,
  type SheetEntry,
  sheetElements,
  sheetList,
} from './sheet-list.ts';
import { tablesOf } from './tables.ts';

/**
 * Removes the sheet, its part and parts only it refers to, the names scoped to it and those that refer to nothing but
 * it. What else refers to it, to its tables or to such a name (formulas, names, charts, formats) says `#REF!` there, as
 * in Excel. Names of later sheets are re-indexed. Throws BAD_ARGUMENT when there is none or it is the last visible sheet.
 */
export function removeSheet(pkg: Package, name: string): void {
  const order = sheetList(pkg).map((sheet) => sheet.name);
  const { sheet, names } = takeOutSheet(pkg, name);
  const lost = new Set(names.map((lostName) => lostName.toLowerCase()));
  const rewrite = (formula: string) => lostNames(lostSheet(formula, sheet, order), lost);
  rewriteFormulas(pkg, [sheet, ...names], rewrite, `sheet '${sheet}' removed`);
}

interface TakenSheet {
  readonly sheet: string;
  /** Its tables, and the names of the whole workbook that went with it. */
  readonly names: readonly string[];
}

/** As `removeSheet`, but what refers to the sheet is left as it is. */
export function takeOutSheet(pkg: Package, name: string): TakenSheet {
  const sheets = sheetList(pkg);
  const entry = requireSheet(sheets, name);
  requireOtherVisible(sheets, entry);
  const tree = parseTree(pkg.text(pkg.mainPart));
  const splices = new Splices(tree.text);
  const element = sheetElements(tree)[entry.index]!;
  splices.remove(element.start, element.end);
  leaveTab(tree, splices, sheets, entry.index, (index) => (index > entry.index ? index - 1 : index));
  const names = removeNames(tree, splices, entry);
  const why = `sheet '${entry.name}' removed`;
  const tables = entry.part === '' ? [] : tablesOf(pkg, entry.part).map((table) => table.name);
  pkg.put(pkg.mainPart, splices.apply(), why);
  pkg.unrelate(pkg.mainPart, entry.relationshipId);
  if (entry.part !== '') removeOrphans(pkg, [entry.part], why);
  return { sheet: entry.name, names: [...tables, ...names] };
}

/** Removes the names and tells which of the whole workbook went. */
function removeNames(tree: XmlTree, splices: Splices, entry: SheetEntry): string[] {
  const all = nameElements(tree);
  const gone = all.filter((element) => {
    const { sheet, formula } = readName(tree, element);
    return sheet === entry.index || refersOnlyTo(formula, entry.name);
  });
  const list = child(tree.root, 'definedNames');
  if (list !== undefined && gone.length === all.length) {
    splices.remove(list.start, list.end);
    return workbookNames(tree, gone);
  }
  for (const element of all) {
    const { sheet } = readName(tree, element);
    if (gone.includes(element)) splices.remove(element.start, element.end);
    else if (sheet !== undefined && sheet > entry.index) {
      splices.setAttribute(tree, element, 'localSheetId', String(sheet - 1));
    }
  }
  return workbookNames(tree, gone);
}

function workbookNames(tree: XmlTree, elements: readonly XmlElement[]): string[] {
  const names = elements.map((element) => readName(tree, element));
  return names.filter(({ sheet }) => sheet === undefined).map(({ name }) => name);
}

function refersOnlyTo(formula: string, sheet: string): boolean {
  const references = compileFormula(formula).pieces.filter((piece) => typeof piece !== 'string');
  if (references.length === 0) return false;
  return references.every(({ prefix }) => {
    return prefix.workbook === undefined && prefix.sheet !== undefined && sameSheet(prefix.sheet, sheet);
  });
}
