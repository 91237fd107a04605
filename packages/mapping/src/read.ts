import { type Calendar, type FieldDefinition, type FieldKey, inferCalendar, PREDECESSORS } from '@sprintforge/core';
import { type Cell, columnLetter, type Workbook, type Worksheet } from '@sprintforge/xlsx';
import {
  type CellReading,
  type ColumnBinding,
  type Detection,
  MappingError,
  type PlanRead,
  type PlanRow,
  type ReadNotice,
  type TableMapping,
} from './api.ts';
import { hasContent, tableRows } from './detect/table-rows.ts';
import { columnContext } from './values/column-context.ts';
import { lostType } from './values/lost-type.ts';
import { type CellSource, readCell } from './values/read-cell.ts';
import { rowLevels } from './values/row-levels.ts';
import { VolatileFormulas } from './values/volatile-formulas.ts';

const STRUCTURAL: ReadonlySet<string> = new Set(['id', 'number']);
const NO_FIELD: ReadonlySet<string> = new Set(['id', 'number', 'level', PREDECESSORS]);
/** Without one of these a row is no task. */
const WEAK: ReadonlySet<string> = new Set(['id', 'number', 'level', 'wbs']);

/**
 * The rows of the bound table with their cells by type (rules V1-V7); nothing is identified yet. Rows that follow on the
 * last known one belong to it. The cell of `predecessors` holds the text as it stands, see `resolvePredecessors`.
 * @throws MappingError `BAD_MAPPING` when the sheet is not there
 */
export function readPlan(
  workbook: Workbook,
  mapping: TableMapping,
  resources: Detection['resources'] = null,
): PlanRead {
  const sheet = workbook.sheet(mapping.sheet);
  if (sheet === undefined)
    throw new MappingError('BAD_MAPPING', `There is no sheet "${mapping.sheet}".`, { sheet: mapping.sheet });
  const source = cellSource(workbook, sheet);
  const rowNumbers = planRows(sheet, mapping);
  const notices: ReadNotice[] = [];
  const { columns: cells, privateRows } = collectCells(sheet, rowNumbers, managedColumns(mapping));
  const fields = mapping.columns
    .filter(({ field }) => !STRUCTURAL.has(field))
    .map((binding) => readColumn(source, binding, cells.get(binding.column)!, rowNumbers, notices));
  const texts = (column: number | null | undefined) => columnTexts(sheet, cells.get(column ?? 0), rowNumbers.length);
  const numbers = texts(mapping.columns.find(({ field }) => field === 'number')?.column);
  const ids = texts(mapping.columns.find(({ field }) => field === 'id')?.column ?? mapping.idColumn);
  const levels = rowLevels(sheet, mapping, rowNumbers);
  const rows = rowNumbers.map(
    (row, i): PlanRow => ({
      row,
      id: ids[i]!,
      cells: Object.fromEntries(fields.map(({ field, readings }) => [field, readings[i]!])),
      level: levels[i]!,
      number: numbers[i]!,
      privateContent: privateRows.has(i),
    }),
  );
  return {
    mapping: { ...mapping, lastRow: Math.max(rowNumbers.at(-1) ?? 0, mapping.headerRow) },
    rows,
    resources: resources === null ? null : readResourceRows(workbook, resources),
    fields: fieldsOf(mapping),
    calendar: calendarOf(rows),
    application: workbook.application,
    missingColumns: [],
    ...(notices.length > 0 ? { notices } : {}),
  };
}

function cellSource(workbook: Workbook, sheet: Worksheet): CellSource {
  const volatile = new VolatileFormulas(workbook);
  return { workbook, sheet, isVolatile: (cell) => volatile.depends(sheet, cell) };
}

function planRows(sheet: Worksheet, mapping: TableMapping): readonly number[] {
  const table = sheet.tables.find(({ name }) => name === mapping.listObject);
  return tableRows({
    sheet,
    headerRow: mapping.headerRow,
    headers: new Map(mapping.columns.map(({ column, header }) => [column, header.trim()])),
    nameColumn: mapping.columns.find(({ field }) => field === 'name')?.column,
    content: mapping.columns.filter(({ field }) => !WEAK.has(field)).map(({ column }) => column),
    idColumn: mapping.idColumn,
    knownLast: mapping.lastRow >= mapping.firstRow ? mapping.lastRow : 0,
    limit:
      table !== undefined && table.totalsRows > 0 ? table.range.lastRow - table.totalsRows : Number.POSITIVE_INFINITY,
  }).rows;
}

/** The cells of the managed columns by row, read once; and the rows (by index) with something private. */
function collectCells(sheet: Worksheet, rows: readonly number[], managed: ReadonlySet<number>) {
  const columns = new Map(
    [...managed].map((column) => [column, new Array<Cell | undefined>(rows.length).fill(undefined)]),
  );
  const privateRows = new Set<number>();
  rows.forEach((row, i) => {
    for (const cell of sheet.row(row)) {
      const column = columns.get(cell.column);
      if (column !== undefined) column[i] = cell;
      else if (cell.formula === undefined && hasContent(cell)) privateRows.add(i);
    }
  });
  return { columns, privateRows };
}

function readColumn(
  source: CellSource,
  binding: ColumnBinding,
  cells: readonly (Cell | undefined)[],
  rows: readonly number[],
  notices: ReadNotice[],
): { field: FieldKey; readings: readonly CellReading[] } {
  const context = columnContext(
    source.workbook,
    binding,
    cells.filter((cell) => cell !== undefined),
  );
  const readings = cells.map((cell, i) => {
    const { reading, outlier } = readCell(source, cell, binding, context);
    if (outlier) notices.push(outlierNotice(source.sheet, binding, rows[i]!, cell));
    return reading;
  });
  const lost = lostType(source.sheet.name, binding, cells);
  if (lost !== undefined) notices.push(lost);
  return { field: binding.field, readings };
}

function outlierNotice(sheet: Worksheet, binding: ColumnBinding, row: number, cell: Cell | undefined): ReadNotice {
  const at = `${columnLetter(binding.column)}${row}`;
  const shown = cell === undefined ? '' : sheet.displayText(cell);
  return {
    code: 'PERCENT_OUTLIER',
    sheet: sheet.name,
    cell: at,
    message: `${at} shows ${shown}: written in another scale than the rest of "${binding.header}".`,
  };
}

function columnTexts(sheet: Worksheet, cells: readonly (Cell | undefined)[] | undefined, length: number): string[] {
  if (cells === undefined) return new Array<string>(length).fill('');
  return cells.map((cell) => (cell === undefined || cell.value === null ? '' : sheet.displayText(cell).trim()));
}

/** What is outside of them is the person's own, if typed: formulas are filled down by rows, they are nobody's own. */
function managedColumns(mapping: TableMapping): ReadonlySet<number> {
  const managed = new Set(mapping.columns.map(({ column }) => column));
  if (mapping.idColumn !== null) managed.add(mapping.idColumn);
  return managed;
}

function fieldsOf(mapping: TableMapping): FieldDefinition[] {
  return mapping.columns
    .filter(({ field }) => !NO_FIELD.has(field))
    .map(({ field, header, type }) => ({ key: field, label: header, type }));
}

function calendarOf(rows: readonly PlanRow[]): Calendar {
  const dated: { start: string; finish: string; duration: number }[] = [];
  for (const { cells } of rows) {
    const [start, finish, duration] = ['start', 'finish', 'duration'].map((field) => {
      const reading = cells[field];
      return reading?.kind === 'value' ? reading.value : null;
    });
    if (typeof start === 'string' && typeof finish === 'string' && typeof duration === 'number') {
      dated.push({ start, finish, duration });
    }
  }
  return inferCalendar(dated);
}

/** The rows of a resources table that have a name. */
function readResourceRows(workbook: Workbook, resources: NonNullable<Detection['resources']>): PlanRow[] {
  const sheet = workbook.sheet(resources.sheet);
  if (sheet === undefined) return [];
  const source = cellSource(workbook, sheet);
  const name = resources.columns.find(({ field }) => field === 'name')?.column ?? 1;
  const id = resources.columns.find(({ field }) => field === 'id')?.column;
  const rows: number[] = [];
  for (const row of sheet.rows()) {
    if (row > resources.headerRow && row <= resources.lastRow && hasContent(sheet.cell(row, name))) rows.push(row);
  }
  const columns = resources.columns
    .filter(({ field }) => field !== 'id')
    .map((binding) =>
      readColumn(
        source,
        binding,
        rows.map((row) => sheet.cell(row, binding.column)),
        rows,
        [],
      ),
    );
  return rows.map((row, i): PlanRow => {
    const key = id === undefined ? undefined : sheet.cell(row, id);
    return {
      row,
      id: key === undefined ? '' : sheet.displayText(key).trim(),
      cells: Object.fromEntries(columns.map(({ field, readings }) => [field, readings[i]!])),
      level: 1,
      number: '',
      privateContent: false,
    };
  });
}
