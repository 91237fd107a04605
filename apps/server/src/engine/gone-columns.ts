/** A copy that has columns of fields which the plan has no more: nothing of them is merged, and what was written there is told (rule C5). */
import type { Snapshot } from '@sprintforge/core';
import {
  type Detection,
  editsOfGone,
  goneFields,
  type Identified,
  type PlanRead,
  rowNumbersOf,
  type Shadow,
  shadowWithout,
  unbindFields,
  withoutFields,
} from '@sprintforge/mapping';
import type { Workbook } from '@sprintforge/xlsx';

interface Found {
  readonly plan: PlanRead;
  readonly resources: Detection['resources'];
}
interface Held {
  readonly base: Snapshot;
  readonly shadow: Shadow;
}

/** The rows and what they are compared with, both without such columns; `told`: with what somebody wrote into them. */
export function apartFromGone<H extends Held>(
  workbook: Workbook,
  { plan: file, resources }: Found,
  known: H,
  ours: Snapshot,
): {
  readonly rows: PlanRead;
  readonly held: H;
  readonly told: (identified: Identified, plan: PlanRead) => Identified;
} {
  const gone = goneFields(file.fields, ours.fields);
  if (gone.size === 0) return { rows: file, held: known, told: (identified) => identified };
  const held = {
    ...known,
    base: withoutFields(known.base, gone),
    shadow: shadowWithout(known.shadow, gone),
  };
  const told = (identified: Identified, plan: PlanRead): Identified => {
    const numbers = rowNumbersOf(plan);
    const idOfRow = new Map(identified.rowIds.map((id, at) => [numbers[at] ?? 0, id]));
    return { ...identified, refused: [...identified.refused, ...editsOfGone(file, gone, idOfRow, known)] };
  };
  return { rows: unbindFields(workbook, file, resources, gone), held, told };
}
