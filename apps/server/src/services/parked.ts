/** Parked uploads: shown, decided, discarded by who uploaded them and by owners (rule A9). */
import type { DecideParked, ParkedList, ParkedUpload, SyncResult } from '@sprintforge/protocol';
import type { ParkedRecord, ProjectRecord } from '../ports/records.ts';
import { tokenFor } from './decisions.ts';
import { type Caller, type House, isUuid, lockedProject, projectOf } from './house.ts';
import { aboutParked, alreadySettled, auditParked, decidedUpload } from './parking.ts';
import { Refusal } from './refusal.ts';
import { demand } from './roles.ts';
import { recordSecurity, whoActs } from './security-audit.ts';
import { runUpload } from './upload.ts';

/** More than these are not shown. */
const mostShown = 200;

/** One's own, or as an owner everybody's; each with the report of its last merge. */
export async function listParked(house: House, caller: Caller, id: string): Promise<ParkedList> {
  const extent = demand(caller, 'parked.decide', id);
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const found = await unit.parked.list(project.id, extent === 'all' ? null : caller.user.id, mostShown);
    return { parked: found.map((row) => shown(house, caller, project, row)), version: project.head };
  });
}

/** With the report of a merge with the head as it is now, or the answer that it was committed with. */
export async function getParked(house: House, caller: Caller, id: string, parkedId: string): Promise<ParkedUpload> {
  const { project, row } = await find(house, caller, id, parkedId);
  if (row.status === 'parked') {
    const result = await decideParked(house, caller, id, parkedId, { dry_run: true });
    return { ...shown(house, caller, project, row), result: { ...result, parked: row.id } };
  }
  const { uploadId } = row;
  const upload =
    uploadId && (await house.database.unit(caller.tenant, (unit) => unit.parked.upload(project.id, uploadId)));
  return { ...shown(house, caller, project, row), ...(upload ? { result: upload.result } : {}) };
}

/**
 * Merges anew with the head of this moment and everything decided so far. What is still undecided is a 409 as of an upload, and
 * the decision is kept; otherwise it is committed as the upload of the person who sent it.
 */
export async function decideParked(
  house: House,
  caller: Caller,
  id: string,
  parkedId: string,
  decision: DecideParked,
): Promise<SyncResult> {
  const { project, row, uploader } = await find(house, caller, id, parkedId);
  if (row.status === 'discarded' || row.status === 'replaced') throw alreadySettled(row);
  const job = await decidedUpload(house, caller, project, row, decision);
  return runUpload(house, { ...caller, user: uploader, decider: caller.user }, job);
}

/** Nothing of it is written, and the audit log says who decided so. Again: the same. */
export async function discardParked(house: House, caller: Caller, id: string, parkedId: string): Promise<void> {
  const { project } = await find(house, caller, id, parkedId);
  await house.database.unit(caller.tenant, async (unit) => {
    const { head } = await lockedProject(unit, project.id);
    const row = await unit.parked.take(project.id, parkedId);
    if (!row || row.status === 'discarded') return;
    if (row.status !== 'parked') throw alreadySettled(row);
    const how = { status: 'discarded', settledBy: caller.user.id, settledAt: house.system.now() } as const;
    await unit.parked.settle(project.id, row.id, how);
    await auditParked(house, unit, caller, project.id, 'discard', row, head);
    const note = { event: 'parked.discarded', projectId: project.id, details: aboutParked(row) } as const;
    await recordSecurity(house, unit, whoActs(caller), note);
  });
}

async function find(house: House, caller: Caller, id: string, parkedId: string) {
  const extent = demand(caller, 'parked.decide', id);
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const row = isUuid(parkedId) ? await unit.parked.find(project.id, parkedId) : null;
    const uploader = row && (await unit.accounts.user(row.userId));
    if (!row || !uploader) throw new Refusal('NOT_FOUND', 'no such parked upload');
    if (row.userId !== caller.user.id && extent === 'own')
      throw new Refusal('FORBIDDEN', 'a parked upload is decided by who sent it or by an owner');
    return { project, row, uploader };
  });
}

/** The tokens of the report are those of the one who looks. */
function shown(house: House, caller: Caller, { id }: ProjectRecord, row: ParkedRecord): ParkedUpload {
  const { result, sha256, decision } = row;
  const token = (asked: { code: string; effect: string }) => tokenFor(house, caller, { projectId: id, sha256 }, asked);
  return {
    id: row.id,
    status: row.status,
    uploaded_by: { id: row.userId, name: row.userName },
    copy_id: row.copyId === '' ? null : row.copyId,
    sha256,
    strategy: decision.strategy,
    choices: Object.entries(decision.choices).map(([conflict, choice]) =>
      typeof choice === 'string' ? { id: conflict, choice } : { id: conflict, choice: 'value' as const, ...choice },
    ),
    reason: row.reason,
    detail: row.detail,
    created_at: row.createdAt,
    settled_by: row.settledByName,
    settled_at: row.settledAt,
    result: { ...result, confirm: result.confirm.map((asked) => ({ ...asked, token: token(asked) })) },
  };
}
