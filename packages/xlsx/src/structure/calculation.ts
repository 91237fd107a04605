/** Calculation settings: `<calcPr fullCalcOnLoad="1"/>` (ECMA-376 Part 1 §18.2.2) and the calculation chain (§12.3.1). */
import type { Package } from '../package/package.ts';
import { attribute, child, parseTree, prefixOf } from '../xml/element-tree.ts';
import { Splices } from '../xml/splices.ts';
import { isRelation } from './dialect.ts';
import { removeOrphans } from './orphans.ts';
import { insertChild, workbookOrder } from './schema-order.ts';

/** Makes every program compute all formulas when it opens the workbook, and drops the calculation chain (rule R5). */
export function requestFullCalculation(pkg: Package): void {
  const tree = parseTree(pkg.text(pkg.mainPart));
  const splices = new Splices(tree.text);
  const settings = child(tree.root, 'calcPr');
  if (settings === undefined) {
    const markup = `<${prefixOf(tree.root)}calcPr fullCalcOnLoad="1"/>`;
    insertChild(splices, tree.root, workbookOrder, 'calcPr', markup);
  } else if (attribute(tree, settings, 'fullCalcOnLoad') !== '1') {
    splices.setAttribute(tree, settings, 'fullCalcOnLoad', '1');
  }
  if (splices.size > 0) pkg.put(pkg.mainPart, splices.apply(), 'full calculation on load');
  dropCalculationChain(pkg);
}

/** A chain that names a cell without a formula makes Excel repair the file; without a chain it builds a new one. */
export function dropCalculationChain(pkg: Package): void {
  for (const relation of pkg.relationships(pkg.mainPart)) {
    if (!isRelation(relation.type, 'calcChain')) continue;
    pkg.unrelate(pkg.mainPart, relation.id);
    removeOrphans(pkg, [relation.target], 'calculation chain is rebuilt on load');
  }
}
