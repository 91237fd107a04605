/** The sheet's own autofilter (ECMA-376 Part 1 §18.3.1.2) and the hidden name that repeats its range. */
import { XlsxError } from '../api.ts';
import { columnLetters } from '../formula/area.ts';
import { quoteSheet } from '../formula/sheet-prefix.ts';
import type { Package } from '../package/package.ts';
import { attribute, child, parseTree } from '../xml/element-tree.ts';
import { Splices } from '../xml/splices.ts';
import { definedNames, setDefinedName } from './defined-names.ts';
import { parseRange, writeRange } from './ranges.ts';
import { sheetList } from './sheet-list.ts';

const filterName = '_xlnm._FilterDatabase';

/** Widens the autofilter to `lastColumn` (never narrows it). Throws BAD_ARGUMENT when the sheet has none. */
export function extendAutoFilter(pkg: Package, sheetPart: string, lastColumn: number): void {
  const tree = parseTree(pkg.text(sheetPart), ['sheetData']);
  const filter = child(tree.root, 'autoFilter');
  const range = filter === undefined ? undefined : parseRange(attribute(tree, filter, 'ref') ?? '');
  if (filter === undefined || range === undefined) {
    throw new XlsxError('BAD_ARGUMENT', 'The sheet has no autofilter.', { part: sheetPart });
  }
  if (lastColumn <= range.lastColumn) return;
  const wider = { ...range, lastColumn };
  const splices = new Splices(tree.text);
  splices.setAttribute(tree, filter, 'ref', writeRange(wider));
  pkg.put(sheetPart, splices.apply(), 'autofilter takes in columns');
  const sheet = sheetList(pkg).find((entry) => entry.part === sheetPart);
  if (sheet === undefined) return;
  const scoped = definedNames(pkg).some((name) => name.name === filterName && name.sheet === sheet.index);
  if (!scoped) return;
  const area = `$${columnLetters(wider.firstColumn)}$${wider.firstRow}:$${columnLetters(lastColumn)}$${wider.lastRow}`;
  setDefinedName(pkg, filterName, `${quoteSheet(sheet.name)}!${area}`, { sheet: sheet.index });
}
