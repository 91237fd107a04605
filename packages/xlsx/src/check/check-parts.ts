/** Parts by themselves and how they lead to each other (OPC, ECMA-376 Part 2 §6). */
import { XlsxError } from '../api.ts';
import type { Report } from '../check-package.ts';
import type { Package } from '../package/package.ts';
import { sourceOf } from '../package/part-name.ts';
import { typeTail } from '../package/vocabulary.ts';
import { relationIds } from '../structure/relation-ids.ts';
import { descendants, parseTree } from '../xml/element-tree.ts';

const contentTypes = '[Content_Types].xml';

/** What the content type of a target must end in, by the last segment of the relationship's type. */
const expectedTypes: ReadonlyMap<string, RegExp> = new Map([
  ['worksheet', /worksheet\+xml$/],
  ['chartsheet', /chartsheet\+xml$/],
  ['styles', /styles\+xml$/],
  ['sharedstrings', /sharedStrings\+xml$/],
  ['table', /\.table\+xml$/],
  ['comments', /comments\+xml$/],
  ['drawing', /drawing(ml\.drawing)?\+xml$/],
  ['chart', /chart\+xml$/],
  ['vmldrawing', /vmlDrawing$/],
  ['calcchain', /calcChain\+xml$/],
  ['custom-properties', /custom-properties\+xml$/],
]);

/** Content types, relationships and well-formedness. Returns the XML parts that can be read. */
export function checkParts(pkg: Package, report: Report): ReadonlySet<string> {
  const readable = new Set<string>();
  for (const part of pkg.names) {
    if (part !== contentTypes && pkg.contentType(part) === undefined) report(part, 'has no content type');
    if (/\.(xml|rels)$/i.test(part) && isWellFormed(pkg, part, report)) readable.add(part);
  }
  for (const part of ['', ...pkg.names]) {
    if (part !== '' && sourceOf(part) !== undefined) continue;
    const ids = checkRelations(pkg, part, report);
    if (readable.has(part)) checkUses(pkg, part, ids, report);
  }
  checkTypesList(pkg, report);
  return new Set([...readable].filter((part) => sourceOf(part) === undefined && part !== contentTypes));
}

function isWellFormed(pkg: Package, part: string, report: Report): boolean {
  try {
    pkg.utf8(part);
    return true;
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error;
    report(part, `${error.code}: ${error.message}`);
    return false;
  }
}

function checkRelations(pkg: Package, part: string, report: Report): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { id, type, target, external } of pkg.relationships(part)) {
    if (ids.has(id)) report(part, `relationship ${id} twice`);
    ids.add(id);
    if (external || target.startsWith('#')) continue;
    if (!pkg.has(target)) report(part, `relationship ${id} to nothing: ${target}`);
    else if (expectedTypes.get(typeTail(type))?.test(pkg.contentType(target) ?? '') === false)
      report(part, `relationship ${id} is a ${typeTail(type)} to ${pkg.contentType(target)}`);
  }
  return ids;
}

/** Ids of relationships that the markup uses are there. */
function checkUses(pkg: Package, part: string, ids: ReadonlySet<string>, report: Report): void {
  const tree = parseTree(pkg.text(part), ['sheetData']);
  for (const element of descendants(tree.root))
    for (const id of relationIds(tree, element))
      if (id !== '' && !ids.has(id)) report(part, `<${element.name}> uses ${id}, which is no relationship`);
}

/** No part and no extension is listed twice, and no part that is not there. */
function checkTypesList(pkg: Package, report: Report): void {
  const text = pkg.text(contentTypes);
  const listed = [...text.matchAll(/\b(PartName|Extension)\s*=\s*["']([^"']*)["']/g)].map(([, kind, name]) => ({
    kind,
    name: name!,
  }));
  const seen = new Set<string>();
  for (const { kind, name } of listed) {
    const key = `${kind} ${name.toLowerCase()}`;
    if (seen.has(key)) report(contentTypes, `${name} is listed twice`);
    seen.add(key);
    if (kind === 'PartName' && !pkg.has(name)) report(contentTypes, `${name} is listed and not there`);
  }
}
