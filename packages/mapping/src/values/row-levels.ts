import type { Worksheet } from '@sprintforge/xlsx';
import type { TableMapping } from '../api.ts';
import { indentation } from '../detect/outline.ts';
import { wbsDepth } from './outline-code.ts';

/** How deep each row stands, 1 = top, told the way the plan tells it; never more than one deeper than the row above. */
export function rowLevels(sheet: Worksheet, mapping: TableMapping, rows: readonly number[]): number[] {
  return levelsOfDepths(rawDepths(sheet, mapping, rows));
}

/** Depths as levels: the least is 1, none is more than one deeper than the row above. */
function levelsOfDepths(depths: readonly (number | undefined)[]): number[] {
  const known = depths.filter((depth) => depth !== undefined);
  const lowest = Math.min(...(known.length > 0 ? [known.reduce((a, b) => Math.min(a, b))] : [1]));
  let previous = 0;
  return depths.map((depth) => {
    const wanted = depth === undefined ? Math.max(1, previous) : depth - lowest + 1;
    previous = Math.max(1, Math.min(wanted, previous + 1));
    return previous;
  });
}

/** undefined where a row says nothing: it stands as deep as the one above. */
function rawDepths(sheet: Worksheet, mapping: TableMapping, rows: readonly number[]): (number | undefined)[] {
  const column = (field: string) => mapping.columns.find((binding) => binding.field === field)?.column;
  switch (mapping.outline) {
    case 'level':
      return rows.map((row) => levelNumber(sheet, row, column('level')));
    case 'wbs':
      return rows.map((row) => codeDepth(sheet, row, column('wbs')) ?? codeDepth(sheet, row, column('number')));
    case 'indent':
      return indentDepths(rows.map((row) => indentation(sheet, row, column('name') ?? 1)));
    case 'rows':
      return rows.map((row) => sheet.rowInfo(row).outlineLevel + 1);
    default:
      return rows.map(() => 1);
  }
}

function levelNumber(sheet: Worksheet, row: number, column: number | undefined): number | undefined {
  const value = column === undefined ? undefined : sheet.cell(row, column)?.value;
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 && value < 100 ? value : undefined;
  const digits = typeof value === 'string' ? /\d{1,2}/.exec(value)?.[0] : undefined;
  return digits === undefined ? undefined : Number(digits);
}

function codeDepth(sheet: Worksheet, row: number, column: number | undefined): number | undefined {
  const cell = column === undefined ? undefined : sheet.cell(row, column);
  return cell === undefined || cell.value === null ? undefined : wbsDepth(sheet.displayText(cell));
}

/** The same for names whose leading blanks are this wide. */
export function indentLevels(widths: readonly number[]): number[] {
  return levelsOfDepths(indentDepths(widths));
}

/** Widths of indentation as depths: a wider row is one deeper, a narrower one returns to the level of its width. */
function indentDepths(widths: readonly number[]): number[] {
  const open: number[] = [];
  return widths.map((width) => {
    while (open.length > 0 && open.at(-1)! >= width) open.pop();
    open.push(width);
    return open.length;
  });
}
