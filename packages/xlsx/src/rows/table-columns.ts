/**
 * Calculated columns (ECMA-376 Part 1 §18.5.1.1): the formula that every data row of a table column has, written as
 * for the first data row. New rows of the table are filled from it whatever their neighbour holds.
 */
import type { Table } from '../api.ts';
import type { Package } from '../package/package.ts';
import { attribute, child, childrenOf, parseTree, textOf } from '../xml/element-tree.ts';
import { dataRows, tableRows } from './data-blocks.ts';
import { moveRelative } from './relative-formula.ts';
import type { PlannedInsert, RowPlan } from './row-plan.ts';

export interface ColumnFormula {
  readonly column: number;
  /** As it stands at `row`, behind the inserts and before the deletes. */
  readonly text: string;
  readonly row: number;
  readonly array: boolean;
}

/** The formulas of the calculated columns of each insert among the data rows of a table; rows like none stay bare. */
export function calculatedColumns(plan: RowPlan): ReadonlyMap<PlannedInsert, readonly ColumnFormula[]> {
  const found = new Map<PlannedInsert, ColumnFormula[]>();
  if (plan.inserts.length === 0) return found;
  for (const table of plan.tables) {
    const inside = plan.inserts.filter((insert) => liesInside(insert, table, plan));
    if (inside.length === 0) continue;
    const formulas = tableFormulas(plan.pkg, table, plan);
    for (const insert of inside) found.set(insert, [...(found.get(insert) ?? []), ...formulas]);
  }
  return found;
}

function liesInside({ start, like }: PlannedInsert, table: Table, { inserting }: RowPlan): boolean {
  if (like === 0) return false;
  const grown = tableRows(table, inserting);
  return grown !== undefined && start >= grown[0] + table.headerRows && start <= grown[1] - table.totalsRows;
}

function tableFormulas(pkg: Package, table: Table, { inserting }: RowPlan): ColumnFormula[] {
  const tree = parseTree(pkg.text(table.part));
  const row = dataRows(table).firstRow;
  return childrenOf(child(tree.root, 'tableColumns'), 'tableColumn').flatMap((column, index) => {
    const formula = child(column, 'calculatedColumnFormula');
    if (formula === undefined) return [];
    const array = ['1', 'true'].includes(attribute(tree, formula, 'array') ?? '');
    const text = moveRelative(textOf(tree, formula), 0, inserting);
    return text === '' ? [] : [{ column: table.range.firstColumn + index, text, row, array }];
  });
}
