import type { Resource, ResourceId, Snapshot } from '@sprintforge/core';
import type { CellEdit, Workbook } from '@sprintforge/xlsx';
import type { CellReading, Detection, HandOut, PlanRead } from '../api.ts';
import { resourceOfRows } from '../identify/resources.ts';
import { sameValue } from '../identify/values.ts';
import { formatFor } from '../values/format.ts';

type Sheet = NonNullable<Detection['resources']>;

export interface ResourceWrites {
  /** Where the resource table stands afterwards. */
  readonly resources: Detection['resources'];
  readonly changed: boolean;
}

/** Makes the resource sheet say the target's resources (rule M8): values patched, new ones appended, others removed. */
export function writeResources(workbook: Workbook, plan: PlanRead, target: Snapshot, handOut: HandOut): ResourceWrites {
  const table = handOut.metadata.resources;
  if (table === null || plan.resources === null || workbook.sheet(table.sheet) === undefined)
    return { resources: null, changed: false };
  const fresh = { resource: () => '' };
  const rowIds = resourceOfRows(plan.resources, target, fresh);
  const rowOf = new Map(plan.resources.map((row, at) => [rowIds[at]!, row.row]));
  const added = [...target.resources.values()].filter((resource) => !rowOf.has(resource.id));
  const gone = plan.resources.filter((row, at) => rowIds[at] === '' && !row.privateContent).map((row) => row.row);
  const edits = plan.resources.flatMap((row, at) => {
    const resource = target.resources.get(rowIds[at]!);
    return resource === undefined
      ? []
      : rowEdits(workbook, table, resource, row.row, (field) =>
          field === 'id' ? idCell(row.id, resource.id) : row.cells[field],
        );
  });
  const start = table.lastRow + 1;
  if (added.length > 0)
    workbook.insertRows(table.sheet, [
      { at: start, count: added.length, like: Math.max(table.lastRow, table.headerRow) },
    ]);
  for (const [at, resource] of added.entries())
    edits.push(...rowEdits(workbook, table, resource, start + at, () => undefined));
  if (edits.length > 0) workbook.setCells(table.sheet, edits);
  const deletes = gone.sort((a, b) => a - b).map((row) => ({ at: row, count: 1 }));
  if (deletes.length > 0) workbook.deleteRows(table.sheet, deletes);
  const lastRow = table.lastRow + added.length - gone.length;
  return { resources: { ...table, lastRow }, changed: edits.length + deletes.length > 0 };
}

/** Rows without an ID get theirs; what a person put there as an ID of their own counts as right. */
function idCell(shown: string, id: ResourceId): CellReading {
  return { kind: 'value', value: shown === '' ? null : id };
}

function rowEdits(
  workbook: Workbook,
  table: Sheet,
  resource: Resource,
  row: number,
  have: (field: string) => PlanRead['rows'][number]['cells'][string] | undefined,
): CellEdit[] {
  const edits: CellEdit[] = [];
  for (const binding of table.columns) {
    const isId = binding.field === 'id';
    const want = isId ? resource.id : (resource.fields[binding.field] ?? null);
    const reading = have(binding.field);
    if (
      reading !== undefined &&
      (reading.kind !== 'value' || reading.formula !== undefined || sameValue(reading.value, want))
    )
      continue;
    const format = formatFor(want, binding, { date1904: workbook.date1904, kind: 'general' });
    edits.push({ row, column: binding.column, value: format.value });
  }
  return edits;
}
