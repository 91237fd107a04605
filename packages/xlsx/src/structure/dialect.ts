/** Transitional and Strict names of the same things (ECMA-376 Part 1 and Part 4). */
import type { Package } from '../package/package.ts';
import { parseTree, type XmlElement } from '../xml/element-tree.ts';

export const mainNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const strictMainNamespace = 'http://purl.oclc.org/ooxml/spreadsheetml/main';
const transitionalRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const strictRelations = 'http://purl.oclc.org/ooxml/officeDocument/relationships';

export interface Dialect {
  readonly strict: boolean;
  /** Namespace of spreadsheetml. */
  readonly main: string;
  /** Namespace of `r:id`, and the stem of relationship types. */
  readonly relations: string;
}

const transitional: Dialect = { strict: false, main: mainNamespace, relations: transitionalRelations };
const strict: Dialect = { strict: true, main: strictMainNamespace, relations: strictRelations };

/** What new parts of this package must speak: as its workbook part does. */
export function dialectOf(pkg: Package): Dialect {
  const root = parseTree(pkg.text(pkg.mainPart)).root;
  return root.namespace === strictMainNamespace ? strict : transitional;
}

/** Is this relationship type of that kind, e.g. `worksheet`, in either dialect (or Microsoft's own)? */
export function isRelation(type: string, kind: string): boolean {
  return type.endsWith(`/${kind}`);
}

/** The attribute prefix for relationship ids that is in scope at an element; undefined when none is declared. */
export function relationPrefix(element: XmlElement): string | undefined {
  const found = Object.entries(element.scope).find(
    ([prefix, uri]) => prefix !== '' && (uri === transitionalRelations || uri === strictRelations),
  );
  return found?.[0];
}

/** `r:id="rId5"`, with a declaration of the prefix where it is not in scope. */
export function relationAttribute(element: XmlElement, dialect: Dialect, id: string): string {
  const prefix = relationPrefix(element);
  return prefix === undefined ? `xmlns:r="${dialect.relations}" r:id="${id}"` : `${prefix}:id="${id}"`;
}
