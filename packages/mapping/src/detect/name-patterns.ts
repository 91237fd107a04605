/** How rows are filled whose names stand in several columns. Strict: two columns of text that are no outline must never pass. */
import type { CellScalar, Worksheet } from '@sprintforge/xlsx';
import { parseDateText } from '../values/date-text.ts';
import { fold } from '../vocabulary/fold.ts';

/** Cells of neighbouring columns in the rows of a table: trimmed texts, '' where a cell is empty. */
export interface NameCells {
  readonly columns: readonly (readonly string[])[];
  /** Cells that hold something else than words. */
  readonly strange: number;
}

const SAMPLE = 2000;
/** One cell in so many may be out of line: people's plans are never quite tidy. */
const TIDY = 30;

export function nameCells(sheet: Worksheet, rows: readonly number[], columns: readonly number[]): NameCells {
  let strange = 0;
  const textOf = (value: CellScalar): string => {
    if (value === null) return '';
    const text = typeof value === 'string' ? value.trim() : String(value);
    if (text !== '' && (typeof value !== 'string' || !/\p{L}/u.test(text) || parseDateText(text) !== undefined))
      strange++;
    return text;
  };
  const block = sheet.block(rows.slice(0, SAMPLE), columns);
  const cells = new Map(block.columns.map(({ column, values }) => [column, values.map(textOf)]));
  return { columns: columns.map((column) => cells.get(column) ?? []), strange };
}

/** Is something in each of the `bare` columns, and hardly a row filled in two columns? Of rows that may belong to no table. */
export function mayBeStaircase({ columns }: NameCells, bare: readonly number[]): boolean {
  if (bare.some((at) => columns[at]!.every((text) => text === ''))) return false;
  let [named, double] = [0, 0];
  for (let row = 0; row < columns[0]!.length; row++) {
    const filled = columns.filter((texts) => texts[row] !== '').length;
    if (filled > 0) named++;
    if (filled > 1) double++;
  }
  return double * DOUBTFUL <= named;
}

/** One row in so few speaks against it before it is known where the table ends. */
const DOUBTFUL = 4;

const LEAST_ROWS = 3;
const LEAST_DEEPER = 2;
const PLANNED_SHARE = 0.6;

/**
 * A staircase: each row fills one of the columns, the first row the first of them, a deeper row follows one that is at
 * most one level above it, and no column is empty but the last ones. `bare`: columns without a header, which prove themselves by rows that
 * are planned as tasks are (`isPlanned`, by index of the row): a remark beside a list has no dates.
 */
export function isStaircase(
  { columns, strange }: NameCells,
  bare: readonly number[],
  isPlanned: (row: number) => boolean,
): boolean {
  const rows = columns[0]?.length ?? 0;
  const counts = columns.map(() => 0);
  let [named, untidy, deeper, inBare, planned, previous] = [0, strange, 0, 0, 0, -1];
  for (let row = 0; row < rows; row++) {
    const filled = columns.flatMap((texts, at) => (texts[row] === '' ? [] : [at]));
    const level = filled[0];
    if (level === undefined) continue;
    named++;
    counts[level]!++;
    if (named === 1 && level > 0) return false;
    if (filled.length > 1 || level > previous + 1) untidy++;
    if (level > 0) deeper++;
    if (bare.includes(level)) {
      inBare++;
      if (isPlanned(row)) planned++;
    }
    previous = level;
  }
  const isTidy = untidy * TIDY <= named && named * 10 >= rows * 9;
  const isProved = planned >= inBare * PLANNED_SHARE;
  return named >= LEAST_ROWS && deeper >= LEAST_DEEPER && isTidy && isProved && isUsed(counts, bare);
}

/** People keep columns for deeper levels than they have; without a header they are none. */
function isUsed(counts: readonly number[], bare: readonly number[]): boolean {
  const last = counts.findLastIndex((count) => count > 0);
  return last > 0 && counts.every((count, at) => count > 0 || (at > last && !bare.includes(at)));
}

const LEAST_MATRIX = 4;
const FULL = 0.95;
/** At most three rows in four begin something new. */
const REPEATED = 0.75;

/** A matrix: the last column names the task of each row, the others say under what it stands, on each row or where that changes. */
export function isMatrix({ columns, strange }: NameCells): boolean {
  const leaf = columns.at(-1) ?? [];
  if (leaf.length < LEAST_MATRIX || strange > 0 || share(leaf) < FULL) return false;
  return columns.slice(0, -1).every((texts) => {
    return distinct(texts) < distinct(leaf) && (isRepeated(texts) || isSparse(texts));
  });
}

/** Filled on each row, and the same on many. */
export function isRepeated(texts: readonly string[]): boolean {
  return share(texts) >= FULL && changes(texts) <= texts.length * REPEATED;
}

/** Filled where a new part of the plan begins: once, or over merged cells. */
function isSparse(texts: readonly string[]): boolean {
  const filled = share(texts);
  return texts[0] !== '' && filled > 0 && filled <= REPEATED;
}

const share = (texts: readonly string[]): number => texts.filter((text) => text !== '').length / texts.length;
const distinct = (texts: readonly string[]): number => new Set(texts.filter((text) => text !== '').map(fold)).size;
const changes = (texts: readonly string[]): number => texts.filter((text, at) => text !== texts[at - 1]).length;
