/** Uploads that are answered later: the bytes are kept, then the call is; a worker does what the call would have done (rule A2). */
import { type Problem, problem } from '@sprintforge/protocol';
import type { AsyncOrigin, AsyncUpload } from '../ports/async-uploads.ts';
import type { Unit } from '../ports/database.ts';
import { EngineError } from '../ports/engine.ts';
import { type Job, jobKind } from '../ports/jobs.ts';
import { type Caller, type House, isUuid, projectOf, storeBlob } from './house.ts';
import { Refusal } from './refusal.ts';
import { demand } from './roles.ts';
import { upload } from './upload.ts';
import type { UploadRequest, UploadStage } from './upload-job.ts';

export const uploadAsked = jobKind<{ readonly upload: string }>('upload', { retries: 5, seconds: 600 });

/** The upload as it waits. The same Idempotency-Key again is the same one, as long as it did not fail. */
export async function acceptUpload(house: House, caller: Caller, request: UploadRequest): Promise<AsyncUpload> {
  demand(caller, 'plan.change', request.projectId);
  const { idempotencyKey, bytes, strategy, dryRun, confirm, repair, select, park } = request;
  await house.uploadLimiter.take(caller);
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, request.projectId);
    const sha256 = await storeBlob(house, unit, caller.tenant, bytes, 'upload');
    const before = idempotencyKey === null ? null : await unit.asyncUploads.byKey(caller.user.id, idempotencyKey);
    if (before && (before.sha256 !== sha256 || before.projectId !== project.id))
      throw new Refusal('KEY_REUSED', 'this Idempotency-Key was sent with another upload');
    if (before) return before;
    const at = house.system.now();
    const accepted: AsyncUpload = {
      id: house.system.uuid(),
      projectId: project.id,
      userId: caller.user.id,
      sha256,
      request: { strategy, dryRun, confirm, repair, select, park },
      origin: originOf(caller),
      idempotencyKey,
      state: 'waiting',
      stage: 'waiting',
      percent: 0,
      result: null,
      problem: null,
      createdAt: at,
      changedAt: at,
    };
    await unit.asyncUploads.add(accepted);
    await unit.jobs.add(uploadAsked, { upload: accepted.id }, { id: accepted.id });
    return accepted;
  });
}

const originOf = ({ scope, ip, userAgent, tokenId, session, language }: Caller): AsyncOrigin => ({
  ...{ scope, ip, userAgent, tokenId, session },
  ...(language === undefined ? {} : { language }),
});

/** To whoever sent it, and to nobody else. */
export async function readUpload(house: House, caller: Caller, id: string): Promise<AsyncUpload> {
  const found = isUuid(id) ? await house.database.unit(caller.tenant, (unit) => unit.asyncUploads.find(id)) : null;
  if (!found || found.userId !== caller.user.id) throw new Refusal('NOT_FOUND', 'no such job of yours');
  return found;
}

/** Done again after a worker died it ends the same: what was committed is replayed. */
export async function workUpload(house: House, job: Job<{ readonly upload: string }>): Promise<void> {
  const tenant = job.tenant ?? '';
  const asked = await house.database.unit(tenant, (unit) => unit.asyncUploads.find(job.data.upload));
  if (!asked || asked.state === 'done' || asked.state === 'failed') return;
  try {
    const caller = await house.database.unit(tenant, (unit) => callerOf(unit, asked));
    await tell(house, tenant, asked, { state: 'running', stage: 'waiting', percent: 5 });
    const { projectId, request, idempotencyKey } = asked;
    const result = await upload(house, caller, {
      ...{ projectId, idempotencyKey, ...request },
      bytes: await house.blobs.get(tenant, asked.sha256),
      counted: true,
      told: (stage) => tell(house, tenant, asked, { state: 'running', stage, percent: percentOf[stage] }),
    });
    await tell(house, tenant, asked, { state: 'done', stage: 'done', percent: 100, result });
  } catch (error) {
    const final = finalProblem(error, asked, job.last);
    if (final) await tell(house, tenant, asked, { state: 'failed', stage: 'failed', percent: 100, problem: final });
    else await tell(house, tenant, asked, { state: 'waiting', stage: 'waiting', percent: 0 });
    if (!(error instanceof Refusal) || !final) throw error;
    noteRefused(house, tenant, asked, error);
  }
}

const percentOf: Readonly<Record<UploadStage, number>> = { reading: 10, merging: 50, saving: 90 };

/** Membership and role are those of this moment; throws UNAUTHENTICATED. */
async function callerOf(unit: Unit, { userId, origin }: AsyncUpload): Promise<Caller> {
  const [user, tenant] = [await unit.accounts.user(userId), await unit.accounts.tenant()];
  if (!user || !tenant) throw new Refusal('UNAUTHENTICATED', 'who sent it is no member any more');
  return { tenant: tenant.id, tenantName: tenant.name, user, ...origin };
}

/** In the database for whoever asks, and to those who listen. */
async function tell(
  house: House,
  tenant: string,
  { id, projectId, userId }: AsyncUpload,
  step: Pick<AsyncUpload, 'state' | 'stage' | 'percent'> & Partial<Pick<AsyncUpload, 'result' | 'problem'>>,
): Promise<void> {
  const changedAt = house.system.now();
  await house.database.unit(tenant, (unit) => unit.asyncUploads.update(id, { ...step, changedAt }));
  const { state, stage, percent } = step;
  await house.signals.say({
    kind: 'job',
    tenant,
    project: projectId,
    job: { id, user: userId, state, stage, percent },
  });
}

/** What the caller is told for good; null: it is tried again. */
function finalProblem(error: unknown, { id }: AsyncUpload, last: boolean): Problem | null {
  const passing = !(error instanceof Refusal) || error.problem.status === 503 || error.problem.status === 429;
  if (passing && !last) return null;
  if (error instanceof Refusal) return error.problem;
  if (error instanceof EngineError && error.code !== 'ENGINE_FAULT') return problem(error.code, error.message);
  return problem('INTERNAL', `tell us this number: ${id}`);
}

/** As the door that answers at once does. */
function noteRefused(house: House, tenant: string, asked: AsyncUpload, { problem: told }: Refusal): void {
  const events = { WORKBOOK_REFUSED: 'upload.refused', FORBIDDEN: 'access.refused' } as const;
  const event = events[told.code as keyof typeof events];
  if (event === undefined) return;
  house.refusals.note({
    ...{ event, tenant, userId: asked.userId, projectId: asked.projectId },
    ip: asked.origin.ip,
    userAgent: asked.origin.userAgent,
    details: { reason: String(told['reason'] ?? told.detail ?? told.code), call: 'POST /api/sync/upload' },
  });
}

export const lostUploads = jobKind<Record<string, never>>('lost-uploads', { alone: true });

const HOUR_MS = 3_600_000;

/** After a restore the jobs are not there, but what they were asked for is: they are added again. One that is there stays as it is. */
export async function addLostUploads(house: House, tenant: string): Promise<void> {
  const since = new Date(Date.parse(house.system.now()) - HOUR_MS).toISOString();
  await house.database.unit(tenant, async (unit) => {
    for (const { id } of await unit.asyncUploads.unfinished(since))
      await unit.jobs.add(uploadAsked, { upload: id }, { id });
  });
}
