/** A sheet: ranges, formats, objects, and its cells (ECMA-376 Part 1 §18.3). */
import type { Report } from '../check-package.ts';
import { parseArea } from '../formula/area.ts';
import type { Package } from '../package/package.ts';
import { MAX_COLUMN, MAX_ROW } from '../sheet/reference.ts';
import { isRelation } from '../structure/dialect.ts';
import { parseRange } from '../structure/ranges.ts';
import type { SheetEntry } from '../structure/sheet-list.ts';
import {
  attribute,
  child,
  childrenOf,
  descendants,
  parseTree,
  textOf,
  type XmlElement,
  type XmlTree,
} from '../xml/element-tree.ts';
import { checkCells } from './check-cells.ts';
import type { IndexSizes } from './check-styles.ts';
import { isFormula, repeated } from './check-workbook.ts';
import { overlapping } from './overlapping.ts';

export function checkSheet(pkg: Package, { part }: SheetEntry, sizes: IndexSizes, report: Report): void {
  const tree = parseTree(pkg.text(part), ['sheetData']);
  for (const element of descendants(tree.root)) {
    checkPlaces(tree, element, part, report);
    if (element.local === 'cfRule') checkRule(tree, element, sizes, part, report);
    if (/^(formula[12]?|f)$/.test(element.local) && !isFormula(textOf(tree, element)))
      report(part, `<${element.local}> is no formula`);
  }
  checkMerges(tree, part, report);
  const strayStyles = new Set<string>();
  checkColumns(tree, sizes, strayStyles, part, report);
  checkListCounts(tree, part, report);
  checkCells(tree, sizes, strayStyles, part, report);
  for (const style of strayStyles) report(part, `style ${style} of ${sizes.styles} is used`);
  checkComments(pkg, part, report);
}

const single = new Set(['sqref', 'ref', 'topLeftCell', 'activeCell']);

/** Attributes that say a place name one that exists on a sheet. */
function checkPlaces(tree: XmlTree, element: XmlElement, part: string, report: Report): void {
  for (const name of single) {
    const value = attribute(tree, element, name);
    if (value === undefined || (name === 'ref' && (value === '' || element.local === 'dataRef'))) continue;
    const places = name === 'sqref' ? value.trim().split(/\s+/) : [value];
    if (places.some((place) => !isOnSheet(place)))
      report(part, `<${element.name}> has ${name} '${value.slice(0, 60)}'`);
  }
  if (
    element.local === 'sqref' &&
    textOf(tree, element)
      .trim()
      .split(/\s+/)
      .some((place) => !isOnSheet(place))
  )
    report(part, `<${element.name}> is '${textOf(tree, element).slice(0, 60)}'`);
}

function isOnSheet(place: string): boolean {
  const range = parseArea(place) === undefined ? undefined : parseRange(place);
  return range !== undefined && range.lastRow <= MAX_ROW && range.lastColumn <= MAX_COLUMN && range.firstRow >= 1;
}

function checkRule(tree: XmlTree, rule: XmlElement, { formats }: IndexSizes, part: string, report: Report): void {
  const format = attribute(tree, rule, 'dxfId');
  if (format !== undefined && !(Number(format) < formats)) report(part, `a rule has dxfId ${format} of ${formats}`);
}

/** Merged ranges must not overlap. */
function checkMerges(tree: XmlTree, part: string, report: Report): void {
  const merges = childrenOf(child(tree.root, 'mergeCells'), 'mergeCell')
    .map((merge) => parseRange(attribute(tree, merge, 'ref') ?? ''))
    .filter((range) => range !== undefined);
  for (const merge of overlapping(merges)) report(part, `merged ranges overlap at row ${merge.firstRow}`);
}

/** `<col>` ascend and do not overlap (§18.3.1.13). */
function checkColumns(
  tree: XmlTree,
  { styles }: IndexSizes,
  strayStyles: Set<string>,
  part: string,
  report: Report,
): void {
  let reached = 0;
  for (const column of childrenOf(child(tree.root, 'cols'), 'col')) {
    const [min, max] = [Number(attribute(tree, column, 'min')), Number(attribute(tree, column, 'max'))];
    if (!(min >= 1 && max >= min && max <= MAX_COLUMN)) report(part, `columns ${min} to ${max} cannot be`);
    if (min <= reached) report(part, `columns ${min} to ${max} come after column ${reached}`);
    reached = Math.max(reached, max);
    const style = attribute(tree, column, 'style');
    if (style !== undefined && !(Number(style) < styles)) strayStyles.add(style);
  }
}

/** Lists of the sheet hold as many as they say, and something (§18.3.1: at least one of each). */
function checkListCounts(tree: XmlTree, part: string, report: Report): void {
  for (const list of tree.root.children) {
    const count = attribute(tree, list, 'count');
    if (
      count !== undefined &&
      /^(mergeCells|dataValidations|tableParts|rowBreaks|colBreaks)$/.test(list.local) &&
      Number(count) !== list.children.length
    )
      report(part, `${list.local} says ${count} and has ${list.children.length}`);
    if (
      /^(cols|mergeCells|hyperlinks|dataValidations|conditionalFormatting|ignoredErrors|oleObjects|controls|protectedRanges|scenarios)$/.test(
        list.local,
      ) &&
      list.children.length === 0
    )
      report(part, `<${list.local}> is empty`);
  }
}

function checkComments(pkg: Package, part: string, report: Report): void {
  for (const { type, target, external } of pkg.relationships(part)) {
    if (external || !isRelation(type, 'comments') || !pkg.has(target)) continue;
    const tree = parseTree(pkg.text(target));
    const authors = childrenOf(child(tree.root, 'authors'), 'author').length;
    const comments = childrenOf(child(tree.root, 'commentList'), 'comment');
    for (const ref of repeated(comments.map((comment) => attribute(tree, comment, 'ref') ?? '')))
      report(target, `two notes at ${ref}`);
    for (const comment of comments) {
      if (!isOnSheet(attribute(tree, comment, 'ref') ?? '')) report(target, 'a note stands nowhere');
      if (!(Number(attribute(tree, comment, 'authorId') ?? 0) < authors)) report(target, 'a note has no author');
    }
  }
}
