import { type Lens, type Snapshot, throughLens } from '@sprintforge/core';
import { openWorkbook } from '@sprintforge/xlsx';
import type { TableMapping } from '../api.ts';
import { skeleton } from '../template/skeleton.ts';
import { fillTasks } from '../template/tasks-sheet.ts';

/** AA to AC, where the status stands (rule R4). */
const SYSTEM_COLUMNS = [27, 28, 29] as const;

export interface LensWorkbook {
  readonly bytes: Uint8Array;
  readonly mapping: TableMapping;
}

/**
 * A fresh workbook that holds what a lens shows of a plan and nothing besides (rule R8): the tasks and columns of the lens,
 * a column for deletion marks; no resources, no dashboard, no choices that only other tasks use. Plain: `writePlan` makes a
 * copy of it. The same plan and lens give the same bytes.
 */
export async function lensWorkbook(plan: Snapshot, lens: Lens): Promise<LensWorkbook> {
  const workbook = openWorkbook(skeleton([{ name: 'Tasks' }], [], ''));
  const mapping = fillTasks(workbook, throughLens(plan, lens), 'tasks', lens);
  for (const column of SYSTEM_COLUMNS) workbook.setColumn(mapping.sheet, column, { width: 18 });
  return { bytes: await workbook.toBytes(), mapping };
}
