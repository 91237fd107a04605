import type { Package } from '../../package/package.ts';
import { removeOrphans } from '../../structure/orphans.ts';
import { relationIds } from '../../structure/relation-ids.ts';
import { descendants, parseTree, type XmlElement, type XmlTree } from '../../xml/element-tree.ts';
import { isXmlPart } from '../screen-container.ts';
import { Cuts } from './cuts.ts';

/**
 * Changes the markup of a part (cells are passed over): relationships that only the markup cut used go with it, and then the parts
 * that nothing leads to any more. A part without anything to cut stays byte for byte. Returns whether anything was cut.
 */
export function cutMarkup(pkg: Package, part: string, why: string, choose: (cuts: Cuts) => void): boolean {
  const tree = parseTree(pkg.text(part), ['sheetData']);
  const cuts = new Cuts(tree);
  choose(cuts);
  if (cuts.size === 0) return false;
  const text = cuts.apply();
  const left = usedIds(parseTree(text, ['sheetData']));
  const dropped = [...usedIds(tree)].filter((id) => !left.has(id));
  pkg.put(part, text, why);
  release(pkg, part, dropped, why);
  return true;
}

/** Removes relationships of a part, and the parts that nothing leads to any more. */
export function release(pkg: Package, source: string, ids: readonly string[], why: string): void {
  const links = pkg.relationships(source).filter(({ id }) => ids.includes(id));
  for (const { id } of links) pkg.unrelate(source, id);
  const targets = links.filter(({ external }) => !external).map(({ target }) => target);
  removeOrphans(pkg, targets, why);
}

/** Removes relationships together with the elements of their source that use them. */
export function detach(pkg: Package, source: string, ids: readonly string[], why: string): void {
  if (ids.length === 0) return;
  if (source !== '' && pkg.has(source) && isTree(pkg, source))
    cutMarkup(pkg, source, why, (cuts) => {
      for (const element of descendants(cuts.tree.root))
        if (relationIds(cuts.tree, element).some((id) => ids.includes(id))) cutUser(cuts, element);
    });
  release(pkg, source, ids, why);
}

/** Page settings mean something without the printer's own; everything else is nothing without what it leads to. */
function cutUser(cuts: Cuts, element: XmlElement): void {
  if (element.local === 'pageSetup') cuts.attribute(element, 'id');
  else cuts.element(element);
}

/** Is the part XML of which a tree can be made? VML need not be well-formed. */
export function isTree(pkg: Package, part: string): boolean {
  return !/\.vml$/i.test(part) && isXmlPart(pkg, part);
}

function usedIds(tree: XmlTree): Set<string> {
  const used = new Set(relationIds(tree, tree.root));
  for (const element of descendants(tree.root)) for (const id of relationIds(tree, element)) used.add(id);
  return used;
}
