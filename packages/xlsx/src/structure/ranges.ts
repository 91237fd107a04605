/** Ranges as attributes write them: `A1`, `A1:C9`, `A:C`, `3:7`, lists of them in `sqref` (ECMA-376 Part 1 §18.18.76). */
import type { Range } from '../api.ts';
import { columnLetters, parseArea } from '../formula/area.ts';
import { lastPossibleRow } from '../formula/row-shift.ts';

const lastPossibleColumn = 16_384;

/** Parses one range (with or without `$`); undefined when it is none. Whole rows and columns get their full extent. */
export function parseRange(text: string): Range | undefined {
  const area = parseArea(text);
  if (area === undefined) return undefined;
  const last = area.last ?? area.first;
  const rows = [area.first.row || 1, last.row || lastPossibleRow];
  const columns = [area.first.column || 1, last.column || lastPossibleColumn];
  return {
    firstRow: Math.min(...rows),
    lastRow: Math.max(...rows),
    firstColumn: Math.min(...columns),
    lastColumn: Math.max(...columns),
  };
}

export function writeRange(range: Range): string {
  const first = `${columnLetters(range.firstColumn)}${range.firstRow}`;
  const last = `${columnLetters(range.lastColumn)}${range.lastRow}`;
  return first === last ? first : `${first}:${last}`;
}

/** The ranges of a `sqref`; what cannot be read is left out. */
export function parseSqref(text: string): Range[] {
  return text
    .split(/\s+/)
    .map((piece) => parseRange(piece))
    .filter((range) => range !== undefined);
}
