import type { Workbook } from '@sprintforge/xlsx';
import type { CopyMetadata, Detection, PlanRead } from '../api.ts';
import { readPlan } from '../read.ts';
import { type Rebound, rebind } from './rebind.ts';

/** The rows of a copy by the bindings that it was handed out with, found again (rules C1, C3). */
export function readCopy(
  workbook: Workbook,
  metadata: CopyMetadata,
): { readonly plan: PlanRead; readonly resources: Detection['resources'] } {
  const bound = rebind(workbook, metadata);
  return { plan: readRebound(workbook, bound), resources: bound.resources };
}

export function readRebound(workbook: Workbook, { mapping, resources, missing }: Rebound): PlanRead {
  const plan = readPlan(workbook, mapping, resources);
  return missing.length === 0 ? plan : { ...plan, missingColumns: missing };
}
