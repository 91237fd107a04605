import type { TaskId } from '@sprintforge/core';
import type { CellEdit, Workbook, Worksheet } from '@sprintforge/xlsx';
import type { RowStatus, TableMapping } from '../api.ts';
import { absoluteRange, letters, parseArea, quoteSheet } from './address.ts';
import { allCatalogues, type Catalogue } from './catalogue.ts';
import { STATUS_NAME, SYSTEM_NAMES } from './names.ts';
import { ownName, STATUS_SHEET } from './sheet-names.ts';

const COLUMNS = [
  { key: 'status', letter: 'B' },
  { key: 'changedBy', letter: 'C' },
  { key: 'changedAt', letter: 'D' },
] as const;

/** By which the first of them is known again, whatever the language it was written in. */
const HEADERS: ReadonlySet<unknown> = new Set(allCatalogues.map(({ system }) => system.status));

/** System columns stand from AA on (rule R4). */
const FIRST_COLUMN = 27;

/** The texts of the three columns for a row. */
function texts(status: RowStatus, words: Catalogue): Record<'status' | 'changedBy' | 'changedAt', string> {
  const { changedBy, changedAt } = status;
  return { status: words.status[status.status], changedBy, changedAt: shortInstant(changedAt) };
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
  for (const placed of [rows.rowOf, rows.kept])
    for (const [id, row] of placed) {
      const entry = status.get(id);
      const shown = entry && texts(entry, words);
      for (const lookUp of lookUps) {
        const { column } = lookUp;
        const value = shown?.[lookUp.key] ?? '';
        const cell = sheet.cell(row, column);
        if (!isLookUp(cell?.formula?.text, lookUp, row) || (cell?.value ?? '') !== value)
          edits.push({ row, column, formula: lookUp.before + row + lookUp.after, value });
      }
    }
  return { first, edits };
}

/** One of the columns, with its formula around the number of the row. */
interface LookUp {
  readonly key: (typeof COLUMNS)[number]['key'];
  readonly header: string;
  readonly column: number;
  readonly before: string;
  readonly after: string;
}

function lookUpsOf(workbook: Workbook, idColumn: number, first: number, words: Catalogue): readonly LookUp[] {
  const source = statusPrefix(workbook);
  return COLUMNS.map(({ key, letter }, at) => ({
    key,
    header: words.system[key],
    column: first + at,
    before: `IFERROR(INDEX(${source}$${letter}:$${letter},MATCH($${letters(idColumn)}`,
    after: `,${source}$A:$A,0)),"")`,
  }));
}

function isLookUp(formula: string | undefined, { before, after }: LookUp, row: number): boolean {
  if (formula === undefined || !formula.startsWith(before) || !formula.endsWith(after)) return false;
  return formula.slice(before.length, formula.length - after.length) === String(row);
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
  for (const [at, column] of COLUMNS.entries()) {
    const name = SYSTEM_NAMES[column.key];
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
