import type { Table, Workbook, Worksheet } from '@sprintforge/xlsx';
import { fold } from '../vocabulary/fold.ts';
import { signsOfOtherList } from '../vocabulary/other-lists.ts';
import type { Role } from '../vocabulary/roles.ts';
import { type BoundColumn, bindColumns } from './bind-columns.ts';
import { type ColumnProfile, profileColumns } from './column-profile.ts';
import { type HeaderBlock, type HeaderColumn, readHeaderBlock } from './header-block.ts';
import { findNameColumns, type NameColumns } from './name-columns.ts';
import { tableRows } from './table-rows.ts';

/** A header with what stands under it, and how much it looks like the plan's task table. */
export interface Candidate {
  readonly block: HeaderBlock;
  readonly columns: readonly HeaderColumn[];
  readonly bound: readonly BoundColumn[];
  /** As in `NameColumns`: names of the levels below the first, and what tasks stand under. */
  readonly levels: readonly HeaderColumn[];
  readonly parents: readonly HeaderColumn[];
  readonly profiles: ReadonlyMap<number, ColumnProfile>;
  readonly rows: readonly number[];
  readonly table: Table | undefined;
  readonly score: number;
}

const WEIGHT: Readonly<Record<Role, number>> = {
  name: 3,
  start: 2,
  finish: 2,
  duration: 1.5,
  assignee: 1.5,
  percent: 1.5,
  status: 1.2,
  predecessors: 1.5,
  priority: 0.8,
  cost: 0.6,
  notes: 0.4,
  wbs: 1,
  level: 0.4,
  number: 0.4,
  id: 3,
};
const PLANNED: readonly Role[] = ['start', 'finish', 'duration', 'percent', 'predecessors'];
/** Weak signs that are enough when there are several. */
const TOGETHER: ReadonlySet<Role> = new Set([...PLANNED, 'status', 'assignee']);
const PLAN_SHEET =
  /\b(plan|tasks?|gantt|schedule|wbs|timeline|projekt\w*|project|backlog|tracker|cronograma|planning|zeitplan|aufgaben|tareas|tarefas|taches|atividades)\b|タスク|工程|计划|計画|計劃|진도|일정|план/;
const OTHER_SHEET =
  /\b(example|sample|template|old|archive\w*|backup|copy|completed|changelog|muster|beispiel|ejemplo|exemple|readme|help|instructions)\b|サンプル|示例|样例/;
const PROFILE_ROWS = 250;
/** One likely sign of another list is found in many a plan. */
const SIGNS_ALLOWED = 0.5;
const SIGN_WEIGHT = 2;

/** Reads the block at `row` as a table; undefined when no column says anything. */
export function readCandidate(
  workbook: Workbook,
  sheet: Worksheet,
  row: number,
  forced = false,
): Candidate | undefined {
  const block = readHeaderBlock(sheet, row);
  const table = sheet.tables.find(({ range }) => range.firstRow === block.lastRow || range.firstRow === row);
  const sample = sampleRows(sheet, block.lastRow, table);
  const profiles = profileColumns(workbook, sheet, sample, new Set(block.columns.map(({ column }) => column)));
  let best: Candidate | undefined;
  for (const { columns, within } of segments(block, table)) {
    const { bound, levels, parents } = nameColumns(block, profiles, columns, sample, within);
    if (!forced && !isPlan(bound)) continue;
    const rows = candidateRows(block, columns, bound, levels, within);
    const score = scoreOf(block, bound, rows, within) - otherList(columns);
    if (best === undefined || score > best.score)
      best = { block, columns, bound, levels, parents, profiles, rows, table: within, score };
  }
  if (best !== undefined || !forced) return best;
  const nothing = { bound: [], levels: [], parents: [], rows: [] };
  return { block, columns: block.columns, profiles, ...nothing, table, score: 0 };
}

function nameColumns(
  block: HeaderBlock,
  profiles: Candidate['profiles'],
  columns: readonly HeaderColumn[],
  sample: readonly number[],
  within: Table | undefined,
): NameColumns {
  const guessed = bindColumns(block, profiles, columns);
  return findNameColumns(block, columns, guessed, sample, (names, bound) =>
    rowsOf(block, columns, bound, names, within),
  );
}

function sampleRows(sheet: Worksheet, headerRow: number, table: Table | undefined): number[] {
  const last = table === undefined ? Number.POSITIVE_INFINITY : table.range.lastRow - table.totalsRows;
  const sample: number[] = [];
  for (const row of sheet.rows()) {
    if (row <= headerRow) continue;
    if (row > last || sample.length >= PROFILE_ROWS) break;
    sample.push(row);
  }
  return sample;
}

interface Segment {
  readonly columns: readonly HeaderColumn[];
  readonly within: Table | undefined;
}

/** Runs of header columns with no wide gap between them; a ListObject is a run by itself, but may cover a part only. */
function segments(block: HeaderBlock, table: Table | undefined): Segment[] {
  const inside: Segment[] = [];
  if (table !== undefined) {
    const { firstColumn, lastColumn } = table.range;
    const columns = block.columns.filter(({ column }) => column >= firstColumn && column <= lastColumn);
    if (columns.length > 1) inside.push({ columns, within: table });
  }
  return [...inside, ...runsOf(block).map((columns) => ({ columns, within: undefined }))];
}

function runsOf(block: HeaderBlock): HeaderColumn[][] {
  const runs: HeaderColumn[][] = [];
  let previous = Number.NEGATIVE_INFINITY;
  for (const header of block.columns) {
    if (header.column - previous > 3 || runs.length === 0) runs.push([]);
    runs.at(-1)!.push(header);
    previous = header.column;
  }
  return runs;
}

/**
 * A name, and beside it something that is planned: a date, a duration, progress, predecessors; or a sure name with a
 * sure status or person. Lists of customers or invoices have neither.
 */
function isPlan(bound: readonly BoundColumn[]): boolean {
  const sure = (role: Role) => bound.find((column) => column.role === role)?.confidence ?? 0;
  if (sure('name') === 0) return false;
  if (sure('id') > 0 || PLANNED.some((role) => sure(role) >= 0.6)) return true;
  if (sure('start') >= 0.5 && sure('finish') >= 0.5) return true;
  if (bound.reduce((sum, { role, confidence }) => sum + (TOGETHER.has(role) ? confidence : 0), 0) >= 1.5) return true;
  return (
    sure('name') >= 0.8 &&
    (sure('duration') >= 0.5 || sure('status') >= 0.85 || sure('assignee') >= 0.85 || sure('wbs') > 0)
  );
}

/** The rows of a table whose columns are bound so, with names in these columns of `levels` too. */
export function candidateRows(
  block: HeaderBlock,
  columns: readonly HeaderColumn[],
  bound: readonly BoundColumn[],
  levels: readonly HeaderColumn[],
  table: Table | undefined,
): readonly number[] {
  const name = bound.find(({ role }) => role === 'name')?.header;
  const names = name === undefined ? [] : [name, ...levels].map(({ column }) => column);
  return rowsOf(block, columns, bound, names, table);
}

function rowsOf(
  block: HeaderBlock,
  columns: readonly HeaderColumn[],
  bound: readonly BoundColumn[],
  names: readonly number[],
  table: Table | undefined,
): readonly number[] {
  return tableRows({
    sheet: block.sheet,
    headerRow: block.lastRow,
    headers: new Map(columns.map(({ column, text }) => [column, text])),
    nameColumns: names,
    content: contentColumns(bound),
    idColumn: bound.find(({ role }) => role === 'id')?.header.column ?? null,
    knownLast: 0,
    limit: table === undefined ? Number.POSITIVE_INFINITY : table.range.lastRow - table.totalsRows,
  }).rows;
}

/** Columns whose content makes a row a task. */
export function contentColumns(bound: readonly BoundColumn[]): number[] {
  const structural: ReadonlySet<Role> = new Set(['number', 'level', 'id', 'wbs']);
  return bound.filter(({ role }) => !structural.has(role)).map(({ header }) => header.column);
}

function scoreOf(
  block: HeaderBlock,
  bound: readonly BoundColumn[],
  rows: readonly number[],
  table: Table | undefined,
): number {
  let score = 0;
  for (const { role, confidence } of bound) score += WEIGHT[role] * confidence * (role === 'name' ? confidence : 1);
  score += Math.min(1.2, Math.log10(rows.length + 1) * 0.6);
  if (table !== undefined) score += 0.6;
  const title = fold(block.sheet.name);
  if (PLAN_SHEET.test(title)) score += 0.4;
  if (OTHER_SHEET.test(title)) score -= 1.5;
  if (block.sheet.state !== 'visible') score *= 0.6;
  return score * (1 - 0.4 * formulaShare(block.sheet, bound, rows));
}

function otherList(columns: readonly HeaderColumn[]): number {
  return SIGN_WEIGHT * Math.max(0, signsOfOtherList(columns.map(({ text }) => text)) - SIGNS_ALLOWED);
}

/** A table whose names are formulas is a view of another one: the input is the plan. */
function formulaShare(sheet: Worksheet, bound: readonly BoundColumn[], rows: readonly number[]): number {
  const name = bound.find(({ role }) => role === 'name')?.header.column;
  if (name === undefined || rows.length === 0) return 0;
  const sample = rows.slice(0, 50);
  const formulas = sample.filter((row) => sheet.cell(row, name)?.formula !== undefined);
  return formulas.length / sample.length;
}
