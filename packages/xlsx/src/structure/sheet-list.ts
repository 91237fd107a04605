/** The `<sheets>` of the workbook part (ECMA-376 Part 1 §18.2.20): which sheets there are, and their states. */
import { type SheetState, XlsxError } from '../api.ts';
import { sameSheet } from '../formula/sheet-prefix.ts';
import type { Package } from '../package/package.ts';
import { attribute, child, childrenOf, parseTree, type XmlElement, type XmlTree } from '../xml/element-tree.ts';
import { Splices } from '../xml/splices.ts';
import { isRelation } from './dialect.ts';

export interface SheetEntry {
  readonly name: string;
  readonly index: number;
  readonly state: SheetState;
  /** '' when the relationship leads nowhere. */
  readonly part: string;
  readonly sheetId: number;
  readonly relationshipId: string;
  readonly type: 'worksheet' | 'chartsheet' | 'dialogsheet' | 'macrosheet' | 'unknown';
}

/** All sheets in tab order. */
export function sheetList(pkg: Package): readonly SheetEntry[] {
  const tree = parseTree(pkg.text(pkg.mainPart));
  const relations = new Map(pkg.relationships(pkg.mainPart).map((r) => [r.id, r]));
  return sheetElements(tree).map((element, index) => {
    const relationshipId = attribute(tree, element, 'id') ?? '';
    const relation = relations.get(relationshipId);
    return {
      name: attribute(tree, element, 'name') ?? '',
      index,
      state: stateOf(attribute(tree, element, 'state')),
      part: relation === undefined || relation.external ? '' : relation.target,
      sheetId: Number(attribute(tree, element, 'sheetId') ?? 0),
      relationshipId,
      type: typeOf(relation?.type ?? ''),
    };
  });
}

function stateOf(value: string | undefined): SheetState {
  return value === 'hidden' || value === 'veryHidden' ? value : 'visible';
}

function typeOf(type: string): SheetEntry['type'] {
  if (isRelation(type, 'worksheet')) return 'worksheet';
  if (isRelation(type, 'chartsheet')) return 'chartsheet';
  if (isRelation(type, 'dialogsheet')) return 'dialogsheet';
  return isRelation(type, 'xlMacrosheet') || isRelation(type, 'xlIntlMacrosheet') ? 'macrosheet' : 'unknown';
}

export function sheetElements(tree: XmlTree): XmlElement[] {
  return childrenOf(child(tree.root, 'sheets'), 'sheet');
}

export function findSheet(sheets: readonly SheetEntry[], name: string): SheetEntry | undefined {
  return sheets.find((sheet) => sameSheet(sheet.name, name));
}

/** The sheet of that name; throws BAD_ARGUMENT when there is none. */
export function requireSheet(sheets: readonly SheetEntry[], name: string): SheetEntry {
  const found = findSheet(sheets, name);
  if (found === undefined) throw new XlsxError('BAD_ARGUMENT', `There is no sheet '${name}'.`, { sheet: name });
  return found;
}

/** Shows or hides a sheet. Throws BAD_ARGUMENT when it is the last visible one. */
export function setSheetState(pkg: Package, name: string, state: SheetState): void {
  const sheets = sheetList(pkg);
  const entry = requireSheet(sheets, name);
  if (entry.state === state) return;
  if (state !== 'visible') requireOtherVisible(sheets, entry);
  const tree = parseTree(pkg.text(pkg.mainPart));
  const splices = new Splices(tree.text);
  splices.setAttribute(tree, sheetElements(tree)[entry.index]!, 'state', state === 'visible' ? undefined : state);
  if (state !== 'visible') leaveTab(tree, splices, sheets, entry.index, (index) => index);
  pkg.put(pkg.mainPart, splices.apply(), `sheet '${entry.name}' is ${state}`);
  if (state !== 'visible') deselect(pkg, entry);
}

export function requireOtherVisible(sheets: readonly SheetEntry[], entry: SheetEntry): void {
  if (sheets.some((other) => other.index !== entry.index && other.state === 'visible')) return;
  throw new XlsxError('BAD_ARGUMENT', 'A workbook needs at least one visible sheet.', { sheet: entry.name });
}

/** Re-indexes the active and first tab of each window; a window that shows sheet `index` turns to a visible one. */
export function leaveTab(
  tree: XmlTree,
  splices: Splices,
  sheets: readonly SheetEntry[],
  index: number,
  renumber: (index: number) => number,
): void {
  const visible = sheets.filter((sheet) => sheet.state === 'visible' && sheet.index !== index);
  const next = (visible.find((sheet) => sheet.index > index) ?? visible.at(-1))?.index ?? 0;
  for (const view of childrenOf(child(tree.root, 'bookViews'), 'workbookView')) {
    for (const name of ['activeTab', 'firstSheet']) {
      const value = Number(attribute(tree, view, name) ?? 0);
      const target = renumber(value === index ? next : value);
      if (target !== value) splices.setAttribute(tree, view, name, String(target));
    }
  }
}

/** A hidden sheet must not be among the selected tabs. */
function deselect(pkg: Package, entry: SheetEntry): void {
  if (entry.part === '' || !pkg.has(entry.part)) return;
  const tree = parseTree(pkg.text(entry.part), ['sheetData']);
  const splices = new Splices(tree.text);
  for (const view of childrenOf(child(tree.root, 'sheetViews'), 'sheetView')) {
    if (attribute(tree, view, 'tabSelected') !== undefined) splices.setAttribute(tree, view, 'tabSelected', undefined);
  }
  if (splices.size > 0) pkg.put(entry.part, splices.apply(), 'hidden, so no longer selected');
}
