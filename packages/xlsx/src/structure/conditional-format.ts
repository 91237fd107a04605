/** The one conditional format of ours on a sheet (ECMA-376 Part 1 §18.3.1.18): an expression that uses our marker. */
import { XlsxError } from '../api.ts';
import type { Package } from '../package/package.ts';
import type { SheetCells } from '../sheet/sheet-cells.ts';
import { attribute, childrenOf, descendants, parseTree, prefixOf, textOf, type XmlTree } from '../xml/element-tree.ts';
import { Splices } from '../xml/splices.ts';
import { escapeAttribute, escapeText } from '../xml/xml-text.ts';
import { appendDxf } from './dxf.ts';
import { parseSqref } from './ranges.ts';
import { insertChild, worksheetOrder } from './schema-order.ts';
import { sheetText } from './sheet-text.ts';

export interface OwnedRule {
  readonly range: string;
  /** Without `=`; must contain the marker. */
  readonly formula: string;
  readonly fillColor: string;
}

/** Puts our rule (behind all others in priority, which keep theirs), replaces it, or removes it with `null`. */
export function setConditionalFormat(
  pkg: Package,
  sheetPart: string,
  marker: string,
  rule: OwnedRule | null,
  cells?: SheetCells,
): void {
  if (rule !== null && (!rule.formula.includes(marker) || parseSqref(rule.range).length === 0)) {
    throw new XlsxError('BAD_ARGUMENT', `The rule needs a range and '${marker}' in its formula.`, { part: sheetPart });
  }
  const dxf = rule === null ? 0 : appendDxf(pkg, rule.fillColor);
  const sheet = sheetText(pkg, sheetPart, cells);
  const tree = parseTree(sheet.text, ['sheetData']);
  const splices = new Splices(tree.text);
  removeOwned(tree, splices, marker);
  if (rule !== null) {
    const p = prefixOf(tree.root);
    const markup = `<${p}conditionalFormatting sqref="${escapeAttribute(rule.range)}"><${p}cfRule type="expression" dxfId="${dxf}" priority="${lowestPriority(tree, marker) + 1}"><${p}formula>${escapeText(rule.formula)}</${p}formula></${p}cfRule></${p}conditionalFormatting>`;
    insertChild(splices, tree.root, worksheetOrder, 'conditionalFormatting', markup);
  }
  const text = splices.apply();
  if (text !== tree.text) sheet.put(text, 'highlight of what changed');
}

function rulesOf(tree: XmlTree) {
  return childrenOf(tree.root, 'conditionalFormatting').flatMap((format) =>
    childrenOf(format, 'cfRule').map((rule) => ({ format, rule })),
  );
}

function isOwned(tree: XmlTree, rule: ReturnType<typeof rulesOf>[number]['rule'], marker: string): boolean {
  return childrenOf(rule, 'formula').some((formula) => textOf(tree, formula).includes(marker));
}

function removeOwned(tree: XmlTree, splices: Splices, marker: string): void {
  for (const format of childrenOf(tree.root, 'conditionalFormatting')) {
    const rules = childrenOf(format, 'cfRule');
    const owned = rules.filter((rule) => isOwned(tree, rule, marker));
    if (owned.length > 0 && owned.length === rules.length) splices.remove(format.start, format.end);
    else for (const rule of owned) splices.remove(rule.start, rule.end);
  }
}

/** The highest priority number in use by others, those of the extension list included. */
function lowestPriority(tree: XmlTree, marker: string): number {
  let most = 0;
  for (const element of descendants(tree.root)) {
    if (element.local !== 'cfRule' || isOwned(tree, element, marker)) continue;
    const priority = Number(attribute(tree, element, 'priority') ?? 0);
    if (Number.isFinite(priority)) most = Math.max(most, priority);
  }
  return most;
}
