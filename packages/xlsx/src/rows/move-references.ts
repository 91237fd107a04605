/** Parts anywhere in the package that refer to cells: charts, linked shapes and controls, parameters of queries. */
import { shiftFormula } from '../formula/shift-formula.ts';
import type { Package } from '../package/package.ts';
import { isRelation } from '../structure/dialect.ts';
import { placesOf, rewritePlaces } from '../structure/formula-places.ts';
import { removeOrphans } from '../structure/orphans.ts';
import { sheetList } from '../structure/sheet-list.ts';
import { parseTree } from '../xml/element-tree.ts';
import { moveChartCaches } from './chart-caches.ts';
import { PartEdit } from './part-edit.ts';
import type { RowPlan } from './row-plan.ts';

/** Ends of content types of the parts whose formulas move here; names, tables and sheets have rules of their own. */
const moved = [
  'drawingml.chart+xml',
  'chartex+xml',
  'drawingml.chartshapes+xml',
  'drawing+xml',
  'controlproperties+xml',
  'connections+xml',
];

export function moveReferences(plan: RowPlan): void {
  const { pkg, shift } = plan;
  for (const part of pkg.names) {
    const type = pkg.contentType(part) ?? '';
    const places = moved.some((end) => type.endsWith(end)) ? placesOf(type) : undefined;
    if (places === undefined) continue;
    const edit = new PartEdit(parseTree(pkg.text(part)));
    // References of charts always name their sheet.
    const formulaSheet = places.elements.length > 0 ? undefined : sheetAbove(pkg, part);
    rewritePlaces(edit.tree, edit.splices, places, (text) => shiftFormula(text, { formulaSheet }, shift));
    if (places.elements.length > 0) moveChartCaches(edit, plan);
    edit.put(pkg, part, 'references move with the rows they mean');
  }
  dropVolatileDependencies(pkg);
}

/** The sheet that a drawing or control belongs to: what references without a sheet mean. */
function sheetAbove(pkg: Package, part: string): string | undefined {
  const above = sheetList(pkg).find((sheet) =>
    pkg.relationships(sheet.part).some((relation) => !relation.external && relation.target === part),
  );
  return above?.name;
}

/** Cells that wait for live data (ECMA-376 Part 1 §18.15): as the calculation chain, made anew when the workbook is computed. */
function dropVolatileDependencies(pkg: Package): void {
  for (const relation of pkg.relationships(pkg.mainPart)) {
    if (!isRelation(relation.type, 'volatileDependencies')) continue;
    pkg.unrelate(pkg.mainPart, relation.id);
    removeOrphans(pkg, [relation.target], 'which cells wait for live data is found anew');
  }
}
