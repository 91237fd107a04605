/** Removing a sheet with everything that belongs to it alone. */
import { compileFormula } from '../formula/compiled.ts';
import { sameSheet } from '../formula/sheet-prefix.ts';
import type { Package } from '../package/package.ts';
import { child, parseTree, type XmlTree } from '../xml/element-tree.ts';
import { Splices } from '../xml/splices.ts';
import { nameElements, readName } from './defined-names.ts';
import { removeOrphans } from './orphans.ts';
import {
  leaveTab,
  requireOtherVisible,
  requireSheet,
  type SheetEntry,
  sheetElements,
  sheetList,
} from './sheet-list.ts';

/**
 * Removes the sheet, its part and parts only it refers to, the names scoped to it and those that refer to nothing but
 * it. Names of later sheets are re-indexed. Throws BAD_ARGUMENT when there is none or it is the last visible sheet.
 */
export function removeSheet(pkg: Package, name: string): void {
  const sheets = sheetList(pkg);
  const entry = requireSheet(sheets, name);
  requireOtherVisible(sheets, entry);
  const tree = parseTree(pkg.text(pkg.mainPart));
  const splices = new Splices(tree.text);
  const element = sheetElements(tree)[entry.index]!;
  splices.remove(element.start, element.end);
  leaveTab(tree, splices, sheets, entry.index, (index) => (index > entry.index ? index - 1 : index));
  removeNames(tree, splices, entry);
  pkg.put(pkg.mainPart, splices.apply(), `sheet '${entry.name}' removed`);
  pkg.unrelate(pkg.mainPart, entry.relationshipId);
  if (entry.part !== '') removeOrphans(pkg, [entry.part], `sheet '${entry.name}' removed`);
}

function removeNames(tree: XmlTree, splices: Splices, entry: SheetEntry): void {
  const all = nameElements(tree);
  const gone = all.filter((element) => {
    const { sheet, formula } = readName(tree, element);
    return sheet === entry.index || refersOnlyTo(formula, entry.name);
  });
  const list = child(tree.root, 'definedNames');
  if (list !== undefined && gone.length === all.length) {
    splices.remove(list.start, list.end);
    return;
  }
  for (const element of all) {
    const { sheet } = readName(tree, element);
    if (gone.includes(element)) splices.remove(element.start, element.end);
    else if (sheet !== undefined && sheet > entry.index) {
      splices.setAttribute(tree, element, 'localSheetId', String(sheet - 1));
    }
  }
}

function refersOnlyTo(formula: string, sheet: string): boolean {
  const references = compileFormula(formula).pieces.filter((piece) => typeof piece !== 'string');
  if (references.length === 0) return false;
  return references.every(({ prefix }) => {
    return prefix.workbook === undefined && prefix.sheet !== undefined && sameSheet(prefix.sheet, sheet);
  });
}
