import type { TaskId } from '@sprintforge/core';
import type { CellEdit, Workbook, Worksheet } from '@sprintforge/xlsx';
import type { RowStatus, TableMapping } from '../api.ts';
import { absoluteRange, letters, parseArea, quoteSheet } from './address.ts';
import { allCatalogues, type Catalogue } from './catalogue.ts';
import { STATUS_NAME, SYSTEM_NAMES } from './names.ts';
import { ownName, STATUS_SHEET } from './sheet-names.ts';

/** In their order, which is that of the columns B, C and D of `_SYNC_STATUS`. */
const COLUMNS = ['status', 'changedBy', 'changedAt'] as const;
type Key = (typeof COLUMNS)[number];

/** By which the first of them is known again, whatever the language it was written in. */
const HEADERS: ReadonlySet<unknown> = new Set(allCatalogues.map(({ system }) => system.status));

/** System columns stand from AA on (rule R4). */
const FIRST_COLUMN = 27;

function textOf(row: RowStatus, key: Key, words: Catalogue): string {
  if (key === 'status') return words.status[row.status];
  return key === 'changedAt' ? shortInstant(row.changedAt) : row.changedBy;
}

/** `2026-05-04 13:05` of an ISO instant (UTC). */
export function shortInstant(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}

export interface SystemColumns {
  /** The first of the three columns. */
  readonly first: number;
  readonly edits: readonly CellEdit[];
}

/** The edits by which the three look-up columns come to stand, with their cached results; cells that are right already are not touched. */
export function systemColumns(
  workbook: Workbook,
  mapping: TableMapping,
  rows: { readonly rowOf: ReadonlyMap<TaskId, number>; readonly kept: ReadonlyMap<TaskId, number> },
  status: ReadonlyMap<TaskId, RowStatus>,
  words: Catalogue,
): SystemColumns | null {
  const sheet = workbook.sheet(mapping.sheet);
  if (sheet === undefined || mapping.idColumn === null) return null;
  const first = findColumns(workbook, sheet) ?? freeColumn(sheet, mapping);
  const lookUps = lookUpsOf(workbook, mapping.idColumn, first, words);
  const edits: CellEdit[] = [];
  for (const { column, header } of lookUps)
    if (sheet.cell(mapping.headerRow, column)?.value !== header)
      edits.push({ row: mapping.headerRow, column, value: header });
  const { numbers, entries } = placedRows(rows, status);
  for (const { key, column, around } of lookUps) {
    const { filled, values } = sheet.filledColumn(numbers, column, around);
    for (let at = 0; at < numbers.length; at++) {
      const entry = entries[at];
      const value = entry === undefined ? '' : textOf(entry, key, words);
      if (filled[at] === 0 || (values[at] ?? '') !== value) {
        const row = numbers[at]!;
        edits.push({ row, column, formula: around.join(String(row)), value });
      }
    }
  }
  return { first, edits };
}

/** The rows of tasks, those that are kept as well, rising, and what is told of each. */
function placedRows(
  { rowOf, kept }: Parameters<typeof systemColumns>[2],
  status: ReadonlyMap<TaskId, RowStatus>,
): { readonly numbers: readonly number[]; readonly entries: readonly (RowStatus | undefined)[] } {
  if (kept.size > 0) {
    const placed = [...rowOf, ...kept].sort(([, a], [, b]) => a - b);
    return { numbers: placed.map(([, row]) => row), entries: placed.map(([id]) => status.get(id)) };
  }
  return { numbers: [...rowOf.values()], entries: Array.from(rowOf.keys(), (id) => status.get(id)) };
}

/** One of the columns, with its formula around the number of the row. */
interface LookUp {
  readonly key: Key;
  readonly header: string;
  readonly column: number;
  readonly around: readonly [string, string];
}

function lookUpsOf(workbook: Workbook, idColumn: number, first: number, words: Catalogue): readonly LookUp[] {
  const source = `${statusPrefix(workbook)}$A:$D`;
  return COLUMNS.map((key, at) => ({
    key,
    header: words.system[key],
    column: first + at,
    around: [`IFERROR(VLOOKUP($${letters(idColumn)}`, `,${source},${at + 2},0),"")`],
  }));
}

function statusPrefix(workbook: Workbook): string {
  const name = ownName(workbook, STATUS_SHEET);
  return `${/^\w+$/.test(name) ? name : quoteSheet(name)}!`;
}

/** Where an earlier hand-out put them. */
function findColumns(workbook: Workbook, sheet: Worksheet): number | undefined {
  const name = workbook.definedNames.find((defined) => defined.name.toLowerCase() === SYSTEM_NAMES.status);
  const area = name && parseArea(name.formula);
  return area?.sheet.toLowerCase() === sheet.name.toLowerCase() ? area.firstColumn : undefined;
}

/** From AA on; further right, one column apart, where the person uses that. */
function freeColumn(sheet: Worksheet, mapping: TableMapping): number {
  const header = sheet.row(mapping.headerRow).find((cell) => HEADERS.has(cell.value));
  if (header !== undefined && header.column >= FIRST_COLUMN) return header.column;
  const used = Math.max(sheet.lastColumn, mapping.idColumn ?? 0);
  return used < FIRST_COLUMN - 1 ? FIRST_COLUMN : used + 2;
}

/** Hidden names by which the columns are found at the next hand-out. */
export function nameSystemColumns(workbook: Workbook, mapping: TableMapping, { first }: SystemColumns): void {
  for (const [at, key] of COLUMNS.entries()) {
    const name = SYSTEM_NAMES[key];
    const formula = absoluteRange(
      mapping.sheet,
      mapping.headerRow,
      first + at,
      Math.max(mapping.lastRow, mapping.firstRow),
      first + at,
    );
    const current = workbook.definedNames.find((defined) => defined.name === name)?.formula;
    if (current !== formula) workbook.setDefinedName(name, formula, { hidden: true });
  }
}

const FILL = 'FFF2CC';

/** The one conditional format of rule R3: colours a row when its Task ID stands in `_SYNC_STATUS`. */
export function writeHighlight(workbook: Workbook, mapping: TableMapping, rows: number): void {
  if (mapping.idColumn === null) return;
  workbook.setDefinedName(STATUS_NAME, `${statusPrefix(workbook)}$A$2:$A$${Math.max(2, rows + 1)}`, { hidden: true });
  const columns = mapping.columns.map((binding) => binding.column);
  const [left, right] = [Math.min(...columns), Math.max(...columns)];
  const lastRow = Math.max(mapping.lastRow, mapping.firstRow);
  workbook.setConditionalFormat(mapping.sheet, STATUS_NAME, {
    range: `${letters(left)}${mapping.firstRow}:${letters(right)}${lastRow}`,
    formula: `ISNUMBER(MATCH($${letters(mapping.idColumn)}${mapping.firstRow},${STATUS_NAME},0))`,
    fillColor: FILL,
  });
}
