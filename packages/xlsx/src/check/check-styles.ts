/** Formats that refer to fonts, fills, borders and each other (ECMA-376 Part 1 §18.8). */
import type { Report } from '../check-package.ts';
import type { Package } from '../package/package.ts';
import { SharedStrings } from '../sheet/shared-strings.ts';
import { relatedPart } from '../workbook-facts.ts';
import { attribute, child, childrenOf, parseTree, type XmlElement, type XmlTree } from '../xml/element-tree.ts';

/** How many there are of what cells refer to by index. */
export interface IndexSizes {
  readonly styles: number;
  readonly formats: number;
  readonly strings: number;
}

export function checkStyles(pkg: Package, report: Report): IndexSizes {
  const strings = sharedStringCount(pkg);
  const part = relatedPart(pkg, pkg.mainPart, 'styles');
  if (part === undefined) return { styles: 1, formats: 0, strings };
  const tree = parseTree(pkg.text(part));
  const items = (list: string): readonly XmlElement[] => child(tree.root, list)?.children ?? [];
  const indices: readonly (readonly [string, number])[] = [
    ['fontId', items('fonts').length],
    ['fillId', items('fills').length],
    ['borderId', items('borders').length],
    ['xfId', items('cellStyleXfs').length],
  ];
  // Each is reported once: new formats take them over from those that they are like.
  const stray = new Set<string>();
  for (const xf of ['cellStyleXfs', 'cellXfs'].flatMap(items))
    for (const [name, size] of indices) {
      const value = attribute(tree, xf, name);
      if (value !== undefined && !(Number(value) < Math.max(size, 1)))
        stray.add(`a format has ${name} ${value} of ${size}`);
    }
  for (const fault of stray) report(part, fault);
  checkNumberFormats(tree, part, report);
  checkCounts(tree, part, report);
  return { styles: Math.max(1, items('cellXfs').length), formats: items('dxfs').length, strings };
}

function sharedStringCount(pkg: Package): number {
  const part = relatedPart(pkg, pkg.mainPart, 'sharedStrings');
  return part === undefined ? 0 : new SharedStrings(pkg.utf8(part), pkg.limits.sharedStrings).size;
}

function checkNumberFormats(tree: XmlTree, part: string, report: Report): void {
  const ids = new Set<string>();
  for (const format of childrenOf(child(tree.root, 'numFmts'), 'numFmt')) {
    const id = attribute(tree, format, 'numFmtId') ?? '';
    if (ids.has(id)) report(part, `number format ${id} twice`);
    ids.add(id);
  }
}

/** `count` is optional and not relied on, but one that we changed must be right. */
function checkCounts(tree: XmlTree, part: string, report: Report): void {
  for (const list of tree.root.children) {
    const count = attribute(tree, list, 'count');
    if (count !== undefined && list.local !== 'colors' && Number(count) !== list.children.length)
      report(part, `${list.local} says ${count} and has ${list.children.length}`);
  }
}
