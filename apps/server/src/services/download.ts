/** Handing out copies (rules B1, R1-R9). */
import { createHash } from 'node:crypto';
import type { LensRequest } from '@sprintforge/core';
import type { Unit } from '../ports/database.ts';
import type { LensJob, RenderJob, RenderOutcome } from '../ports/engine.ts';
import type { CopyRecord, ProjectRecord, RevisionRecord } from '../ports/records.ts';
import { appendAudit } from './audit-chain.ts';
import { keepCopy, lastChanges, openConflicts, ticketFor } from './copy-keeping.ts';
import { copyReceipt } from './copy-receipt.ts';
import { sharedWith } from './fields.ts';
import { type Caller, type House, isUuid, projectOf, stillKept } from './house.ts';
import { Refusal } from './refusal.ts';
import { refusedWorkbook } from './refused-workbook.ts';
import { waitingUploads } from './sheet-choices.ts';
import { createToken } from './tokens.ts';

export interface HandedOut {
  readonly bytes: Uint8Array;
  /** Of the bytes. */
  readonly sha256: string;
  readonly copyId: string;
  readonly revision: number;
  readonly projectName: string;
  readonly etag: string;
}

interface Plan {
  readonly project: ProjectRecord;
  readonly revision: RevisionRecord;
  readonly etag: string;
}
interface LaidOut extends Plan {
  readonly layout: CopyRecord;
}

export interface DownloadOptions {
  readonly revision?: number;
  readonly holds?: (etag: string) => boolean;
  /** Only what this lens shows, in a workbook of its own (rule R8). */
  readonly lens?: LensRequest;
  /** A copy that asks the server by itself; its token is its own, and the caller's. */
  readonly connected?: { readonly kind: 'feed'; readonly refreshMinutes: number } | { readonly kind: 'sync' };
}

/** A new copy at a revision (default: the head); only the entity tag when the client `holds` what would be handed out. */
export async function download(
  house: House,
  caller: Caller,
  projectId: string,
  options: DownloadOptions,
): Promise<HandedOut | string> {
  const { lens } = options;
  const prepared = await house.database.unit(caller.tenant, async (unit): Promise<Prepared | string> => {
    const at = await revisionFor(unit, projectId, options.revision);
    const laid = lens ? null : await laidOut(unit, caller, at);
    const plan = laid ?? tagged(at, `${JSON.stringify(lens)} ${caller.language ?? ''}`);
    if (!options.connected && options.holds?.(plan.etag)) return plan.etag;
    const { engine } = house;
    return laid
      ? prepare(plan, await renderJob(house, unit, caller, laid), async (job) =>
          engine.render({ ...job, ...(await connection(house, caller, laid, job.ticket.copy, options.connected)) }),
        )
      : prepare(plan, await lensJob(house, unit, caller, plan, lens ?? {}), (job) => engine.lens(job));
  });
  if (typeof prepared === 'string') return prepared;
  const { plan, copy, make } = prepared;
  const outcome = await make();
  if (outcome.kind === 'refused') throw refusedWorkbook(outcome);
  await house.database.unit(caller.tenant, async (unit) => {
    const what = { copyId: copy, revision: plan.revision.number, origin: 'download' as const };
    await keepCopy(house, unit, caller, plan.project.id, outcome.copy, what);
    await appendAudit(unit, house.system.uuid(), auditOf(caller, plan, house.system.now()));
  });
  return {
    bytes: outcome.copy.bytes,
    sha256: outcome.copy.sha256,
    copyId: copy,
    revision: plan.revision.number,
    projectName: plan.project.name,
    etag: plan.etag,
  };
}

interface Prepared {
  readonly plan: Plan;
  readonly copy: string;
  readonly make: () => Promise<RenderOutcome>;
}

const prepare = <J extends RenderJob | LensJob>(
  plan: Plan,
  job: J,
  make: (job: J) => Promise<RenderOutcome>,
): Prepared => ({ plan, copy: job.ticket.copy, make: () => make(job) });

/** The token in it is its own, so that it can be revoked by itself. */
async function connection(
  house: House,
  caller: Caller,
  { project, revision }: Plan,
  copy: string,
  asked: DownloadOptions['connected'],
): Promise<Pick<RenderJob, 'connected'>> {
  if (!asked) return {};
  const [kind, what, days] =
    asked.kind === 'feed' ? (['feed', 'queries', 366] as const) : (['workbook', 'script', 90] as const);
  const name = `${project.name.slice(0, 60)}: ${what} in a workbook`;
  const { token } = await createToken(house, caller, { name, kind, project_id: project.id, expires_in_days: days });
  if (asked.kind === 'feed') return { connected: { ...asked, token } };
  return { connected: { kind: 'sync', token, receipt: copyReceipt(house, project, copy, revision.number) } };
}

async function revisionFor(unit: Unit, projectId: string, revision: number | undefined): Promise<Omit<Plan, 'etag'>> {
  const project = await projectOf(unit, projectId);
  const record = await unit.revisions.find(project.id, revision ?? project.head);
  if (!record) throw new Refusal('NOT_FOUND', `no revision ${revision}`);
  return { project, revision: record };
}

const stateOf = ({ snapshotBlob, number }: RevisionRecord): string => stillKept(snapshotBlob, `revision ${number}`);

/** In the caller's own layout, else in the project's. */
async function laidOut(unit: Unit, caller: Caller, at: Omit<Plan, 'etag'>): Promise<LaidOut> {
  const { project } = at;
  const own = await unit.copies.ownLayout(project.id, caller.user.id);
  const layout = own ?? (project.layoutCopy ? await unit.copies.find(project.id, project.layoutCopy) : null);
  if (!layout) throw new Refusal('NOT_FOUND', 'the project has no workbook layout');
  return { ...tagged(at, `${layout.copyId} ${caller.language ?? ''}`), layout };
}

/** The tag is weak: two downloads differ by their copy's id alone. */
function tagged({ project, revision }: Omit<Plan, 'etag'>, form: string): Plan {
  const tag = createHash('sha256').update(`${project.id} ${revision.number} ${form}`).digest('base64url');
  return { project, revision, etag: `W/"${revision.number}-${tag.slice(0, 16)}"` };
}

async function lensJob(house: House, unit: Unit, caller: Caller, plan: Plan, request: LensRequest): Promise<LensJob> {
  const { project, revision } = plan;
  const isHead = revision.number === project.head;
  return {
    target: await house.blobs.get(caller.tenant, stateOf(revision)),
    targetRevision: revision.number,
    request,
    openConflicts: isHead ? await openConflicts(unit, project.id) : [],
    waiting: isHead ? await waitingUploads(unit, project.id, caller.user.id) : [],
    ticket: await ticketFor(house, unit, caller, project),
  };
}

async function renderJob(house: House, unit: Unit, caller: Caller, plan: LaidOut): Promise<RenderJob> {
  const { project, layout, revision } = plan;
  const base = await unit.revisions.find(project.id, layout.revision);
  if (!base) throw new Refusal('BASE_EXPIRED', `revision ${layout.revision} is no longer kept`);
  const isHead = revision.number === project.head;
  const { tenant } = caller;
  return {
    layout: await house.blobs.get(tenant, stillKept(layout.workbookBlob, 'the layout')),
    layoutBase: await house.blobs.get(tenant, stateOf(base)),
    layoutShadow: await house.blobs.get(tenant, stillKept(layout.shadowBlob, 'the layout')),
    target: await house.blobs.get(tenant, stateOf(revision)),
    targetRevision: revision.number,
    openConflicts: isHead ? await openConflicts(unit, project.id) : [],
    waiting: isHead ? await waitingUploads(unit, project.id, caller.user.id) : [],
    shared: await sharedWith(house, unit, tenant, project, layout.userId),
    lastChanges: layout.origin === 'layout' ? [] : await lastChanges(unit, project.id, layout.revision),
    ticket: await ticketFor(house, unit, caller, project),
  };
}

/** The exact bytes of a copy handed out earlier, to the one who holds it. */
export async function copyBytes(house: House, caller: Caller, projectId: string, copyId: string): Promise<HandedOut> {
  const { project, copy } = await house.database.unit(caller.tenant, async (unit) => {
    const found = await projectOf(unit, projectId);
    return { project: found, copy: isUuid(copyId) ? await unit.copies.find(found.id, copyId) : null };
  });
  if (!copy || copy.userId !== caller.user.id || copy.origin === 'layout')
    throw new Refusal('NOT_FOUND', 'no such copy of yours');
  const sha256 = stillKept(copy.workbookBlob, 'that copy');
  const bytes = await house.blobs.get(caller.tenant, sha256);
  const etag = `W/"${copy.revision}-${copy.copyId}"`;
  return { bytes, sha256, copyId: copy.copyId, revision: copy.revision, projectName: project.name, etag };
}

function auditOf(caller: Caller, { project, revision }: Plan, timestamp: string) {
  return {
    projectId: project.id,
    excelVersion: revision.number,
    serverVersion: project.head,
    syncType: 'download',
    changes: null,
    conflicts: null,
    resolution: null,
    userId: caller.user.id,
    timestamp,
    ipAddress: caller.ip,
    userAgent: caller.userAgent,
  };
}
