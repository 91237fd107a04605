import type { Dependency, TaskId } from '@sprintforge/core';
import type { PlanRead } from '../api.ts';
import { formatPredecessors } from '../dependencies/format-predecessors.ts';
import { type PredecessorText, parsePredecessors } from '../dependencies/parse-predecessors.ts';
import { indexRows, type ReferenceStyle, type RowKeys, referenceKey } from '../dependencies/reference-style.ts';
import { predecessorStyle } from '../dependencies/resolve-predecessors.ts';
import { isPlaceholder } from '../values/placeholder.ts';

/** How the rows of one file are referred to in its predecessors column. */
export interface ReferenceTable {
  readonly style: ReferenceStyle;
  readonly separator: string;
  /** The task that a reference names. */
  find(reference: string): TaskId | undefined;
  /** What a task is called; undefined when it has no name of its own in this style. */
  call(id: TaskId): string | undefined;
  /** Working days of a task, for lags that are a share of it. */
  days(id: TaskId): number;
}

/** Tasks that have no row in the file but may be named, by Task ID (rule R8). */
export type Outside = { has(id: TaskId): boolean };

/** The references of a file as it stands. */
export function referenceTable(plan: PlanRead, ids: readonly TaskId[], outside?: Outside): ReferenceTable {
  const binding = plan.mapping.columns.find(({ field }) => field === 'predecessors');
  const keys = plan.rows.map((row, index) => keysOf(row, ids[index]!));
  let known: Map<TaskId, number> | undefined;
  const days = (id: TaskId) => {
    known ??= new Map(plan.rows.map((row, index) => [ids[index]!, numberIn(row.cells['duration'])]));
    return known.get(id) ?? 0;
  };
  return tableOf(keys, ids, predecessorStyle(plan), binding?.style.separator ?? ', ', days, outside);
}

/** A table over any rows, each with its task. */
export function tableOf(
  keys: readonly RowKeys[],
  ids: readonly TaskId[],
  style: ReferenceStyle,
  separator: string,
  days: (id: TaskId) => number,
  outside?: Outside,
): ReferenceTable {
  const rows = indexRows(keys, style);
  let known: ReadonlyMap<TaskId, number> | undefined;
  const byId = () => {
    known ??= new Map(ids.map((id, at) => [id, at]));
    return known;
  };
  const nameOf = (at: number) => (style === 'row' ? String(keys[at]!.row) : keys[at]![style]);
  const find = (reference: string) => {
    const row = rows.get(referenceKey(reference, style));
    if (row !== undefined) return ids[row];
    const id = reference.trim().toUpperCase();
    const at = byId().get(id);
    return at === undefined ? (outside?.has(id) ? id : undefined) : ids[at];
  };
  return {
    style,
    separator,
    find,
    call(id) {
      const at = byId().get(id);
      const name = at === undefined ? undefined : nameOf(at);
      return name !== undefined && name !== '' && find(name) === id && !/[;,]/.test(name) ? name : undefined;
    },
    days,
  };
}

/** The edges into a task that a text says; undefined when one of its references names no other task of the file. */
export function resolveEdges(
  text: string,
  successor: TaskId,
  table: ReferenceTable,
): readonly Dependency[] | undefined {
  if (isPlaceholder(text)) return [];
  const edges: Dependency[] = [];
  for (const { reference, type, lag } of partsOf(text, table)) {
    const predecessor = table.find(reference);
    if (predecessor === undefined || predecessor === successor) return undefined;
    const days = 'days' in lag ? lag.days : lag.share * table.days(predecessor);
    edges.push({ predecessor, successor, type, lag: days });
  }
  return edges;
}

/** A name may hold what otherwise separates references. */
function partsOf(text: string, table: ReferenceTable): readonly PredecessorText[] {
  if (table.find(text) === undefined) return parsePredecessors(text);
  return [{ reference: text, type: 'FS', lag: { days: 0 }, written: text }];
}

/** The text for the edges into a task, as the person writes them: `3, 5FS+2d`; null for none. Tasks that cannot be named in that style go by ID. */
export function writeEdges(edges: readonly Dependency[], table: ReferenceTable): string | null {
  const written = edges.map(({ predecessor, type, lag }) => ({
    reference: table.call(predecessor) ?? predecessor,
    type,
    lag,
  }));
  return formatPredecessors(written, { separator: table.separator });
}

function keysOf(row: PlanRead['rows'][number], id: TaskId): RowKeys {
  return { row: row.row, id, number: row.number, wbs: textIn(row.cells['wbs']), name: textIn(row.cells['name']) };
}

function textIn(reading: PlanRead['rows'][number]['cells'][string] | undefined): string {
  return reading?.kind === 'value' ? String(reading.value ?? '') : '';
}

function numberIn(reading: PlanRead['rows'][number]['cells'][string] | undefined): number {
  return reading?.kind === 'value' && typeof reading.value === 'number' ? reading.value : 0;
}
