/** How the rows of an upload are read against its base: as the whole plan, or through the lens of the copy (rule R8). */
import { type Lens, PREDECESSORS, type Snapshot, type Task, type TaskId } from '@sprintforge/core';
import {
  type Identified,
  type IdSource,
  identify,
  identifyLens,
  idsOf,
  keptMarks,
  type PlanRead,
  type Shadow,
} from '@sprintforge/mapping';
import type { Workbook } from '@sprintforge/xlsx';
import type { Claim, MergeGround } from '../ports/engine.ts';

export interface UploadReading {
  /** What is written back. */
  readonly plan: PlanRead;
  /** With the tasks that came later and have a row all the same. */
  readonly base: Snapshot;
  /** What the copy showed of its base. */
  readonly held: Snapshot;
  readonly identified: Identified;
  /** Null: the copy shows the whole plan. */
  readonly through: { readonly lens: Lens; readonly rows: readonly TaskId[] } | null;
}

export interface ReadUpload {
  readonly workbook: Workbook;
  readonly plan: PlanRead;
  /** The table has our Delete column, though nothing that can be believed says what lens it is of. */
  readonly marked: boolean;
  readonly claim: Claim;
  readonly ground: Extract<MergeGround, { kind: 'merge' }>;
  readonly base: Snapshot;
  readonly shadow: Shadow;
  /** Tasks of base that came since the copy was handed out (`BroughtForward`). */
  readonly newer: ReadonlySet<TaskId>;
  /** As `IdentifyOptions`. */
  readonly head: ReadonlyMap<TaskId, Task>;
  readonly ours: Snapshot;
}

export function identifyUpload(upload: ReadUpload, ids: IdSource, repairs: ReadonlySet<string>): UploadReading {
  const { workbook, plan, base, shadow, ground, head } = upload;
  const lens = lensOfUpload(upload);
  if (lens === null) {
    const since = laterTasks(upload);
    const known = since.size === 0 ? base : { ...base, tasks: new Map([...base.tasks, ...since]) };
    const later = new Set([...since.keys(), ...upload.newer]);
    const identified = identify(plan, known, shadow, ids, { repairs, head, later });
    return { plan, base: known, held: known, identified, through: null };
  }
  // what is left of an expired base is what the copy held
  const held = ground.expired ? { ...shadow, left: [...base.tasks.keys()] } : shadow;
  const { rows, ...reading } = identifyLens(workbook, plan, base, held, ids, lens, { repairs });
  return { ...reading, base, through: { lens, rows } };
}

/** A row of a task that is newer than the copy (the add-in wrote it there, or it was pasted) is that task as the plan has it, but for what it says otherwise. */
function laterTasks({ plan, base, ours }: ReadUpload): ReadonlyMap<TaskId, Task> {
  const later = new Map<TaskId, Task>();
  const isKept = keptMarks(plan);
  for (const [row, id] of idsOf(plan).entries()) {
    const task = id === '' || base.tasks.has(id) || isKept(row) ? undefined : ours.tasks.get(id);
    if (task) later.set(id, task);
  }
  return later;
}

/** The signed one; without a signature that of the copy it is taken for, or one that shows everything but deletes nothing. */
function lensOfUpload({ claim, ground, shadow, marked, base }: ReadUpload): Lens | null {
  if (ground.trusted) return claim.state === 'signed' ? (claim.metadata.lens ?? null) : null;
  if (!marked) return null;
  return shadow.lens ?? { fields: ['name', ...base.fields.map(({ key }) => key), PREDECESSORS] };
}
