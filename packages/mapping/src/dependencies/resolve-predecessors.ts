import type { DependencyType } from '@sprintforge/core';
import type { CellReading, PlanRead, PlanRow } from '../api.ts';
import { isPlaceholder } from '../values/placeholder.ts';
import { type PredecessorText, parsePredecessors } from './parse-predecessors.ts';
import {
  indexRows,
  type ReferenceStyle,
  type RowIndex,
  type RowKeys,
  referenceKey,
  styleThatResolves,
} from './reference-style.ts';

/** A dependency between rows of a plan, by index in `PlanRead.rows`. */
export interface RowEdge {
  readonly predecessor: number;
  readonly successor: number;
  readonly type: DependencyType;
  /** Working days. */
  readonly lag: number;
}

export interface RefusedPredecessors {
  readonly code: 'UNKNOWN_PREDECESSOR' | 'SELF_PREDECESSOR';
  readonly raw: string;
  readonly expected: string;
}

export interface ResolvedPredecessors {
  readonly edges: readonly RowEdge[];
  /** Rows (by index) whose cell names no task of this file; none of the cell's edges is taken. */
  readonly refused: ReadonlyMap<number, RefusedPredecessors>;
  /** Rows whose cell could not be read. */
  readonly unread: ReadonlySet<number>;
  /** How the column refers to tasks. */
  readonly style: ReferenceStyle;
}

/** The texts by which the rows of a plan can be referred to. */
export function rowKeys(rows: readonly PlanRow[]): RowKeys[] {
  const text = (reading: CellReading | undefined) =>
    reading?.kind === 'value' && typeof reading.value === 'string' ? reading.value : '';
  return rows.map(({ row, id, number, cells }) => ({
    row,
    id,
    number,
    wbs: text(cells['wbs']),
    name: text(cells['name']),
  }));
}

/**
 * Reads the predecessors of every row against the rows of this file (rule V9). The style of the binding decides what a
 * number means, unless most references resolve only in another one; a Task ID is always understood.
 */
export function resolvePredecessors(plan: PlanRead): ResolvedPredecessors {
  const keys = rowKeys(plan.rows);
  const texts = plan.rows.map(({ cells }) => predecessorText(cells['predecessors']));
  const { style, index } = usedStyle(plan, keys, texts);
  let ids: RowIndex | undefined;
  const byId = (reference: string) => {
    ids ??= indexRows(keys, 'id');
    return ids.get(referenceKey(reference, 'id'));
  };
  const lookup = (reference: string) => index.get(referenceKey(reference, style)) ?? byId(reference);
  const edges = new Map<string, RowEdge>();
  const refused = new Map<number, RefusedPredecessors>();
  const unread = new Set<number>();
  texts.forEach((text, successor) => {
    const kind = plan.rows[successor]!.cells['predecessors']?.kind;
    if (kind === 'unread' || kind === 'refused') unread.add(successor);
    if (text === '') return;
    const found = edgesOf(plan, text, successor, lookup);
    if (Array.isArray(found))
      for (const edge of found) edges.set(`${edge.predecessor}>${successor}:${edge.type}`, edge);
    else refused.set(successor, found);
  });
  return { edges: [...edges.values()], refused, unread, style };
}

/** How the predecessors column of a plan refers to tasks. */
export function predecessorStyle(plan: PlanRead): ReferenceStyle {
  return usedStyle(
    plan,
    rowKeys(plan.rows),
    plan.rows.map(({ cells }) => predecessorText(cells['predecessors'])),
  ).style;
}

function predecessorText(reading: CellReading | undefined): string {
  const text = reading?.kind === 'value' && typeof reading.value === 'string' ? reading.value : '';
  return isPlaceholder(text) ? '' : text;
}

/** The style of the binding, while one reference resolves in it or none is written. */
function usedStyle(
  plan: PlanRead,
  keys: readonly RowKeys[],
  texts: readonly string[],
): { readonly style: ReferenceStyle; readonly index: RowIndex } {
  const bound = plan.mapping.columns.find(({ field }) => field === 'predecessors')?.style.reference;
  const index = bound === undefined ? undefined : indexRows(keys, bound);
  if (bound !== undefined && index !== undefined) {
    const written = texts.filter((text) => text !== '');
    const resolves = (text: string) =>
      parsePredecessors(text).some(({ reference }) => index.has(referenceKey(reference, bound)));
    if (written.some(resolves) || written.every((text) => parsePredecessors(text).length === 0))
      return { style: bound, index };
  }
  const style = styleThatResolves(
    keys,
    texts.filter((text) => text !== ''),
  );
  return { style, index: indexRows(keys, style) };
}

function edgesOf(
  plan: PlanRead,
  text: string,
  successor: number,
  lookup: (reference: string) => number | undefined,
): RowEdge[] | RefusedPredecessors {
  const whole = lookup(text);
  const parts: readonly PredecessorText[] =
    whole === undefined ? parsePredecessors(text) : [{ reference: text, type: 'FS', lag: { days: 0 }, written: text }];
  const edges: RowEdge[] = [];
  for (const { reference, type, lag } of parts) {
    const predecessor = lookup(reference);
    const days = predecessor === undefined ? undefined : lagDays(plan, predecessor, lag);
    if (predecessor === undefined || days === undefined) {
      return { code: 'UNKNOWN_PREDECESSOR', raw: text, expected: `tasks of this plan; "${reference}" is none` };
    }
    if (predecessor === successor) {
      return { code: 'SELF_PREDECESSOR', raw: text, expected: 'other tasks; a task cannot wait for itself' };
    }
    edges.push({ predecessor, successor, type, lag: days });
  }
  return edges;
}

/** A share is of the predecessor's duration; without one it cannot be told. */
function lagDays(plan: PlanRead, predecessor: number, lag: PredecessorText['lag']): number | undefined {
  if ('days' in lag) return lag.days;
  const duration = plan.rows[predecessor]!.cells['duration'];
  if (duration?.kind !== 'value' || typeof duration.value !== 'number') return undefined;
  return Number((duration.value * lag.share).toPrecision(12));
}
