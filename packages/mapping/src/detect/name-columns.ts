import type { Worksheet } from '@sprintforge/xlsx';
import { namesLevel } from '../vocabulary/level-words.ts';
import type { Role } from '../vocabulary/roles.ts';
import type { BoundColumn } from './bind-columns.ts';
import { type HeaderBlock, type HeaderColumn, headerOf } from './header-block.ts';
import { isMatrix, isRepeated, isStaircase, mayBeStaircase, nameCells } from './name-patterns.ts';

/** Columns that together say the names of a plan. */
export interface NameColumns {
  /** The bindings, that of the name on the column of the first level. */
  readonly bound: readonly BoundColumn[];
  /** Columns of names of the levels below the first, in order: each row fills one of them all (a staircase). */
  readonly levels: readonly HeaderColumn[];
  /** Columns that say on each row under what its task stands; the plan has no rows for that. */
  readonly parents: readonly HeaderColumn[];
}

const MOST_LEVELS = 9;
/** A column that is bound more surely than this to something else holds no names. */
const SURE = 0.6;
const OUTLINES: ReadonlySet<Role> = new Set(['name', 'level', 'wbs']);

/**
 * Are the names in one column, or in one for each level of the outline? Only neighbours are looked at whose headers name
 * levels (`Phase`, `Work package`, `Task`), or that have no header at all beside the column of the names; and only where
 * the rows are filled as such plans are. `sample`: the first rows below the header, by which most tables are passed over;
 * `rowsOf`: the rows of the table when names stand in these columns.
 */
export function findNameColumns(
  block: HeaderBlock,
  columns: readonly HeaderColumn[],
  bound: readonly BoundColumn[],
  sample: readonly number[],
  rowsOf: (names: readonly number[], bound: readonly BoundColumn[]) => readonly number[],
): NameColumns {
  const found = runs(block, columns, bound);
  for (const run of found) {
    const numbers = run.map(({ column }) => column);
    const bare = run.flatMap(({ text }, at) => (text === '' ? [at] : []));
    if (!mayBeStaircase(nameCells(block.sheet, sample, numbers), bare)) continue;
    const named = withName(bound, run, run[0]!);
    const rows = rowsOf(numbers, named);
    if (isStaircase(nameCells(block.sheet, rows, numbers), bare, (at) => isPlanned(block.sheet, rows[at]!, named)))
      return { bound: named, levels: run.slice(1), parents: [] };
  }
  // a `Stage` may be a state: where rows do not show otherwise, a column stays what it was taken for
  const told = new Set(bound.flatMap(({ header, role }) => (role === 'name' ? [] : [header])));
  for (const run of found) {
    if (run.some((one) => one.text === '' || told.has(one))) continue;
    const [leaf, numbers] = [run.at(-1)!, run.map(({ column }) => column)];
    const named = withName(bound, run, leaf);
    const cells = nameCells(block.sheet, rowsOf([leaf.column], named), numbers);
    if (!isMatrix(cells)) continue;
    return { bound: named, levels: [], parents: run.slice(0, -1).filter((_, at) => isRepeated(cells.columns[at]!)) };
  }
  return { bound, levels: [], parents: [] };
}

/** Neighbouring columns that may be the levels of one outline, the longest first; none ends before another one that is headed as a level. */
function runs(block: HeaderBlock, columns: readonly HeaderColumn[], bound: readonly BoundColumn[]): HeaderColumn[][] {
  const known = new Map(columns.map((header) => [header.column, header]));
  const name = bound.find(({ role }) => role === 'name');
  const isFree = (column: number) => {
    const other = bound.find(({ header }) => header.column === column);
    return other === undefined || OUTLINES.has(other.role) || other.confidence < SURE;
  };
  const isNamed = (header: HeaderColumn) => header === name?.header || namesLevel(header.text);
  const after = ({ column }: HeaderColumn): HeaderColumn | undefined => {
    const next = known.get(column + 1) ?? headerOf(block, column + 1);
    const goesOn = isFree(next.column) && (next.text === '' ? !block.scale.has(next.column) : isNamed(next));
    return goesOn ? next : undefined;
  };
  const found: HeaderColumn[][] = [];
  for (const first of columns.filter((header) => isFree(header.column) && isNamed(header))) {
    const run = [first];
    for (let next = after(first); next !== undefined && run.length < MOST_LEVELS; ) {
      run.push(next);
      next = after(next);
      const isWhole = next === undefined || next.text === '';
      if (isWhole && (isUnsure(name) || run.includes(name!.header))) found.push([...run]);
    }
  }
  return found.sort((a, b) => b.length - a.length || a[0]!.column - b[0]!.column);
}

const isUnsure = (name: BoundColumn | undefined): boolean => name === undefined || name.confidence < SURE;

/** The bindings with the name on this column, and nothing else on the columns of the run. */
function withName(bound: readonly BoundColumn[], run: readonly HeaderColumn[], header: HeaderColumn): BoundColumn[] {
  const others = bound.filter((other) => other.role !== 'name' && !run.includes(other.header));
  const before = bound.find(({ role }) => role === 'name')?.confidence ?? 0;
  const name: BoundColumn = { header, role: 'name', confidence: Math.max(before, NAMED) };
  return [...others, name].sort((a, b) => a.header.column - b.header.column);
}

/** How sure it is that columns that are headed and filled as levels hold the names. */
const NAMED = 0.8;

const PLANNED: ReadonlySet<Role> = new Set([
  'start', 'finish', 'duration', 'percent', 'status', 'assignee', 'predecessors', 'cost', 'priority',
]); // biome-ignore format: one line reads better

/** Does the row say when, how long, by whom …? */
function isPlanned(sheet: Worksheet, row: number, bound: readonly BoundColumn[]): boolean {
  return bound.some(({ role, header }) => {
    const value = PLANNED.has(role) ? (sheet.cell(row, header.column)?.value ?? null) : null;
    return value !== null && value !== '' && value !== 0;
  });
}
