/** What was done in a cloud, merged into the plan at home as any upload is (rules M1-M8, A1-A4). */
import { lastChanges } from '../copy-keeping.ts';
import type { Caller, House } from '../house.ts';
import { rulesOf } from '../privacy/field-classes.ts';
import { type Homecoming, type Judged, mergeTerms, type Start, type Upload } from '../upload-job.ts';

/** The merge of one attempt. `released`: brakes that were confirmed. */
export async function mergeHomecoming(
  house: House,
  caller: Caller,
  job: Upload,
  { base, revision, before, now, masked }: Homecoming,
  start: Start,
  released: readonly string[],
): Promise<Judged> {
  const { tenant } = caller;
  const { project } = start;
  const { since, rules, known } = await house.database.unit(tenant, async (unit) => ({
    since: await lastChanges(unit, project.id, revision),
    rules: await rulesOf(unit, project.id),
    known: await unit.hybrid.pseudonyms(project.id),
  }));
  const merged = await house.engine.homecoming({
    ...mergeTerms(caller, job, start, released),
    ground: {
      base: await house.blobs.get(tenant, base),
      ours: await house.blobs.get(tenant, project.snapshotBlob),
      lastChanges: since,
    },
    before: await house.blobs.get(tenant, before),
    now: await house.blobs.get(tenant, now),
    secrecy: masked ? { rules } : null,
    known,
  });
  return { merged, verdict: { kind: 'base', revision, copyId: '', copy: null, expired: false, revokedAt: null } };
}
