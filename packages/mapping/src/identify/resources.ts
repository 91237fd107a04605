import type { Resource, ResourceId, Snapshot, Value } from '@sprintforge/core';
import type { IdSource, PlanRead, PlanRow } from '../api.ts';

/** The resource of each row of the resource sheet: by ID, else by e-mail or name, else new (rule M8). */
export function resourceOfRows(
  rows: readonly PlanRow[],
  base: Pick<Snapshot, 'resources'>,
  ids: Pick<IdSource, 'resource'>,
): readonly ResourceId[] {
  const taken = new Set<ResourceId>();
  const result = rows.map(({ id }): ResourceId | undefined => {
    if (!base.resources.has(id) || taken.has(id)) return undefined;
    taken.add(id);
    return id;
  });
  for (const key of ['email', 'name'] as const) {
    const known = new Map<string, ResourceId>();
    for (const resource of base.resources.values())
      if (!taken.has(resource.id)) known.set(fold(resource.fields[key]), resource.id);
    known.delete('');
    for (const [at, row] of rows.entries()) {
      const id = result[at] === undefined ? known.get(fold(shownValue(row, key))) : undefined;
      if (id === undefined || taken.has(id)) continue;
      taken.add(id);
      result[at] = id;
    }
  }
  return result.map((id) => id ?? ids.resource());
}

/** The resources that a file holds; null when it has no resource sheet. */
export function readResources(
  plan: PlanRead,
  base: Snapshot,
  ids: Pick<IdSource, 'resource'>,
): ReadonlyMap<ResourceId, Resource> | null {
  if (plan.resources === null) return null;
  const resources = new Map<ResourceId, Resource>();
  const rowIds = resourceOfRows(plan.resources, base, ids);
  for (const [at, row] of plan.resources.entries()) {
    const fields: Record<string, Value> = {};
    for (const [field, reading] of Object.entries(row.cells))
      if (reading.kind === 'value') fields[field] = reading.value;
    resources.set(rowIds[at]!, { id: rowIds[at]!, fields });
  }
  return resources;
}

function shownValue(row: PlanRow, field: string): Value {
  const reading = row.cells[field];
  return reading?.kind === 'value' ? reading.value : null;
}

function fold(value: Value | undefined): string {
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
}
