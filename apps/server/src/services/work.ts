/** Everything that is done by jobs. A new kind is named here twice: with the others, and with what does it. */
import { type Job, type JobHandler, type JobKind, jobHandler } from '../ports/jobs.ts';
import { addLostUploads, lostUploads, uploadAsked, workUpload } from './async-upload.ts';
import { NO_TENANT } from './audit-chain.ts';
import type { House } from './house.ts';
import { askClouds, cloudsToAsk, exchangeWithCloud, workExchange } from './hybrid/run-exchange.ts';
import { keysToMove, moveKeys } from './move-keys.ts';
import { mailDigest, sendDigest } from './notices/mail-digest.ts';
import { tell } from './notices/tell.ts';
import { tellPeople } from './notices/tell-people.ts';
import { post, postWebhook } from './notices/webhook-posts.ts';
import { rowsToSeal, sealRows } from './privacy/seal-rows.ts';
import * as retention from './retention.ts';

export const jobKinds: readonly JobKind[] = [
  uploadAsked,
  lostUploads,
  tellPeople,
  mailDigest,
  postWebhook,
  exchangeWithCloud,
  cloudsToAsk,
  retention.copiesToExpire,
  retention.keysToForget,
  retention.uploadsToForget,
  retention.noticesToForget,
  retention.statesToForget,
  retention.projectsToPurge,
  retention.auditToShorten,
  retention.filesToSweep,
  retention.filesToRenew,
  rowsToSeal,
  keysToMove,
];

/** What this house does of each kind. */
export const workOf = (house: House): readonly JobHandler[] => [
  jobHandler(uploadAsked, (job) => workUpload(house, job), { atOnce: house.engine.atOnce }),
  jobHandler(lostUploads, forEachTenant(house, lostUploads, addLostUploads), { schedule: '41 * * * *' }),
  jobHandler(tellPeople, (job) => tell(house, job), { atOnce: 2 }),
  jobHandler(mailDigest, (job) => sendDigest(house, job), { atOnce: 2 }),
  jobHandler(postWebhook, (job) => post(house, job), { atOnce: 4 }),
  ...(house.cloudUrl === null ? [] : exchanges(house)),
  jobHandler(retention.auditToShorten, shortenAudits(house), { schedule: '52 2 * * *' }),
  ...nightly(house, [
    ['7 2 * * *', retention.copiesToExpire, retention.expireCopies],
    ['17 2 * * *', retention.keysToForget, retention.forgetKeys],
    ['27 2 * * *', retention.uploadsToForget, retention.forgetUploads],
    ['32 2 * * *', retention.noticesToForget, retention.forgetNotices],
    ['37 2 * * *', retention.statesToForget, retention.forgetHistory],
    ['47 2 * * *', retention.projectsToPurge, retention.purgeProjects],
    ['52 1 * * *', keysToMove, moveKeys],
    ['57 2 * * *', retention.filesToRenew, retention.renewFiles],
    ['2 3 * * *', rowsToSeal, sealRows],
    ['7 3 * * *', retention.filesToSweep, (at, tenant) => retention.sweepFiles(at, tenant)],
  ]),
];

/** The chain of what belongs to no organisation too. */
function shortenAudits(house: House): (job: Job<Record<string, never>>) => Promise<void> {
  const forEach = forEachTenant(house, retention.auditToShorten, retention.shortenAudit);
  return async (job) => {
    if (job.tenant === null) await retention.shortenAudit(house, NO_TENANT);
    await forEach(job);
  };
}

const exchanges = (house: House): readonly JobHandler[] => [
  jobHandler(exchangeWithCloud, (job) => workExchange(house, job), { atOnce: 2 }),
  jobHandler(cloudsToAsk, forEachTenant(house, cloudsToAsk, askClouds), { schedule: '* * * * *' }),
];

type Nightly = readonly [schedule: string, JobKind, (house: House, tenant: string) => Promise<void>];

const nightly = (house: House, jobs: readonly Nightly[]): readonly JobHandler[] =>
  jobs.map(([schedule, kind, run]) => jobHandler(kind, forEachTenant(house, kind, run), { schedule }));

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
