/** `<sheetData>` behind the change: rows renumbered, removed, put in; formulas moved. One pass, linear. */
import { FormulaMover } from '../formula/formula-mover.ts';
import { lastPossibleRow, type RowShift } from '../formula/row-shift.ts';
import type { FormulaContext } from '../formula/shift-formula.ts';
import { prefixOf, type XmlElement } from '../xml/element-tree.ts';
import { type LostHeads, lostHeads } from './block-formulas.ts';
import { type FormulaMove, moveFormula } from './cell-formula.ts';
import { NewRows } from './new-rows.ts';
import { modelRows, styleOf } from './row-model.ts';
import type { RowPlan } from './row-plan.ts';
import { sharedGroups } from './shared-formulas.ts';
import { TextRewriter } from './text-rewriter.ts';
import { digitsStart, type PlacedTag, walkCells } from './walk-cells.ts';

/** The inside of sheetData of the sheet whose rows change. */
export function moveSheetData(text: string, data: XmlElement, plan: RowPlan): string {
  const context: FormulaContext = { formulaSheet: plan.sheet.name };
  const { shift, cleared } = plan;
  const rowOf = (row: number) => (cleared.has(row) ? 0 : rowOnSheet(shift, row));
  const change = { context, shift, rowOf };
  const groups = sharedGroups(text, data.openEnd, data.closeStart, change);
  const models = modelRows(text, data.openEnd, data.closeStart, plan.inserts, groups);
  const heads = lostHeads(text, data.openEnd, data.closeStart, change);
  const formulas = new FormulaMover(context, shift);
  const mover = new RowMover(data.openEnd, plan, heads, { text, formulas, shift, groups, moves: true });
  const newRows = new NewRows(plan, models, prefixOf(data));
  let next = 0;
  const insertBefore = (row: number, offset: number) => {
    for (; next < plan.inserts.length && plan.inserts[next]!.at <= row; next++) {
      mover.insert(offset, newRows.markup(plan.inserts[next]!));
    }
  };
  walkCells(text, data.openEnd, data.closeStart, {
    row: (tag, row) => {
      insertBefore(row, tag.start);
      mover.startRow(tag, row);
    },
    rowEnd: (_, end) => mover.endRow(end),
    cell: (tag, _, column) => mover.cell(tag, column),
    cellEnd: (end) => mover.endCell(end),
    formula: (span) => mover.formula(span),
  });
  insertBefore(Number.POSITIVE_INFINITY, data.closeStart);
  return mover.finish(data.closeStart);
}

/** The inside of sheetData of another sheet: only its formulas may refer to what moves. */
export function moveOtherSheetData(text: string, data: XmlElement, sheet: string, plan: RowPlan): string {
  const inside = text.slice(data.openEnd, data.closeStart);
  if (!inside.includes('!')) return inside;
  const context: FormulaContext = { formulaSheet: sheet };
  const { shift } = plan;
  const groups = sharedGroups(text, data.openEnd, data.closeStart, { context, shift, rowOf: (row) => row });
  const out = new TextRewriter(text, data.openEnd);
  const move: FormulaMove = { text, formulas: new FormulaMover(context, shift), shift, groups, moves: false };
  walkCells(text, data.openEnd, data.closeStart, { formula: (span) => moveFormula(out, move, span) });
  return out.finish(data.closeStart);
}

/** 0 when the row is deleted or pushed off the sheet. */
function rowOnSheet(shift: RowShift, row: number): number {
  const moved = shift.row(row);
  return moved > lastPossibleRow ? 0 : moved;
}

/** Rewrites row after row. */
class RowMover {
  private readonly out: TextRewriter;
  private readonly text: string;
  private readonly plan: RowPlan;
  private readonly move: FormulaMove;
  private row = 0;
  private moved = 0;
  private start = 0;
  private readonly heads: LostHeads;
  private cellTag: PlacedTag | undefined;
  private column = 0;

  constructor(from: number, plan: RowPlan, heads: LostHeads, move: FormulaMove) {
    this.text = move.text;
    this.plan = plan;
    this.heads = heads;
    this.move = move;
    this.out = new TextRewriter(move.text, from);
  }

  insert(at: number, markup: string): void {
    this.out.insert(at, markup);
  }

  startRow(tag: PlacedTag, row: number): void {
    this.row = row;
    this.moved = rowOnSheet(this.plan.shift, row);
    this.start = tag.start;
    if (this.moved === 0 || this.moved === row) return;
    if (tag.refStart < 0) this.out.insert(tag.nameEnd, ` r="${this.moved}"`);
    else this.out.replace(tag.refStart, tag.refEnd, String(this.moved));
  }

  endRow(end: number): void {
    if (this.moved === 0) this.out.replace(this.start, end, '');
  }

  cell(tag: PlacedTag, column: number): void {
    this.cellTag = tag;
    this.column = column;
    if (this.moved === 0 || this.isCleared()) return;
    const digits = tag.refStart < 0 || this.moved === this.row ? tag.refStart : digitsStart(this.text, tag);
    if (digits > tag.refStart) this.out.replace(digits, tag.refEnd, String(this.moved));
    const heir = this.heads.heirs.get(`${this.row},${column}`);
    if (heir === undefined) return;
    if (!tag.empty) this.out.insert(tag.end, heir);
    else this.out.replace(tag.end - 2, tag.end, `>${heir}</${this.text.slice(tag.start + 1, tag.nameEnd)}>`);
  }

  /** A cell that is emptied keeps its place and style only. */
  endCell(end: number): void {
    const tag = this.cellTag;
    if (tag === undefined || this.moved === 0 || !this.isCleared()) return;
    const { text } = this;
    const letters = tag.refStart < 0 ? '' : text.slice(tag.refStart, digitsStart(text, tag));
    const place = letters === '' ? '' : ` r="${letters}${this.moved}"`;
    this.out.replace(tag.start, end, `${text.slice(tag.start, tag.nameEnd)}${place}${styleOf(text, tag)}/>`);
  }

  private isCleared(): boolean {
    const { row, column } = this;
    if (this.plan.cleared.has(row)) return true;
    return this.heads.emptied.some(
      (area) => row >= area.firstRow && row <= area.lastRow && column >= area.firstColumn && column <= area.lastColumn,
    );
  }

  formula(span: Parameters<typeof moveFormula>[2]): void {
    if (this.moved !== 0 && !this.isCleared()) moveFormula(this.out, this.move, span);
  }

  finish(end: number): string {
    return this.out.finish(end);
  }
}
