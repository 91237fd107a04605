import type { ColumnCells, Worksheet } from '@sprintforge/xlsx';

/** What a column shows in these rows (rising); '' where a cell is empty. */
export function shownTexts(sheet: Worksheet, column: number, rows: readonly number[]): string[] {
  return textsOfCells(sheet, sheet.block(rows, [column]).columns[0]!, rows);
}

/** The same for cells that have been read. */
export function textsOfCells(sheet: Worksheet, cells: ColumnCells, rows: readonly number[]): string[] {
  const { column, values, styles } = cells;
  return values.map((value, i) => {
    if (value === null) return '';
    return typeof value === 'string' ? value : sheet.displayText({ row: rows[i]!, column, value, style: styles[i]! });
  });
}
