import {
  type Resource,
  type ResourceId,
  ranksBetween,
  type Snapshot,
  type Task,
  type TaskId,
  type Theirs,
} from '@sprintforge/core';
import type { CellReading, PlanRead, PlanRow, Shadow, ShadowCell } from '../api.ts';
import type { RowHashes } from './hash-sheet.ts';
import { resourceHash, rowHash } from './row-hash.ts';

/** What stands in for a base that is no longer kept (rule A7). */
export interface RememberedBase {
  /** Rows that are as handed out hold what the file says; the others what the head says. */
  readonly base: Snapshot;
  readonly shadow: Shadow;
  /** Tasks and resources of which nobody can say any more what they were: `MergeOptions.unknownBase`. */
  readonly unknown: ReadonlySet<string>;
}

/**
 * The base of an upload as far as its row hashes tell it: a row whose hash is the signed one was not edited, so what it says was
 * its base. Of every other row only the head is known. A task that the head has no more and whose row was not edited stays
 * deleted (ID7). Linear in the rows.
 */
export function rememberedBase(plan: PlanRead, hashes: RowHashes, ours: Snapshot): RememberedBase {
  const rows = claimed(plan.rows, (row) => rowHash(plan, row));
  const [tasks, cells, keptRows]: [Map<TaskId, Task>, ShadowCell[], TaskId[]] = [new Map(), [], [...hashes.kept]];
  const unknown = new Set<string>();
  const revived: TaskId[] = [];
  for (const [id, hash] of hashes.tasks) {
    const head = ours.tasks.get(id);
    const row = rows.unedited(id, hash);
    if (row !== undefined && head === undefined) keptRows.push(id);
    else if (row !== undefined && head !== undefined) {
      tasks.set(id, { ...head, fields: { ...head.fields, ...valuesOf(row) } });
      cells.push(...shadowOf(id, row));
    } else if (head !== undefined || rows.has(id)) {
      if (head === undefined) revived.push(id);
      else tasks.set(id, head);
      unknown.add(id);
    }
  }
  for (const task of atTheEnd(revived, ours)) tasks.set(task.id, task);
  const resources = resourcesOf(plan, hashes, ours, unknown);
  const order = [...hashes.tasks.keys()].filter((id) => tasks.has(id));
  const shadow = { cells, keptRows, order, application: plan.application };
  return { base: { ...ours, tasks, resources, dependencies: ours.dependencies }, shadow, unknown };
}

/**
 * What such an upload says about places: a row under another parent than the head's was moved by its person only if it is edited
 * at all (its depth is part of its hash); a row in another order was moved, and nobody knows by whom else.
 */
export function placesOf(
  theirs: Theirs,
  { base, unknown }: RememberedBase,
): Pick<RememberedBase, 'unknown'> & {
  readonly theirs: Theirs;
} {
  const tasks = new Map(theirs.tasks);
  const asked = new Set(unknown);
  for (const [id, task] of theirs.tasks) {
    const before = base.tasks.get(id);
    if (before === undefined || unknown.has(id)) continue;
    if (task.parent !== before.parent) tasks.set(id, { ...task, parent: before.parent, rank: before.rank });
    else if (task.rank !== before.rank) asked.add(id);
  }
  return { theirs: { ...theirs, tasks }, unknown: asked };
}

/** Rows by the ID that they bear, and those that bear none by their hash: an ID may have been lost (ID5). */
function claimed(rows: readonly PlanRow[], hashOf: (row: PlanRow) => string) {
  const byId = new Map<string, PlanRow[]>();
  const nameless = new Map<string, PlanRow>();
  for (const row of rows) {
    if (row.id === '') nameless.set(hashOf(row), row);
    else if (byId.has(row.id)) byId.get(row.id)!.push(row);
    else byId.set(row.id, [row]);
  }
  return {
    has: (id: string): boolean => byId.has(id),
    unedited: (id: string, hash: string): PlanRow | undefined =>
      byId.has(id) ? byId.get(id)!.find((row) => hashOf(row) === hash) : nameless.get(hash),
  };
}

/** Cells that are no field. */
const ASIDE: ReadonlySet<string> = new Set(['predecessors', 'level', 'delete']);

function valuesOf({ cells }: PlanRow): Record<string, Task['fields'][string]> {
  const fields: Record<string, Task['fields'][string]> = {};
  for (const [field, reading] of Object.entries(cells))
    if (reading.kind === 'value' && !ASIDE.has(field)) fields[field] = reading.value;
  return fields;
}

/** An unedited row held exactly what it says: formulas, unreadable cells and predecessors as they are written. */
function shadowOf(id: TaskId, { cells }: PlanRow): ShadowCell[] {
  return Object.entries(cells)
    .filter(([field, reading]) => isMore(field, reading))
    .map(([field, reading]) => ({ id, field, reading }));
}

const isMore = (field: string, reading: CellReading): boolean =>
  field === 'predecessors' || (!ASIDE.has(field) && (reading.kind !== 'value' || reading.formula !== undefined));

/** Edited rows whose task the head has no more: whatever they say differs from nothing, so it is asked about (M5). */
function atTheEnd(ids: readonly TaskId[], ours: Snapshot): Task[] {
  const top = [...ours.tasks.values()].filter(({ parent }) => parent === null).map(({ rank }) => rank);
  const last = top.reduce<string | null>((most, rank) => (most === null || rank > most ? rank : most), null);
  const ranks = ranksBetween(last, null, ids.length);
  return ids.map((id, at) => ({ id, parent: null, rank: ranks[at]!, fields: {} }));
}

function resourcesOf(
  plan: PlanRead,
  hashes: RowHashes,
  ours: Snapshot,
  unknown: Set<string>,
): ReadonlyMap<ResourceId, Resource> {
  const rows = claimed(plan.resources ?? [], resourceHash);
  const resources = new Map<ResourceId, Resource>();
  for (const [id, hash] of hashes.resources) {
    const head = ours.resources.get(id);
    const row = rows.unedited(id, hash);
    if (row !== undefined) resources.set(id, { id, fields: { ...head?.fields, ...valuesOf(row) } });
    else if (head !== undefined) resources.set(id, head);
    if (row === undefined) unknown.add(id);
  }
  return resources;
}
