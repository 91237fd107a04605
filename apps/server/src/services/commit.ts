/** Writing a new revision: everything in the unit of the caller, the blobs before it (rule A4). */
import type { Unit } from '../ports/database.ts';
import type { NewState } from '../ports/engine.ts';
import type { ProjectRecord } from '../ports/records.ts';
import { type Caller, type House, storeBlob } from './house.ts';

export interface CommitDetails {
  /** Through which door, or by what: upload, webdav, resolve, rollback, undo, calendar. */
  readonly source: string;
  readonly message: string;
  readonly workbookBlob: string | null;
}

/** The number of the new revision. The caller holds the project's lock and has checked that `project.head` is what was merged. */
export async function commitRevision(
  house: House,
  unit: Unit,
  caller: Caller,
  project: ProjectRecord,
  state: NewState,
  details: CommitDetails,
): Promise<number> {
  const number = project.head + 1;
  const at = house.system.now();
  const snapshotBlob = await storeBlob(house, unit, caller.tenant, state.snapshot, 'snapshot');
  // first: which values are personal follows from the fields that the plan has now
  await unit.projects.update(
    project.id,
    { head: number, hash: state.hash, snapshotBlob, settings: state.settings, taskCount: state.taskCount },
    at,
  );
  await unit.plan.apply(project.id, state.delta, number, caller.user.id, at);
  await unit.revisions.append(
    project.id,
    {
      number,
      parent: project.head,
      authorId: caller.user.id,
      createdAt: at,
      hash: state.hash,
      snapshotBlob,
      changesCount: state.changesCount,
      ...details,
    },
    state.changes,
  );
  return number;
}
