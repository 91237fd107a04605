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
  const context = columnContext(source.workbook, binding, evidence(binding, cells));
  const readings = new Array<CellReading>(rows.length);
  const known = new KnownValues();
  for (let i = 0; i < rows.length; i++) {
    let read = EMPTY;
    if (cells.state[i] === HAS_FORMULA)
      read = readCell(source, source.sheet.cell(rows[i]!, binding.column), binding, context);
    else if (cells.state[i] !== 0) {
      const value = cells.values[i]!;
      const style = cells.styles[i]!;
      const before = known.get(value, style);
      read = before ?? readCell(source, { row: rows[i]!, column: binding.column, value, style }, binding, context);
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
  for (const [i, value] of values.entries())
    if (typeof value === 'string' || (typeof value === 'number' && binding.type === 'percent'))
      found.push({ value, style: styles[i]! });
  return found;
}

const TEXTUAL: ReadonlySet<string> = new Set(['text', 'choice', 'people', 'outline', 'dependencies']);
/** A column with more different values than this has few that come again. */
const MOST_KNOWN = 4_000;

/** Readings by value and style: the same value in the same format reads the same all down the column. */
class KnownValues {
  private readonly byStyle = new Map<number, Map<unknown, ReadCell>>();

  get(value: unknown, style: number): ReadCell | undefined {
    return this.byStyle.get(style)?.get(value);
  }

  set(value: unknown, style: number, read: ReadCell): void {
    const known = this.byStyle.get(style);
    if (known === undefined) this.byStyle.set(style, new Map([[value, read]]));
    else if (known.size < MOST_KNOWN) known.set(value, read);
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
