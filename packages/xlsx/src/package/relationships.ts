import { attribute, childrenOf, parseTree, prefixOf } from '../xml/element-tree.ts';
import { Splices } from '../xml/splices.ts';
import { escapeAttribute } from '../xml/xml-text.ts';
import { requireFlat } from './flat-list.ts';
import { relationshipsPart, resolveTarget } from './part-name.ts';

/** A typed link from a part, or from the package, to a part or to something outside. */
export interface Relationship {
  readonly id: string;
  readonly type: string;
  /** The name of the part meant, or the external URI; as it stands if it means no part inside. */
  readonly target: string;
  readonly external: boolean;
  /** As it stands. */
  readonly rawTarget: string;
}

const emptyRelationships =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n' +
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>';

/** Reads a .rels part (OPC, ECMA-376 Part 2 §6.5.3). `find` gives the name of a part as the package spells it. Throws `PACKAGE_BROKEN` for entries within entries. */
export function readRelationships(
  text: string,
  source: string,
  find: (name: string) => string | undefined,
): Relationship[] {
  const tree = parseTree(text);
  requireFlat(tree, relationshipsPart(source));
  return childrenOf(tree.root, 'Relationship').map((element) => {
    const rawTarget = attribute(tree, element, 'Target') ?? '';
    const external = attribute(tree, element, 'TargetMode')?.toLowerCase() === 'external';
    const inside = external || rawTarget.startsWith('#') ? undefined : resolveTarget(source, rawTarget);
    return {
      id: attribute(tree, element, 'Id') ?? '',
      type: attribute(tree, element, 'Type') ?? '',
      target: inside === undefined ? rawTarget : (find(inside) ?? inside),
      external,
      rawTarget,
    };
  });
}

export interface NewRelationship {
  readonly id: string;
  readonly type: string;
  readonly target: string;
  readonly external: boolean;
}

/** The text (or a new part, if there was none) with one more relationship. */
export function withRelationship(text: string | undefined, added: NewRelationship): string {
  const before = text ?? emptyRelationships;
  const { root } = parseTree(before);
  const splices = new Splices(before);
  const mode = added.external ? ' TargetMode="External"' : '';
  splices.append(
    root,
    `<${prefixOf(root)}Relationship Id="${added.id}" Type="${escapeAttribute(added.type)}" ` +
      `Target="${escapeAttribute(added.target)}"${mode}/>`,
  );
  return splices.apply();
}

export function withoutRelationship(text: string, id: string): string {
  const tree = parseTree(text);
  const splices = new Splices(text);
  for (const element of childrenOf(tree.root, 'Relationship'))
    if (attribute(tree, element, 'Id') === id) splices.remove(element.start, element.end);
  return splices.apply();
}

/** The first `rIdN` that is free. */
export function freeId(existing: readonly Relationship[]): string {
  const taken = new Set(existing.map((relationship) => relationship.id));
  let number = existing.length + 1;
  while (taken.has(`rId${number}`)) number++;
  return `rId${number}`;
}
