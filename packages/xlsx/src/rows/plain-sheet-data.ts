/**
 * The quick way over `<sheetData>` behind a change of rows: on the bytes, from the columns of a scan, where rows and cells are
 * written plainly (`<row r="5" …>`, `<c r="A5" …>`, formulas without attributes), as nearly all programs do.
 */
import { FilledDown } from '../formula/filled-down.ts';
import { FormulaMover } from '../formula/formula-mover.ts';
import { lastPossibleRow } from '../formula/row-shift.ts';
import type { FormulaContext } from '../formula/shift-formula.ts';
import { plainFormulaStart } from '../sheet/cell-formulas.ts';
import { FORMULA } from '../sheet/grid.ts';
import type { SheetCells } from '../sheet/sheet-cells.ts';
import { elementEnd, LT, QUOTE, readTag, SLASH } from '../sheet/tokens.ts';
import { decodeXml, escapeText } from '../xml/xml-text.ts';
import { ByteRewriter } from './byte-rewriter.ts';
import { NewRows } from './new-rows.ts';
import { type ModelRow, modelRows } from './row-model.ts';
import type { RowPlan } from './row-plan.ts';

/** The inside of sheetData of the sheet whose rows change; undefined where something is not as plain as that. */
export function movePlainSheetData(cells: SheetCells, plan: RowPlan): Buffer | undefined {
  const { layout, bytes } = cells;
  if (!layout.data || layout.data.open.kind === 'empty' || !layout.ordered || plan.cleared.size > 0) return undefined;
  const mover = new PlainMover(cells, plan, layout.data.open.end, layout.data.close);
  return bytes.length < 0x7fffffff ? mover.run() : undefined;
}

class PlainMover {
  private readonly cells: SheetCells;
  private readonly plan: RowPlan;
  private readonly context: FormulaContext;
  private readonly formulas: FormulaMover;
  private readonly out: ByteRewriter;
  private readonly end: number;
  /** By column: what was filled down it and follows its row. */
  private readonly filled = new Map<number, FilledDown>();
  /** By column: what was filled down it and stays as it is in rows that stay. */
  private readonly staying = new Map<number, FilledDown>();
  /** Rows where ranges end that grow: there a formula is no pattern for others, nor they for it. */
  private readonly growing: ReadonlySet<number>;

  constructor(cells: SheetCells, plan: RowPlan, from: number, end: number) {
    this.cells = cells;
    this.plan = plan;
    this.context = { formulaSheet: plan.sheet.name };
    this.formulas = new FormulaMover(this.context, plan.shift);
    this.growing = new Set(plan.shift.growing.map(({ lastRow }) => lastRow));
    this.out = new ByteRewriter(cells.bytes, from, end);
    this.end = end;
  }

  run(): Buffer | undefined {
    const { grid } = this.cells;
    const { inserts, shift } = this.plan;
    const newRows = new NewRows(this.plan, this.models(), this.cells.layout.prefix);
    let next = 0;
    for (let index = 0; index < grid.rows; index++) {
      const row = grid.rowNumber[index]!;
      for (; next < inserts.length && inserts[next]!.at <= row; next++)
        this.out.insert(grid.rowStart[index]!, newRows.markup(inserts[next]!));
      const moved = shift.row(row);
      if (moved === 0 || moved > lastPossibleRow) {
        if (!this.removeRow(index)) return undefined;
      } else if (!this.moveRow(index, row, moved)) return undefined;
    }
    for (; next < inserts.length; next++) this.out.insert(this.end, newRows.markup(inserts[next]!));
    return this.out.finish(this.end);
  }

  /** False when one of its formulas may mean cells that stay. */
  private removeRow(index: number): boolean {
    const { bytes, grid } = this.cells;
    for (let cell = grid.rowFirst[index]!; cell < grid.rowFirst[index + 1]!; cell++) {
      if ((grid.type[cell]! & FORMULA) !== 0 && plainFormulaStart(bytes, grid.start[cell]!) === 0) return false;
    }
    this.out.replace(grid.rowStart[index]!, this.rowEnd(index), '');
    return true;
  }

  private rowEnd(index: number): number {
    const { bytes, grid } = this.cells;
    return elementEnd(bytes, readTag(bytes, grid.rowStart[index]!));
  }

  /** False when the row is not plain. */
  private moveRow(index: number, row: number, moved: number): boolean {
    const { grid } = this.cells;
    if (moved !== row && !this.renumber(grid.rowStart[index]! + 4, moved, false)) return false;
    for (let cell = grid.rowFirst[index]!; cell < grid.rowFirst[index + 1]!; cell++) {
      if (moved !== row && !this.renumber(grid.start[cell]! + 2, moved, true)) return false;
      if ((grid.type[cell]! & FORMULA) !== 0 && !this.moveFormula(cell, row, moved)) return false;
    }
    return true;
  }

  /** Behind the name of a tag (and, but for it, the prefix): ` r="` and a reference whose row is replaced. */
  private renumber(nameEnd: number, moved: number, ofCell: boolean): boolean {
    const { bytes, layout } = this.cells;
    let at = nameEnd + layout.prefix.length;
    if (bytes[at] !== 0x20 || bytes[at + 1] !== 0x72 || bytes[at + 2] !== 0x3d || bytes[at + 3] !== QUOTE) return false;
    at += 4;
    const letters = at;
    while (bytes[at]! >= 0x41) at++;
    // Some writers number their cells from 0 and leave the letters out.
    if (ofCell && at === letters) return true;
    let end = at;
    while (bytes[end]! >= 0x30 && bytes[end]! <= 0x39) end++;
    if (end === at || bytes[end] !== QUOTE) return false;
    this.out.replaceNumber(at, end, moved);
    return true;
  }

  private moveFormula(cell: number, row: number, moved: number): boolean {
    const { bytes, grid } = this.cells;
    const from = plainFormulaStart(bytes, grid.start[cell]!);
    if (from === 0) return false;
    const column = grid.column[cell]!;
    const known = this.patternOf(column, row, moved);
    const end = known?.endIn(bytes, from, row) ?? 0;
    if (end > 0 && bytes[end] === LT && bytes[end + 1] === SLASH) {
      if (moved !== row) known!.rowNumbers(from, row, (start, past) => this.out.replaceNumber(start, past, moved));
      return true;
    }
    const to = bytes.indexOf(LT, from);
    if (bytes[to + 1] !== SLASH) return false;
    const formula = decodeXml(bytes.toString('utf8', from, to));
    const after = this.formulas.move(formula);
    const text = after === formula ? bytes.toString('utf8', from, to) : escapeText(after);
    if (after !== formula) this.out.replace(from, to, text);
    if (this.growing.has(row)) return true;
    if (moved !== row) this.learn(column, FilledDown.of(bytes, from, to, row), moved, text);
    else if (after === formula) this.staying.set(column, FilledDown.of(bytes, from, to, row));
    return true;
  }

  private patternOf(column: number, row: number, moved: number): FilledDown | undefined {
    if (this.growing.has(row)) return undefined;
    return this.filled.get(column) ?? (moved === row ? this.staying.get(column) : undefined);
  }

  /** A formula that only follows its own row does so in every row that it was filled down to. */
  private learn(column: number, formula: FilledDown, moved: number, after: string): void {
    if (formula.in(moved) === after) this.filled.set(column, formula);
  }

  /** The rows that new ones are like, cut out of the sheet. */
  private models(): ReadonlyMap<number, ModelRow> {
    const { bytes, grid } = this.cells;
    const { inserts } = this.plan;
    const wanted = [...new Set(inserts.flatMap(({ at, like }) => [like - 1, like, like + 1, at]))].sort(
      (a, b) => a - b,
    );
    const texts = wanted.map((row) => {
      const index = row > 0 ? grid.findRow(row) : -1;
      return index < 0 ? '' : bytes.toString('utf8', grid.rowStart[index]!, this.rowEnd(index));
    });
    const text = texts.join('');
    return modelRows(text, 0, text.length, inserts, new Map());
  }
}
