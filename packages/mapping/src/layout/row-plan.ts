import type { Snapshot, TaskId } from '@sprintforge/core';
import type { RowDelete, RowInsert } from '@sprintforge/xlsx';
import type { PlanRead } from '../api.ts';
import { privateMarks, rowNumbersOf } from '../values/plan-columns.ts';
import { depths, planOrder } from './plan-order.ts';

/** What must happen to the rows of a copy so that it holds the rows of the target (rule R2). */
export interface RowPlan {
  /** Both in the numbering before the change, for `changeRows`. */
  readonly inserts: readonly RowInsert[];
  readonly deletes: readonly RowDelete[];
  /** Final row of each task, in the order of the rows; rows of the sheet, 1-based. */
  readonly rowOf: ReadonlyMap<TaskId, number>;
  /** Index in `PlanRead.rows` of each task that had a row. */
  readonly indexOf: ReadonlyMap<TaskId, number>;
  readonly inserted: ReadonlySet<TaskId>;
  /** Deleted tasks whose row stays because something of the person's own is in it, with its final row. */
  readonly kept: ReadonlyMap<TaskId, number>;
  /** A table cannot be without any row: the last row is emptied instead of deleted. Final row number. */
  readonly emptied: number | null;
  readonly firstRow: number;
  readonly lastRow: number;
}

/** Rows that come after each row of the file: the group of new tasks and what they should look like. */
interface Group {
  /** New rows stand before this row. */
  readonly at: number;
  readonly like: number;
  readonly ids: TaskId[];
}

export function planRows(plan: PlanRead, rowIds: readonly TaskId[], target: Snapshot, blankFirstRow: boolean): RowPlan {
  const indexOf = new Map<TaskId, number>();
  const gone: number[] = [];
  const keptRows: { id: TaskId; row: number }[] = [];
  const file: FileRows = { mapping: plan.mapping, numbers: rowNumbersOf(plan) };
  const isPrivate = privateMarks(plan);
  for (let index = 0; index < file.numbers.length; index++) {
    const row = file.numbers[index]!;
    const id = rowIds[index]!;
    if (target.tasks.has(id) && !indexOf.has(id)) indexOf.set(id, index);
    else if (isPrivate(index)) keptRows.push({ id, row });
    else gone.push(row);
  }
  const groups = insertionGroups(file, target, indexOf, blankFirstRow);
  const empty = indexOf.size === 0 && keptRows.length === 0 && groups.length === 0;
  const emptied = empty && gone.length > 0 ? gone.shift()! : null;
  return numbered(file, groups, gone, keptRows, indexOf, emptied);
}

/** The rows of the file, by index, as the sheet numbers them. */
interface FileRows {
  readonly mapping: PlanRead['mapping'];
  readonly numbers: readonly number[];
}

/** The new tasks in groups, each after the row of the task that precedes it in the plan. */
function insertionGroups(
  { mapping, numbers }: FileRows,
  target: Snapshot,
  indexOf: ReadonlyMap<TaskId, number>,
  blankFirstRow: boolean,
): readonly Group[] {
  const order = planOrder(target);
  const looks = similarRows(numbers, target, indexOf);
  const groups = new Map<number, Group>();
  const first = numbers[0] ?? mapping.firstRow;
  let anchor: number | null = null;
  for (const id of order) {
    const index = indexOf.get(id);
    if (index !== undefined) {
      anchor = numbers[index]!;
      continue;
    }
    const at: number = anchor === null ? first : anchor + 1;
    const group = groups.get(at);
    if (group) group.ids.push(id);
    else groups.set(at, { at, like: looks(id, anchor ?? first), ids: [id] });
  }
  const list = [...groups.values()].sort((a, b) => a.at - b.at);
  const only = list[0];
  // An empty table has one blank row already: the first task takes it.
  if (numbers.length === 0 && blankFirstRow && only) return [{ ...only, at: only.at + 1, like: only.at }];
  return list;
}

/** How far to look for a row of the same kind. */
const REACH = 40;

/** For a new task near a row: the nearest row of the same depth and kind (summary or not), else that row. */
function similarRows(numbers: readonly number[], target: Snapshot, indexOf: ReadonlyMap<TaskId, number>) {
  const lay = () => {
    const rows: { id: TaskId; row: number }[] = [];
    const places = new Map<number, number>();
    for (const [id, index] of indexOf) {
      places.set(numbers[index]!, rows.length);
      rows.push({ id, row: numbers[index]! });
    }
    const summaries = new Set<TaskId | null>();
    for (const { parent } of target.tasks.values()) summaries.add(parent);
    return { rows, places, summaries, depth: depths(target) };
  };
  let laid: ReturnType<typeof lay> | undefined;
  return (id: TaskId, near: number): number => {
    laid ??= lay();
    const { rows, places, summaries, depth } = laid;
    const at = places.get(near);
    if (at === undefined) return near;
    const alike = (other: TaskId) => depth.get(other) === depth.get(id) && summaries.has(other) === summaries.has(id);
    for (let step = 0; step <= REACH; step++)
      for (const candidate of [rows[at - step], rows[at + step]])
        if (candidate && alike(candidate.id)) return candidate.row;
    return near;
  };
}

function numbered(
  { mapping, numbers }: FileRows,
  groups: readonly Group[],
  gone: readonly number[],
  keptRows: readonly { id: TaskId; row: number }[],
  indexOf: ReadonlyMap<TaskId, number>,
  emptied: number | null,
): RowPlan {
  const taken = numbers.length === 0 && groups[0] !== undefined && groups[0].at > mapping.firstRow ? 1 : 0;
  const inserts = groups
    .map(({ at, like, ids }) => ({ at, like, count: ids.length - taken }))
    .filter((insert) => insert.count > 0);
  const afterInserts = counter(inserts.map(({ at, count }) => ({ from: at, by: count })));
  const deletedRows = gone.map(afterInserts).sort((a, b) => a - b);
  const afterDeletes = counter(deletedRows.map((row) => ({ from: row + 1, by: -1 })));
  const final = (row: number) => afterDeletes(afterInserts(row));
  const placed: { id: TaskId; row: number }[] = [];
  for (const [id, index] of indexOf) placed.push({ id, row: final(numbers[index]!) });
  const inserted = new Set<TaskId>();
  for (const group of groups) {
    const start = afterDeletes(afterInserts(group.at) - group.ids.length);
    for (const [step, id] of group.ids.entries()) {
      placed.push({ id, row: start + step });
      inserted.add(id);
    }
  }
  placed.sort((a, b) => a.row - b.row);
  const kept = new Map(keptRows.map(({ id, row }) => [id, final(row)]));
  const rowOf = new Map<TaskId, number>();
  for (const { id, row } of placed) rowOf.set(id, row);
  const all = [...rowOf.values(), ...kept.values(), ...(emptied === null ? [] : [final(emptied)])];
  const firstRow = mapping.firstRow;
  const end = counter(deletedRows.map((row) => ({ from: row, by: -1 })))(afterInserts(mapping.lastRow));
  return {
    inserts,
    deletes: runs([...gone].sort((a, b) => a - b)),
    rowOf,
    indexOf,
    inserted,
    kept,
    emptied: emptied === null ? null : final(emptied),
    firstRow,
    lastRow: all.reduce((last, row) => Math.max(last, row), numbers.length === 0 ? firstRow - 1 : end),
  };
}

/** The shift of a row when from each `from` on all rows move `by`; steps sorted by `from`. Logarithmic per question. */
function counter(steps: readonly { readonly from: number; readonly by: number }[]): (row: number) => number {
  const sums: number[] = [];
  let sum = 0;
  for (const step of steps) {
    sum += step.by;
    sums.push(sum);
  }
  // steps that begin at the row asked for last or before it: rows are mostly asked for one after the other
  let known = 0;
  const isBehind = (step: number, row: number) => step === steps.length || steps[step]!.from > row;
  return (row) => {
    if (!isBehind(known, row) || (known > 0 && isBehind(known - 1, row))) known = stepsUpTo(steps, row);
    return row + (known === 0 ? 0 : sums[known - 1]!);
  };
}

/** How many of the steps begin at a row or before it. */
function stepsUpTo(steps: readonly { readonly from: number }[], row: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]!.from <= row) low = middle + 1;
    else high = middle;
  }
  return low;
}

function runs(rows: readonly number[]): readonly RowDelete[] {
  const found: { at: number; count: number }[] = [];
  for (const row of rows) {
    const last = found[found.length - 1];
    if (last && last.at + last.count === row) last.count++;
    else found.push({ at: row, count: 1 });
  }
  return found;
}
