/** The markup of inserted rows: as the row they are like, with column formulas filled down. */
import { columnLetters } from '../formula/area.ts';
import { rebase } from '../formula/rebase.ts';
import { shiftFormula } from '../formula/shift-formula.ts';
import { escapeText } from '../xml/xml-text.ts';
import { columnFormulas, type ModelRow } from './row-model.ts';
import type { PlannedInsert, RowPlan } from './row-plan.ts';
import { type ColumnFormula, calculatedColumns } from './table-columns.ts';

export class NewRows {
  private readonly plan: RowPlan;
  private readonly models: ReadonlyMap<number, ModelRow>;
  private readonly calculated: ReadonlyMap<PlannedInsert, readonly ColumnFormula[]>;
  /** `x:` or ''. */
  private readonly prefix: string;

  constructor(plan: RowPlan, models: ReadonlyMap<number, ModelRow>, prefix: string) {
    this.plan = plan;
    this.models = models;
    this.prefix = prefix;
    this.calculated = calculatedColumns(plan);
  }

  /** The rows of one insert: attributes and styles of the row they are like, formulas of their columns; '' when there is nothing. */
  markup(insert: PlannedInsert): string {
    const model = this.models.get(insert.like);
    const formulas = this.formulasOf(insert, model);
    if (model === undefined && formulas.size === 0) return '';
    const styles = new Map((model?.cells ?? []).map(({ column, style }) => [column, style]));
    for (const column of formulas.keys()) if (!styles.has(column)) styles.set(column, '');
    const columns = [...styles].sort(([a], [b]) => a - b);
    const rows: string[] = [];
    for (let index = 0; index < insert.count; index++) {
      const row = insert.first + index;
      const cells = columns.map(([column, style]) =>
        this.cell(`${columnLetters(column)}${row}`, style, formulas.get(column), insert.start + index),
      );
      rows.push(`<${this.prefix}row r="${row}"${model?.attributes ?? ''}>${cells.join('')}</${this.prefix}row>`);
    }
    return rows.join('');
  }

  /** `between`: the number of the row before anything is deleted. */
  private cell(ref: string, style: string, formula: ColumnFormula | undefined, between: number): string {
    const p = this.prefix;
    if (formula === undefined) return style === '' ? '' : `<${p}c r="${ref}"${style}/>`;
    const { column, row, array } = formula;
    const filled = rebase(formula.text, row, column, between, column);
    const moved = shiftFormula(filled, { formulaSheet: this.plan.sheet.name }, this.plan.deleting);
    const kind = array ? ` t="array" ref="${ref}"` : '';
    return `<${p}c r="${ref}"${style}><${p}f${kind}>${escapeText(moved)}</${p}f></${p}c>`;
  }

  /** By column: what the table says of it, else what runs down it. */
  private formulasOf(insert: PlannedInsert, model: ModelRow | undefined): ReadonlyMap<number, ColumnFormula> {
    const found = new Map<number, ColumnFormula>();
    const { inserting, sheet } = this.plan;
    if (model !== undefined) {
      const row = inserting.row(insert.like);
      for (const [column, formula] of columnFormulas(insert, this.models)) {
        const text = shiftFormula(formula, { formulaSheet: sheet.name }, inserting);
        found.set(column, { column, text, row, array: false });
      }
    }
    for (const formula of this.calculated.get(insert) ?? []) found.set(formula.column, formula);
    return found;
  }
}
