import type { Workbook, Worksheet } from '@sprintforge/xlsx';
import type { TableMapping } from '../api.ts';

export const ID_HEADER = 'Task ID';
/** When the person has a column of their own of that name. */
const SPARE_HEADER = 'SprintForge ID';
const TASK_ID = /^SF-[0-9A-Z]{4}-[0-9A-Z]{4}$/;

/** A column that is headed `Task ID` already and holds nothing else: the template's, or one that lost its IDs. */
export function adoptableColumn(sheet: Worksheet, mapping: TableMapping): number | undefined {
  const empty = (column: number) => {
    for (let row = mapping.firstRow; row <= mapping.lastRow; row++) {
      const value = sheet.cell(row, column)?.value ?? '';
      if (value !== '' && !(typeof value === 'string' && TASK_ID.test(value))) return false;
    }
    return true;
  };
  const headers = sheet.row(mapping.headerRow).filter(({ value }) => value === ID_HEADER || value === SPARE_HEADER);
  return headers.map(({ column }) => column).find(empty);
}

/**
 * The first free column adjoining the region of the table, beyond any date scale (rule R4), so that Excel's sort takes it
 * along. Free: nothing in it from the header to the last row, and no merged cell across it.
 */
export function chooseIdColumn(sheet: Worksheet, mapping: TableMapping): number {
  const used = new Set<number>();
  for (let row = mapping.firstHeaderRow; row <= Math.max(mapping.lastRow, mapping.headerRow); row++)
    for (const cell of sheet.row(row)) if (cell.value !== null || cell.formula !== undefined) used.add(cell.column);
  const merged = sheet.merges.filter(
    (range) =>
      range.lastRow >= mapping.firstHeaderRow && range.firstRow <= Math.max(mapping.lastRow, mapping.headerRow),
  );
  const table = sheet.tables.find((item) => item.name === mapping.listObject);
  let column = Math.max(0, ...mapping.columns.map((binding) => binding.column), table?.range.lastColumn ?? 0) + 1;
  const crossed = (at: number) => merged.some((range) => range.firstColumn <= at && range.lastColumn >= at);
  while (used.has(column) || crossed(column)) column++;
  return column;
}

/** Writes the header and hides the column. */
export function addIdColumn(workbook: Workbook, sheet: Worksheet, mapping: TableMapping, column: number): void {
  const taken = sheet
    .row(mapping.headerRow)
    .some(({ value }) => String(value).toLowerCase() === ID_HEADER.toLowerCase());
  addHeader(workbook, sheet, mapping, column, taken ? SPARE_HEADER : ID_HEADER);
  workbook.setColumn(sheet.name, column, { hidden: true });
}

/** Writes a header beside the others and takes its column into the table or the sheet's filter. */
export function addHeader(
  workbook: Workbook,
  sheet: Worksheet,
  mapping: TableMapping,
  column: number,
  text: string,
): void {
  const beside =
    sheet.cell(mapping.headerRow, column - 1) ?? sheet.cell(mapping.headerRow, mapping.columns[0]?.column ?? 1);
  const table = sheet.tables.find((item) => item.name === mapping.listObject);
  const header = {
    row: mapping.headerRow,
    column,
    value: text,
    ...(beside ? { style: plainHeader(workbook, beside.style) } : {}),
  };
  workbook.setCells(sheet.name, [header]);
  const filter = sheet.autoFilter;
  if (table !== undefined && table.range.lastColumn === column - 1 && table.headerRows > 0)
    workbook.extendTable(sheet.name, table.name, [text]);
  else if (filter !== undefined && filter.lastColumn === column - 1 && filter.firstRow === mapping.headerRow)
    workbook.extendAutoFilter(sheet.name, column);
}

/** The neighbour's look without its number format: beside a date scale the header would be shown as a date. */
function plainHeader(workbook: Workbook, style: number): number {
  const kind = workbook.numberFormat(style).kind;
  return kind === 'general' || kind === 'text' ? style : workbook.style({ base: style, numberFormat: 'General' });
}
