/** An upload of the very bytes that were handed out, while nothing happened since: decided without opening them (rule A1). */
import { partHashes } from '@sprintforge/xlsx';
import type { Unit } from '../ports/database.ts';
import type { Merged } from '../ports/engine.ts';
import type { CopyRecord, ProjectRecord } from '../ports/records.ts';
import type { Caller, House } from './house.ts';
import { workbookLink } from './sync-result.ts';
import type { Judged, Upload } from './upload-job.ts';

/** More conflicts than this are not looked through. */
const mostConflicts = 500;

/** What the engine would find; null where it has to look. The SHA-256 of the whole upload says what it is. */
export async function findUntouched(
  house: House,
  caller: Caller,
  job: Upload,
  project: ProjectRecord,
): Promise<Judged | null> {
  const copy = await house.database.unit(caller.tenant, (unit) => currentCopy(unit, caller, job, project));
  if (copy === null) return null;
  // our own bytes, so that counting their parts here is safe
  const receipt = { partsTotal: partHashes(job.bytes).size, partsChanged: [] };
  const { copyId, revision } = copy;
  return {
    merged: nothingEdited(project),
    verdict: { kind: 'base', revision, copyId, copy, expired: false, revokedAt: null },
    held: workbookLink(project.id, copyId, { sha256: job.sha256, receipt }),
  };
}

/** The uploaded copy, when a fresh one would say the same: of the head, and no conflict came or went since. */
async function currentCopy(
  unit: Unit,
  caller: Caller,
  job: Upload,
  project: ProjectRecord,
): Promise<CopyRecord | null> {
  const copy = await unit.copies.heldAs(project.id, caller.user.id, job.sha256);
  if (copy?.revision !== project.head) return null;
  const conflicts = await unit.conflicts.list(project.id, 'all', mostConflicts);
  const since = (at: string | null) => at !== null && at >= copy.issuedAt;
  const moved = conflicts.some(({ createdAt, resolvedAt }) => since(createdAt) || since(resolvedAt));
  const waiting = await unit.parked.list(project.id, caller.user.id, 1);
  return moved || waiting.length > 0 || conflicts.length === mostConflicts ? null : copy;
}

function nothingEdited({ hash }: ProjectRecord): Merged {
  return {
    kind: 'merged',
    counts: { edits: 0, applied: 0, same: 0, conflicts: 0, refused: 0 },
    applied: { count: 0, shown: [], logged: [] },
    appliedKeys: '[]',
    conflicts: { shown: [], rows: [], logged: [] },
    decided: [],
    refused: [],
    warnings: [],
    repairs: [],
    brakes: [],
    resolved: [],
    names: {},
    impact: null,
    state: null,
    hash,
    copy: null,
    handoutFailed: null,
  };
}
