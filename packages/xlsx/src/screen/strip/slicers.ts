/** Slicers and timelines over a data model ([MS-XLSX] 2.3.10, 2.3.11): their caches, their lists in sheets, and their frames in drawings. */
import type { Package } from '../../package/package.ts';
import { nameElements, readName } from '../../structure/defined-names.ts';
import { isRelation } from '../../structure/dialect.ts';
import { sheetList } from '../../structure/sheet-list.ts';
import { attribute, descendants, parseTree } from '../../xml/element-tree.ts';
import { connectionPolicy } from '../part-policy.ts';
import { cutMarkup, detach } from './cut-markup.ts';
import type { Cuts } from './cuts.ts';
import { cutObject, drawingParts, objectAround } from './drawing-objects.ts';
import type { Stripping } from './stripping.ts';

const why = 'slicers of removed pivot tables are removed';

export function stripModelSlicers({ pkg, stripped }: Stripping): void {
  const caches = pkg
    .relationships(pkg.mainPart)
    .filter(({ type, target }) => /\/(slicer|timeline)Cache$/.test(type) && pkg.has(target) && isModelled(pkg, target));
  if (caches.length === 0) return;
  const names = new Set(caches.map(({ target }) => nameOf(pkg, target)));
  for (const { target } of caches) {
    const message = 'A slicer or timeline over a data model is removed.';
    stripped.report({ ...connectionPolicy, message }, { part: target });
  }
  detach(
    pkg,
    pkg.mainPart,
    caches.map(({ id }) => id),
    why,
  );
  cutMarkup(pkg, pkg.mainPart, why, (cuts) => {
    for (const element of nameElements(cuts.tree)) {
      const { name, formula } = readName(cuts.tree, element);
      if (names.has(name) && formula === '#N/A') cuts.element(element);
    }
  });
  for (const { part } of sheetList(pkg)) if (pkg.has(part)) stripSheet(pkg, part, names);
}

function isModelled(pkg: Package, part: string): boolean {
  const tree = parseTree(pkg.text(part));
  const cube = (attribute(tree, tree.root, 'sourceName') ?? '').startsWith('[');
  return cube || [...descendants(tree.root)].some(({ local }) => local === 'olap');
}

function nameOf(pkg: Package, part: string): string {
  const tree = parseTree(pkg.text(part));
  return attribute(tree, tree.root, 'name') ?? '';
}

function stripSheet(pkg: Package, sheet: string, caches: ReadonlySet<string>): void {
  const gone = new Set<string>();
  const lists = pkg
    .relationships(sheet)
    .filter(({ type, target }) => (isRelation(type, 'slicer') || isRelation(type, 'timeline')) && pkg.has(target));
  for (const { id, target } of lists) {
    const { root } = parseTree(pkg.text(target));
    let left = root.children.length;
    cutMarkup(pkg, target, why, (cuts) => {
      for (const element of cuts.tree.root.children) {
        if (!caches.has(attribute(cuts.tree, element, 'cache') ?? '')) continue;
        gone.add(attribute(cuts.tree, element, 'name') ?? '');
        cuts.element(element);
        left--;
      }
    });
    if (left === 0) detach(pkg, sheet, [id], why);
  }
  if (gone.size === 0) return;
  for (const drawing of drawingParts(pkg, sheet)) cutMarkup(pkg, drawing, why, (cuts) => cutFrames(cuts, gone));
}

function cutFrames(cuts: Cuts, names: ReadonlySet<string>): void {
  for (const element of [...cuts.named('slicer'), ...cuts.named('timeslicer')]) {
    const object = objectAround(element);
    if (object !== undefined && names.has(attribute(cuts.tree, element, 'name') ?? '')) cutObject(cuts, object);
  }
}
