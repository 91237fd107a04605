/** The columns of a copy found again (rule C1). */
import type { Worksheet } from '@sprintforge/xlsx';
import type { ColumnBinding, TableMapping } from '../api.ts';
import type { SheetArea } from '../layout/address.ts';

/** Where the hidden names point now, by field; a name that has become `#REF!` is there as null. */
export type Names = ReadonlyMap<string, SheetArea | null>;

/**
 * The column of each binding (rule C1): by name, then header, then position. Names that stayed behind while a program
 * moved the columns (it rewrites cells, not names) are known by their headers standing elsewhere, and are not followed.
 */
export function findColumns(
  sheet: Worksheet,
  recorded: TableMapping,
  names: Names,
  headerRow: number,
): ReadonlyMap<ColumnBinding, number> {
  const headers = headersOf(sheet, headerRow);
  const left = firstLeftBehind(sheet, recorded, names, headers, headerRow);
  const found = new Map<ColumnBinding, number>();
  const taken = new Set<number>();
  const claim = (binding: ColumnBinding, column: number | undefined) => {
    if (column === undefined || taken.has(column) || found.has(binding)) return;
    found.set(binding, column);
    taken.add(column);
  };
  for (const binding of recorded.columns) claim(binding, byName(binding, recorded, names, sheet, headers, left));
  for (const binding of recorded.columns)
    claim(
      binding,
      headers.get(fold(binding.header))?.find((at) => !taken.has(at)),
    );
  for (const binding of recorded.columns)
    if (!names.has(binding.field) && hasContent(sheet, headerRow, binding.column)) claim(binding, binding.column);
  return found;
}

/** The column that the hidden name points at, unless its header says that another bound column was pasted there. */
function byName(
  binding: ColumnBinding,
  recorded: TableMapping,
  names: Names,
  sheet: Worksheet,
  headers: ReadonlyMap<string, readonly number[]>,
  left: number,
): number | undefined {
  const area = names.get(binding.field);
  if (!area || area.sheet.toLowerCase() !== sheet.name.toLowerCase()) return undefined;
  const elsewhere = headers.get(fold(binding.header));
  if (area.firstColumn >= left) return elsewhere?.includes(area.firstColumn) ? area.firstColumn : undefined;
  if (elsewhere === undefined || elsewhere.includes(area.firstColumn) || elsewhere.length > 1) return area.firstColumn;
  const isOthers = recorded.columns.some(
    (other) => other !== binding && headers.get(fold(other.header))?.includes(area.firstColumn),
  );
  return isOthers ? undefined : area.firstColumn;
}

/**
 * From which column on the names no longer stand on their columns; Infinity: they do. That is so when the Task IDs are not
 * where their name says, or when several headers stand beside their names, all on the same side.
 */
function firstLeftBehind(
  sheet: Worksheet,
  recorded: TableMapping,
  names: Names,
  headers: ReadonlyMap<string, readonly number[]>,
  headerRow: number,
): number {
  const moves = recorded.columns.flatMap(({ field, header }) => {
    const named = names.get(field)?.firstColumn;
    const here = headers.get(fold(header));
    return named === undefined || here?.length !== 1 || here[0] === named ? [] : [{ named, now: here[0]! }];
  });
  if (moves.length === 0) return Number.POSITIVE_INFINITY;
  const id = names.get('id')?.firstColumn;
  const ids = idsIn(sheet, headerRow);
  const isIdLeft = id !== undefined && ids.size > 0 && !ids.has(id);
  const sameSide = moves.every(({ named, now }) => now > named) || moves.every(({ named, now }) => now < named);
  if (!isIdLeft && !(moves.length > 1 && sameSide)) return Number.POSITIVE_INFINITY;
  return Math.min(...moves.flatMap(({ named, now }) => [named, now]));
}

export function headersOf(sheet: Worksheet, headerRow: number): ReadonlyMap<string, readonly number[]> {
  const headers = new Map<string, number[]>();
  for (const cell of sheet.row(headerRow)) {
    const text = fold(String(cell.value ?? ''));
    if (text === '') continue;
    const columns = headers.get(text);
    if (columns) columns.push(cell.column);
    else headers.set(text, [cell.column]);
  }
  return headers;
}

const TASK_ID = /^SF-[0-9A-Z]{4}-[0-9A-Z]{4}$/;

/** How many Task IDs each column holds in the first rows below the header. */
export function idsIn(sheet: Worksheet, headerRow: number): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  const last = Math.min(sheet.lastRow, headerRow + 500);
  for (let row = headerRow + 1; row <= last; row++)
    for (const cell of sheet.row(row))
      if (typeof cell.value === 'string' && TASK_ID.test(cell.value))
        counts.set(cell.column, (counts.get(cell.column) ?? 0) + 1);
  return counts;
}

function hasContent(sheet: Worksheet, headerRow: number, column: number): boolean {
  for (let row = headerRow; row <= Math.min(sheet.lastRow, headerRow + 200); row++)
    if (isFilled(sheet, row, column)) return true;
  return false;
}

export function isFilled(sheet: Worksheet, row: number, column: number): boolean {
  const cell = sheet.cell(row, column);
  return cell !== undefined && ((cell.value !== null && cell.value !== '') || cell.formula !== undefined);
}

export function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}
