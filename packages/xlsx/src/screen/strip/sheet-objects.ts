import type { Package } from '../../package/package.ts';
import { typeTail } from '../../package/vocabulary.ts';
import { relationIds } from '../../structure/relation-ids.ts';
import { sheetList } from '../../structure/sheet-list.ts';
import { attribute, descendants, parseTree } from '../../xml/element-tree.ts';
import { policyOfContentType, policyOfRelationship } from '../part-policy.ts';
import type { ContentKind } from '../policies.ts';

/** A control or object that is embedded in a sheet. */
export interface SheetObject {
  /** Number of its shape in the legacy drawing. */
  readonly number: string;
  /** Part that shows it (of `objectPr`), if the sheet says so. */
  readonly picture: string | undefined;
}

export interface SheetWithObjects {
  readonly part: string;
  readonly name: string;
  readonly objects: readonly SheetObject[];
}

/** The sheets with elements of that name (`control`, `oleObject`) that lead to parts of a kind. */
export function sheetsWith(pkg: Package, local: string, kind: ContentKind): SheetWithObjects[] {
  return sheetList(pkg)
    .filter(({ part }) => pkg.has(part))
    .map(({ part, name }) => ({ part, name, objects: objectsOf(pkg, part, local, kind) }))
    .filter(({ objects }) => objects.length > 0);
}

function objectsOf(pkg: Package, part: string, local: string, kind: ContentKind): SheetObject[] {
  const links = pkg.relationships(part);
  const ofKind = links.filter(
    ({ type, target, external }) =>
      !external &&
      (policyOfRelationship(typeTail(type))?.kind === kind ||
        policyOfContentType(pkg.contentType(target))?.kind === kind),
  );
  if (ofKind.length === 0) return [];
  const ids = new Set(ofKind.map(({ id }) => id));
  const tree = parseTree(pkg.text(part), ['sheetData']);
  const found = new Map<string, SheetObject>();
  for (const element of descendants(tree.root)) {
    if (element.local !== local || !relationIds(tree, element).some((id) => ids.has(id))) continue;
    const number = attribute(tree, element, 'shapeId') ?? '';
    const inner = element.children.find((one) => /^(object|control)Pr$/.test(one.local));
    const id = inner === undefined ? undefined : attribute(tree, inner, 'id');
    const picture = links.find((link) => link.id === id && typeTail(link.type) === 'image')?.target;
    if (!found.has(number) || picture !== undefined) found.set(number, { number, picture });
  }
  return [...found.values()];
}
