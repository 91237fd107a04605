/** What one workbook changed against another, as edits of tasks with the cells they stand in. */
import {
  type Edit,
  type FieldType,
  fieldType,
  type Lens,
  type MergeResult,
  merge,
  type Snapshot,
  type Strategy,
  type SubjectState,
  type TaskId,
  throughLens,
} from '@sprintforge/core';
import {
  type ColumnBinding,
  columnInRow,
  type Identified,
  identify,
  identifyLens,
  type PlanRead,
} from '@sprintforge/mapping';
import { columnLetter } from '@sprintforge/xlsx';
import { type PlanFile, rowsAgainst } from './plan-file.ts';
import { freshIds } from './task-ids.ts';

export interface Comparison {
  /** Rows of the compared workbook. */
  readonly plan: PlanRead;
  readonly identified: Identified;
  readonly result: MergeResult;
  /** What a lens workbook is to show afterwards (rule R8); any other shows the merged plan. */
  readonly shown: Snapshot;
}

/** Three-way: what `other` changed against `base`, merged into `ours`; through its lens, where it is a lens workbook. */
export function compare(base: PlanFile, ours: Snapshot, other: PlanFile, strategy: Strategy): Comparison {
  const plan = rowsAgainst(base, other);
  if (other.copy?.lens) return compareThrough(other.copy.lens, plan, base, ours, other, strategy);
  const identified = identify(plan, base.snapshot, base.shadow, freshIds);
  const result = merge(base.snapshot, ours, identified.theirs, { strategy });
  return { plan, identified, result, shown: result.merged };
}

/** Offline nobody says which rows the copy was handed out with: those that base knows. */
function compareThrough(
  lens: Lens,
  file: PlanRead,
  base: PlanFile,
  ours: Snapshot,
  other: PlanFile,
  strategy: Strategy,
): Comparison {
  const shadow = { ...base.shadow, left: file.rows.map(({ id }) => id) };
  const outside = { has: (id: TaskId) => base.snapshot.tasks.has(id) || ours.tasks.has(id) };
  const read = identifyLens(other.workbook, file, base.snapshot, shadow, freshIds, lens, { outside });
  const { plan, identified, rows } = read;
  const result = merge(base.snapshot, ours, identified.theirs, { strategy });
  return { plan, identified, result, shown: throughLens(result.merged, lens, rows) };
}

export interface TaskFieldChange {
  readonly taskId: TaskId;
  readonly task: string;
  readonly field: string;
  /** Of the field, by which its values are shown. */
  readonly type: FieldType;
  readonly before: unknown;
  readonly after: unknown;
  /** In the newer workbook, A1; '' when its row or column is not there. */
  readonly cell: string;
  readonly sheet: string;
}
export interface WholeTask {
  readonly taskId: TaskId;
  readonly name: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly cell: string;
}
export interface PlanChanges {
  readonly added: readonly WholeTask[];
  readonly changed: readonly TaskFieldChange[];
  readonly removed: readonly WholeTask[];
  readonly refused: Identified['refused'];
}

/** Everything `newer` changed against `older`; dependencies appear as the field `predecessors` of their successor. */
export function changesBetween(older: PlanFile, newer: PlanFile): PlanChanges {
  const { plan, identified, result } = compare(older, older.snapshot, newer, 'client');
  const cellOf = cellFinder(plan, identified.rowIds);
  const nameOf = (id: TaskId): string =>
    String((identified.theirs.tasks.get(id) ?? older.snapshot.tasks.get(id))?.fields.name ?? '');
  const changed = [...fieldChanges(result.edits), ...edgeChanges(result.edits, older.snapshot, result.merged)];
  return {
    added: wholeTasks(result.edits, 'add', (id) => cellOf(id, 'name')),
    changed: changed.map((change) => ({
      ...change,
      task: nameOf(change.taskId),
      type: fieldType(result.merged.fields, change.field),
      cell: cellOf(change.taskId, change.field),
      sheet: plan.mapping.sheet,
    })),
    removed: wholeTasks(result.edits, 'delete', () => ''),
    refused: identified.refused,
  };
}

type Change = Pick<TaskFieldChange, 'taskId' | 'field' | 'before' | 'after'>;

function fieldChanges(edits: readonly Edit[]): readonly Change[] {
  return edits.flatMap(({ subject, base, theirs }) =>
    subject.kind === 'field' && subject.entity === 'task'
      ? [{ taskId: subject.id, field: subject.field, before: base, after: theirs }]
      : [],
  );
}

function edgeChanges(edits: readonly Edit[], before: Snapshot, after: Snapshot): readonly Change[] {
  const successors = new Set<TaskId>();
  for (const { subject, base, theirs } of edits)
    if (subject.kind === 'dependency') successors.add(successorOf(base) ?? successorOf(theirs) ?? '');
  return [...successors].map((taskId) => ({
    taskId,
    field: 'predecessors',
    before: predecessorsText(before, taskId),
    after: predecessorsText(after, taskId),
  }));
}

function successorOf(state: SubjectState): TaskId | undefined {
  return typeof state === 'object' && state !== null && 'successor' in state ? state.successor : undefined;
}

function predecessorsText(snapshot: Snapshot, successor: TaskId): string {
  const edges = [...snapshot.dependencies.values()].filter((edge) => edge.successor === successor);
  const lag = (days: number) => (days === 0 ? '' : `${days > 0 ? '+' : ''}${days}d`);
  return edges
    .map((edge) => `${edge.predecessor}${edge.type}${lag(edge.lag)}`)
    .sort()
    .join('; ');
}

function wholeTasks(
  edits: readonly Edit[],
  action: 'add' | 'delete',
  cellOf: (id: TaskId) => string,
): readonly WholeTask[] {
  return edits.flatMap(({ subject, action: done, base, theirs }) => {
    const state = action === 'add' ? theirs : base;
    if (subject.kind !== 'task' || done !== action) return [];
    if (typeof state !== 'object' || state === null || !('fields' in state)) return [];
    return [
      { taskId: subject.id, name: String(state.fields.name ?? ''), fields: state.fields, cell: cellOf(subject.id) },
    ];
  });
}

function cellFinder(plan: PlanRead, rowIds: readonly TaskId[]): (id: TaskId, field: string) => string {
  const rows = new Map(rowIds.map((id, at) => [id, plan.rows[at]]));
  const columns = new Map<string, ColumnBinding>(plan.mapping.columns.map((bound) => [bound.field, bound]));
  return (id, field) => {
    const [row, column] = [rows.get(id), columns.get(field)];
    return row === undefined || column === undefined ? '' : `${columnLetter(columnInRow(row, column))}${row.row}`;
  };
}
