/** The rows of the plan as they stand in the sheet now: columns found again by their hidden names, then by their headers (rule C1). */
import { PREDECESSORS, type Value } from '@sprintforge/core';
import { type CellRead, isError, isFormula, isPlain, readCell } from './cell-value.ts';
import type { BoundColumn, CopyOf } from './copy-of.ts';
import { References } from './predecessors.ts';

export interface PlanRow {
  /** 1-based, of the sheet. */
  readonly row: number;
  /** '' of a row that has none yet. */
  readonly id: string;
  /** What predecessors call it. */
  readonly called: string;
  /** By field. */
  readonly cells: ReadonlyMap<string, CellRead>;
  /** By field; cells with formulas, and those that hold no such value, are not among them. */
  readonly values: ReadonlyMap<string, Value>;
  /** Columns that hold something of the person's own: no formula, and bound to nothing. */
  readonly own: boolean;
}

export interface PlanTable {
  readonly copy: CopyOf;
  readonly sheet: string;
  readonly idColumn: number;
  /** Where the bound columns stand now; only those that are read. */
  readonly columns: readonly BoundColumn[];
  /** The way back and forth between predecessors and Task IDs; null: there is no such column. */
  readonly references: References | null;
  /** Headers of the columns that wait for an upload. */
  readonly left: readonly string[];
  readonly rows: readonly PlanRow[];
  /** The last row that was looked at, of the table or just above what stands below it. */
  readonly lastRow: number;
}

/** Cells of tasks that hold no value of their column, so that they are neither sent nor written. */
export interface UnreadCell {
  /** `E9`. */
  readonly cell: string;
  readonly text: string;
}

export const unreadCells = ({ rows, columns }: PlanTable): readonly UnreadCell[] =>
  rows.flatMap((row) =>
    columns.flatMap(({ field, column }): UnreadCell[] => {
      const cell = row.cells.get(field);
      if (row.id === '' || !cell || isFormula(cell) || field === PREDECESSORS || row.values.has(field)) return [];
      return [{ cell: `${letter(column)}${row.row}`, text: cell.text || String(cell.raw) }];
    }),
  );

const ID = /^SF-[0-9A-Z]{4}-[0-9A-Z]{4}$/;

/** null: nothing of the table is left. */
export async function readPlanTable(context: Excel.RequestContext, copy: CopyOf): Promise<PlanTable | null> {
  const { names } = context.workbook;
  names.load('items/name,items/formula');
  await context.sync();
  const areas = new Map(names.items.map(({ name, formula }) => [name.toLowerCase(), areaOf(String(formula))]));
  const named = (field: string) => areas.get(`_sf_${field}`) ?? null;
  const sheetName =
    copy.columns.map(({ field }) => named(field)?.sheet).find((name) => name !== undefined) ?? copy.sheet;
  const sheet = context.workbook.worksheets.getItemOrNullObject(sheetName);
  const used = sheet.getUsedRangeOrNullObject(true);
  used.load('address');
  await context.sync();
  const extent = used.isNullObject ? null : areaOf(used.address);
  if (!extent) return null;
  const bound = copy.columns.map((column) => ({ ...column, column: named(column.field)?.column ?? column.column }));
  const idColumn = named('id')?.column ?? bound.find(({ field }) => field === 'id')?.column ?? copy.idColumn;
  if (idColumn === null) return null;
  const first = copy.columns.map(({ field }) => named(field)?.row).find((row) => row !== undefined) ?? copy.headerRow;
  const firstRow = first + (copy.firstRow - copy.headerRow);
  const below = named('_end')?.row ?? Number.POSITIVE_INFINITY;
  const lastRow = Math.max(firstRow, Math.min(extent.lastRow, below - 1));
  const width = Math.max(idColumn, extent.lastColumn);
  const range = sheet.getRange(`A${firstRow}:${letter(width)}${lastRow}`);
  range.load('values,formulas,text,numberFormat');
  await context.sync();
  const columns = bound.filter(isPlain);
  const style = columns.find(({ field }) => field === PREDECESSORS)?.style;
  const called = style?.reference === 'row' ? null : bound.find(({ field }) => field === style?.reference)?.column;
  const grid: Grid = { firstRow, idColumn, called, range, copy };
  const found = rowsOf(grid, columns, new Set(bound.map(({ column }) => column)));
  const references = style ? new References(found.map(calledRow), style) : null;
  const rows = references ? found.map((row) => withPredecessors(row, references)) : found;
  const left = bound.filter((one) => !isPlain(one) && !['id', 'number', 'delete'].includes(one.field));
  const headers = left.map(({ header }) => header);
  return { copy, sheet: sheetName, idColumn, columns, references, left: headers, rows, lastRow };
}

/** A row that has no ID yet, for the server. */
export const clientRow = ({ row }: Pick<PlanRow, 'row'>): string => `row-${row}`;

const calledRow = (row: PlanRow) => ({ id: row.id || clientRow(row), called: row.called });

/** What the predecessors of a row say, as it stands in the cell. */
export const predecessorText = ({ cells }: PlanRow): string => String(cells.get(PREDECESSORS)?.raw ?? '');

function withPredecessors(row: PlanRow, references: References): PlanRow {
  const cell = row.cells.get(PREDECESSORS);
  if (!cell || isFormula(cell) || isError(cell.raw)) return row;
  return { ...row, values: new Map([...row.values, [PREDECESSORS, references.withIds(predecessorText(row))]]) };
}

interface Grid {
  readonly firstRow: number;
  readonly idColumn: number;
  /** The column of what predecessors call a row; null: its number in the sheet. */
  readonly called: number | null | undefined;
  readonly range: Pick<Excel.Range, 'values' | 'formulas' | 'text' | 'numberFormat'>;
  readonly copy: CopyOf;
}

/** Down to the last row with an ID, and the filled ones that follow it without a gap. */
function rowsOf(grid: Grid, columns: readonly BoundColumn[], bound: ReadonlySet<number>): PlanRow[] {
  const all = grid.range.values.map((_, at) => rowAt(grid, at, columns, bound));
  let end = all.findLastIndex(({ id }) => id !== '') + 1;
  while (end < all.length && isFilled(all[end])) end += 1;
  return all.slice(0, end).filter((row) => row.id !== '' || isFilled(row));
}

const isFilled = (row: PlanRow | undefined): boolean =>
  row !== undefined && [...row.values.values()].some((value) => value !== null);

function rowAt(
  { firstRow, idColumn, called, range, copy }: Grid,
  at: number,
  columns: readonly BoundColumn[],
  bound: ReadonlySet<number>,
): PlanRow {
  const read = (column: number): CellRead => ({
    raw: range.values[at]?.[column - 1] ?? '',
    text: range.text[at]?.[column - 1] ?? '',
    formula: String(range.formulas[at]?.[column - 1] ?? ''),
    format: String(range.numberFormat[at]?.[column - 1] ?? ''),
  });
  const cells = new Map(columns.map((column) => [column.field, read(column.column)]));
  const values = new Map<string, Value>();
  for (const column of columns) {
    if (column.field === PREDECESSORS) continue; // when all rows are known
    const cell = cells.get(column.field)!;
    const value = isFormula(cell) ? undefined : readCell(cell, column, copy.isIndented);
    if (value !== undefined) values.set(column.field, value);
  }
  const id = String(range.values[at]?.[idColumn - 1] ?? '').trim();
  const own = (range.formulas[at] ?? []).some(
    (formula, column) =>
      formula !== '' && !bound.has(column + 1) && column + 1 !== idColumn && !String(formula).startsWith('='),
  );
  const name = called === null ? String(firstRow + at) : called === undefined ? '' : read(called).text;
  return { row: firstRow + at, id: ID.test(id) ? id : '', called: name, cells, values, own };
}

interface Area {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly lastRow: number;
  readonly lastColumn: number;
}

/** `Sheet!$A$1:$B$9`, with or without `=` and quotes; null when it is no area. */
export function areaOf(formula: string): Area | null {
  const found = /^=?(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?$/i.exec(formula);
  if (!found) return null;
  const [, quotedName, name = '', column = '', row, lastColumn = column, lastRow = row] = found;
  const sheet = quotedName?.replaceAll("''", "'") ?? name;
  return { sheet, row: Number(row), column: number(column), lastRow: Number(lastRow), lastColumn: number(lastColumn) };
}

const number = (letters: string): number =>
  [...letters.toUpperCase()].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0);

export function letter(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest > 0 ? letter(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}
