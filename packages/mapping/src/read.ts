import { type Calendar, CalendarVotes, type FieldDefinition } from '@sprintforge/core';
import type { CellBlock, ColumnCells, Workbook, Worksheet } from '@sprintforge/xlsx';
import {
  type ColumnBinding,
  type Detection,
  MappingError,
  type PlanRead,
  type PlanRow,
  type ReadNotice,
  type TableMapping,
} from './api.ts';
import { hasContent, type RowScope, rowsBelow, tableRows } from './detect/table-rows.ts';
import { ownColumns } from './layout/own-columns.ts';
import { DELETE_MARK, NAME_FIELDS, NAME_LEVELS, STRUCTURAL } from './layout/structural.ts';
import { nameColumnsOf, readNames } from './values/name-columns.ts';
import { keepColumns, type PlanColumns, readingsOf, rowsOf } from './values/plan-columns.ts';
import type { CellSource } from './values/read-cell.ts';
import { readColumn } from './values/read-column.ts';
import { levelsOfDepths, rowLevels } from './values/row-levels.ts';
import { VolatileFormulas } from './values/volatile-formulas.ts';

/** Read as plain texts. */
const KEYS: ReadonlySet<string> = new Set(['id', 'number', ...NAME_LEVELS]);
/** Without one of these a row is no task. */
const WEAK: ReadonlySet<string> = new Set(['id', 'number', 'level', 'wbs', DELETE_MARK]);

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
  const notices: ReadNotice[] = [];
  const { rowNumbers, block } = readCells(sheet, mapping);
  const cells = cellsByColumn(block);
  const texts = (column: number | null | undefined) => columnTexts(sheet, cells.get(column ?? 0), rowNumbers);
  const read = (binding: ColumnBinding) => readColumn(source, binding, cells.get(binding.column)!, rowNumbers, notices);
  const names = nameColumnsOf(mapping);
  const inColumns =
    names.length === 0
      ? undefined
      : readNames(
          names,
          names.map(({ binding }) => read(binding)),
          rowNumbers.length,
          names.length === mapping.nameColumns,
        );
  const columns: PlanColumns = {
    rowNumbers,
    ids: texts(columnOf(mapping, 'id') ?? mapping.idColumn),
    numbers: texts(columnOf(mapping, 'number')),
    levels: inColumns === undefined ? rowLevels(sheet, mapping, rowNumbers) : levelsOfDepths(inColumns.depths),
    ...(inColumns === undefined ? {} : { namePlaces: inColumns.places }),
    get privateContent() {
      return block.others;
    },
    fields: mapping.columns
      .filter(({ field }) => !KEYS.has(field))
      .map((binding) => (binding.field === 'name' && inColumns !== undefined ? inColumns.names : read(binding))),
  };
  let calendar: Calendar | undefined;
  let rows: PlanRow[] | undefined;
  const plan: PlanRead = {
    mapping: { ...mapping, lastRow: Math.max(rowNumbers.at(-1) ?? 0, mapping.headerRow) },
    get rows() {
      rows ??= rowsOf(columns);
      return rows;
    },
    resources: resources === null ? null : readResourceRows(workbook, resources),
    fields: fieldsOf(mapping),
    get calendar() {
      calendar ??= calendarOf(columns);
      return calendar;
    },
    application: workbook.application,
    missingColumns: [],
    ownColumns: () => ownColumns(sheet, rowNumbers, managedColumns(mapping)),
    ...(notices.length > 0 ? { notices } : {}),
  };
  keepColumns(plan, columns);
  return plan;
}

function columnOf(mapping: TableMapping, field: string): number | undefined {
  return mapping.columns.find((binding) => binding.field === field)?.column;
}

function cellSource(workbook: Workbook, sheet: Worksheet): CellSource {
  const volatile = new VolatileFormulas(workbook);
  return { workbook, sheet, isVolatile: (cell) => volatile.depends(sheet, cell) };
}

/** The rows of the table and their managed cells. */
function readCells(sheet: Worksheet, mapping: TableMapping): { rowNumbers: readonly number[]; block: CellBlock } {
  const scope = rowScope(sheet, mapping);
  const columns = [...managedColumns(mapping)];
  const below = rowsBelow(scope);
  // Mostly the table reaches just as far as it did when it was bound.
  const end = below.findLastIndex((row) => row <= mapping.lastRow) + 1;
  const expected = end === below.length ? below : below.slice(0, end);
  const block = sheet.block(expected, columns);
  const cells = cellsByColumn(block);
  const names = scope.nameColumns.flatMap((column) => cells.get(column) ?? []);
  const read = { rows: expected, ids: cells.get(scope.idColumn ?? 0), names };
  const { rows } = tableRows(scope, below, read);
  const same = rows.length === expected.length && rows.at(-1) === expected.at(-1);
  return { rowNumbers: rows, block: same ? block : sheet.block(rows, columns) };
}

function cellsByColumn({ columns }: CellBlock): ReadonlyMap<number, ColumnCells> {
  return new Map(columns.map((column) => [column.column, column]));
}

function rowScope(sheet: Worksheet, mapping: TableMapping): RowScope {
  const table = sheet.tables.find(({ name }) => name === mapping.listObject);
  return {
    sheet,
    headerRow: mapping.headerRow,
    headers: new Map(mapping.columns.map(({ column, header }) => [column, header.trim()])),
    nameColumns: mapping.columns.filter(({ field }) => NAME_FIELDS.includes(field)).map(({ column }) => column),
    content: mapping.columns.filter(({ field }) => !WEAK.has(field)).map(({ column }) => column),
    idColumn: mapping.idColumn,
    knownLast: mapping.lastRow >= mapping.firstRow ? mapping.lastRow : 0,
    limit:
      table !== undefined && table.totalsRows > 0 ? table.range.lastRow - table.totalsRows : Number.POSITIVE_INFINITY,
  };
}

function columnTexts(sheet: Worksheet, cells: ColumnCells | undefined, rows: readonly number[]): string[] {
  if (cells === undefined) return new Array<string>(rows.length).fill('');
  const { column, values, styles } = cells;
  return values.map((value, i) => {
    if (value === null) return '';
    const text =
      typeof value === 'string' ? value : sheet.displayText({ row: rows[i]!, column, value, style: styles[i]! });
    return text.trim();
  });
}

/** What is outside of them is the person's own, if typed: formulas are filled down by rows, they are nobody's own. */
function managedColumns(mapping: TableMapping): ReadonlySet<number> {
  const managed = new Set(mapping.columns.map(({ column }) => column));
  if (mapping.idColumn !== null) managed.add(mapping.idColumn);
  return managed;
}

function fieldsOf(mapping: TableMapping): FieldDefinition[] {
  return mapping.columns
    .filter(({ field }) => !STRUCTURAL.has(field))
    .map(({ field, header, type }) => ({
      key: field,
      label: field === 'name' ? nameLabel(mapping, header) : header,
      type,
    }));
}

/** Names in several columns are called what all of these are. */
function nameLabel(mapping: TableMapping, header: string): string {
  const headers = nameColumnsOf(mapping).flatMap(({ binding }) => (binding.header === '' ? [] : [binding.header]));
  return headers.length > 1 ? headers.join(' / ') : header;
}

/** So many rows tell the calendar of a plan; all of 100,000 say nothing else. */
const VOTES = 10_000;

function calendarOf({ fields }: PlanColumns): Calendar {
  const valuesOf = (key: string) => fields.find(({ field }) => field === key)?.values ?? [];
  const [starts, finishes, durations] = [valuesOf('start'), valuesOf('finish'), valuesOf('duration')];
  const votes = new CalendarVotes();
  for (let row = 0; row < durations.length && votes.rows < VOTES; row++) {
    const start = starts[row];
    const finish = finishes[row];
    const duration = durations[row];
    if (typeof start === 'string' && typeof finish === 'string' && typeof duration === 'number')
      votes.add(start, finish, duration);
  }
  return votes.calendar;
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
    .map((binding) => readColumn(source, binding, sheet.block(rows, [binding.column]).columns[0]!, rows, []))
    .map((column) => ({ field: column.field, readings: readingsOf(column) }));
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
