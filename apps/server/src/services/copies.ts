import type { CopyList } from '@sprintforge/protocol';
import { type Caller, type House, isUuid, projectOf } from './house.ts';
import { Refusal } from './refusal.ts';
import { demand } from './roles.ts';
import { recordSecurity, whoActs } from './security-audit.ts';

/** Who holds which copy (rule R9). */
export async function listCopies(house: House, caller: Caller, id: string): Promise<CopyList> {
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const copies = await unit.copies.list(project.id);
    return {
      copies: copies.map((copy) => ({
        copy_id: copy.copyId,
        holder: { id: copy.userId, name: copy.userName },
        revision: copy.revision,
        issued_at: copy.issuedAt,
        last_synced_at: copy.lastSyncedAt,
        revoked_at: copy.revokedAt,
      })),
    };
  });
}

/** One's own copy, or as an owner anybody's. */
export async function revokeCopy(house: House, caller: Caller, id: string, copyId: string): Promise<void> {
  const extent = demand(caller, 'copy.revoke', id);
  await house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const copy = isUuid(copyId) ? await unit.copies.find(project.id, copyId) : null;
    if (!copy || copy.origin === 'layout') throw new Refusal('NOT_FOUND', 'no such copy');
    if (copy.userId !== caller.user.id && extent === 'own')
      throw new Refusal('FORBIDDEN', 'only an owner may revoke the copies of others');
    await unit.copies.revoke(project.id, copyId, house.system.now());
    const details = { copy_id: copy.copyId, holder: copy.userId };
    await recordSecurity(house, unit, whoActs(caller), { event: 'copy.revoked', projectId: project.id, details });
  });
}
