/** An upload that needs a decision is held until somebody makes it; committed, it is settled in the same transaction (rules A4, A9). */
import type { DecideParked, ParkedChoice, SyncResult } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { ConflictChoice } from '../ports/engine.ts';
import type { ParkedDecision, ParkedRecord, ProjectRecord, UploadRecord } from '../ports/records.ts';
import { appendAudit } from './audit-chain.ts';
import type { Asked } from './decisions.ts';
import { actor, type Caller, type House, lockedProject, storeBlob } from './house.ts';
import { Refusal } from './refusal.ts';
import { recordSecurity, whoActs } from './security-audit.ts';
import { describe, isWorkbook, type Judged, ownGround, type Start, type Upload } from './upload-job.ts';

/** `manual` waits on the server, so does a revoked copy (R9), so does everything from a door that cannot ask; others ask the person who sent it. */
export const isParked = (job: Upload, { code }: Asked): boolean =>
  isWorkbook(job) && (job.parked !== null || job.park || job.strategyInForce === 'manual' || code === 'COPY_REVOKED');

/** The report, with what the upload is parked as. One waits per person and copy: the newest. The same bytes again are the same one. */
export async function park(
  house: House,
  caller: Caller,
  job: Upload,
  start: Start,
  judged: Judged,
  asked: Asked,
): Promise<SyncResult | 'moved'> {
  const result: SyncResult = { ...asked.result, parked: start.parkedId };
  const why = { reason: asked.code, detail: asked.detail, result };
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await lockedProject(unit, job.projectId);
    const settled = await committedIn(unit, job);
    if (settled) return settled;
    const before = await unit.parked.take(project.id, start.parkedId);
    if (project.head !== start.project.head || (before && before.status !== 'parked')) return 'moved';
    const decision = decisionOf(job, job.parked && before ? before.decision : null);
    const asAsked = job.parked ? {} : { strategy: job.strategyInForce, choicesHash: job.choicesHash };
    if (before) await unit.parked.update(project.id, before.id, { ...why, ...asAsked, decision });
    else await hold(house, unit, caller, job, start, judged, { ...why, decision });
    return result;
  });
}

async function hold(
  house: House,
  unit: Unit,
  caller: Caller,
  job: Upload,
  { parkedId, project }: Start,
  { verdict }: Judged,
  what: Pick<ParkedRecord, 'reason' | 'detail' | 'result' | 'decision'>,
): Promise<void> {
  const at = house.system.now();
  const copyId = verdict.kind === 'base' ? verdict.copyId : '';
  const { sha256, strategyInForce: strategy, choicesHash, idempotencyKey } = job;
  await storeBlob(house, unit, caller.tenant, job.bytes, 'upload');
  await unit.parked.replace(project.id, caller.user.id, { copyId, sha256 }, at);
  await unit.parked.add(project.id, {
    id: parkedId,
    userId: caller.user.id,
    copyId,
    sha256,
    strategy,
    choicesHash,
    idempotencyKey,
    ...what,
    createdAt: at,
  });
  await auditParked(house, unit, caller, project.id, 'park', { id: parkedId, ...what }, project.head);
}

/** In the transaction of what happened: that it was parked, or discarded. */
export async function auditParked(
  house: House,
  unit: Unit,
  caller: Caller,
  projectId: string,
  syncType: 'park' | 'discard',
  { id, reason, result, decision }: Pick<ParkedRecord, 'id' | 'reason' | 'result' | 'decision'>,
  head: number,
): Promise<void> {
  await appendAudit(unit, house.system.uuid(), {
    projectId,
    excelVersion: result.base_version,
    serverVersion: head,
    syncType,
    changes: { parked: id, reason, counts: result.counts },
    conflicts: result.conflicts,
    resolution: decision.strategy,
    userId: caller.user.id,
    timestamp: house.system.now(),
    ipAddress: caller.ip,
    userAgent: caller.userAgent,
  });
}

/** A parked upload, to be merged anew with everything that is decided of it by now. */
export async function decidedUpload(
  house: House,
  caller: Caller,
  project: ProjectRecord,
  row: ParkedRecord,
  decision: DecideParked,
): Promise<Upload> {
  const before = row.decision;
  const request = {
    projectId: project.id,
    bytes: await house.blobs.get(caller.tenant, row.sha256),
    strategy: decision.strategy ?? before.strategy,
    dryRun: decision.dry_run ?? false,
    confirm: [...before.confirm, ...(decision.confirm ?? [])],
    repair: decision.repair ?? before.repair,
    select: decision.select ?? before.select,
    idempotencyKey: row.idempotencyKey,
    park: false,
  };
  const made = Object.fromEntries((decision.choices ?? []).map((choice) => [choice.id, choiceOf(choice)]));
  return describe(request, project, { ...before.choices, ...made }, row);
}

function choiceOf({ choice, value, id }: ParkedChoice): ConflictChoice {
  if ((choice === 'value') !== (value !== undefined))
    throw new Refusal('BAD_REQUEST', `conflict ${id}: a value is given exactly with the choice "value"`);
  return choice === 'value' ? { value: value ?? null } : choice;
}

/** Together with what somebody else decided meanwhile; of two choices for one conflict the later one. */
function decisionOf(job: Upload, before: ParkedDecision | null): ParkedDecision {
  const { strategyInForce: strategy, repair, select } = job;
  const confirm = [...new Set([...(before?.confirm ?? []), ...job.confirm])];
  const ground = ownGround(job);
  const choices = { ...before?.choices, ...job.choices };
  return { strategy, repair, select, confirm, choices, ...(ground ? { ground } : {}) };
}

/** Once the parked upload is settled: its answer to the same decision again; throws PARKED_DECIDED to another. null: it still waits, or was never parked. */
export async function committedIn(unit: Unit, job: Upload): Promise<SyncResult | null> {
  if (!job.parked) return null;
  const row = await unit.parked.take(job.projectId, job.parked.id);
  if (!row) throw new Refusal('NOT_FOUND', 'no such parked upload');
  if (row.status === 'parked') return null;
  const done = row.uploadId === null ? null : await unit.parked.upload(job.projectId, row.uploadId);
  if (done && done.strategy === job.strategyInForce && done.choicesHash === job.choicesHash) return done.result;
  throw alreadySettled(row);
}

export const alreadySettled = ({ status, settledByName, settledAt }: ParkedRecord): Refusal =>
  new Refusal(
    'PARKED_DECIDED',
    status === 'replaced'
      ? 'a newer upload of this copy took its place'
      : `${status} by ${settledByName} at ${settledAt}`,
  );

/** A committed upload ends what waited: itself when it was parked, else whatever it is newer than. */
export async function settleParked(
  house: House,
  unit: Unit,
  caller: Caller,
  job: Upload,
  upload: UploadRecord,
): Promise<void> {
  const at = house.system.now();
  if (!job.parked) return unit.parked.replace(job.projectId, caller.user.id, upload, at);
  await unit.parked.settle(job.projectId, job.parked.id, {
    status: 'committed',
    decision: decisionOf(job, null),
    uploadId: upload.id,
    settledBy: actor(caller).id,
    settledAt: at,
  });
  const details = { ...aboutParked(job.parked), upload_id: upload.id };
  await recordSecurity(house, unit, whoActs(caller), { event: 'parked.decided', projectId: job.projectId, details });
}

export const aboutParked = ({ id, userId, reason }: ParkedRecord) => ({ parked_id: id, uploader: userId, why: reason });
