/** Tickets for copies that are about to be made, and the records of those that were. */
import type { Unit } from '../ports/database.ts';
import type { CopyTicket, LastChange, OpenConflict, RenderedCopy } from '../ports/engine.ts';
import type { ConflictEntry, CopyRecord, ProjectRecord } from '../ports/records.ts';
import { type Caller, type House, storeBlob } from './house.ts';

const historyRows = 50;
/** More open conflicts than this are not written into a workbook. */
const sheetConflicts = 500;

export async function ticketFor(
  house: House,
  unit: Unit,
  caller: Caller,
  project: Pick<ProjectRecord, 'id' | 'epoch'>,
): Promise<CopyTicket> {
  const copy = house.system.uuid();
  const revisions = await unit.revisions.list(project.id, historyRows + 1);
  return {
    tenant: caller.tenant,
    project: project.id,
    epoch: project.epoch,
    copy,
    issuedTo: caller.user.email,
    ...(caller.language === undefined ? {} : { locale: caller.language }),
    issuedAt: house.system.now(),
    serverUrl: house.publicUrl,
    keyId: house.signer.keyId,
    key: house.signer.copyKey(caller.tenant, project.id, copy),
    history: revisions.slice(0, historyRows).map((revision, index) => ({
      revision: revision.number,
      at: revision.createdAt,
      changes: revision.changesCount,
      user: revision.authorName,
      hashBefore: revisions[index + 1]?.hash ?? '',
      hashAfter: revision.hash,
    })),
  };
}

export async function keepCopy(
  house: House,
  unit: Unit,
  caller: Caller,
  projectId: string,
  copy: RenderedCopy,
  what: { readonly copyId: string; readonly revision: number; readonly origin: CopyRecord['origin'] },
): Promise<void> {
  await unit.copies.add(projectId, {
    ...what,
    userId: caller.user.id,
    shadowBlob: await storeBlob(house, unit, caller.tenant, copy.shadow, 'shadow'),
    workbookBlob: await storeBlob(house, unit, caller.tenant, copy.bytes, 'workbook'),
    issuedAt: house.system.now(),
  });
}

export async function openConflicts(unit: Unit, projectId: string): Promise<OpenConflict[]> {
  return (await unit.conflicts.list(projectId, 'open', sheetConflicts)).map(asOpenConflict);
}

export const asOpenConflict = (entry: ConflictEntry): OpenConflict => ({
  id: entry.id,
  taskName: entry.taskName,
  subject: entry.subject,
  reason: entry.reason as OpenConflict['reason'],
  base: entry.base,
  ours: entry.ours,
  theirs: entry.theirs,
  standing: entry.standing,
});

/** Who changed what since a revision, at most 20,000 tasks. */
export async function lastChanges(unit: Unit, projectId: string, since: number): Promise<LastChange[]> {
  const [changed, people] = [await unit.plan.authorsSince(projectId, since, 20_000), await unit.accounts.everybody()];
  const names = new Map(people.map((person) => [person.id, person.name]));
  return changed.map((task) => ({ taskId: task.id, by: names.get(task.changedBy) ?? '', at: task.changedAt }));
}
