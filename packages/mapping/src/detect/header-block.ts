import type { Cell, Range, Worksheet } from '@sprintforge/xlsx';
import { type HeaderMatch, matchHeader } from '../vocabulary/match-header.ts';
import { isScaleText } from '../vocabulary/months.ts';
import type { Qualifier } from '../vocabulary/roles.ts';

/** One column of a header: its text, and what it can mean together with the group above it. */
export interface HeaderColumn {
  readonly column: number;
  readonly text: string;
  readonly match: HeaderMatch;
  readonly qualifier: Qualifier;
}

/** A possible header: one to three rows, and the columns that carry a text which is no mark of a date scale. */
export interface HeaderBlock {
  readonly sheet: Worksheet;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly columns: readonly HeaderColumn[];
  /** Columns of a date scale. */
  readonly scale: ReadonlySet<number>;
}

const LONGEST_HEADER = 90;
const WIDEST = 400;
const SURE = 0.55;

/** The text of a cell that may be a header; undefined for numbers, dates, errors and long texts. */
export function headerText(cell: Cell | undefined): string | undefined {
  if (typeof cell?.value !== 'string') return undefined;
  const text = cell.value.trim();
  return text === '' || text.length > LONGEST_HEADER ? undefined : text;
}

/** Reads `row` as the lowest header row; the row above may group its columns, merged cells may come down into it. */
export function readHeaderBlock(sheet: Worksheet, row: number): HeaderBlock {
  const merges = sheet.merges.filter((merge) => merge.firstRow <= row && merge.lastRow >= row - 1);
  const above = groupTexts(sheet, row - 1, merges);
  const scale = new Set<number>();
  const columns: HeaderColumn[] = [];
  let firstRow = row;
  for (const cell of sheet.row(row)) {
    if (cell.column > WIDEST) break;
    const text = headerText(cell);
    if (text !== undefined && !isScale(text)) {
      const column = leafColumn(cell.column, text, above.get(cell.column));
      if (column.fromGroup) firstRow = Math.min(firstRow, row - 1);
      columns.push(column);
    } else if (cell.value !== null && cell.value !== '') scale.add(cell.column);
  }
  const known = new Set(columns.map(({ column }) => column));
  for (const [column, group] of above) {
    if (known.has(column) || scale.has(column) || !(group.down || group.alone) || isScale(group.text)) continue;
    const match = matchHeader(group.text);
    if (!group.down && (match.roles[0]?.confidence ?? 0) < SURE) continue;
    columns.push({ column, text: group.text, match, qualifier: match.qualifier });
    firstRow = Math.min(firstRow, group.row);
  }
  columns.sort((a, b) => a.column - b.column);
  return { sheet, firstRow, lastRow: lowestRow(row, columns, merges), columns, scale };
}

/** The header of a column, also of one that was passed over; empty where there is no text. */
export function headerOf(block: HeaderBlock, column: number): HeaderColumn {
  const known = block.columns.find((header) => header.column === column);
  if (known !== undefined) return known;
  const value = block.sheet.cell(block.lastRow, column)?.value;
  const text = typeof value === 'string' ? value.trim() : '';
  return { column, text, match: matchHeader(text), qualifier: 'plain' };
}

function isScale(text: string): boolean {
  return isScaleText(text) && (matchHeader(text).roles[0]?.confidence ?? 0) < 0.6;
}

interface GroupText {
  readonly text: string;
  readonly row: number;
  /** Merged over several columns. */
  readonly wide: boolean;
  /** Merged down into the header row. */
  readonly down: boolean;
  /** A cell of its own, not merged. */
  readonly alone: boolean;
}

/** What stands above each column: merged cells reach over their columns and down. */
function groupTexts(sheet: Worksheet, row: number, merges: readonly Range[]): Map<number, GroupText> {
  const groups = new Map<number, GroupText>();
  if (row < 1) return groups;
  for (const cell of sheet.row(row)) {
    const text = headerText(cell);
    if (cell.column > WIDEST) break;
    if (text !== undefined) groups.set(cell.column, { text, row, wide: false, down: false, alone: true });
  }
  spreadGroups(sheet, row, groups);
  for (const merge of merges) {
    const text = headerText(sheet.cell(merge.firstRow, merge.firstColumn));
    if (text === undefined || merge.lastRow < row || merge.firstRow > row) continue;
    const down = merge.lastRow > row;
    const wide = merge.lastColumn > merge.firstColumn;
    for (let column = merge.firstColumn; column <= Math.min(merge.lastColumn, WIDEST); column++) {
      groups.set(column, { text, row: merge.firstRow, wide, down: down && !wide, alone: false });
    }
  }
  return groups;
}

/** Group texts that are centred across their columns without a merge: they reach to the next one, while headers stand below. */
function spreadGroups(sheet: Worksheet, row: number, groups: Map<number, GroupText>): void {
  if (groups.size < 2) return;
  let group: GroupText | undefined;
  let previous = 0;
  for (const { column, value } of sheet.row(row + 1)) {
    if (typeof value !== 'string' || value.trim() === '' || column > WIDEST) continue;
    const own = groups.get(column);
    if (own !== undefined) group = own;
    else if (group !== undefined && column === previous + 1) groups.set(column, { ...group, alone: false });
    else group = undefined;
    previous = column;
  }
}

function leafColumn(column: number, text: string, group: GroupText | undefined): HeaderColumn & { fromGroup: boolean } {
  const own = matchHeader(text);
  const plain = { column, text, match: own, qualifier: own.qualifier, fromGroup: false };
  if (group === undefined || group.text === text) return plain;
  const over = matchHeader(group.text);
  if ((own.roles[0]?.confidence ?? 0) >= SURE) {
    return own.qualifier === 'plain' && over.qualifier !== 'plain'
      ? { ...plain, qualifier: over.qualifier, fromGroup: true }
      : plain;
  }
  const both = matchHeader(`${group.text} ${text}`);
  if ((both.roles[0]?.confidence ?? 0) < SURE) return plain;
  return { column, text, match: both, qualifier: both.qualifier, fromGroup: true };
}

/** Headers merged downwards end where the surest of them ends. */
function lowestRow(row: number, columns: readonly HeaderColumn[], merges: readonly Range[]): number {
  let lowest = row;
  for (const merge of merges) {
    if (merge.firstColumn !== merge.lastColumn || merge.lastRow <= row || merge.lastRow > row + 3) continue;
    const column = columns.find((candidate) => candidate.column === merge.firstColumn);
    if ((column?.match.roles[0]?.confidence ?? 0) >= SURE) lowest = Math.max(lowest, merge.lastRow);
  }
  return lowest;
}
