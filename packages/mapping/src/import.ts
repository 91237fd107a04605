import {
  type Dependency,
  type DependencyKey,
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
import type { IdSource, PlanRead, PlanRow, ReadNotice, RefusedCell, Shadow } from './api.ts';
import { type ResolvedPredecessors, resolvePredecessors } from './dependencies/resolve-predecessors.ts';
import { refusedCells, shadowCells } from './import-told.ts';
import { STRUCTURAL } from './layout/structural.ts';
import { columnsOf, type FieldColumn, type PlanColumns } from './values/plan-columns.ts';

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
  const columns = columnsOf(plan);
  const rowIds = columns.rowNumbers.map(() => ids.task());
  const links = resolvePredecessors(plan);
  let shadow: Shadow | undefined;
  return {
    snapshot: {
      tasks: tasksOf(columns, rowIds),
      dependencies: edgesOf(links, rowIds),
      resources: resourcesOf(plan, columns, ids),
      fields: plan.fields.map(({ key, label, type }): FieldDefinition => ({ key, label, type })),
      calendar: plan.calendar,
      scheduling: 'manual',
    },
    rowIds,
    refused: refusedCells(plan, columns, rowIds, links),
    notices: [...(plan.notices ?? [])],
    get shadow() {
      shadow ??= { cells: shadowCells(plan, columns, rowIds, links), keptRows: [] };
      return shadow;
    },
  };
}

function tasksOf(columns: PlanColumns, rowIds: readonly TaskId[]): Map<TaskId, Task> {
  const parents = parentsOf(columns.levels);
  const ranks = ranksOf(parents);
  const fields = columns.fields.filter(({ field }) => !STRUCTURAL.has(field));
  const fieldsAt = rowReader(fields);
  const tasks = new Map<TaskId, Task>();
  for (let row = 0; row < rowIds.length; row++) {
    const id = rowIds[row]!;
    const parent = parents[row]!;
    tasks.set(id, {
      id,
      parent: parent < 0 ? null : rowIds[parent]!,
      rank: ranks[row]!,
      fields: fieldsAt(row),
    });
  }
  return tasks;
}

/** Index of the nearest row above that stands less deep; -1: none. */
function parentsOf(levels: readonly number[]): Int32Array {
  const parents = new Int32Array(levels.length);
  for (let row = 0; row < levels.length; row++) {
    let above = row - 1;
    while (above >= 0 && levels[above]! >= levels[row]!) above = parents[above]!;
    parents[row] = above;
  }
  return parents;
}

/** Ranks of the rows below their parents, in the file's order. */
function ranksOf(parents: Int32Array): readonly string[] {
  const children = new Uint32Array(parents.length + 1);
  const siblings = new Uint32Array(parents.length);
  let most = 0;
  for (let row = 0; row < parents.length; row++) {
    const place = children[parents[row]! + 1]!++;
    siblings[row] = place;
    if (place >= most) most = place + 1;
  }
  const places = ranksBetween(null, null, most);
  const ranks = new Array<string>(parents.length);
  for (let row = 0; row < ranks.length; row++) ranks[row] = places[siblings[row]!]!;
  return ranks;
}

/** Columns whose being filled or not is told by one exact number. */
const TOLD_APART = 52;

/** Reads the fields of a row. Rows in which the same ones are filled are copies of the first of them, which are quickly made. */
function rowReader(columns: readonly FieldColumn[]): (row: number) => Fields {
  const alike = new Map<number, Fields>();
  return (row) => {
    let filled = 0;
    for (let at = 0; at < columns.length; at++) filled = filled * 2 + (isFilled(columns[at]!.values[row]) ? 1 : 0);
    const first = columns.length <= TOLD_APART ? alike.get(filled) : undefined;
    const fields: Record<string, Value> = { ...first };
    for (let at = 0; at < columns.length; at++) {
      const { field, values } = columns[at]!;
      const value = values[row];
      if (isFilled(value)) setField(fields, field, value);
    }
    if (first === undefined) alike.set(filled, fields);
    return fields;
  };
}

/** The fields that most plans have by their names in the source, which is faster than by any text. */
function setField(fields: Record<string, Value>, field: string, value: Value): void {
  switch (field) {
    case 'name':
      fields['name'] = value;
      break;
    case 'start':
      fields['start'] = value;
      break;
    case 'finish':
      fields['finish'] = value;
      break;
    case 'duration':
      fields['duration'] = value;
      break;
    case 'status':
      fields['status'] = value;
      break;
    case 'percent':
      fields['percent'] = value;
      break;
    case 'assignee':
      fields['assignee'] = value;
      break;
    case 'priority':
      fields['priority'] = value;
      break;
    case 'cost':
      fields['cost'] = value;
      break;
    case 'notes':
      fields['notes'] = value;
      break;
    case 'wbs':
      fields['wbs'] = value;
      break;
    default:
      fields[field] = value;
  }
}

function isFilled(value: Value | undefined): value is Exclude<Value, null> {
  return typeof value === 'string' ? value.length > 0 : value !== null && value !== undefined;
}

/** The rows' edges as edges of tasks; circles are told by the check of the plan, not here. */
function edgesOf(links: ResolvedPredecessors, rowIds: readonly TaskId[]): Map<DependencyKey, Dependency> {
  const dependencies = new Map<DependencyKey, Dependency>();
  for (let at = 0; at < links.edges.length; at++) {
    const { predecessor, successor, type, lag } = links.edges[at]!;
    const edge = { predecessor: rowIds[predecessor]!, successor: rowIds[successor]!, type, lag };
    dependencies.set(dependencyKey(edge), edge);
  }
  return dependencies;
}

/** From a resources table, or else the distinct names of the assignees in order of appearance. */
function resourcesOf(plan: PlanRead, columns: PlanColumns, ids: IdSource): Map<ResourceId, Resource> {
  const given = plan.resources?.map((row) => valuesOf(row)) ?? assignees(columns).map((name): Fields => ({ name }));
  const resources = given.map((fields): Resource => ({ id: ids.resource(), fields }));
  return new Map(resources.map((resource) => [resource.id, resource]));
}

/** The values in a row's cells. */
function valuesOf({ cells }: PlanRow): Fields {
  const fields: Record<string, Value> = {};
  for (const field in cells) {
    const reading = cells[field]!;
    if (STRUCTURAL.has(field) || reading.kind !== 'value' || reading.value === null || reading.value === '') continue;
    fields[field] = reading.value;
  }
  return fields;
}

function assignees({ fields }: PlanColumns): string[] {
  const names = new Map<string, string>();
  for (const people of new Set(fields.find(({ field }) => field === 'assignee')?.values)) {
    if (typeof people !== 'string') continue;
    for (const name of splitPeople(people)) {
      const key = name.toLowerCase();
      if (!names.has(key)) names.set(key, name);
    }
  }
  return [...names.values()];
}
