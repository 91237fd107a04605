/** Exactly once (rule A2): the committed answer to the same upload, again. */
import type { SyncResult } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { UploadRecord } from '../ports/records.ts';
import type { Caller, House } from './house.ts';
import { committedIn } from './parking.ts';
import { Refusal } from './refusal.ts';
import type { Upload } from './upload-job.ts';

/** null: not committed yet. Throws KEY_REUSED when the key belongs to another upload, PARKED_DECIDED when a parked one was decided otherwise. */
export async function findReplay(house: House, caller: Caller, job: Upload): Promise<SyncResult | null> {
  if (job.dryRun) return null;
  return house.database.unit(caller.tenant, async (unit) => {
    if (job.parked) return committedIn(unit, job);
    return (await replayIn(unit, caller, job, house.system.now()))?.result ?? null;
  });
}

export async function replayIn(unit: Unit, caller: Caller, job: Upload, at: string): Promise<UploadRecord | null> {
  const known = job.idempotencyKey === null ? null : await unit.uploads.byKey(caller.user.id, job.idempotencyKey);
  if (known && (known.sha256 !== job.sha256 || known.projectId !== job.projectId))
    throw new Refusal('KEY_REUSED', 'this Idempotency-Key was used with another workbook');
  if (known) return known.upload;
  const same = { sha256: job.sha256, strategy: job.strategyInForce, choicesHash: job.choicesHash };
  const found =
    (await unit.uploads.find(job.projectId, caller.user.id, same)) ??
    (await unit.parked.committedAs(job.projectId, caller.user.id, same));
  if (found && job.idempotencyKey !== null)
    await unit.uploads.addKey(job.projectId, caller.user.id, job.idempotencyKey, job.sha256, found.id, at);
  return found;
}
