/** One upload: at most one new revision, exactly once (rules A1-A5). */
import type { Strategy } from '@sprintforge/core';
import type { SyncResult } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { Claim, GivenPlan, MergeGround } from '../ports/engine.ts';
import type { ProjectRecord } from '../ports/records.ts';
import { judgeClaim, propose, searchGround, type Verdict } from './claim.ts';
import { lastChanges, openConflicts, ticketFor } from './copy-keeping.ts';
import { decide, needsDecision } from './decisions.ts';
import { mergeDeltas } from './deltas.ts';
import { sharedWith } from './fields.ts';
import { actor, type Caller, type House, projectOf, stillKept, storeAhead } from './house.ts';
import { mergeHomecoming } from './hybrid/homecoming.ts';
import { endLeakedTokens } from './leaked-tokens.ts';
import { isParked, park } from './parking.ts';
import { othersEditing } from './presence.ts';
import { Refusal } from './refusal.ts';
import { refusedWorkbook } from './refused-workbook.ts';
import { findReplay } from './replay.ts';
import { demand, may, writeRights } from './roles.ts';
import { policiesInForce } from './screen-policies.ts';
import { SheetChoices, waitingUploads } from './sheet-choices.ts';
import { findUntouched } from './untouched.ts';
import { commitUpload } from './upload-commit.ts';
import {
  describe,
  isWorkbook,
  type Judged,
  mergeTerms,
  ownGround,
  type Start,
  type Upload,
  type UploadOrigin,
  type UploadRequest,
} from './upload-job.ts';
import { refuseViruses } from './virus-check.ts';

/** How often a merge is done again because another process moved the head meanwhile. */
const attempts = 8;

/** `origin`: of something that stays open and saves again, or of changes without a workbook. */
export async function upload(
  house: House,
  caller: Caller,
  request: UploadRequest,
  origin: UploadOrigin = {},
): Promise<SyncResult> {
  demand(caller, 'plan.change', request.projectId);
  const project = await house.database.unit(caller.tenant, (unit) => projectOf(unit, request.projectId));
  const strategy = request.strategy ?? ownStrategy(caller, project);
  return runUpload(house, caller, await describe({ ...request, strategy }, project, {}, null, origin));
}

/** The project's own strategy, unless it is one that the caller may not use. */
const ownStrategy = (caller: Caller, { id, strategy }: ProjectRecord): Strategy =>
  strategy === 'client' && !may(caller, 'plan.override', id) ? 'server' : strategy;

/** The one way of every upload, the parked ones too. A decision that is missing is thrown (409), or parked where nobody can be asked. */
export async function runUpload(house: House, caller: Caller, job: Upload): Promise<SyncResult> {
  if (job.strategyInForce === 'client') demand({ ...caller, user: actor(caller) }, 'plan.override', job.projectId);
  const before = await findReplay(house, caller, job);
  if (before) return before;
  if (!job.deltas) await refuseViruses(house, job.bytes, job.projectId);
  return house.writers.run(job.projectId, async () => {
    const meanwhile = await findReplay(house, caller, job);
    if (meanwhile) return meanwhile;
    // without a workbook it is counted as any other call is
    if (!job.counted && isWorkbook(job)) await house.uploadLimiter.take(caller);
    return inTurn(house, caller, job);
  });
}

/** Nobody else in this process writes to the project meanwhile. */
async function inTurn(house: House, caller: Caller, job: Upload): Promise<SyncResult> {
  const sheet = new SheetChoices();
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const result = await attemptUpload(house, caller, job, sheet);
    if (result !== 'moved') return result;
  }
  throw new Refusal('BUSY', 'the project moves too fast at the moment', { retry_after: 2 });
}

async function attemptUpload(
  house: House,
  caller: Caller,
  job: Upload,
  sheet: SheetChoices,
): Promise<SyncResult | 'moved'> {
  const begun = await house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, job.projectId);
    const held = job.parked ?? (await unit.parked.held(project.id, caller.user.id, job.sha256));
    const ticket = await ticketFor(house, unit, caller, project);
    const others = await othersEditing(house, unit, project.id, caller.user.id);
    const rights = await writeRights(unit, caller.user, project.id);
    const policies = await policiesInForce(house, unit, project.id);
    return { project, ticket, rights, policies, parkedId: held?.id ?? house.system.uuid(), others };
  });
  await job.told?.('reading');
  const untouched = isWorkbook(job) ? await findUntouched(house, caller, job, begun.project) : null;
  const first = untouched ?? (await mergeOnce(house, caller, job, begun, []));
  const leaked = await endLeakedTokens(house, caller, job, first.merged.tokens);
  const start = { ...begun, others: [...begun.others, ...leaked] };
  const { forWaiting = [] } = first.merged;
  if (!job.dryRun && (await sheet.take(house, caller, start, forWaiting, (other) => inTurn(house, caller, other))))
    return 'moved';
  const decision = decide(house, caller, job, start, first);
  if (decision.kind === 'answer') return decision.result;
  if (decision.kind === 'ask') {
    const parked = isParked(job, decision) ? await park(house, caller, job, start, first, decision) : null;
    // without `parked` it is the answer of somebody who committed it meanwhile
    if (parked === 'moved' || (parked && (job.park || parked.parked === undefined))) return parked;
    throw needsDecision(parked ? { ...decision, result: parked } : decision);
  }
  const done = decision.release.length > 0 ? await mergeOnce(house, caller, job, start, decision.release) : first;
  await job.told?.('saving');
  const commit = await commitUpload(house, caller, job, { ...start, ...done, settled: sheet.resolved });
  return commit ?? 'moved';
}

async function mergeOnce(
  house: House,
  caller: Caller,
  job: Upload,
  start: Start,
  released: readonly string[],
): Promise<Judged> {
  if (job.deltas) return mergeDeltas(house, caller, job, job.deltas, start, released);
  if (job.homecoming) return mergeHomecoming(house, caller, job, job.homecoming, start, released);
  const { project, ticket } = start;
  let verdict: Verdict | undefined;
  // while the workbook is opened; a fault comes to light where it is waited for
  const head = house.blobs.get(caller.tenant, project.snapshotBlob);
  head.catch(() => undefined);
  let ahead: Promise<void> = Promise.resolve();
  const merging = house.engine.sync(
    {
      ...mergeTerms(caller, job, start, released),
      bytes: job.bytes,
      policies: start.policies,
      repairs: job.repair,
      render: !job.dryRun,
      ticket,
      keepHeld: job.session?.keepHeld ?? false,
    },
    async (claim) => {
      await job.told?.('merging');
      const answer = await groundFor(house, caller, job, { project, head }, claim, verdict);
      verdict = answer.verdict;
      // while the engine works; a fault comes to light in the commit
      if (verdict.kind === 'base' && !job.dryRun)
        ahead = storeAhead(house, caller.tenant, [job.bytes]).catch(() => undefined);
      return answer.ground;
    },
  );
  const outcome = await merging.finally(() => ahead);
  if (verdict?.kind === 'refuse') throw new Refusal(verdict.code, verdict.detail);
  if (outcome.kind === 'refused') throw refusedWorkbook(outcome).concerning({ projectId: project.id });
  if (outcome.kind === 'stopped' || !verdict || verdict.kind === 'search')
    throw new Error('the engine stopped without a verdict');
  return { merged: outcome, verdict };
}

/** The engine asks twice when the workbook does not say where it comes from: what to search, then what was found. */
function verdictOn(
  house: House,
  unit: Unit,
  caller: Caller,
  project: ProjectRecord,
  claim: Claim,
  before: Verdict | undefined,
): Promise<Verdict> {
  if (claim.state !== 'likeliest') return judgeClaim(house, unit, caller, project, claim);
  if (before?.kind !== 'search') throw new Error('the engine answers a search that nobody asked for');
  return propose(unit, caller, project, before.code, claim);
}

async function groundFor(
  house: House,
  caller: Caller,
  job: Upload,
  { project, head }: { readonly project: ProjectRecord; readonly head: Promise<Uint8Array> },
  claim: Claim,
  before: Verdict | undefined,
): Promise<{ verdict: Verdict; ground: MergeGround }> {
  return house.database.unit(caller.tenant, async (unit) => {
    const verdict = ofSession(job, await verdictOn(house, unit, caller, project, claim, before));
    if (verdict.kind === 'search') return { verdict, ground: await searchGround(house, unit, caller, project) };
    if (verdict.kind === 'refuse') return { verdict, ground: { kind: 'stop' } };
    const expired = verdict.kind === 'base' && verdict.expired;
    const revision = expired ? project : await unit.revisions.find(project.id, verdict.revision);
    if (!revision) return { verdict, ground: { kind: 'stop' } };
    const { tenant } = caller;
    const { copyId, brought } = verdict.kind === 'base' ? verdict : { copyId: '', brought: undefined };
    const baseBlob = stillKept(revision.snapshotBlob, `revision ${verdict.revision}`);
    const shadowBlob = expired ? null : verdict.copy?.shadowBlob;
    const planIn = async (blob: string): Promise<GivenPlan> => {
      if (claim.state === 'signed' && claim.keptPlans.includes(blob)) return { keptPlan: blob };
      return blob === project.snapshotBlob ? head : house.blobs.get(tenant, blob);
    };
    const [base, ours, shadow] = await Promise.all([
      planIn(baseBlob),
      planIn(project.snapshotBlob),
      shadowBlob ? house.blobs.get(tenant, shadowBlob) : null,
    ]);
    const ground: MergeGround = {
      kind: 'merge',
      base,
      baseRevision: verdict.revision,
      ours,
      oursRevision: project.head,
      shadow,
      trusted: verdict.kind === 'base',
      expired,
      possibleReverts: brought ? '[]' : await unit.uploads.appliedKeys(project.id, caller.user.id, copyId),
      openConflicts: await openConflicts(unit, project.id),
      waiting: await waitingUploads(unit, project.id, caller.user.id, { job, copyId }),
      lastChanges: await lastChanges(unit, project.id, verdict.revision),
      shared: await sharedWith(house, unit, tenant, project, caller.user.id),
    };
    if (verdict.kind !== 'base') return { verdict, ground };
    const own = await heldGround(house, caller, job);
    if (!brought) return { verdict, ground: { ...ground, ...own } };
    const from = own.base ?? (await handedOutAt(house, unit, caller, project, brought.from));
    const { held } = brought;
    return {
      verdict,
      ground: { ...ground, shadow: own.shadow ?? ground.shadow, ...(from && { brought: { from, held } }) },
    };
  });
}

/** The plan that a copy was handed out with; undefined: it is no longer kept. */
async function handedOutAt({ blobs }: House, unit: Unit, { tenant }: Caller, { id }: ProjectRecord, revision: number) {
  const blob = (await unit.revisions.find(id, revision))?.snapshotBlob;
  return blob ? blobs.get(tenant, blob) : undefined;
}

/** A session goes on from where it last stored, unless a program has brought its workbook further. */
function ofSession(job: Upload, verdict: Verdict): Verdict {
  const held = ownGround(job);
  if (verdict.kind !== 'base' || !held || (verdict.brought && verdict.revision > held.version)) return verdict;
  const { brought: _before, ...rest } = verdict;
  return { ...rest, revision: held.version, expired: false };
}

/** What it sets back to an earlier value it has seen, and is an edit as any other (rule B2). */
async function heldGround(
  { blobs }: House,
  { tenant }: Caller,
  job: Upload,
): Promise<Partial<Extract<MergeGround, { kind: 'merge' }>>> {
  const held = ownGround(job);
  if (!held) return {};
  const [base, shadow] = [await blobs.get(tenant, held.baseBlob), await blobs.get(tenant, held.shadowBlob)];
  return { base, shadow, possibleReverts: '[]' };
}
