/** A workbook read as a plan: where its table is, what the rows say, and what it knows of itself. */
import { dependencyKey, type Snapshot, type TaskId } from '@sprintforge/core';
import {
  type CopyMetadata,
  type Detection,
  findTable,
  importPlan,
  MappingError,
  matchRows,
  type PlanRead,
  readMetadata,
  readPlan,
  rebind,
  type Shadow,
  type TableMapping,
} from '@sprintforge/mapping';
import { openWorkbook, type Workbook, XlsxError } from '@sprintforge/xlsx';
import { CliError } from './failure.ts';
import { readBytes } from './files.ts';
import { freshIds } from './task-ids.ts';

/** Where the task table is, by the workbook's own metadata if it is one of our copies, else by looking. */
export interface Located {
  readonly workbook: Workbook;
  readonly bytes: Uint8Array;
  readonly detection: Detection;
  readonly table: TableMapping | null;
  readonly resources: Detection['resources'];
  /** Not verified: only the server holds the key. */
  readonly copy: Partial<CopyMetadata> | null;
}

/** A file that cannot be read is named in the error: some commands read three. */
export function openFile(file: string): Pick<Located, 'bytes' | 'workbook'> {
  const bytes = readBytes(file);
  try {
    return { bytes, workbook: openWorkbook(bytes) };
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error;
    throw new CliError(error.code, `${file}: ${error.message}`, { ...error.where, file }, error);
  }
}

export async function locatePlan(file: string): Promise<Located> {
  const { bytes, workbook } = openFile(file);
  const state = readMetadata(workbook);
  const detection = findTable(workbook);
  if (state.state !== 'signed') {
    const copy = state.state === 'damaged' ? state.metadata : null;
    return { workbook, bytes, detection, table: detection.table, resources: detection.resources, copy };
  }
  const bound = rebind(workbook, state.metadata);
  return { workbook, bytes, detection, table: bound.mapping, resources: bound.resources, copy: state.metadata };
}

export interface PlanFile extends Located {
  readonly plan: PlanRead;
  readonly snapshot: Snapshot;
  readonly shadow: Shadow;
  /** Task of each row of `plan`. */
  readonly rowIds: readonly TaskId[];
}

/** Throws MappingError `NO_TABLE` when there is no task table. */
export async function openPlan(file: string): Promise<PlanFile> {
  const located = await locatePlan(file);
  if (!located.table)
    throw new MappingError(
      'NO_TABLE',
      `${file} has no task table: a header row with task names and dates, one task per row`,
    );
  const plan = readPlan(located.workbook, located.table, located.resources);
  const { snapshot, rowIds, shadow } = importPlan(plan, freshIds);
  return { ...located, ...renamed(plan, snapshot, rowIds, shadow) };
}

/** The rows' own Task IDs, where they have one that no row above has. */
function renamed(plan: PlanRead, snapshot: Snapshot, rowIds: readonly TaskId[], shadow: Shadow) {
  const names = new Map<TaskId, TaskId>();
  const taken = new Set<TaskId>();
  plan.rows.forEach((row, at) => {
    if (row.id === '' || taken.has(row.id)) return;
    taken.add(row.id);
    names.set(rowIds[at]!, row.id);
  });
  const name = (id: TaskId): TaskId => names.get(id) ?? id;
  return {
    plan,
    rowIds: rowIds.map(name),
    snapshot: renameTasks(snapshot, name),
    shadow: {
      ...shadow,
      cells: shadow.cells.map((cell) => ({ ...cell, id: name(cell.id) })),
      keptRows: shadow.keptRows.map(name),
      ...(shadow.order ? { order: shadow.order.map(name) } : {}),
    },
  };
}

function renameTasks(snapshot: Snapshot, name: (id: TaskId) => TaskId): Snapshot {
  const tasks = [...snapshot.tasks.values()].map((task) => ({
    ...task,
    id: name(task.id),
    parent: task.parent === null ? null : name(task.parent),
  }));
  const edges = [...snapshot.dependencies.values()].map((edge) => ({
    ...edge,
    predecessor: name(edge.predecessor),
    successor: name(edge.successor),
  }));
  return {
    ...snapshot,
    tasks: new Map(tasks.map((task) => [task.id, task])),
    dependencies: new Map(edges.map((edge) => [dependencyKey(edge), edge])),
  };
}

/**
 * The rows of `other` as rows of `base`: by their Task IDs, or, when one of the two has none, by what the rows say.
 */
export function rowsAgainst(base: PlanFile, other: PlanFile): PlanRead {
  const { plan } = other;
  if (plan.mapping.idColumn !== null && base.plan.mapping.idColumn !== null) return plan;
  const matches = matchRows(base.plan, plan);
  return {
    ...plan,
    rows: plan.rows.map((row, at) => {
      const match = matches.get(at);
      return { ...row, id: match === undefined ? '' : (base.rowIds[match] ?? '') };
    }),
  };
}
