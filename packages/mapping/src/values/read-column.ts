import type { Value } from '@sprintforge/core';
import { type ColumnCells, columnLetter, type Worksheet } from '@sprintforge/xlsx';
import type { CellReading, ColumnBinding, ReadNotice } from '../api.ts';
import { columnContext } from './column-context.ts';
import { lostType } from './lost-type.ts';
import { type PlainReader, plainReaders, plainText } from './plain-value.ts';
import type { FieldColumn } from './plan-columns.ts';
import { type CellSource, type ReadCell, readCell } from './read-cell.ts';

const HAS_FORMULA = 2;

/** All cells of a bound column; `rows` are the sheet rows of the cells. */
export function readColumn(
  source: CellSource,
  binding: ColumnBinding,
  cells: ColumnCells,
  rows: readonly number[],
  notices: ReadNotice[],
): FieldColumn {
  const { column } = binding;
  const { state, values: held, styles } = cells;
  const context = columnContext(source.workbook, binding, cells);
  const readers = plainReaders(source.workbook, binding, context);
  let style = -1;
  let plain: PlainReader = () => undefined;
  const special = new Map<number, CellReading>();
  const known = new KnownValues();
  // Most columns hold their values as they are read: those need no list of their own.
  let values = held as Value[];
  const put = (i: number, value: Value) => {
    if (values === held) values = held.slice() as Value[];
    values[i] = value;
  };
  const take = (i: number, { reading, outlier }: ReadCell) => {
    put(i, reading.kind === 'value' ? reading.value : null);
    if (reading.kind !== 'value' || reading.formula !== undefined) special.set(i, reading);
    if (outlier) notices.push(outlierNotice(source.sheet, binding, rows[i]!));
  };
  for (let i = 0; i < rows.length; i++) {
    if (state[i] === 0) continue;
    if (state[i] === HAS_FORMULA) {
      take(i, readCell(source, source.sheet.cell(rows[i]!, column), binding, context));
      continue;
    }
    if (styles[i] !== style) {
      style = styles[i]!;
      plain = readers(style);
    }
    const value = held[i]!;
    if (plain === plainText && typeof value === 'string' && value.length > 0) continue;
    const read = plain(value);
    if (read === undefined) {
      const cell = { row: rows[i]!, column, value, style };
      take(i, known.get(value, style) ?? known.keep(value, style, readCell(source, cell, binding, context)));
    } else if (!Object.is(read, value)) put(i, read);
  }
  const lost = lostType(source.sheet.name, binding, cells);
  if (lost !== undefined) notices.push(lost);
  return { field: binding.field, values, special };
}

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

  keep(value: unknown, style: number, read: ReadCell): ReadCell {
    if (this.made > TRIED && this.made * 4 > this.asked * 3) return read;
    this.made++;
    if (this.of === undefined) {
      this.of = new Map();
      this.byStyle.set(style, this.of);
    }
    this.of.set(value, read);
    return read;
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
    facts: { column: binding.header, shown },
  };
}
