import type { CellScalar, Worksheet } from '@sprintforge/xlsx';
import type { TableMapping } from '../api.ts';
import { indentation } from './indentation.ts';
import { wbsDepth } from './outline-code.ts';
import { shownTexts } from './shown-texts.ts';

/** How deep each row stands, 1 = top, told the way the plan tells it. */
export function rowLevels(sheet: Worksheet, mapping: TableMapping, rows: readonly number[]): number[] {
  return mapping.outline === 'none' ? rows.map(() => 1) : levelsOfDepths(rawDepths(sheet, mapping, rows));
}

/**
 * Depths of any scale (levels, parts of a code, columns of names, widths of blanks) as levels: a deeper row is one deeper, however many it
 * skips, and one that is as deep as another above stands beside that one. A row that says nothing stands as deep as the one above.
 */
export function levelsOfDepths(depths: readonly (number | undefined)[]): number[] {
  let previous = depths.reduce<number>((least, depth) => Math.min(least, depth ?? least), Number.POSITIVE_INFINITY);
  const open: number[] = [];
  return depths.map((depth) => {
    previous = depth ?? previous;
    while (open.length > 0 && open.at(-1)! >= previous) open.pop();
    open.push(previous);
    return open.length;
  });
}

/** undefined where a row says nothing. */
function rawDepths(sheet: Worksheet, mapping: TableMapping, rows: readonly number[]): (number | undefined)[] {
  const column = (field: string) => mapping.columns.find((binding) => binding.field === field)?.column;
  switch (mapping.outline) {
    case 'level':
      return valuesOf(sheet, column('level'), rows).map(levelNumber);
    case 'wbs':
      return codeDepths(sheet, column('wbs'), column('number'), rows);
    case 'indent':
      return valuesOf(sheet, column('name') ?? 1, rows).map(indentation);
    case 'rows':
      return rows.map((row) => sheet.rowInfo(row).outlineLevel + 1);
    default:
      return rows.map(() => 1);
  }
}

function valuesOf(sheet: Worksheet, column: number | undefined, rows: readonly number[]): readonly CellScalar[] {
  return column === undefined ? rows.map(() => null) : sheet.block(rows, [column]).columns[0]!.values;
}

function levelNumber(value: CellScalar): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 && value < 100 ? value : undefined;
  const digits = typeof value === 'string' ? /\d{1,2}/.exec(value)?.[0] : undefined;
  return digits === undefined ? undefined : Number(digits);
}

/** Of the outline code, or else the row's number. */
function codeDepths(
  sheet: Worksheet,
  code: number | undefined,
  number: number | undefined,
  rows: readonly number[],
): (number | undefined)[] {
  const texts = (column: number | undefined) => (column === undefined ? [] : shownTexts(sheet, column, rows));
  const [codes, numbers] = [texts(code), texts(number)];
  return rows.map((_, i) => wbsDepth(codes[i] ?? '') ?? wbsDepth(numbers[i] ?? ''));
}
