import type { Package } from '../package/package.ts';
import { typeTail } from '../package/vocabulary.ts';
import { attribute, child, childrenOf, parseTree } from '../xml/element-tree.ts';
import type { LinkKind } from './formula-screen.ts';

/** An external link part (ECMA-376 Part 1 §18.14) and what it leads to. */
export interface LinkPart {
  readonly part: string;
  readonly kind: LinkKind;
}

/** The link parts in the order of `<externalReferences>`, so that `[1]` in a formula is the first; then those that are not listed. */
export function linkParts(pkg: Package): LinkPart[] {
  const related = pkg
    .relationships(pkg.mainPart)
    .filter((link) => !link.external && typeTail(link.type) === 'externallink' && pkg.has(link.target));
  const tree = parseTree(pkg.text(pkg.mainPart));
  const ids = childrenOf(child(tree.root, 'externalReferences'), 'externalReference').map((reference) =>
    attribute(tree, reference, 'id'),
  );
  const listed = ids.map((id) => related.find((link) => link.id === id)).filter((link) => link !== undefined);
  const rest = related.filter((link) => !listed.includes(link));
  return [...listed, ...rest].map(({ target }) => ({ part: target, kind: kindOf(pkg, target) }));
}

function kindOf(pkg: Package, part: string): LinkKind {
  const { root } = parseTree(pkg.text(part));
  return root.children.some((inner) => inner.local === 'ddeLink' || inner.local === 'oleLink') ? 'program' : 'workbook';
}
