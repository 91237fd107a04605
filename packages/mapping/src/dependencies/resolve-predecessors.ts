import type { DependencyType, Value } from '@sprintforge/core';
import type { PlanRead } from '../api.ts';
import { isPlaceholder } from '../values/placeholder.ts';
import { columnsOf, type PlanColumns } from '../values/plan-columns.ts';
import { type PredecessorText, parsePredecessors } from './parse-predecessors.ts';
import {
  indexKeys,
  type KeyTexts,
  type ReferenceStyle,
  type RowIndex,
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

/**
 * Reads the predecessors of every row against the rows of this file (rule V9). The style of the binding decides what a
 * number means, unless most references resolve only in another one; a Task ID is always understood.
 */
export function resolvePredecessors(plan: PlanRead): ResolvedPredecessors {
  const columns = columnsOf(plan);
  const keys = keysOf(columns);
  const texts = predecessorTexts(columns);
  const { style, index } = usedStyle(plan, keys, texts);
  let ids: RowIndex | undefined;
  const byId = (reference: string) => {
    ids ??= indexKeys(keys, 'id');
    return ids.get(referenceKey(reference, 'id'));
  };
  const lookup = (reference: string) => index.get(referenceKey(reference, style)) ?? byId(reference);
  const durations = valuesOf(columns, 'duration');
  const edges: RowEdge[] = [];
  const refused = new Map<number, RefusedPredecessors>();
  texts.forEach((text, successor) => {
    if (text === '') return;
    const whole = lookup(text);
    if (whole !== undefined && whole !== successor) {
      edges.push({ predecessor: whole, successor, type: 'FS', lag: 0 });
      return;
    }
    const found = whole === successor ? itself(text) : edgesOf(text, successor, lookup, durations);
    if (!Array.isArray(found)) refused.set(successor, found);
    else edges.push(...new Map(found.map((edge) => [`${edge.predecessor}:${edge.type}`, edge])).values());
  });
  return { edges, refused, unread: unreadRows(columns), style };
}

/** How the predecessors column of a plan refers to tasks. */
export function predecessorStyle(plan: PlanRead): ReferenceStyle {
  const columns = columnsOf(plan);
  return usedStyle(plan, keysOf(columns), predecessorTexts(columns)).style;
}

/** The texts by which the rows of a plan can be referred to. */
function keysOf(columns: PlanColumns): KeyTexts {
  const known = new Map<string, readonly string[]>([
    ['id', columns.ids],
    ['number', columns.numbers],
  ]);
  return {
    rows: columns.rowNumbers,
    of(style) {
      const texts = known.get(style) ?? columns.rowNumbers.map((_, row) => textIn(valuesOf(columns, style)[row]));
      known.set(style, texts);
      return texts;
    },
  };
}

function valuesOf({ fields }: PlanColumns, key: string): readonly Value[] {
  return fields.find(({ field }) => field === key)?.values ?? [];
}

function textIn(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}

function predecessorTexts(columns: PlanColumns): string[] {
  return valuesOf(columns, 'predecessors').map((value) => {
    const text = textIn(value);
    return text === '' || isPlaceholder(text) ? '' : text;
  });
}

function unreadRows({ fields }: PlanColumns): ReadonlySet<number> {
  const special = fields.find(({ field }) => field === 'predecessors')?.special ?? [];
  return new Set([...special].flatMap(([row, { kind }]) => (kind === 'value' ? [] : [row])));
}

/** The style of the binding, while one reference resolves in it or none is written. */
function usedStyle(
  plan: PlanRead,
  keys: KeyTexts,
  texts: readonly string[],
): { readonly style: ReferenceStyle; readonly index: RowIndex } {
  const bound = plan.mapping.columns.find(({ field }) => field === 'predecessors')?.style.reference;
  const index = bound === undefined ? undefined : indexKeys(keys, bound);
  const written = texts.filter((text) => text !== '');
  if (bound !== undefined && index !== undefined) {
    const resolves = (text: string) =>
      parsePredecessors(text).some(({ reference }) => index.has(referenceKey(reference, bound)));
    if (written.some(resolves) || written.every((text) => parsePredecessors(text).length === 0))
      return { style: bound, index };
  }
  const style = styleThatResolves(keys, written);
  return { style, index: indexKeys(keys, style) };
}

function edgesOf(
  text: string,
  successor: number,
  lookup: (reference: string) => number | undefined,
  durations: readonly Value[],
): RowEdge[] | RefusedPredecessors {
  const edges: RowEdge[] = [];
  for (const { reference, type, lag } of parsePredecessors(text)) {
    const predecessor = lookup(reference);
    const days = predecessor === undefined ? undefined : lagDays(durations[predecessor], lag);
    if (predecessor === undefined || days === undefined) {
      return { code: 'UNKNOWN_PREDECESSOR', raw: text, expected: `tasks of this plan; "${reference}" is none` };
    }
    if (predecessor === successor) return itself(text);
    edges.push({ predecessor, successor, type, lag: days });
  }
  return edges;
}

function itself(raw: string): RefusedPredecessors {
  return { code: 'SELF_PREDECESSOR', raw, expected: 'other tasks; a task cannot wait for itself' };
}

/** A share is of the predecessor's duration; without one it cannot be told. */
function lagDays(duration: Value | undefined, lag: PredecessorText['lag']): number | undefined {
  if ('days' in lag) return lag.days;
  return typeof duration === 'number' ? Number((duration * lag.share).toPrecision(12)) : undefined;
}
