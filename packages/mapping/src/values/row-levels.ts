import type { CellScalar, Worksheet } from '@sprintforge/xlsx';
import type { TableMapping } from '../api.ts';
import { indentation } from './indentation.ts';
import { wbsDepth } from './outline-code.ts';
import { shownTexts } from './shown-texts.ts';

/** How deep each row stands, 1 = top, told the way the plan tells it; never more than one deeper than the row above. */
export function rowLevels(sheet: Worksheet, mapping: TableMapping, rows: readonly number[]): number[] {
  return mapping.outline === 'none' ? rows.map(() => 1) : levelsOfDepths(rawDepths(sheet, mapping, rows));
}

/** Depths as levels: the least is 1, none is more than one deeper than the row above. */
function levelsOfDepths(depths: readonly (number | undefined)[]): number[] {
  const lowest = depths.reduce<number>((least, depth) => Math.min(least, depth ?? least), Number.POSITIVE_INFINITY);
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
      return valuesOf(sheet, column('level'), rows).map(levelNumber);
    case 'wbs':
      return codeDepths(sheet, column('wbs'), column('number'), rows);
    case 'indent':
      return indentDepths(valuesOf(sheet, column('name') ?? 1, rows).map(indentation));
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

/** The same for names in columns of these depths; undefined where a row says none. */
export function columnLevels(depths: readonly (number | undefined)[]): number[] {
  let previous = 1;
  return levelsOfDepths(indentDepths(depths.map((depth) => (previous = depth ?? previous))));
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
