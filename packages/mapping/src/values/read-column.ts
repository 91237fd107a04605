import type { FieldKey } from '@sprintforge/core';
import { type Cell, type ColumnCells, columnLetter, type Worksheet } from '@sprintforge/xlsx';
import type { CellReading, ColumnBinding, ReadNotice } from '../api.ts';
import { columnContext } from './column-context.ts';
import { lostType } from './lost-type.ts';
import { type CellSource, type ReadCell, readCell } from './read-cell.ts';

export interface ColumnReadings {
  readonly field: FieldKey;
  /** One for each row. */
  readonly readings: readonly CellReading[];
}

const HAS_FORMULA = 2;
const EMPTY: ReadCell = { reading: { kind: 'value', value: null }, outlier: false };

/** All cells of a bound column; `rows` are the sheet rows of the cells. */
export function readColumn(
  source: CellSource,
  binding: ColumnBinding,
  cells: ColumnCells,
  rows: readonly number[],
  notices: ReadNotice[],
): ColumnReadings {
  const { column } = binding;
  const { state, values, styles } = cells;
  const context = columnContext(source.workbook, binding, evidence(binding, cells));
  const readings = new Array<CellReading>(rows.length);
  const known = new KnownValues();
  for (let i = 0; i < rows.length; i++) {
    let read = EMPTY;
    if (state[i] === HAS_FORMULA) read = readCell(source, source.sheet.cell(rows[i]!, column), binding, context);
    else if (state[i] !== 0) {
      const value = values[i]!;
      const style = styles[i]!;
      const before = known.get(value, style);
      read = before ?? readCell(source, { row: rows[i]!, column, value, style }, binding, context);
      if (before === undefined) known.set(value, style, read);
    }
    readings[i] = read.reading;
    if (read.outlier) notices.push(outlierNotice(source.sheet, binding, rows[i]!));
  }
  const lost = lostType(source.sheet.name, binding, cells);
  if (lost !== undefined) notices.push(lost);
  return { field: binding.field, readings };
}

/** Cells that can say how the column is meant: texts, and the numbers of percentages. */
function evidence(binding: ColumnBinding, { values, styles }: ColumnCells): Pick<Cell, 'value' | 'style'>[] {
  if (TEXTUAL.has(binding.type)) return [];
  const found: Pick<Cell, 'value' | 'style'>[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (typeof value === 'string' || (typeof value === 'number' && binding.type === 'percent'))
      found.push({ value, style: styles[i]! });
  }
  return found;
}

const TEXTUAL: ReadonlySet<string> = new Set(['text', 'choice', 'people', 'outline', 'dependencies']);
/** A column whose values hardly come again (fewer than one in four of so many) is read cell by cell. */
const TRIED = 512;

/** Readings by value and style: the same value in the same format reads the same all down the column. */
class KnownValues {
  private readonly byStyle = new Map<number, Map<unknown, ReadCell>>();
  private of: Map<unknown, ReadCell> | undefined;
  private style = -1;
  private asked = 0;
  private made = 0;

  get(value: unknown, style: number): ReadCell | undefined {
    if (this.made > TRIED && this.made * 4 > this.asked * 3) return undefined;
    this.asked++;
    if (style !== this.style) {
      this.style = style;
      this.of = this.byStyle.get(style);
    }
    return this.of?.get(value);
  }

  set(value: unknown, style: number, read: ReadCell): void {
    if (this.made > TRIED && this.made * 4 > this.asked * 3) return;
    this.made++;
    if (this.of === undefined) {
      this.of = new Map();
      this.byStyle.set(style, this.of);
    }
    this.of.set(value, read);
  }
}

function outlierNotice(sheet: Worksheet, binding: ColumnBinding, row: number): ReadNotice {
  const at = `${columnLetter(binding.column)}${row}`;
  const cell = sheet.cell(row, binding.column);
  const shown = cell === undefined ? '' : sheet.displayText(cell);
  return {
    code: 'PERCENT_OUTLIER',
    sheet: sheet.name,
    cell: at,
    message: `${at} shows ${shown}: written in another scale than the rest of "${binding.header}".`,
  };
}
