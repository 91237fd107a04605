import type { Workbook } from '@sprintforge/xlsx';
import type { CopyMetadata, Detection, PlanRead } from '../api.ts';
import { readPlan } from '../read.ts';
import { type SharedColumn, withShared } from '../share/shared-columns.ts';
import { type Rebound, rebind } from './rebind.ts';

/**
 * The rows of a copy by the bindings that it was handed out with, found again (rules C1, C3); in one that is older than a field that was
 * shared out of a private column, that column too (rule C2).
 */
export function readCopy(
  workbook: Workbook,
  metadata: CopyMetadata,
  shared: readonly SharedColumn[] = [],
): { readonly plan: PlanRead; readonly resources: Detection['resources'] } {
  const bound = rebind(workbook, metadata);
  const newer = metadata.lens === undefined ? shared.filter(({ revision }) => revision > metadata.revision) : [];
  const sheet = workbook.sheet(bound.mapping.sheet);
  const mapping = sheet === undefined ? bound.mapping : withShared(sheet, bound.mapping, newer);
  return { plan: readRebound(workbook, { ...bound, mapping }), resources: bound.resources };
}

export function readRebound(workbook: Workbook, { mapping, resources, missing }: Rebound): PlanRead {
  const plan = readPlan(workbook, mapping, resources);
  return missing.length === 0 ? plan : { ...plan, missingColumns: missing };
}
