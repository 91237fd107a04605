/** Where formulas stand in the parts of a package, cells aside: the text of these elements, and these attributes. */
import type { Package } from '../package/package.ts';
import { walkCells } from '../rows/walk-cells.ts';
import {
  attribute,
  child,
  descendants,
  parseTree,
  textOf,
  type XmlElement,
  type XmlTree,
} from '../xml/element-tree.ts';
import { Splices } from '../xml/splices.ts';
import { decodeXml, escapeText } from '../xml/xml-text.ts';
import { sheetList } from './sheet-list.ts';

export interface FormulaPlaces {
  readonly elements: readonly string[];
  /** `name`, or `element@name` where the same name means other things elsewhere. */
  readonly attributes: readonly string[];
}

const links = ['textlink', 'fmlaLink', 'fmlaRange', 'fmlaGroup', 'fmlaTxbx', 'cellRange'];

/** Of worksheets: formats, validations, sparklines, bounds of scales, and what controls are linked to. */
export const sheetPlaces: FormulaPlaces = {
  elements: ['formula', 'formula1', 'formula2', 'f'],
  attributes: ['cfvo@val', 'linkedCell', 'listFillRange'],
};

/** Ends of content types. `c15:sqref` is the full reference of a filtered series ([MS-ODRAWXML] 2.24.3.36). */
const places: readonly (readonly [string, FormulaPlaces])[] = [
  ['drawingml.chart+xml', { elements: ['f', 'sqref'], attributes: [] }],
  ['chartex+xml', { elements: ['f'], attributes: [] }],
  ['drawingml.chartshapes+xml', { elements: [], attributes: links }],
  ['drawing+xml', { elements: [], attributes: links }],
  ['controlproperties+xml', { elements: [], attributes: links }],
  ['connections+xml', { elements: [], attributes: ['parameter@cell'] }],
  ['table+xml', { elements: ['calculatedColumnFormula', 'totalsRowFormula'], attributes: [] }],
  ['sheet.main+xml', { elements: ['definedName'], attributes: [] }],
  ['sheet.macroEnabled.main+xml', { elements: ['definedName'], attributes: [] }],
  ['template.main+xml', { elements: ['definedName'], attributes: [] }],
  ['template.macroEnabled.main+xml', { elements: ['definedName'], attributes: [] }],
];

export function placesOf(contentType: string | undefined): FormulaPlaces | undefined {
  return places.find(([end]) => contentType?.endsWith(end))?.[1];
}

/** Rewrites the formulas at these places of a part. */
export function rewritePlaces(
  tree: XmlTree,
  splices: Splices,
  { elements, attributes }: FormulaPlaces,
  rewrite: (formula: string) => string,
): void {
  for (const element of [tree.root, ...descendants(tree.root)]) {
    if (elements.includes(element.local)) rewriteText(tree, splices, element, rewrite);
    if (attributes.length > 0) rewriteAttributes(tree, splices, element, attributes, rewrite);
  }
}

function rewriteText(tree: XmlTree, splices: Splices, element: XmlElement, rewrite: (formula: string) => string): void {
  if (element.children.length > 0 || element.empty) return;
  const before = textOf(tree, element);
  const after = rewrite(before);
  if (after !== before) splices.replace(element.openEnd, element.closeStart, escapeText(after));
}

function rewriteAttributes(
  tree: XmlTree,
  splices: Splices,
  element: XmlElement,
  names: readonly string[],
  rewrite: (formula: string) => string,
): void {
  const tag = tree.text.slice(element.nameEnd, element.openEnd);
  for (const place of names) {
    const [owner, name] = place.includes('@') ? (place.split('@') as [string, string]) : [element.local, place];
    if (owner !== element.local || !tag.includes(`${name}=`)) continue;
    const before = attribute(tree, element, name);
    if (before === undefined || before === '') continue;
    const after = rewrite(before);
    if (after !== before) splices.setAttribute(tree, element, name, after);
  }
}

/**
 * Rewrites the formulas of the whole package, in cells and elsewhere, that may speak of one of these names (of sheets,
 * tables or names); a rule for all of them, whatever their sheet.
 */
export function rewriteFormulas(
  pkg: Package,
  names: readonly string[],
  rewrite: (formula: string) => string,
  why: string,
): void {
  const words = names.map(plainWord);
  const wanted = (formula: string) => {
    const small = formula.toLowerCase();
    return words.some((word) => small.includes(word)) ? rewrite(formula) : formula;
  };
  const sheets = new Set(sheetList(pkg).map(({ part }) => part));
  for (const part of pkg.names) {
    const found = sheets.has(part) ? sheetPlaces : placesOf(pkg.contentType(part));
    if (found === undefined) continue;
    const tree = parseTree(pkg.text(part), ['sheetData']);
    const splices = new Splices(tree.text);
    rewritePlaces(tree, splices, found, wanted);
    if (sheets.has(part)) rewriteCells(tree, splices, wanted);
    if (splices.size > 0) pkg.put(part, splices.apply(), why);
  }
}

/** A stretch of a name that no way of quoting changes. */
function plainWord(name: string): string {
  const words = name.toLowerCase().split(/['"\][@#:]/);
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}

function rewriteCells(tree: XmlTree, splices: Splices, rewrite: (formula: string) => string): void {
  const data = child(tree.root, 'sheetData');
  if (data === undefined || data.empty) return;
  walkCells(tree.text, data.openEnd, data.closeStart, {
    formula: ({ openEnd, closeStart }) => {
      const markup = tree.text.slice(openEnd, closeStart);
      if (markup === '' || markup.includes('<')) return;
      const before = decodeXml(markup);
      const after = rewrite(before);
      if (after !== before) splices.replace(openEnd, closeStart, escapeText(after));
    },
  });
}
