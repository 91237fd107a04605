/** The one transaction of an upload: head checked under lock, revision, conflicts, copy, audit record, answer (rules A1, A4). */
import type { SyncResult } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { Merged } from '../ports/engine.ts';
import { appendAudit } from './audit-chain.ts';
import { commitRevision } from './commit.ts';
import { keepCopy } from './copy-keeping.ts';
import { actor, type Caller, type House, lockedProject, storeAhead, storeBlob } from './house.ts';
import { committedIn, settleParked } from './parking.ts';
import { replayIn } from './replay.ts';
import { isWorkbook, type Judged, report, type Start, type Upload } from './upload-job.ts';

/** null: the head has moved, nothing was written. */
export async function commitUpload(
  house: House,
  caller: Caller,
  job: Upload,
  done: Start & Judged,
): Promise<SyncResult | null> {
  checkCounts(done.merged);
  await storeAhead(house, caller.tenant, filesOf(job, done.merged));
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await lockedProject(unit, job.projectId);
    const settled = await committedIn(unit, job);
    if (settled) return settled;
    const replay = await replayIn(unit, caller, job, house.system.now());
    if (replay) {
      await settleParked(house, unit, caller, job, replay);
      return replay.result;
    }
    if (project.head !== done.project.head) return null;
    const workbookBlob = isWorkbook(job) ? await storeBlob(house, unit, caller.tenant, job.bytes, 'upload') : null;
    const { state } = done.merged;
    const version = state
      ? await commitRevision(house, unit, caller, project, state, {
          source: doorOf(job),
          message: messageOf(done.merged, caller),
          workbookBlob,
        })
      : project.head;
    return record(house, unit, caller, job, done, version, state !== null);
  });
}

/** All that a commit keeps. */
function filesOf(job: Upload, { state, copy }: Merged): readonly Uint8Array[] {
  const sent = isWorkbook(job) ? [job.bytes] : [];
  return [...sent, ...(state ? [state.snapshot] : []), ...(copy ? [copy.shadow, copy.bytes] : [])];
}

async function record(
  house: House,
  unit: Unit,
  caller: Caller,
  job: Upload,
  done: Start & Judged,
  version: number,
  moved: boolean,
): Promise<SyncResult> {
  const at = house.system.now();
  const uploadId = house.system.uuid();
  const copyId = done.ticket.copy;
  if (done.merged.copy)
    await keepCopy(house, unit, caller, job.projectId, done.merged.copy, {
      copyId,
      revision: version,
      // the person's layout is a workbook of the whole plan (rule R8)
      origin: done.merged.copy.lens ? 'download' : 'upload',
    });
  const from = done.verdict.kind === 'base' ? done.verdict.copyId : '';
  if (from) await unit.copies.touched(job.projectId, from, at);
  await keepConflicts(unit, caller, job, done.merged, { uploadId, version, at });
  const result = report(job, done, done, version, done.merged.copy ? copyId : null);
  const upload = {
    id: uploadId,
    userId: caller.user.id,
    copyId: from,
    sha256: job.sha256,
    strategy: job.strategyInForce,
    choicesHash: job.choicesHash,
    result,
    appliedKeys: done.merged.appliedKeys,
    revision: moved ? version : null,
    createdAt: at,
  };
  await unit.uploads.add(job.projectId, upload);
  await settleParked(house, unit, caller, job, upload);
  await job.session?.committed(unit, done.merged.held, version);
  if (job.idempotencyKey !== null)
    await unit.uploads.addKey(job.projectId, caller.user.id, job.idempotencyKey, job.sha256, uploadId, at);
  const { applied, conflicts } = done.merged;
  const lists = { changes: applied.logged, conflicts: conflicts.logged };
  await appendAudit(unit, house.system.uuid(), auditOf(caller, job, done, version, at), lists);
  return result;
}

async function keepConflicts(
  unit: Unit,
  caller: Caller,
  job: Upload,
  merged: Merged,
  stamp: { uploadId: string; version: number; at: string },
): Promise<void> {
  const { uploadId, version: revision, at: createdAt } = stamp;
  for (const rows of merged.conflicts.rows)
    await unit.conflicts.add(job.projectId, rows, { uploadId, revision, createdBy: caller.user.id, createdAt });
  for (const choice of [...merged.resolved, ...merged.decided])
    await unit.conflicts.resolve(job.projectId, choice.id, {
      resolution: choice.choice,
      value: choice.value,
      by: actor(caller).id,
      at: stamp.at,
    });
}

/** What revisions and the audit log call the way in. */
const doorOf = ({ session, deltas }: Upload): string => session?.door ?? (deltas ? 'api' : 'upload');

function auditOf(caller: Caller, job: Upload, { verdict }: Judged, version: number, timestamp: string) {
  return {
    projectId: job.projectId,
    excelVersion: verdict.revision,
    serverVersion: version,
    syncType: doorOf(job),
    changes: null,
    conflicts: null,
    resolution: job.strategyInForce,
    userId: actor(caller).id,
    timestamp,
    ipAddress: caller.ip,
    userAgent: caller.userAgent,
  };
}

/** Promise 1 of the rules: no edit is ever lost. A fault here is ours, and nothing is written. */
function checkCounts({ counts }: Merged): void {
  if (counts.applied + counts.same + counts.conflicts + counts.refused !== counts.edits)
    throw new Error(`the outcomes do not add up to the edits: ${JSON.stringify(counts)}`);
}

function messageOf({ counts }: Merged, { decider }: Caller): string {
  const parts = [`${counts.applied} applied`];
  if (counts.same > 0) parts.push(`${counts.same} the same`);
  if (counts.conflicts > 0) parts.push(`${counts.conflicts} in conflict`);
  if (counts.refused > 0) parts.push(`${counts.refused} refused`);
  if (decider) parts.push(`decided by ${decider.name}`);
  return `Upload: ${parts.join(', ')}`;
}
