import { columnNumber, columnLetter as letters } from '@sprintforge/xlsx';

export { columnNumber, letters };

/** `D14` */
export function a1(row: number, column: number): string {
  return `${letters(column)}${row}`;
}

/** A sheet name as formulas write it: always quoted, quotes doubled. */
export function quoteSheet(sheet: string): string {
  return `'${sheet.replaceAll("'", "''")}'`;
}

/** `'Plan A'!$B$2:$B$20` */
export function absoluteRange(
  sheet: string,
  firstRow: number,
  firstColumn: number,
  lastRow: number,
  lastColumn: number,
): string {
  return `${quoteSheet(sheet)}!$${letters(firstColumn)}$${firstRow}:$${letters(lastColumn)}$${lastRow}`;
}

export interface SheetArea {
  readonly sheet: string;
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly lastRow: number;
  readonly lastColumn: number;
}

const AREA = /^(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$/i;

/** Reads a one-area reference with a sheet, as a defined name holds it; undefined for `#REF!` and everything else. */
export function parseArea(formula: string): SheetArea | undefined {
  const match = AREA.exec(formula.trim());
  if (!match) return undefined;
  const sheet = match[1] === undefined ? match[2]! : match[1].replaceAll("''", "'");
  const firstColumn = columnNumber(match[3]!);
  const firstRow = Number(match[4]);
  return {
    sheet: sheet.replace(/^\$/, ''),
    firstRow,
    firstColumn,
    lastRow: match[6] === undefined ? firstRow : Number(match[6]),
    lastColumn: match[5] === undefined ? firstColumn : columnNumber(match[5]),
  };
}
