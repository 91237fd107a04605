import type { Cell, CellScalar, ColumnCells, Worksheet } from '@sprintforge/xlsx';
import { isPlaceholder } from '../values/placeholder.ts';
import { fold } from '../vocabulary/fold.ts';
import { namesTotal } from '../vocabulary/small-words.ts';

/** Where the rows of a table are looked for, and which of its columns say what. */
export interface RowScope {
  readonly sheet: Worksheet;
  /** Rows after this one. */
  readonly headerRow: number;
  /** Trimmed header texts by column, to know a repeated header. */
  readonly headers: ReadonlyMap<number, string>;
  /** Columns of the names: several where each level of the outline has its own. */
  readonly nameColumns: readonly number[];
  /** Columns whose content makes a row a task: all bound ones except own number, level and ID. */
  readonly content: readonly number[];
  readonly idColumn: number | null;
  /** The table surely reaches to here (its last row when it was bound); later rows count while they follow on. */
  readonly knownLast: number;
  /** No row counts after this one: the end of a ListObject's data. */
  readonly limit: number;
}

export interface TableRows {
  /** Rows that hold a task, in order. */
  readonly rows: readonly number[];
  /** Last of them; the header row when there is none. */
  readonly lastRow: number;
}

type RowKind = 'blank' | 'task' | 'total' | 'header' | 'loose';
const LONGEST_GAP = 5;
const HARD_LIMIT = 1_048_576;

/**
 * The task rows under a header. Blank rows and rows of nothing but formulas are passed over; a repeated header, a long
 * gap or, after a gap, a row that does not look like a task ends the table; sums at the end are left out.
 * `below` as `rowsBelow`; `read`: the first of them, where their cells have been read.
 */
export function tableRows(scope: RowScope, below: readonly number[] = rowsBelow(scope), read?: ReadRows): TableRows {
  const found: Found = { rows: [], previous: scope.headerRow };
  let from = 0;
  let goesOn = true;
  if (read !== undefined) {
    from = read.rows.length;
    const plain = plainRows(scope, read);
    if (followOn(scope.headerRow, read.rows, plain)) takeAll(read.rows, found);
    else goesOn = takeRows(scope, read.rows, plain, found);
  }
  for (let size = FIRST_CHUNK; goesOn && from < below.length; from += size, size *= 2) {
    const rows = below.slice(from, from + size);
    goesOn = takeRows(scope, rows, plainRows(scope, readRows(scope, rows)), found);
  }
  dropFootnotes(scope, found.rows);
  return { rows: found.rows, lastRow: found.rows.at(-1) ?? scope.headerRow };
}

/** Rows with the cells that mostly tell what they are; undefined for a column that there is not. */
export interface ReadRows {
  readonly rows: readonly number[];
  readonly ids: ColumnCells | undefined;
  readonly names: readonly ColumnCells[];
}

function readRows({ sheet, idColumn, nameColumns }: RowScope, rows: readonly number[]): ReadRows {
  const [ids, ...names] = sheet.block(rows, [idColumn ?? 0, ...nameColumns]).columns;
  return { rows, ids, names };
}

interface Found {
  rows: number[];
  /** The last row that was not blank. */
  previous: number;
}

/** Are all of these rows surely tasks, one under the other? So are most plans from beginning to end. */
function followOn(headerRow: number, rows: readonly number[], plain: Uint8Array): boolean {
  let previous = headerRow;
  for (let at = 0; at < rows.length; at++) {
    if (plain[at] === 0 || rows[at] !== previous + 1) return false;
    previous = rows[at]!;
  }
  return true;
}

function takeAll(rows: readonly number[], found: Found): void {
  found.rows = rows.slice();
  found.previous = rows.at(-1) ?? found.previous;
}

/** False where the table ends. */
function takeRows(scope: RowScope, chunk: readonly number[], plain: Uint8Array, found: Found): boolean {
  const { rows } = found;
  for (let at = 0; at < chunk.length; at++) {
    const row = chunk[at]!;
    const gap = row - found.previous - 1;
    const kind = plain[at] === 1 && gap < 2 ? 'task' : rowKind(scope, row, gap);
    if (kind === 'blank') continue;
    if (kind === 'header') {
      dropTitle(scope, rows, row);
      return false;
    }
    const known = row <= scope.knownLast;
    if (!known && rows.length > 0 && endsHere(kind, gap, scope)) return false;
    if (!known && rows.length === 0 && gap > LONGEST_GAP * 3) return false;
    found.previous = row;
    if (kind !== 'total') rows.push(row);
  }
  return true;
}

/** Rows that are looked at together at first; then ever more: most tables that are begun end soon. */
const FIRST_CHUNK = 64;

/** The rows between the header and the limit. */
export function rowsBelow({ sheet, headerRow, limit }: RowScope): readonly number[] {
  const last = Math.min(limit, HARD_LIMIT);
  const all = sheet.rows();
  let from = 0;
  while (from < all.length && all[from]! <= headerRow) from++;
  let to = all.length;
  while (to > from && all[to - 1]! > last) to--;
  const rows = new Array<number>(to - from);
  for (let at = from; at < to; at++) rows[at - from] = all[at]!;
  return rows;
}

/** 1 for rows that are surely a task, when they follow on: with an ID, or a name that is neither a formula, the header again nor a sum. */
function plainRows({ headers }: RowScope, { rows, ids, names }: ReadRows): Uint8Array {
  const plain = new Uint8Array(rows.length);
  for (let at = 0; at < rows.length; at++) if (ids !== undefined && isFilled(ids.values[at]!)) plain[at] = 1;
  for (const { column, state, values } of names) {
    const header = headers.get(column);
    for (let at = 0; at < rows.length; at++) {
      if (plain[at] === 1 || state[at] !== 1) continue;
      const name = values[at];
      const named = typeof name === 'string' && !isBlank(name) && name.trim() !== header;
      if (named && !namesTotal(name)) plain[at] = 1;
    }
  }
  return plain;
}

function isFilled(value: CellScalar): boolean {
  return value !== null && !(typeof value === 'string' && isBlank(value));
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

/** The title of the next table stands alone, right above its header and below a gap. */
function dropTitle(scope: RowScope, rows: number[], header: number): void {
  const [before = scope.headerRow, title = 0] = rows.slice(-2);
  if (rows.length < 2 || title !== header - 1 || before === title - 1) return;
  if (title > scope.knownLast && !beside(scope, title)) rows.pop();
}

const FOOTNOTE = /^(?:\*|note|hinweis|legend|remar|nota|nb\b|anm|toelichting|opmerking|uwag|poznam|примеч|注|備考|※)/;
const LONG_REMARK = 5;

/** Remarks below a table, after a gap: a sentence alone in the name column. */
function dropFootnotes(scope: RowScope, rows: number[]): void {
  for (let last = rows.at(-1); last !== undefined && last > scope.knownLast; last = rows.at(-1)) {
    const above = rows.at(-2);
    if (above === undefined || above === last - 1 || beside(scope, last) || !isRemark(scope, last)) return;
    rows.pop();
  }
}

function isRemark(scope: RowScope, row: number): boolean {
  const value = nameCell(scope, row)?.value;
  if (typeof value !== 'string') return false;
  const text = fold(value.trim());
  return FOOTNOTE.test(text) || text.split(/\s+/).length >= LONG_REMARK;
}

function endsHere(kind: RowKind, gap: number, scope: RowScope): boolean {
  if (gap > LONGEST_GAP) return true;
  if (gap >= 1 && scope.knownLast > 0) return true;
  if (kind === 'total') return gap >= 1;
  return kind === 'loose' && gap >= 2;
}

/** The first cell of the row that is filled where names stand. */
function nameCell({ sheet, nameColumns }: RowScope, row: number): Cell | undefined {
  for (const column of nameColumns) {
    const cell = sheet.cell(row, column);
    if (hasContent(cell)) return cell;
  }
  return undefined;
}

/** Does the cell hold something a person entered or a formula gave? */
export function hasContent(cell: Cell | undefined): boolean {
  return cell !== undefined && isFilled(cell.value);
}

function rowKind(scope: RowScope, row: number, gap: number): RowKind {
  const { sheet } = scope;
  if (scope.idColumn !== null && hasContent(sheet.cell(row, scope.idColumn))) return 'task';
  const name = nameCell(scope, row);
  const named = name !== undefined && !(name.formula !== undefined && name.value === 0);
  if (named) {
    if (isHeaderAgain(scope, row, name)) return 'header';
    if (isTotal(scope, row, name)) return 'total';
    return gap < 2 || beside(scope, row) ? 'task' : 'loose';
  }
  const filled = scope.content.some((column) => !scope.nameColumns.includes(column) && counts(sheet.cell(row, column)));
  if (!filled) return 'blank';
  return isTotal(scope, row, name) ? 'total' : 'loose';
}

/** Does another column of the table hold something in this row? */
function beside({ sheet, headers, nameColumns }: RowScope, row: number): boolean {
  return sheet.row(row).some((cell) => !nameColumns.includes(cell.column) && headers.has(cell.column) && counts(cell));
}

/** A formula's result alone makes no task: templates are full of them. */
function counts(cell: Cell | undefined): boolean {
  if (!hasContent(cell)) return false;
  return (
    cell!.formula === undefined && cell!.value !== 0 && !(typeof cell!.value === 'string' && isPlaceholder(cell!.value))
  );
}

/** The name's header and another one over their own columns. */
function isHeaderAgain(scope: RowScope, row: number, name: Cell): boolean {
  const repeats = (cell: Cell) =>
    typeof cell.value === 'string' && cell.value.trim() === scope.headers.get(cell.column);
  return repeats(name) && scope.sheet.row(row).filter(repeats).length >= 2;
}

/** A sum names itself in the name column, or in another one while the name is empty. */
function isTotal(scope: RowScope, row: number, name: Cell | undefined): boolean {
  if (name !== undefined) {
    return typeof name.value === 'string' && namesTotal(name.value) && scope.headers.size > 1 && sums(scope, row);
  }
  return scope.sheet.row(row).some(({ column, value }) => {
    return scope.headers.has(column) && typeof value === 'string' && namesTotal(value);
  });
}

function sums(scope: RowScope, row: number): boolean {
  return scope.sheet
    .row(row)
    .some(({ formula }) => formula !== undefined && /\b(SUM|SUBTOTAL|AVERAGE)\s*\(/i.test(formula.text));
}
