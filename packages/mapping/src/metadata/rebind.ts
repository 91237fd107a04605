import type { FieldKey } from '@sprintforge/core';
import type { Workbook, Worksheet } from '@sprintforge/xlsx';
import type { ColumnBinding, CopyMetadata, Detection, TableMapping } from '../api.ts';
import { MappingError } from '../api.ts';
import { parseArea, type SheetArea } from '../layout/address.ts';
import { END_NAME, hiddenName } from '../layout/names.ts';
import { findColumns, fold, headersOf, idsIn, isFilled, type Names } from './rebind-columns.ts';

export interface Rebound {
  readonly mapping: TableMapping;
  readonly resources: Detection['resources'];
  readonly missing: readonly { readonly field: FieldKey; readonly header: string }[];
}

/**
 * Finds the bound columns of a copy again (rule C1): by hidden name, then header, then position; tolerates moved,
 * inserted and renamed columns, sheets and rows, and programs that drop names.
 * @throws MappingError `NO_TABLE` when nothing of the table is left
 */
export function rebind(workbook: Workbook, metadata: CopyMetadata): Rebound {
  const recorded = metadata.bindings;
  const names = namedAreas(workbook, recorded);
  const sheet = findSheet(workbook, recorded, names);
  if (sheet === undefined) throw new MappingError('NO_TABLE', `The sheet "${recorded.sheet}" is not in the file`);
  const headerRow = findHeaderRow(sheet, recorded, names);
  const columns = findColumns(sheet, recorded, names, headerRow);
  const idColumn = findIdColumn(sheet, recorded, columns, names, headerRow);
  const bound = recorded.columns.flatMap((binding) => {
    const column = columns.get(binding);
    return column === undefined
      ? []
      : [{ ...binding, column, header: headerText(sheet, headerRow, column) || binding.header }];
  });
  if (bound.length === 0) throw new MappingError('NO_TABLE', `No known column is left on "${sheet.name}"`);
  const missing = recorded.columns.filter((binding) => !columns.has(binding) && binding.field !== 'id');
  const rows = dataRows(workbook, sheet, recorded, names, headerRow, bound, idColumn);
  const listObject = sheet.tables.find((table) => table.name === recorded.listObject)?.name ?? null;
  const firstHeaderRow = Math.max(1, headerRow - (recorded.headerRow - recorded.firstHeaderRow));
  return {
    mapping: {
      ...recorded,
      sheet: sheet.name,
      headerRow,
      firstHeaderRow,
      ...rows,
      columns: bound,
      idColumn,
      listObject,
      outline: missing.some(({ field }) => tells(recorded, field)) ? 'none' : recorded.outline,
    },
    resources: rebindResources(workbook, metadata.resources),
    missing: missing.map(({ field, header }) => ({ field, header })),
  };
}

/** Was the outline told by this column alone? Without it a copy says nothing about the outline (rule C3). */
function tells({ outline, columns }: TableMapping, field: FieldKey): boolean {
  if (outline === 'level') return field === 'level';
  if (outline === 'indent') return field === 'name';
  const code = columns.some((binding) => binding.field === 'wbs') ? 'wbs' : 'number';
  return outline === 'wbs' && field === code;
}

function namedAreas(workbook: Workbook, recorded: TableMapping): Names {
  const defined = new Map(workbook.definedNames.map((name) => [name.name.toLowerCase(), name.formula]));
  const areas = new Map<string, SheetArea | null>();
  for (const field of [...recorded.columns.map((binding) => binding.field), 'id']) {
    const formula = defined.get(hiddenName(field).toLowerCase());
    if (formula !== undefined) areas.set(field, parseArea(formula) ?? null);
  }
  return areas;
}

function findSheet(workbook: Workbook, recorded: TableMapping, names: Names): Worksheet | undefined {
  for (const area of names.values()) {
    const sheet = area === null ? undefined : workbook.sheet(area.sheet);
    if (sheet !== undefined) return sheet;
  }
  const same = workbook.sheet(recorded.sheet);
  const best = (sheet: Worksheet) => findHeader(sheet, recorded).matches;
  if (same !== undefined && best(same) > 0) return same;
  const ranked = workbook.sheets
    .map((sheet) => ({ sheet, matches: best(sheet) }))
    .sort((a, b) => b.matches - a.matches);
  const enough = Math.max(2, recorded.columns.length / 2);
  return ranked[0] !== undefined && ranked[0].matches >= enough ? ranked[0].sheet : same;
}

/** The row of the names, unless a program moved the header away under them; else the row that holds most headers. */
function findHeaderRow(sheet: Worksheet, recorded: TableMapping, names: Names): number {
  const found = findHeader(sheet, recorded);
  const wanted = new Set(recorded.columns.map((binding) => fold(binding.header)));
  for (const area of names.values()) {
    if (area === null || area.sheet.toLowerCase() !== sheet.name.toLowerCase()) continue;
    const isLeft = found.matches >= Math.max(2, recorded.columns.length / 2);
    // the texts of a header of several rows may stand in its upper ones (merged cells)
    const top = area.firstRow - (recorded.headerRow - recorded.firstHeaderRow);
    const stays = found.row >= top && found.row <= area.firstRow;
    return isLeft && !stays && !sheet.row(area.firstRow).some(({ value }) => wanted.has(fold(String(value ?? ''))))
      ? found.row
      : area.firstRow;
  }
  return found.matches > 0 ? found.row : recorded.headerRow;
}

/** The row in which most of the recorded headers stand; the recorded row wins among equals. */
function findHeader(sheet: Worksheet, recorded: TableMapping): { row: number; matches: number } {
  const wanted = new Set(recorded.columns.map((binding) => fold(binding.header)).filter((text) => text !== ''));
  let best = { row: recorded.headerRow, matches: 0 };
  for (const row of [recorded.headerRow, ...takeRows(sheet, 200)]) {
    const here = new Set(sheet.row(row).map((cell) => (typeof cell.value === 'string' ? fold(cell.value) : '')));
    const matches = [...wanted].filter((text) => here.has(text)).length;
    if (matches > best.matches) best = { row, matches };
    if (matches === wanted.size) break;
  }
  return best;
}

function* takeRows(sheet: Worksheet, count: number): Generator<number> {
  for (const row of sheet.rows()) {
    if (count-- <= 0) return;
    yield row;
  }
}

/** The ID column: its hidden name, its header, or else the column full of Task IDs. */
function findIdColumn(
  sheet: Worksheet,
  recorded: TableMapping,
  columns: ReadonlyMap<ColumnBinding, number>,
  names: Names,
  headerRow: number,
): number | null {
  const bound = [...columns].find(([binding]) => binding.field === 'id')?.[1];
  const named = names.get('id')?.firstColumn;
  const held = idsIn(sheet, headerRow);
  for (const column of [bound, named]) if (column !== undefined && held.has(column)) return column;
  const counted = [...held].sort((a, b) => b[1] - a[1])[0];
  if (counted !== undefined) return counted[0];
  return bound ?? named ?? (names.has('id') ? null : recorded.idColumn);
}

/** First and last data row: what the names or the ListObject cover, and the filled rows that follow without a gap. */
function dataRows(
  workbook: Workbook,
  sheet: Worksheet,
  recorded: TableMapping,
  names: Names,
  headerRow: number,
  bound: readonly ColumnBinding[],
  idColumn: number | null,
): { firstRow: number; lastRow: number } {
  const firstRow = headerRow + (recorded.firstRow - recorded.headerRow);
  const areas = [...names.values()].filter((area) => area !== null);
  const table = sheet.tables.find((item) => item.name === recorded.listObject);
  const covered = [
    ...areas.map((area) => area.lastRow),
    ...(table ? [table.range.lastRow - table.totalsRows] : []),
    lastId(sheet, idColumn),
  ];
  let lastRow =
    covered.length > 1
      ? Math.max(...covered)
      : Math.max(covered[0]!, recorded.lastRow + headerRow - recorded.headerRow);
  const columns = [...bound.map((binding) => binding.column), ...(idColumn === null ? [] : [idColumn])];
  const end = endRow(workbook, sheet);
  const totals = table !== undefined && table.totalsRows > 0;
  const filled = (row: number) => columns.some((column) => isFilled(sheet, row, column));
  while (!totals && lastRow < sheet.lastRow && (end === undefined || lastRow + 1 < end) && filled(lastRow + 1))
    lastRow++;
  return { firstRow, lastRow: Math.max(firstRow - 1, Math.min(lastRow, sheet.lastRow)) };
}

function endRow(workbook: Workbook, sheet: Worksheet): number | undefined {
  const name = workbook.definedNames.find((defined) => defined.name.toLowerCase() === END_NAME);
  const area = name && parseArea(name.formula);
  return area?.sheet.toLowerCase() === sheet.name.toLowerCase() ? area.firstRow : undefined;
}

function lastId(sheet: Worksheet, idColumn: number | null): number {
  if (idColumn === null) return 0;
  for (let row = sheet.lastRow; row > 0; row--) if (isFilled(sheet, row, idColumn)) return row;
  return 0;
}

function rebindResources(workbook: Workbook, recorded: Detection['resources']): Detection['resources'] {
  if (recorded === null) return null;
  const sheet = workbook.sheet(recorded.sheet);
  if (sheet === undefined) return null;
  const headers = headersOf(sheet, recorded.headerRow);
  const columns = recorded.columns.flatMap((binding) => {
    const column = headers.get(fold(binding.header))?.[0];
    return column === undefined ? [] : [{ ...binding, column }];
  });
  let lastRow = recorded.headerRow;
  while (columns.some(({ column }) => isFilled(sheet, lastRow + 1, column))) lastRow++;
  return columns.length === 0 ? null : { ...recorded, columns, lastRow };
}

function headerText(sheet: Worksheet, row: number, column: number): string {
  return String(sheet.cell(row, column)?.value ?? '');
}
