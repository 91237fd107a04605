/** The markup of inserted rows. */
import { columnLetters } from '../formula/area.ts';
import { rebase } from '../formula/rebase.ts';
import type { RowShift } from '../formula/row-shift.ts';
import type { FormulaContext } from '../formula/shift-formula.ts';
import { shiftFormula } from '../formula/shift-formula.ts';
import { escapeText } from '../xml/xml-text.ts';
import { columnFormulas, type ModelRow } from './row-model.ts';
import type { PlannedInsert } from './row-plan.ts';

/** Rows as the model says: its attributes, its styles on empty cells, its column formulas filled down; '' without model. */
export function newRows(
  insert: PlannedInsert,
  models: ReadonlyMap<number, ModelRow>,
  context: FormulaContext,
  shift: RowShift,
): string {
  const model = models.get(insert.like);
  if (model === undefined) return '';
  const p = model.tag.slice(1, -3);
  const formulas = new Map<number, string>();
  for (const [column, formula] of columnFormulas(insert, models)) {
    formulas.set(column, shiftFormula(formula, context, shift));
  }
  const modelRow = shift.row(insert.like);
  const rows: string[] = [];
  for (let row = insert.first; row <= insert.last; row++) {
    const cells = model.cells.map(({ column, style }) => {
      const formula = formulas.get(column);
      const ref = `${columnLetters(column)}${row}`;
      if (formula === undefined) return style === '' ? '' : `<${p}c r="${ref}"${style}/>`;
      const filled = rebase(formula, modelRow, column, row, column);
      return `<${p}c r="${ref}"${style}><${p}f>${escapeText(filled)}</${p}f></${p}c>`;
    });
    rows.push(`<${p}row r="${row}"${model.attributes}>${cells.join('')}</${p}row>`);
  }
  return rows.join('');
}
