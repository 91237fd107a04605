import type { Dependency, Snapshot, TaskId } from '@sprintforge/core';
import type { CellEdit, Worksheet } from '@sprintforge/xlsx';
import type { CellReading, PlanRead, TableMapping } from '../api.ts';
import type { RowKeys } from '../dependencies/reference-style.ts';
import { predecessorStyle } from '../dependencies/resolve-predecessors.ts';
import { cellKey } from '../identify/values.ts';
import { a1 } from '../layout/address.ts';
import { type ReferenceTable, resolveEdges, tableOf, writeEdges } from '../layout/references.ts';
import type { RowPlan } from '../layout/row-plan.ts';
import { cellsOfField, numbersOf } from '../values/plan-columns.ts';

export interface PredecessorWrite {
  readonly edit: CellEdit;
  /** `taskId\u0000field` */
  readonly key: string;
  /** A1 with sheet. */
  readonly cell: string;
}

/**
 * Predecessor cells whose text, read in the rows as they will stand, does not say the target's edges (rule V9): edges that
 * others changed, and row numbers of rows that moved. A text that cannot be read is the person's and stays.
 */
export function writePredecessors(
  at: { readonly sheet: Worksheet; readonly mapping: TableMapping },
  plan: PlanRead,
  rows: RowPlan,
  target: Snapshot,
): readonly PredecessorWrite[] {
  const binding = at.mapping.columns.find(({ field }) => field === 'predecessors');
  if (binding === undefined) return [];
  let known: ReferenceTable | undefined;
  const table = () => {
    known ??= tableAfter(plan, rows, target, binding.style.separator);
    return known;
  };
  const wanted = new Map<TaskId, Dependency[]>();
  for (const edge of target.dependencies.values()) {
    const list = wanted.get(edge.successor);
    if (list) list.push(edge);
    else wanted.set(edge.successor, [edge]);
  }
  const writes: PredecessorWrite[] = [];
  let numbers: boolean | undefined;
  const cell = cellsOfField(plan, 'predecessors');
  for (const [id, row] of rows.rowOf) {
    const index = rows.indexOf.get(id);
    const reading = index === undefined ? undefined : cell(index);
    const edges = wanted.get(id) ?? NONE;
    if (!mustWrite(reading, id, edges, table, index === undefined)) continue;
    const before = at.sheet.cell(row, binding.column)?.value ?? null;
    if (before === null) numbers ??= holdsNumbers(at.sheet, binding.column, rows);
    const value = cellValue(writeEdges(edges, table()), before === null ? numbers! : typeof before === 'number');
    const edit = { row, column: binding.column, value };
    writes.push({ edit, key: cellKey(id, 'predecessors'), cell: `${at.sheet.name}!${a1(row, binding.column)}` });
  }
  return writes;
}

const NONE: readonly Dependency[] = [];

function mustWrite(
  reading: CellReading | undefined,
  id: TaskId,
  edges: readonly Dependency[],
  tableAt: () => ReferenceTable,
  isNew: boolean,
): boolean {
  if (reading === undefined) return isNew && edges.length > 0;
  if (reading.kind !== 'value' || reading.formula !== undefined) return false;
  const text = String(reading.value ?? '');
  if (text === '' && edges.length === 0) return false;
  const table = tableAt();
  const named = LONE_NUMBER.test(text) && isPlain(edges) ? table.find(text) : undefined;
  if (named !== undefined && named !== id) return named !== edges[0]!.predecessor;
  const said = resolveEdges(text, id, table);
  if (said === undefined) return edges.length > 0 && table.style === 'row';
  return signature(said) !== signature(edges);
}

/** Most texts are that: the number of the one predecessor. */
const LONE_NUMBER = /^[1-9]\d*$/;

/** One edge that a lone reference says. */
const isPlain = ([edge, another]: readonly Dependency[]): boolean =>
  edge !== undefined && another === undefined && edge.type === 'FS' && edge.lag === 0;

function signature(edges: readonly Dependency[]): string {
  const texts = edges.map((edge) => `${edge.predecessor}:${edge.type}:${edge.lag}`);
  return [...new Set(texts)].sort().join(' ');
}

/** A lone row number is a number where the person has numbers. */
function cellValue(text: string | null, numbers: boolean): string | number | null {
  return text !== null && numbers && /^\d{1,9}$/.test(text) ? Number(text) : text;
}

/** Does the person write lone row numbers as numbers? The first that stands there tells; in an empty column they do. */
function holdsNumbers(sheet: Worksheet, column: number, rows: RowPlan): boolean {
  for (const row of rows.rowOf.values()) {
    const value = sheet.cell(row, column)?.value;
    if (typeof value === 'number') return true;
    if (typeof value === 'string' && /^\d{1,9}$/.test(value)) return false;
  }
  return true;
}

/** What the rows will be called after the change. */
function tableAfter(plan: PlanRead, rows: RowPlan, target: Snapshot, separator: string | undefined): ReferenceTable {
  const ids = [...rows.rowOf.keys()];
  const style = predecessorStyle(plan);
  const text = (id: TaskId, field: string) =>
    style === field ? String(target.tasks.get(id)?.fields[field] ?? '') : '';
  const numbers = numbersOf(plan);
  const keys = ids.map((id): RowKeys => {
    const index = rows.indexOf.get(id);
    const number = index === undefined ? '' : numbers[index]!;
    return { row: rows.rowOf.get(id)!, id, number, wbs: text(id, 'wbs'), name: text(id, 'name') };
  });
  const predecessors = new Set([...target.dependencies.values()].map((edge) => edge.predecessor));
  const days = (id: TaskId) => Number(target.tasks.get(id)?.fields['duration'] ?? 0);
  const outside = { has: (id: TaskId) => predecessors.has(id) && !target.tasks.has(id) };
  return tableOf(keys, ids, style, separator ?? ', ', days, outside);
}
