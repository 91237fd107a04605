/** Ranges in attributes, moved with their rows. */
import { type Area, parseArea, writeArea } from '../formula/area.ts';
import type { RowShift } from '../formula/row-shift.ts';
import { shiftArea } from '../formula/shift-formula.ts';
import { parseRange, writeRange } from '../structure/ranges.ts';
import type { PlannedInsert } from './row-plan.ts';

/** One range or cell; undefined when all of it is gone, the same text when it cannot be read. */
export function shiftRange(text: string, shift: RowShift): string | undefined {
  const area = parseArea(text);
  if (area === undefined || area.first.row === 0) return text;
  const moved = shiftArea(area, shift);
  return moved === undefined ? undefined : writeArea(collapsed(moved));
}

/** `A5:A5` is written `A5`. */
function collapsed(area: Area): Area {
  const { first, last } = area;
  return last !== undefined && last.row === first.row && last.column === first.column
    ? { first, last: undefined, operator: '' }
    : area;
}

/** A single cell; undefined when it is gone. */
export function shiftCell(text: string, shift: RowShift): string | undefined {
  return shiftRange(text, shift);
}

/** A place that must lie somewhere: the next row that is kept. */
export function shiftPlace(text: string, shift: RowShift): string {
  const area = parseArea(text);
  if (area === undefined || area.first.row === 0) return text;
  return writeArea({ ...area, first: { ...area.first, row: shift.rowOrNext(area.first.row) } });
}

/** A list of ranges; undefined when all of them are gone. */
export function shiftSqref(text: string, shift: RowShift): string | undefined {
  const moved = pieces(text)
    .map((piece) => shiftRange(piece, shift))
    .filter((piece) => piece !== undefined);
  return moved.length === 0 ? undefined : moved.join(' ');
}

/** A list of ranges behind the inserts that also covers new rows made like a row that it covered (rule R2). */
export function coverSqref(text: string, inserting: RowShift, inserts: readonly PlannedInsert[]): string | undefined {
  const moved = pieces(text).flatMap((piece) => coverRange(piece, inserting, inserts));
  return moved.length === 0 ? undefined : moved.join(' ');
}

function coverRange(piece: string, inserting: RowShift, inserts: readonly PlannedInsert[]): string[] {
  const plain = shiftRange(piece, inserting);
  const before = parseRange(piece);
  const after = plain === undefined ? undefined : parseRange(plain);
  if (plain === undefined || before === undefined || after === undefined) return plain === undefined ? [] : [plain];
  let { firstRow, lastRow } = after;
  const apart: string[] = [];
  for (const { at, like, start: first, count } of inserts) {
    const last = first + count - 1;
    if (like < before.firstRow || like > before.lastRow) continue;
    if (at > before.firstRow && at <= before.lastRow) continue;
    if (first === lastRow + 1) lastRow = last;
    else if (last === firstRow - 1) firstRow = first;
    else if (first > lastRow || last < firstRow) apart.push(writeRange({ ...after, firstRow: first, lastRow: last }));
  }
  if (firstRow === after.firstRow && lastRow === after.lastRow) return [plain, ...apart];
  return [writeRange({ ...after, firstRow, lastRow }), ...apart];
}

function pieces(text: string): string[] {
  return text.split(/\s+/).filter((piece) => piece !== '');
}
