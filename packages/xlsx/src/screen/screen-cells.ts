import { XlsxError } from '../api.ts';
import { located } from '../located.ts';
import type { Package } from '../package/package.ts';
import { type Grid, ODD, SHARED, TYPE } from '../sheet/grid.ts';
import { type SharedStrings, sharedStringsOf } from '../sheet/shared-strings.ts';
import { SheetCells } from '../sheet/sheet-cells.ts';
import { type SheetEntry, sheetList } from '../structure/sheet-list.ts';
import { relatedPart } from '../workbook-facts.ts';
import { child, childrenOf, parseTree } from '../xml/element-tree.ts';
import type { Findings } from './findings.ts';
import { requirePlainNesting } from './sheet-nesting.ts';

/** The cells as the reader will read them: references, shared strings and styles lead somewhere. */
export function screenCells(pkg: Package, _options: unknown, findings: Findings): void {
  const strings = sharedStrings(pkg);
  const styles = styleCount(pkg);
  let total = 0;
  for (const sheet of sheetList(pkg)) {
    if (sheet.type !== 'worksheet' || !pkg.has(sheet.part)) continue;
    try {
      total += located({ part: sheet.part, sheet: sheet.name }, () => {
        const cells = new SheetCells(pkg.utf8(sheet.part), pkg.limits, () => strings, false);
        requirePlainNesting(cells);
        screenGrid(cells, sheet, { strings: strings.size, styles }, findings);
        return cells.grid.cells;
      });
    } catch (error) {
      findings.addError(error, sheet.part);
    }
  }
  if (total > pkg.limits.cells) throw new XlsxError('LIMIT', `The workbook has more than ${pkg.limits.cells} cells.`);
}

function screenGrid(
  cells: SheetCells,
  sheet: SheetEntry,
  sizes: { readonly strings: number; readonly styles: number },
  findings: Findings,
): void {
  const { grid } = cells;
  const place = (row: number, index: number) => ({
    part: sheet.part,
    sheet: sheet.name,
    cell: cellName(grid, row, index),
  });
  for (let row = 0; row < grid.rows; row++) {
    for (let index = grid.rowFirst[row]!; index < grid.rowFirst[row + 1]!; index++) {
      if (!sharedStringExists(cells, row, index, sizes.strings))
        throw new XlsxError('PACKAGE_BROKEN', 'A cell has a text that does not exist.', place(row, index));
      if (grid.style[index]! >= sizes.styles && grid.style[index]! > 0)
        findings.add({
          code: 'PACKAGE_BROKEN',
          severity: 'warn',
          ...place(row, index),
          message: 'A cell has a format that does not exist.',
        });
    }
  }
  if (cells.hasFormulas) void cells.formulas;
  void [cells.merges, cells.columns, cells.autoFilter];
}

function sharedStringExists(cells: SheetCells, row: number, index: number, strings: number): boolean {
  const { grid } = cells;
  const type = grid.type[index]!;
  if ((type & TYPE) !== SHARED) return true;
  // Not written in plain digits: the reader says whether it can make anything of it.
  if ((type & ODD) !== 0) return cells.cell(grid.rowNumber[row]!, grid.column[index]!) !== undefined;
  const number = grid.number[index]!;
  return Number.isInteger(number) && number >= 0 && number < strings;
}

function sharedStrings(pkg: Package): SharedStrings {
  const part = relatedPart(pkg, pkg.mainPart, 'sharedStrings');
  const bytes = part === undefined ? Buffer.from('<sst/>') : pkg.utf8(part);
  return located(part === undefined ? {} : { part }, () => sharedStringsOf(bytes, pkg.limits.sharedStrings));
}

/** Number of cell formats (ECMA-376 Part 1 §18.8.10). Throws `LIMIT`. */
function styleCount(pkg: Package): number {
  const part = relatedPart(pkg, pkg.mainPart, 'styles');
  if (part === undefined) return 1;
  const { root } = parseTree(pkg.text(part));
  if (root.local !== 'styleSheet') throw new XlsxError('PACKAGE_BROKEN', 'The formats are something else.', { part });
  const count = childrenOf(child(root, 'cellXfs'), 'xf').length;
  if (count > pkg.limits.styles)
    throw new XlsxError('LIMIT', `The workbook has more than ${pkg.limits.styles} cell formats.`, { part });
  return count;
}

function cellName(grid: Grid, row: number, index: number): string {
  let letters = '';
  for (let rest = grid.column[index]!; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${grid.rowNumber[row]}`;
}
