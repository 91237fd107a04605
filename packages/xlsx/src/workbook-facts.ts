import type { Package } from './package/package.ts';
import { isRelation } from './structure/dialect.ts';
import { attribute, child, parseTree, textOf } from './xml/element-tree.ts';

/** Name of the related part of that kind (`styles`, `sharedStrings`, …) of a part; undefined when there is none. */
export function relatedPart(pkg: Package, source: string, kind: string): string | undefined {
  const found = pkg.relationships(source).find((r) => !r.external && isRelation(r.type, kind));
  return found && pkg.has(found.target) ? found.target : undefined;
}

/** Do serial numbers count from 1904 (ECMA-376 Part 1 §18.2.28)? */
export function readDate1904(pkg: Package): boolean {
  const tree = parseTree(pkg.text(pkg.mainPart));
  const properties = child(tree.root, 'workbookPr');
  return properties !== undefined && /^(?:1|true|on)$/.test(attribute(tree, properties, 'date1904') ?? '');
}

/** `<Application>` of docProps/app.xml (§22.2.2.2); '' when unknown. */
export function readApplication(pkg: Package): string {
  const part = relatedPart(pkg, '', 'extended-properties');
  if (part === undefined) return '';
  const tree = parseTree(pkg.text(part));
  const application = child(tree.root, 'Application');
  return application ? textOf(tree, application).trim() : '';
}
