/** `<definedNames>` (ECMA-376 Part 1 §18.2.5), e.g. `<definedName name="Plan" hidden="1">Tasks!$A$2:$A$9</definedName>`. */
import { type DefinedName, XlsxError } from '../api.ts';
import type { Package } from '../package/package.ts';
import {
  attribute,
  child,
  childrenOf,
  parseTree,
  prefixOf,
  textOf,
  type XmlElement,
  type XmlTree,
} from '../xml/element-tree.ts';
import { Splices } from '../xml/splices.ts';
import { escapeAttribute, escapeText } from '../xml/xml-text.ts';
import { insertChild, workbookOrder } from './schema-order.ts';

/** All names in the order of the part. */
export function definedNames(pkg: Package): readonly DefinedName[] {
  const tree = parseTree(pkg.text(pkg.mainPart));
  return nameElements(tree).map((element) => readName(tree, element));
}

export function nameElements(tree: XmlTree): XmlElement[] {
  return childrenOf(child(tree.root, 'definedNames'), 'definedName');
}

export function readName(tree: XmlTree, element: XmlElement): DefinedName {
  const scope = attribute(tree, element, 'localSheetId');
  const hidden = attribute(tree, element, 'hidden');
  return {
    name: attribute(tree, element, 'name') ?? '',
    formula: textOf(tree, element),
    hidden: hidden === '1' || hidden === 'true',
    ...(scope === undefined ? {} : { sheet: Number(scope) }),
  };
}

/**
 * Adds or changes a name, or removes it with `null`. Names are kept sorted without case as Excel writes them; an
 * existing name keeps its other attributes (and its hidden flag unless given).
 */
export function setDefinedName(
  pkg: Package,
  name: string,
  formula: string | null,
  options: { readonly hidden?: boolean; readonly sheet?: number } = {},
): void {
  const tree = parseTree(pkg.text(pkg.mainPart));
  const splices = new Splices(tree.text);
  const existing = nameElements(tree).find((element) => isName(readName(tree, element), name, options.sheet));
  if (formula === null) removeName(tree, splices, existing);
  else if (existing !== undefined) changeName(tree, splices, existing, formula, options.hidden);
  else addName(pkg, tree, splices, { name, formula, hidden: options.hidden === true, ...scopeOf(options.sheet) });
  if (splices.size > 0) pkg.put(pkg.mainPart, splices.apply(), `defined name '${name}'`);
}

function scopeOf(sheet: number | undefined): { sheet?: number } {
  return sheet === undefined ? {} : { sheet };
}

function isName(found: DefinedName, name: string, sheet: number | undefined): boolean {
  return found.sheet === sheet && found.name.toLowerCase() === name.toLowerCase();
}

function removeName(tree: XmlTree, splices: Splices, element: XmlElement | undefined): void {
  if (element === undefined) return;
  const list = element.parent!;
  if (nameElements(tree).length === 1) splices.remove(list.start, list.end);
  else splices.remove(element.start, element.end);
}

function changeName(
  tree: XmlTree,
  splices: Splices,
  element: XmlElement,
  formula: string,
  hidden: boolean | undefined,
): void {
  const now = readName(tree, element);
  if (hidden !== undefined && hidden !== now.hidden) {
    splices.setAttribute(tree, element, 'hidden', hidden ? '1' : undefined);
  }
  if (now.formula === formula) return;
  if (element.empty) splices.append(element, escapeText(formula));
  else splices.replace(element.openEnd, element.closeStart, escapeText(formula));
}

function addName(pkg: Package, tree: XmlTree, splices: Splices, added: DefinedName): void {
  requireNameSyntax(pkg, added.name);
  const prefix = prefixOf(tree.root);
  const scope = added.sheet === undefined ? '' : ` localSheetId="${added.sheet}"`;
  const markup = `<${prefix}definedName name="${escapeAttribute(added.name)}"${scope}${
    added.hidden ? ' hidden="1"' : ''
  }>${escapeText(added.formula)}</${prefix}definedName>`;
  const list = child(tree.root, 'definedNames');
  if (list === undefined) {
    const whole = `<${prefix}definedNames>${markup}</${prefix}definedNames>`;
    insertChild(splices, tree.root, workbookOrder, 'definedNames', whole);
    return;
  }
  const follower = nameElements(tree).find((element) => compareNames(readName(tree, element), added) > 0);
  if (follower === undefined) splices.append(list, markup);
  else splices.insert(follower.start, markup);
}

/** As Excel sorts them: by name without case, then by scope. */
function compareNames(a: DefinedName, b: DefinedName): number {
  const left = a.name.toLowerCase();
  const right = b.name.toLowerCase();
  if (left !== right) return left < right ? -1 : 1;
  return (a.sheet ?? -1) - (b.sheet ?? -1);
}

function requireNameSyntax(pkg: Package, name: string): void {
  if (/^[\p{L}_\\][\p{L}\p{M}\p{N}_.\\?]*$/u.test(name) && name.length <= 255) return;
  throw new XlsxError('BAD_ARGUMENT', `'${name}' cannot be a defined name.`, { part: pkg.mainPart });
}
