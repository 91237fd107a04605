/** docProps/custom.xml (ECMA-376 Part 1 §22.3): name → text. */
import type { Package } from '../package/package.ts';
import {
  attribute,
  childrenOf,
  parseTree,
  prefixOf,
  textOf,
  type XmlElement,
  type XmlTree,
} from '../xml/element-tree.ts';
import { Splices } from '../xml/splices.ts';
import { escapeAttribute, escapeText } from '../xml/xml-text.ts';
import { dialectOf, isRelation } from './dialect.ts';

const format = '{D5CDD505-2E9C-101B-9397-08002B2CF9AE}';
const contentType = 'application/vnd.openxmlformats-officedocument.custom-properties+xml';
const transitionalNames = {
  properties: 'http://schemas.openxmlformats.org/officeDocument/2006/custom-properties',
  values: 'http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes',
  relation: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties',
};
const strictNames = {
  properties: 'http://purl.oclc.org/ooxml/officeDocument/customProperties',
  values: 'http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes',
  relation: 'http://purl.oclc.org/ooxml/officeDocument/relationships/customProperties',
};

function propertiesPart(pkg: Package): string | undefined {
  const relation = pkg
    .relationships('')
    .find((r) => isRelation(r.type, 'custom-properties') || isRelation(r.type, 'customProperties'));
  return relation !== undefined && !relation.external && pkg.has(relation.target) ? relation.target : undefined;
}

/** All custom properties; values of any type as their text. */
export function customProperties(pkg: Package): ReadonlyMap<string, string> {
  const part = propertiesPart(pkg);
  if (part === undefined) return new Map();
  const tree = parseTree(pkg.text(part));
  return new Map(
    childrenOf(tree.root, 'property').map((property) => [
      attribute(tree, property, 'name') ?? '',
      property.children[0] === undefined ? '' : textOf(tree, property.children[0]),
    ]),
  );
}

/** Sets a text property, or removes it with `null`; the part is made when there is none. */
export function setCustomProperty(pkg: Package, name: string, value: string | null): void {
  const part = propertiesPart(pkg);
  if (part === undefined) {
    if (value !== null) createPart(pkg, name, value);
    return;
  }
  const tree = parseTree(pkg.text(part));
  const splices = new Splices(tree.text);
  const existing = childrenOf(tree.root, 'property').find((p) => attribute(tree, p, 'name') === name);
  if (existing !== undefined && value !== null) replaceValue(pkg, tree, splices, existing, value);
  else if (existing !== undefined) splices.remove(existing.start, existing.end);
  else if (value !== null) splices.append(tree.root, propertyMarkup(pkg, tree, name, value));
  if (splices.size > 0) pkg.put(part, splices.apply(), `custom property '${name}'`);
}

function namesOf(pkg: Package) {
  return dialectOf(pkg).strict ? strictNames : transitionalNames;
}

function createPart(pkg: Package, name: string, value: string): void {
  const names = namesOf(pkg);
  const part = pkg.has('docProps/custom.xml') ? 'docProps/custom-sprintforge.xml' : 'docProps/custom.xml';
  const property = `<property fmtid="${format}" pid="2" name="${escapeAttribute(name)}">${lpwstr('vt:', value)}</property>`;
  const text = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="${names.properties}" xmlns:vt="${names.values}">${property}</Properties>`;
  pkg.put(part, text, `custom property '${name}'`, contentType);
  pkg.relate('', names.relation, part);
}

function lpwstr(prefix: string, value: string, declaration = ''): string {
  return `<${prefix}lpwstr${declaration}>${escapeText(value)}</${prefix}lpwstr>`;
}

function valueMarkup(pkg: Package, element: XmlElement, value: string): string {
  const { values } = namesOf(pkg);
  const found = Object.entries(element.scope).find(([prefix, uri]) => prefix !== '' && uri.endsWith('/docPropsVTypes'));
  return found === undefined ? lpwstr('vt:', value, ` xmlns:vt="${values}"`) : lpwstr(`${found[0]}:`, value);
}

function replaceValue(pkg: Package, tree: XmlTree, splices: Splices, property: XmlElement, value: string): void {
  const current = property.children[0];
  if (current?.local === 'lpwstr' && textOf(tree, current) === value) return;
  if (property.empty) splices.append(property, valueMarkup(pkg, property, value));
  else splices.replace(property.openEnd, property.closeStart, valueMarkup(pkg, property, value));
}

function propertyMarkup(pkg: Package, tree: XmlTree, name: string, value: string): string {
  const ids = childrenOf(tree.root, 'property').map((p) => Number(attribute(tree, p, 'pid') ?? 1));
  const prefix = prefixOf(tree.root);
  const pid = Math.max(1, ...ids) + 1;
  const open = `<${prefix}property fmtid="${format}" pid="${pid}" name="${escapeAttribute(name)}">`;
  return `${open}${valueMarkup(pkg, tree.root, value)}</${prefix}property>`;
}
