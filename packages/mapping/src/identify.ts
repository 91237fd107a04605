import type { Snapshot, Task, TaskId, Theirs } from '@sprintforge/core';
import type { Identified, IdSource, PlanRead, ReadNotice, RefusedCell, Shadow } from './api.ts';
import { fieldBindings, type RowReading, readKnownRow, readNewRow } from './identify/cells.ts';
import { readEdges } from './identify/edges.ts';
import type { HeldRows } from './identify/held-rows.ts';
import { readOrder } from './identify/order.ts';
import { placeRows } from './identify/place.ts';
import { readResources } from './identify/resources.ts';
import { identifyRows, type RowIdentity } from './identify/rows.ts';
import { type BaseView, baseView, cellKey } from './identify/values.ts';
import { rowAt } from './values/plan-columns.ts';
import { repairPlan } from './write/repair-plan.ts';

export interface IdentifyOptions {
  /** Ids of repairs that the person confirmed. */
  readonly repairs?: ReadonlySet<string>;
  /** The application that saved the copy as it was handed out; another one may have rewritten formulas (rule V7). */
  readonly application?: string;
  /** Tasks that the copy does not show but its predecessors may name, by Task ID (rule R8). */
  readonly outside?: { has(id: TaskId): boolean };
  /** Tasks of the head that it is for: of one that is still base's, a row that says nothing else is told as base's own task. */
  readonly head?: ReadonlyMap<TaskId, Task>;
  /** Tasks of base that are newer than the copy: where their rows stand says nothing about their place. */
  readonly later?: { has(id: TaskId): boolean };
}

/**
 * Rows of an uploaded copy as tasks (rules ID1-ID8, C3, V6, V7, B1): who each row is, and what it says against `base`
 * under `shadow`. Linear in the rows.
 */
export function identify(
  plan: PlanRead,
  base: Snapshot,
  shadow: Shadow,
  ids: IdSource,
  options: IdentifyOptions = {},
): Identified {
  const view = baseView(base, shadow);
  const identity = identifyRows(plan, view, ids);
  const repair = repairPlan(plan, identity, view, shadow, options.repairs);
  const repaired = repair.plan;
  const order = readOrder(repaired, placedRows(identity, options), view, shadow);
  const cells = readTasks(repaired, identity, view, order, repair.held, options);
  const edges = readEdges(repaired, identity, view, cells.refused, options.outside);
  const introduced = repaired.fields.filter(({ key }) => !base.fields.some((known) => known.key === key));
  const theirs: Theirs = {
    tasks: cells.tasks,
    resources: readResources(repaired, base, ids),
    dependencies: edges.dependencies,
    unreadEdges: edges.unread,
    derived: cells.derived,
    ...(introduced.length > 0 ? { fields: introduced } : {}),
  };
  return {
    theirs,
    rowIds: identity.ids,
    refused: cells.refused,
    notices: [...identity.notices, ...missingColumns(plan), ...repair.notices],
    repairs: repair.repairs,
    sortedBy: order.sortedBy,
    ...(order.scrambled ? { scrambled: true } : {}),
    ...(repair.formulas.size > 0 ? { formulas: repair.formulas } : {}),
  };
}

function placedRows(identity: RowIdentity, { later }: IdentifyOptions): readonly { index: number; id: TaskId }[] {
  const rows: { index: number; id: TaskId }[] = [];
  for (let index = 0; index < identity.ids.length; index++) {
    const id = identity.ids[index]!;
    if (!identity.fresh.has(index) && !identity.kept.has(index) && later?.has(id) !== true) rows.push({ index, id });
  }
  return rows;
}

interface TasksRead {
  readonly tasks: Map<TaskId, Task>;
  readonly derived: Set<string>;
  readonly refused: RefusedCell[];
}

function readTasks(
  plan: PlanRead,
  identity: RowIdentity,
  base: BaseView,
  order: ReturnType<typeof readOrder>,
  held: HeldRows,
  options: IdentifyOptions,
): TasksRead {
  const result: TasksRead = { tasks: new Map(), derived: new Set(), refused: [] };
  const places = placeRows(plan, identity, order, base, options.later);
  const writer = options.application ?? base.application;
  const rewritten = writer !== undefined && writer !== plan.application;
  const bindings = fieldBindings(plan);
  for (let index = 0; index < identity.ids.length; index++) {
    if (identity.kept.has(index)) continue;
    const id = identity.ids[index]!;
    const { parent, rank } = (options.later?.has(id) ? base.snapshot.tasks.get(id) : places.get(id))!;
    const known = held.task(index);
    if (known !== undefined && options.head?.get(id) === known && known.parent === parent && known.rank === rank) {
      result.tasks.set(id, known);
      continue;
    }
    const row = rowAt(plan, index);
    const read: RowReading = identity.fresh.has(index)
      ? readNewRow(plan, row, id, result.refused)
      : readKnownRow(plan, bindings, row, id, base, rewritten, result.refused);
    result.tasks.set(id, { id, parent, rank, fields: read.fields });
    for (const field of read.derived) result.derived.add(cellKey(id, field));
  }
  return result;
}

function missingColumns(plan: PlanRead): readonly ReadNotice[] {
  return plan.missingColumns.map(({ field, header }) => ({
    code: 'COLUMN_MISSING',
    sheet: plan.mapping.sheet,
    message: `The column "${header}" (${field}) is not in the file; its values stay as they are.`,
    facts: { column: header },
  }));
}
