import {
  type Dependency,
  dependencyKey,
  type FieldDefinition,
  type Fields,
  type Resource,
  type ResourceId,
  ranksBetween,
  type Snapshot,
  splitPeople,
  type Task,
  type TaskId,
  type Value,
} from '@sprintforge/core';
import { columnLetter } from '@sprintforge/xlsx';
import type { CellReading, IdSource, PlanRead, PlanRow, ReadNotice, RefusedCell, Shadow, ShadowCell } from './api.ts';
import { type ResolvedPredecessors, resolvePredecessors } from './dependencies/resolve-predecessors.ts';
import { relativeFormula } from './identify/cells.ts';
import { STRUCTURAL } from './layout/structural.ts';

export interface ImportedPlan {
  readonly snapshot: Snapshot;
  /** Task ID of each plan row, by index in `PlanRead.rows`. */
  readonly rowIds: readonly TaskId[];
  readonly refused: RefusedCell[];
  readonly notices: ReadNotice[];
  readonly shadow: Shadow;
}

/**
 * The first snapshot of somebody's own plan: a task per row with fresh IDs, in the file's order, parents by outline
 * level. Columns that are bound to nothing stay the person's (rule C2); cells that cannot be read stay out and are told.
 */
export function importPlan(plan: PlanRead, ids: IdSource): ImportedPlan {
  const rowIds = plan.rows.map(() => ids.task());
  const links = resolvePredecessors(plan);
  const tasks = tasksOf(plan.rows, rowIds);
  const dependencies = new Map(edgesOf(links, rowIds).map((edge) => [dependencyKey(edge), edge]));
  const resources = resourcesOf(plan, ids);
  return {
    snapshot: {
      tasks: new Map(tasks.map((task) => [task.id, task])),
      dependencies,
      resources: new Map(resources.map((resource) => [resource.id, resource])),
      fields: plan.fields.map(({ key, label, type }): FieldDefinition => ({ key, label, type })),
      calendar: plan.calendar,
      scheduling: 'manual',
    },
    rowIds,
    refused: refusedCells(plan, rowIds, links),
    notices: [...(plan.notices ?? [])],
    shadow: { cells: shadowCells(plan, rowIds, links), keptRows: [] },
  };
}

function tasksOf(rows: readonly PlanRow[], rowIds: readonly TaskId[]): Task[] {
  const parents = parentsOf(rows);
  const children = new Map<number, number[]>();
  for (const [i, parent] of parents.entries()) {
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [i]);
    else siblings.push(i);
  }
  const ranks = new Array<string>(rows.length);
  for (const siblings of children.values())
    for (const [at, rank] of ranksBetween(null, null, siblings.length).entries()) ranks[siblings[at]!] = rank;
  return rows.map((row, i): Task => {
    const parent = parents[i]!;
    return { id: rowIds[i]!, parent: parent < 0 ? null : rowIds[parent]!, rank: ranks[i]!, fields: fieldsOf(row) };
  });
}

/** Index of the nearest row above that stands less deep; -1: none. */
function parentsOf(rows: readonly PlanRow[]): number[] {
  const open: number[] = [];
  return rows.map(({ level }, i) => {
    while (open.length > 0 && rows[open.at(-1)!]!.level >= level) open.pop();
    const parent = open.at(-1) ?? -1;
    open.push(i);
    return parent;
  });
}

function fieldsOf(row: PlanRow): Fields {
  const fields: Record<string, Value> = {};
  for (const field in row.cells) {
    const reading = row.cells[field]!;
    if (STRUCTURAL.has(field) || reading.kind !== 'value' || reading.value === null || reading.value === '') continue;
    fields[field] = reading.value;
  }
  return fields;
}

/** The rows' edges as edges of tasks; circles are told by the check of the plan, not here. */
function edgesOf(links: ResolvedPredecessors, rowIds: readonly TaskId[]): Dependency[] {
  return links.edges.map(({ predecessor, successor, type, lag }) => ({
    predecessor: rowIds[predecessor]!,
    successor: rowIds[successor]!,
    type,
    lag,
  }));
}

/** From a resources table, or else the distinct names of the assignees in order of appearance. */
function resourcesOf(plan: PlanRead, ids: IdSource): Resource[] {
  if (plan.resources !== null) {
    return plan.resources.map((row): Resource => ({ id: ids.resource(), fields: fieldsOf(row) }));
  }
  const names = new Map<string, string>();
  const seen = new Set<string>();
  for (const { cells } of plan.rows) {
    const reading = cells['assignee'];
    if (reading?.kind !== 'value' || typeof reading.value !== 'string' || seen.has(reading.value)) continue;
    seen.add(reading.value);
    for (const name of splitPeople(reading.value)) {
      const key = name.toLowerCase();
      if (!names.has(key)) names.set(key, name);
    }
  }
  return [...names.values()].map((name): Resource => {
    const id: ResourceId = ids.resource();
    return { id, fields: { name } };
  });
}

function refusedCells(plan: PlanRead, rowIds: readonly TaskId[], links: ResolvedPredecessors): RefusedCell[] {
  const refused: RefusedCell[] = [];
  const columns = new Map(plan.mapping.columns.map(({ field, column }) => [field as string, column]));
  plan.rows.forEach((row, i) => {
    const add = (field: string, { code, raw, expected }: { code: string; raw: string; expected: string }) => {
      const cell = `${columnLetter(columns.get(field) ?? 1)}${row.row}`;
      const message = `${cell} holds "${raw}"; expected ${expected}.`;
      refused.push({
        code,
        sheet: plan.mapping.sheet,
        cell,
        task_id: rowIds[i]!,
        field,
        found: raw,
        expected,
        message,
      });
    };
    for (const field in row.cells) {
      const reading = row.cells[field]!;
      if (reading.kind === 'refused') add(field, reading);
    }
    const link = links.refused.get(i);
    if (link !== undefined) add('predecessors', link);
  });
  return refused;
}

/** In what the file differs from the snapshot as a plain value (rule B1): formulas (R1C1, so that rows may move), and cells that were not read. */
function shadowCells(plan: PlanRead, rowIds: readonly TaskId[], links: ResolvedPredecessors): ShadowCell[] {
  const cells: ShadowCell[] = [];
  const columns = new Map<string, number>(plan.mapping.columns.map(({ field, column }) => [field, column]));
  plan.rows.forEach((row, i) => {
    const link = links.refused.get(i);
    for (const field in row.cells) {
      const reading = row.cells[field]!;
      if ((field !== 'predecessors' && STRUCTURAL.has(field)) || (link === undefined && isPlain(reading, field)))
        continue;
      const shown: CellReading =
        field === 'predecessors' && link !== undefined ? { kind: 'refused', ...link } : reading;
      if (isPlain(shown, field)) continue;
      cells.push({ id: rowIds[i]!, field, reading: positionless(shown, row.row, columns.get(field) ?? 1) });
    }
  });
  return cells;
}

function positionless(reading: CellReading, row: number, column: number): CellReading {
  return reading.formula === undefined
    ? reading
    : { ...reading, formula: relativeFormula(reading.formula, row, column) };
}

function isPlain(reading: CellReading, field: string): boolean {
  if (reading.kind !== 'value' || reading.formula !== undefined) return false;
  return field !== 'predecessors' || reading.value === null || reading.value === '';
}
