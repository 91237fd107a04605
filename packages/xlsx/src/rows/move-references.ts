/** Parts anywhere in the package that refer to cells: charts, linked shapes and controls, pivot caches and tables. */
import { sameSheet } from '../formula/sheet-prefix.ts';
import type { Package } from '../package/package.ts';
import { isRelation } from '../structure/dialect.ts';
import { sheetList } from '../structure/sheet-list.ts';
import { descendants, parseTree, type XmlElement } from '../xml/element-tree.ts';
import { moveLinks } from './move-drawings.ts';
import { PartEdit } from './part-edit.ts';
import type { RowPlan } from './row-plan.ts';
import { moveFormulaText } from './sheet-shell.ts';
import { shiftRange } from './shift-ranges.ts';

type PartMove = (edit: PartEdit, part: string, plan: RowPlan) => void;

/** Ends of content types → what moves in such parts. */
const movers: readonly (readonly [string, PartMove])[] = [
  ['drawingml.chart+xml', moveChart],
  ['chartex+xml', moveChart],
  ['drawingml.chartshapes+xml', moveChartShapes],
  ['drawing+xml', (edit, part, plan) => moveLinks(edit, sheetAbove(plan.pkg, part), plan)],
  ['controlproperties+xml', (edit, part, plan) => moveLinks(edit, sheetAbove(plan.pkg, part), plan)],
  ['pivotCacheDefinition+xml', moveCacheSource],
  ['pivotTable+xml', movePivotTable],
];

export function moveReferences(plan: RowPlan): void {
  const { pkg } = plan;
  for (const part of pkg.names) {
    const type = pkg.contentType(part) ?? '';
    const mover = movers.find(([end]) => type.endsWith(end))?.[1];
    if (mover === undefined) continue;
    const edit = new PartEdit(parseTree(pkg.text(part)));
    mover(edit, part, plan);
    pkg.put(part, edit.apply(), 'references move with the rows they mean');
  }
}

/** `c:f` and `cx:f` always name their sheet. */
function moveChart(edit: PartEdit, _part: string, plan: RowPlan): void {
  for (const element of descendants(edit.tree.root)) {
    if (element.local === 'f') moveFormulaText(edit, element, { formulaSheet: undefined }, plan);
  }
}

function moveChartShapes(edit: PartEdit, _part: string, plan: RowPlan): void {
  moveLinks(edit, undefined, plan);
}

/** The sheet that a drawing or control belongs to: what references without a sheet mean. */
function sheetAbove(pkg: Package, part: string): string | undefined {
  const above = sheetList(pkg).find((sheet) =>
    pkg.relationships(sheet.part).some((relation) => !relation.external && relation.target === part),
  );
  return above?.name;
}

/** `<worksheetSource ref="A1:D20" sheet="Plan"/>` (ECMA-376 Part 1 §18.10.1.95) and `<rangeSet>` (§18.10.1.79). */
function moveCacheSource(edit: PartEdit, _part: string, { shift }: RowPlan): void {
  for (const element of descendants(edit.tree.root)) {
    if (element.local !== 'worksheetSource' && element.local !== 'rangeSet') continue;
    const sheet = edit.attribute(element, 'sheet');
    if (sheet === undefined || !sameSheet(sheet, shift.sheet) || hasRelation(edit, element)) continue;
    moveRef(edit, element, shift);
  }
}

/** A source with a relationship lies in another workbook. */
function hasRelation(edit: PartEdit, element: XmlElement): boolean {
  return edit.attribute(element, 'id') !== undefined;
}

/** `<location ref="A3:C9"/>` (§18.10.1.49) of pivot tables on the sheet itself. */
function movePivotTable(edit: PartEdit, part: string, { pkg, sheet, shift }: RowPlan): void {
  const here = pkg.relationships(sheet.part).some((r) => isRelation(r.type, 'pivotTable') && r.target === part);
  if (!here) return;
  for (const element of descendants(edit.tree.root)) if (element.local === 'location') moveRef(edit, element, shift);
}

function moveRef(edit: PartEdit, element: XmlElement, shift: RowPlan['shift']): void {
  const before = edit.attribute(element, 'ref');
  if (before === undefined) return;
  const after = shiftRange(before, shift);
  if (after !== undefined && after !== before) edit.set(element, 'ref', after);
}
