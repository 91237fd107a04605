import type { FieldKey, Snapshot, TaskId, Value } from '@sprintforge/core';
import type { CellReading, PlanRead, PlanRow, Shadow, UnnamedRow } from '../api.ts';
import { STRUCTURAL } from '../layout/structural.ts';

/** `taskId\u0000field`: the key of one cell of the plan. */
export function cellKey(id: TaskId, field: FieldKey): string {
  return `${id}\u0000${field}`;
}

/** What a copy held when it was handed out: the revision, under its shadow (rule B1). */
export interface BaseView {
  readonly snapshot: Snapshot;
  /** The shadow's reading of a cell, if the copy differed there. */
  shadow(id: TaskId, field: FieldKey): CellReading | undefined;
  /** All shadows of a task; undefined: its row said what the revision says. */
  shadows(id: TaskId): ReadonlyMap<FieldKey, CellReading> | undefined;
  /** Does any field of the task have a shadow? */
  differs(id: TaskId): boolean;
  /** The value the copy showed; undefined where it showed none that could be read. */
  value(id: TaskId, field: FieldKey): Value | undefined;
  readonly keptRows: ReadonlySet<TaskId>;
  /** Rows of tasks that the copy has no ID for, in the order of the copy. */
  readonly unnamed: readonly UnnamedRow[];
  /** The application that the copy names as its writer, where the shadow knows it. */
  readonly application?: string | undefined;
}

export function baseView(snapshot: Snapshot, shadow: Shadow): BaseView {
  const rows = new Map<TaskId, Map<FieldKey, CellReading>>();
  const differing = new Set<TaskId>();
  for (const { id, field, reading } of shadow.cells) {
    if (!STRUCTURAL.has(field)) differing.add(id);
    const cells = rows.get(id);
    if (cells) cells.set(field, reading);
    else rows.set(id, new Map([[field, reading]]));
  }
  return {
    snapshot,
    shadow: (id, field) => rows.get(id)?.get(field),
    shadows: (id) => rows.get(id),
    differs: (id) => differing.has(id),
    value(id, field) {
      const reading = rows.get(id)?.get(field);
      if (reading === undefined) return snapshot.tasks.get(id)?.fields[field] ?? null;
      return reading.kind === 'value' ? reading.value : undefined;
    },
    keptRows: new Set(shadow.keptRows),
    unnamed: shadow.unnamed ?? [],
    application: shadow.application,
  };
}

/** Equal as people see it: line ends of another system and the last bits of a number are no edit. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if ((a === null || a === '') && (b === null || b === '')) return true;
  if (typeof a === 'number' && typeof b === 'number')
    return Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(a), Math.abs(b));
  if (typeof a === 'string' && typeof b === 'string') return lineEnds(a) === lineEnds(b);
  return false;
}

function lineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** The task fields that have a column in this file. */
export function valueFields(plan: PlanRead): readonly FieldKey[] {
  return plan.mapping.columns.map((binding) => binding.field).filter((field) => !STRUCTURAL.has(field));
}

/** A comparable text for what a cell shows; undefined when it cannot be known (rule V7, unread). */
export function cellText(reading: CellReading | undefined): string | undefined {
  if (reading === undefined) return undefined;
  if (reading.kind === 'value') return valueText(reading.value);
  return reading.kind === 'refused' ? `!${reading.raw}` : undefined;
}

/** The same for what the base held. */
export function baseText(base: BaseView, id: TaskId, field: FieldKey): string | undefined {
  const reading = base.shadow(id, field);
  return reading === undefined ? valueText(base.snapshot.tasks.get(id)?.fields[field] ?? null) : cellText(reading);
}

function valueText(value: Value): string {
  if (value === null || value === '') return '';
  return typeof value === 'string'
    ? `s${lineEnds(value)}`
    : typeof value === 'number'
      ? `n${round(value)}`
      : `b${value}`;
}

function round(value: number): number {
  return Number.isInteger(value) && Math.abs(value) < 1e12 ? value : Number(value.toPrecision(12));
}

/** In how many of these fields a row differs from a base task. */
export function difference(row: PlanRow, id: TaskId, base: BaseView, fields: readonly FieldKey[]): number {
  let count = 0;
  for (const field of fields) {
    const text = cellText(row.cells[field]);
    if (text !== undefined && text !== baseText(base, id, field)) count++;
  }
  return count;
}
