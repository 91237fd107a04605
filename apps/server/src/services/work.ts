/** Everything that is done by jobs. A new kind is named here twice: with the others, and with what does it. */
import { type Job, type JobHandler, type JobKind, jobHandler } from '../ports/jobs.ts';
import { addLostUploads, lostUploads, uploadAsked, workUpload } from './async-upload.ts';
import type { House } from './house.ts';
import { forgetKeys, keysToForget } from './retention.ts';

export const jobKinds: readonly JobKind[] = [uploadAsked, lostUploads, keysToForget];

/** What this house does of each kind. */
export const workOf = (house: House): readonly JobHandler[] => [
  jobHandler(uploadAsked, (job) => workUpload(house, job), { atOnce: house.engine.atOnce }),
  jobHandler(lostUploads, forEachTenant(house, lostUploads, addLostUploads), { schedule: '41 * * * *' }),
  jobHandler(keysToForget, forEachTenant(house, keysToForget, forgetKeys), { schedule: '17 2 * * *' }),
];

/** The job of a schedule becomes one for each tenant; theirs are done. */
function forEachTenant<D extends object>(
  house: House,
  kind: JobKind<D>,
  run: (house: House, tenant: string, job: Job<D>) => Promise<void>,
): (job: Job<D>) => Promise<void> {
  return async (job) => {
    if (job.tenant !== null) return run(house, job.tenant, job);
    for (const tenant of await house.database.tenants())
      await house.database.unit(tenant, (unit) => unit.jobs.add(kind, job.data));
  };
}
