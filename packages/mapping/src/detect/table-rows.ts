import type { Cell, CellScalar, Worksheet } from '@sprintforge/xlsx';
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
  readonly nameColumn: number | undefined;
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
 */
export function tableRows(scope: RowScope): TableRows {
  const rows: number[] = [];
  let previous = scope.headerRow;
  for (const { row, plain } of rowsBelow(scope)) {
    const gap = row - previous - 1;
    const kind = plain && gap < 2 ? 'task' : rowKind(scope, row, gap);
    if (kind === 'blank') continue;
    if (kind === 'header') {
      dropTitle(scope, rows, row);
      break;
    }
    const known = row <= scope.knownLast;
    if (!known && rows.length > 0 && endsHere(kind, gap, scope)) break;
    if (!known && rows.length === 0 && gap > LONGEST_GAP * 3) break;
    previous = row;
    if (kind !== 'total') rows.push(row);
  }
  dropFootnotes(scope, rows);
  return { rows, lastRow: rows.at(-1) ?? scope.headerRow };
}

interface SeenRow {
  readonly row: number;
  /** Surely a task, when it follows on: it has an ID, or a name that is neither a formula, the header again nor a sum. */
  readonly plain: boolean;
}

/** Rows that are looked at together. */
const CHUNK = 1024;

/** The rows below the header, read by whole columns: most of them are plain tasks. */
function* rowsBelow(scope: RowScope): Generator<SeenRow> {
  let chunk: number[] = [];
  for (const row of scope.sheet.rows()) {
    if (row <= scope.headerRow) continue;
    if (row > scope.limit || row > HARD_LIMIT) break;
    if (chunk.push(row) < CHUNK) continue;
    yield* seenRows(scope, chunk);
    chunk = [];
  }
  yield* seenRows(scope, chunk);
}

function* seenRows({ sheet, idColumn, nameColumn, headers }: RowScope, rows: readonly number[]): Generator<SeenRow> {
  const wanted = [idColumn ?? 0, nameColumn ?? 0];
  const [ids, names] = sheet.block(rows, wanted).columns;
  const header = headers.get(nameColumn ?? 0);
  for (const [at, row] of rows.entries()) {
    const name = names!.values[at];
    const named = names!.state[at] === 1 && typeof name === 'string' && !isBlank(name) && name.trim() !== header;
    yield { row, plain: isFilled(ids!.values[at]!) || (named && !namesTotal(name)) };
  }
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

function isRemark({ sheet, nameColumn }: RowScope, row: number): boolean {
  const value = nameColumn === undefined ? undefined : sheet.cell(row, nameColumn)?.value;
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

/** Does the cell hold something a person entered or a formula gave? */
export function hasContent(cell: Cell | undefined): boolean {
  return cell !== undefined && isFilled(cell.value);
}

function rowKind(scope: RowScope, row: number, gap: number): RowKind {
  const { sheet } = scope;
  if (scope.idColumn !== null && hasContent(sheet.cell(row, scope.idColumn))) return 'task';
  const name = scope.nameColumn === undefined ? undefined : sheet.cell(row, scope.nameColumn);
  const named = hasContent(name) && !(name!.formula !== undefined && name!.value === 0);
  if (named) {
    if (isHeaderAgain(scope, row, name!)) return 'header';
    if (isTotal(scope, row, name)) return 'total';
    return gap < 2 || beside(scope, row) ? 'task' : 'loose';
  }
  const filled = scope.content.some((column) => column !== scope.nameColumn && counts(sheet.cell(row, column)));
  if (!filled) return 'blank';
  return isTotal(scope, row, name) ? 'total' : 'loose';
}

/** Does another column of the table hold something in this row? */
function beside({ sheet, headers, nameColumn }: RowScope, row: number): boolean {
  return sheet.row(row).some((cell) => cell.column !== nameColumn && headers.has(cell.column) && counts(cell));
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
  if (hasContent(name)) {
    return typeof name!.value === 'string' && namesTotal(name!.value) && scope.headers.size > 1 && sums(scope, row);
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
