import { type Lens, type Snapshot, type Task, type TaskId, type Theirs, throughLens } from '@sprintforge/core';
import type { Workbook } from '@sprintforge/xlsx';
import type { Identified, IdSource, PlanRead, Shadow } from '../api.ts';
import { type IdentifyOptions, identify } from '../identify.ts';
import { readDeleteMarks } from './delete-marks.ts';
import { setOutsideApart } from './outside-lens.ts';
import { placeNew } from './place-new.ts';

export interface LensReading {
  /** The plan without what the lens does not allow: what is to be written back. */
  readonly plan: PlanRead;
  /** What the copy held. */
  readonly held: Snapshot;
  /** Of the whole plan: `theirs` can be merged against `base` itself. */
  readonly identified: Identified;
  /** Tasks that have a row in the file, and keep it whether they are still in the lens or not. */
  readonly rows: readonly TaskId[];
}

/**
 * The rows of a lens workbook as edits of the whole plan (rule R8): a row that is absent is no edit, a marked one is a
 * deletion; the outline and the order of the rows are not shown and so not edited; what the lens does not allow is refused.
 * `shadow.left`: tasks that the copy holds besides those of the lens.
 */
export function identifyLens(
  workbook: Workbook,
  file: PlanRead,
  base: Snapshot,
  shadow: Shadow,
  ids: IdSource,
  lens: Lens,
  options: IdentifyOptions = {},
): LensReading {
  const held = throughLens(base, lens, shadow.left);
  const { plan, refused } = setOutsideApart(workbook, file, lens, base, held, shadow);
  const outside = options.outside ?? predecessorsOutside(held);
  const found = identify(plan, held, shadow, ids, { ...options, outside });
  const marks = readDeleteMarks(plan, found.rowIds);
  const identified: Identified = {
    ...found,
    theirs: ofWholePlan(found, base, lens, marks.marked),
    refused: [...found.refused, ...refused],
    notices: [...found.notices, ...marks.notices],
  };
  return { plan, held, identified, rows: [...found.theirs.tasks.keys()] };
}

function predecessorsOutside({ tasks, dependencies }: Snapshot): ReadonlySet<TaskId> {
  const named = [...dependencies.values()].map(({ predecessor }) => predecessor);
  return new Set(named.filter((id) => !tasks.has(id)));
}

function ofWholePlan(found: Identified, base: Snapshot, lens: Lens, marked: ReadonlySet<TaskId>): Theirs {
  const { theirs } = found;
  const places = placeNew(found, base, lens);
  const tasks = new Map<TaskId, Task>();
  for (const { id, fields } of theirs.tasks.values()) {
    const { parent, rank } = base.tasks.get(id) ?? places.get(id)!;
    if (!marked.has(id)) tasks.set(id, { id, parent, rank, fields });
  }
  const edges = theirs.dependencies && [...theirs.dependencies].filter(([, edge]) => tasks.has(edge.successor));
  return {
    tasks,
    resources: null,
    dependencies: edges && new Map(edges),
    absent: new Set([...base.tasks.keys()].filter((id) => !tasks.has(id) && !marked.has(id))),
    ...(theirs.unreadEdges ? { unreadEdges: theirs.unreadEdges } : {}),
    ...(theirs.derived ? { derived: theirs.derived } : {}),
  };
}
