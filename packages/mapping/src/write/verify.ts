import type { Snapshot, TaskId } from '@sprintforge/core';
import { openWorkbook } from '@sprintforge/xlsx';
import type { ColumnBinding, Detection, PlanRead, PlanRow, Shadow, TableMapping } from '../api.ts';
import { MappingError } from '../api.ts';
import { isAsHandedOut } from '../identify/as-handed-out.ts';
import { sameValue } from '../identify/values.ts';
import { identify } from '../identify.ts';
import { a1 } from '../layout/address.ts';
import { readPlan } from '../read.ts';
import { columnInRow } from '../values/name-columns.ts';

/** How many cells the error names. */
const NAMED = 10;

/**
 * Reads a produced workbook back (rule R6): uploaded as it is, it must be no edit of `target` (but for its shadow).
 * @throws MappingError `HANDOUT_FAILED` with the first cells that differ
 */
export function verifyHandOut(
  bytes: Uint8Array,
  target: Snapshot,
  shadow: Shadow,
  mapping: TableMapping,
  resources: Detection['resources'] = null,
): void {
  const workbook = openWorkbook(bytes);
  const differences = handOutDifferences(readPlan(workbook, mapping, resources), target, shadow, workbook.application);
  if (differences.length === 0) return;
  const more = differences.length > NAMED ? ` and ${differences.length - NAMED} more` : '';
  const what = differences.slice(0, NAMED).map(({ cell, what }) => `${cell}: ${what}`);
  throw new MappingError(
    'HANDOUT_FAILED',
    `The workbook does not say what the project says: ${what.join('; ')}${more}`,
    {
      sheet: mapping.sheet,
      cell: differences[0]!.cell,
    },
  );
}

export interface HandOutDifference {
  readonly cell: string;
  readonly what: string;
}

/** What an upload of this plan would edit, although nobody edited anything. */
export function handOutDifferences(
  plan: PlanRead,
  target: Snapshot,
  shadow: Shadow,
  application: string,
): readonly HandOutDifference[] {
  return isAsHandedOut(plan, target, shadow) ? [] : differencesOf(plan, target, shadow, application);
}

/** The same by identifying every row, which names what differs. */
export function differencesOf(
  plan: PlanRead,
  target: Snapshot,
  shadow: Shadow,
  application: string,
): readonly HandOutDifference[] {
  let made = 0;
  const ids = { task: () => `fresh-${++made}`, resource: () => `fresh-${++made}` };
  const { theirs, rowIds, refused, repairs } = identify(plan, target, shadow, ids, { application });
  let rows: ReadonlyMap<TaskId, PlanRow> | undefined;
  const rowOf = (id: TaskId) => {
    rows ??= new Map(rowIds.map((known, at) => [known, plan.rows[at]!]));
    return rows.get(id);
  };
  const columns = new Map<string, ColumnBinding>(plan.mapping.columns.map((binding) => [binding.field, binding]));
  const at = (id: TaskId, field: string) => {
    const [row, binding] = [rowOf(id), columns.get(field)];
    return a1(row?.row ?? plan.mapping.headerRow, binding === undefined ? 1 : columnInRow(row ?? {}, binding));
  };
  const found: HandOutDifference[] = refused.map(({ cell, code }) => ({ cell, what: code }));
  for (const repair of repairs.slice(0, 1)) found.push({ cell: at('', 'name'), what: repair.what });
  for (const id of target.tasks.keys())
    if (!theirs.tasks.has(id)) found.push({ cell: at(id, 'name'), what: `the task ${id} is missing` });
  for (const [id, task] of theirs.tasks) {
    const own = target.tasks.get(id);
    if (own === undefined) found.push({ cell: at(id, 'name'), what: 'a row that is no task' });
    else {
      if (task.parent !== own.parent || task.rank !== own.rank)
        found.push({ cell: at(id, 'name'), what: 'another place' });
      for (const field in task.fields) {
        const [value, wanted] = [task.fields[field] ?? null, own.fields[field] ?? null];
        if (value !== wanted && !sameValue(value, wanted))
          found.push({ cell: at(id, field), what: `${JSON.stringify(value)} for ${JSON.stringify(wanted)}` });
      }
    }
  }
  return [
    ...found,
    ...edgeDifferences(theirs, target, (id) => at(id, 'predecessors')),
    ...formulaDifferences(plan, rowIds, shadow, at),
  ];
}

/** Formulas of the person's own that have become values: the plan says the same, but the workbook does not. */
function formulaDifferences(
  plan: PlanRead,
  rowIds: readonly TaskId[],
  shadow: Shadow,
  at: (id: TaskId, field: string) => string,
): readonly HandOutDifference[] {
  const held = shadow.cells.filter(({ reading }) => reading.formula !== undefined);
  if (held.length === 0) return [];
  const rows = new Map(rowIds.map((id, index) => [id, plan.rows[index]!]));
  return held
    .filter(({ id, field }) => rows.get(id)?.cells[field] !== undefined && !rows.get(id)!.cells[field]!.formula)
    .map(({ id, field }) => ({ cell: at(id, field), what: 'a formula has become a value' }));
}

function edgeDifferences(
  theirs: ReturnType<typeof identify>['theirs'],
  target: Snapshot,
  at: (id: TaskId) => string,
): readonly HandOutDifference[] {
  if (theirs.dependencies === null) return [];
  const found: HandOutDifference[] = [];
  for (const [key, edge] of theirs.dependencies)
    if (target.dependencies.get(key)?.lag !== edge.lag)
      found.push({ cell: at(edge.successor), what: `the dependency ${key}` });
  for (const [key, edge] of target.dependencies)
    if (!theirs.dependencies.has(key) && !theirs.unreadEdges?.has(edge.successor) && theirs.tasks.has(edge.successor))
      found.push({ cell: at(edge.successor), what: `no dependency ${key}` });
  return found;
}
