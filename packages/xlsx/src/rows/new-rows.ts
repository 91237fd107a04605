/** The markup of inserted rows. */
import { columnLetters } from '../formula/area.ts';
import { rebase } from '../formula/rebase.ts';
import type { FormulaContext } from '../formula/shift-formula.ts';
import { shiftFormula } from '../formula/shift-formula.ts';
import { escapeText } from '../xml/xml-text.ts';
import { columnFormulas, type ModelRow } from './row-model.ts';
import type { PlannedInsert, RowPlan } from './row-plan.ts';

/** Rows as the model says: its attributes, its styles on empty cells, its column formulas filled down; '' without model. */
export function newRows(insert: PlannedInsert, models: ReadonlyMap<number, ModelRow>, plan: RowPlan): string {
  const model = models.get(insert.like);
  if (model === undefined) return '';
  const p = model.tag.slice(1, -3);
  const context: FormulaContext = { formulaSheet: plan.sheet.name };
  const formulas = new Map<number, string>();
  for (const [column, formula] of columnFormulas(insert, models)) {
    formulas.set(column, shiftFormula(formula, context, plan.inserting));
  }
  const modelRow = plan.inserting.row(insert.like);
  const rows: string[] = [];
  for (let index = 0; index < insert.count; index++) {
    const row = insert.first + index;
    const cells = model.cells.map(({ column, style }) => {
      const formula = formulas.get(column);
      const ref = `${columnLetters(column)}${row}`;
      if (formula === undefined) return style === '' ? '' : `<${p}c r="${ref}"${style}/>`;
      const filled = rebase(formula, modelRow, column, insert.start + index, column);
      const moved = shiftFormula(filled, context, plan.deleting);
      return `<${p}c r="${ref}"${style}><${p}f>${escapeText(moved)}</${p}f></${p}c>`;
    });
    rows.push(`<${p}row r="${row}"${model.attributes}>${cells.join('')}</${p}row>`);
  }
  return rows.join('');
}
