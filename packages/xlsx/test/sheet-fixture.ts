import { limitsOf } from '../src/limits.ts';
import { SharedStrings } from '../src/sheet/shared-strings.ts';
import { SheetCells } from '../src/sheet/sheet-cells.ts';

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** A scanned sheet with this inside `<sheetData>`. */
export function sheetOf(rows: string, strings: readonly string[] = [], date1904 = false): SheetCells {
  return cellsOf(`<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`, strings, date1904);
}

export function cellsOf(part: string | Buffer, strings: readonly string[] = [], date1904 = false): SheetCells {
  const sst = Buffer.from(`<sst xmlns="${MAIN}">${strings.join('')}</sst>`);
  return new SheetCells(Buffer.from(part), limitsOf(), () => new SharedStrings(sst, 1000), date1904);
}

/** `A1=value` of every cell that exists. */
export function listing(cells: SheetCells): string[] {
  const found: string[] = [];
  for (let i = 0; i < cells.grid.rows; i++)
    for (const cell of cells.row(cells.grid.rowNumber[i]!))
      found.push(
        `R${cell.row}C${cell.column}=${JSON.stringify(cell.value)}${cell.formula ? ` ${cell.formula.text}` : ''}`,
      );
  return found;
}
