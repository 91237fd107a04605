/** The workbook part: sheets, names, views (ECMA-376 Part 1 §18.2). */
import { tokenize } from '@borgar/fx/xlsx';
import type { Report } from '../check-package.ts';
import type { Package } from '../package/package.ts';
import { definedNames } from '../structure/defined-names.ts';
import { type SheetEntry, sheetElements, sheetList } from '../structure/sheet-list.ts';
import { attribute, child, childrenOf, parseTree } from '../xml/element-tree.ts';

export function checkWorkbook(pkg: Package, report: Report): void {
  const sheets = sheetList(pkg);
  checkSheetList(pkg, sheets, report);
  checkNames(pkg, sheets, report);
  checkViews(pkg, sheets, report);
  const tree = parseTree(pkg.text(pkg.mainPart));
  const caches = childrenOf(child(tree.root, 'pivotCaches'), 'pivotCache');
  for (const id of repeated(caches.map((cache) => attribute(tree, cache, 'cacheId') ?? '')))
    report(pkg.mainPart, `pivot cache ${id} twice`);
}

function checkSheetList(pkg: Package, sheets: readonly SheetEntry[], report: Report): void {
  const tree = parseTree(pkg.text(pkg.mainPart));
  for (const name of repeated(sheets.map((sheet) => sheet.name.toLowerCase())))
    report(pkg.mainPart, `sheet '${name}' twice`);
  for (const id of repeated(sheets.map(({ sheetId }) => sheetId))) report(pkg.mainPart, `sheetId ${id} twice`);
  for (const part of repeated(sheets.map((sheet) => sheet.part.toLowerCase())))
    if (part !== '') report(pkg.mainPart, `two sheets are ${part}`);
  for (const { name, part, sheetId } of sheets) {
    if (part === '' || !pkg.has(part)) report(pkg.mainPart, `sheet '${name}' has no part`);
    if (!(Number.isInteger(sheetId) && sheetId >= 1 && sheetId <= 65_534))
      report(pkg.mainPart, `sheetId ${sheetId} cannot be`);
    if (name === '' || name.length > 31 || /[\\/*?:[\]]|^'|'$/.test(name))
      report(pkg.mainPart, `a sheet cannot be called '${name}'`);
  }
  if (sheets.every(({ state }) => state !== 'visible')) report(pkg.mainPart, 'no sheet is visible');
  for (const element of sheetElements(tree)) {
    const state = attribute(tree, element, 'state');
    if (state !== undefined && !/^(visible|hidden|veryHidden)$/.test(state))
      report(pkg.mainPart, `a sheet is '${state}'`);
  }
}

function checkNames(pkg: Package, sheets: readonly SheetEntry[], report: Report): void {
  const names = definedNames(pkg);
  for (const key of repeated(names.map(({ name, sheet }) => `${name.toLowerCase()} of ${sheet ?? 'the workbook'}`)))
    report(pkg.mainPart, `name ${key} twice`);
  for (const { name, formula, sheet } of names) {
    if (sheet !== undefined && sheets[sheet] === undefined) report(pkg.mainPart, `name '${name}' of no sheet`);
    if (name === '' || /[\s(),;]/.test(name)) report(pkg.mainPart, `a name cannot be '${name}'`);
    if (!isFormula(formula)) report(pkg.mainPart, `name '${name}' is no formula`);
  }
}

/** Can it be read to its end? Names of macros may be empty. */
export function isFormula(text: string): boolean {
  return tokenize(text, { withLocation: false }).every(({ type }) => type !== 'unknown');
}

function checkViews(pkg: Package, sheets: readonly SheetEntry[], report: Report): void {
  const tree = parseTree(pkg.text(pkg.mainPart));
  for (const view of childrenOf(child(tree.root, 'bookViews'), 'workbookView'))
    for (const what of ['activeTab', 'firstSheet'] as const) {
      const index = Number(attribute(tree, view, what) ?? 0);
      const shown = sheets[index] !== undefined && (what === 'firstSheet' || sheets[index].state === 'visible');
      if (!shown) report(pkg.mainPart, `${what} ${index} is no sheet that shows`);
    }
}

/** What stands in the list more than once, each once. */
export function repeated<T>(list: readonly T[]): ReadonlySet<T> {
  const seen = new Set<T>();
  const twice = new Set<T>();
  for (const item of list) {
    if (seen.has(item)) twice.add(item);
    seen.add(item);
  }
  return twice;
}
