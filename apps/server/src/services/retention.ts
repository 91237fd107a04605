/** What is no longer kept, and since when. Each is a job for one tenant, and nothing when it is done again. */
import type { BlobStore } from '../ports/blob-store.ts';
import { jobKind } from '../ports/jobs.ts';
import { daysAgo } from './days.ts';
import type { House } from './house.ts';
import { cutoffsOf } from './retention-periods.ts';
import { renewSecrets } from './sealed-secrets.ts';
import { recordSecurity } from './security-audit.ts';

type Nothing = Record<string, never>;
const alone = { alone: true, seconds: 3600, retries: 3 } as const;

export const keysToForget = jobKind<Nothing>('forget-keys', alone);
export const copiesToExpire = jobKind<Nothing>('expire-copies', alone);
export const uploadsToForget = jobKind<Nothing>('forget-uploads', alone);
export const statesToForget = jobKind<Nothing>('forget-history', alone);
export const projectsToPurge = jobKind<Nothing>('purge-projects', alone);
export const filesToSweep = jobKind<Nothing>('sweep-files', alone);

/** An Idempotency-Key that old is as if it had never been sent; the upload itself is still replayed (rule A2). */
export async function forgetKeys(house: House, tenant: string): Promise<void> {
  await house.database.unit(tenant, async (unit) => {
    await unit.retention.forgetKeys((await cutoffsOf(house, unit)).recovery);
  });
}

/** Days after which a notice, read or not, and what was posted to a webhook are gone. */
const NOTICE_DAYS = 90;
export const noticesToForget = jobKind<Nothing>('forget-notices', alone);

export async function forgetNotices(house: House, tenant: string): Promise<void> {
  const before = daysAgo(house, NOTICE_DAYS);
  await house.database.unit(tenant, (unit) => unit.notices.forget(before));
}

/** A copy's upload is then judged by the row hashes that it brings along (rule A7). Links live as long as copies do: what is stored through an idle one is parked. */
export async function expireCopies(house: House, tenant: string): Promise<void> {
  await house.database.unit(tenant, async (unit) => {
    const { copies } = await cutoffsOf(house, unit);
    await unit.retention.letCopiesGo(copies);
    await unit.retention.forgetLinks(copies);
  });
}

/** With the recovery point its bytes go (rule A7), and what was parked or answered and is settled. */
export async function forgetUploads(house: House, tenant: string): Promise<void> {
  await house.database.unit(tenant, async (unit) => {
    const { recovery } = await cutoffsOf(house, unit);
    await unit.retention.forgetUploadedBytes(recovery);
    await unit.retention.forgetSettled(recovery);
  });
}

/** States that nobody can come back to any more; who changed what, and when, stays. */
export async function forgetHistory(house: House, tenant: string): Promise<void> {
  await house.database.unit(tenant, async (unit) => {
    await unit.retention.forgetStates(await cutoffsOf(house, unit));
  });
}

/** Deleted projects; their audit log stays, it is a part of the organisation's chain. */
export async function purgeProjects(house: House, tenant: string): Promise<void> {
  const ids = await house.database.unit(tenant, async (unit) =>
    unit.retention.deletedProjects((await cutoffsOf(house, unit)).deleted),
  );
  for (const id of ids) await house.database.unit(tenant, (unit) => unit.retention.purge(id));
}

export const auditToShorten = jobKind<Nothing>('shorten-audit', alone);

/** Entries that go in one unit. */
const ENTRIES_AT_ONCE = 10_000;
const nobody = { userId: null, ip: null, userAgent: null };

/** The oldest entries of the chain, once every collector has them. That they went is an entry itself, and holds the anchor. */
export async function shortenAudit(house: House, tenant: string): Promise<void> {
  const { collectors, database } = house;
  const { before } = (await database.unit(tenant, (unit) => cutoffsOf(house, unit))).audit;
  if (before === null) return;
  const step = () =>
    database.unit(tenant, async (unit) => {
      const head = await unit.audit.lockHead();
      const last = Math.min(head.seq, await unit.audit.sentToAll(collectors));
      const anchor = await unit.audit.shorten(before, last, ENTRIES_AT_ONCE);
      if (!anchor) return false;
      const details = { last: anchor.seq, hash: anchor.hash };
      await recordSecurity(house, unit, nobody, { event: 'audit.shortened', details });
      return true;
    });
  while (await step());
}

/** Days that a file is left alone for after it was begun, stored, condemned: whoever reads or writes it now is done by then. */
export const GRACE = { begun: 1, stored: 1, condemned: 0.5 };
export const filesToRenew = jobKind<Nothing>('renew-files', alone);
const AT_ONCE = 200;

/** Files that nothing refers to: first condemned, removed at a later sweep. Whoever stores the same bytes meanwhile takes them back. */
export async function sweepFiles(house: House, tenant: string, grace = GRACE): Promise<void> {
  const [stored, condemned] = [daysAgo(house, grace.stored), daysAgo(house, grace.condemned)];
  const { database, blobs, system } = house;
  for (;;) {
    const gone = await database.unit(tenant, async (unit) => {
      const files = await unit.retention.dropCondemned(condemned, AT_ONCE);
      for (const sha256 of files) await blobs.remove(tenant, sha256);
      return files.length;
    });
    if (gone < AT_ONCE) break;
  }
  await database.unit(tenant, (unit) => unit.retention.condemn(stored, system.now()));
  for await (const files of inBatches(oldFiles(blobs, tenant, stored))) await adoptStrays(house, tenant, files);
  await blobs.tidy(tenant, daysAgo(house, grace.begun));
}

/** Nights after a rotation on which everything is looked through: other processes go on with the key before for a while. */
const RENEWED_DAYS = 3;

/** Files from before files were sealed, and files and secrets that were stored while a key was exchanged. */
export async function renewFiles({ blobs, keys, database, system }: House, tenant: string): Promise<void> {
  const rotated = await keys.rotatedAt(tenant);
  const lately = rotated !== null && rotated > daysAgo({ system }, RENEWED_DAYS);
  if (lately) await renewSecrets(database, keys, tenant);
  await blobs.renew(tenant, lately);
}

/** Written before a commit that never came, they have no record. One unit each: none waits for another while it holds a record. */
async function adoptStrays({ database, system }: House, tenant: string, files: readonly File[]): Promise<void> {
  const sizes = new Map(files.map(({ sha256, size }) => [sha256, size]));
  const strays = await database.unit(tenant, (unit) => unit.retention.unrecorded([...sizes.keys()]));
  for (const sha256 of strays)
    await database.unit(tenant, (unit) => unit.retention.adopt(sha256, sizes.get(sha256) ?? 0, system.now()));
}

interface File {
  readonly sha256: string;
  readonly size: number;
}

async function* oldFiles(blobs: BlobStore, tenant: string, before: string): AsyncGenerator<File> {
  for await (const { sha256, size, storedAt } of blobs.list(tenant)) if (storedAt < before) yield { sha256, size };
}

async function* inBatches(files: AsyncIterable<File>): AsyncGenerator<File[]> {
  let batch: File[] = [];
  for await (const file of files) {
    batch.push(file);
    if (batch.length === 1000) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
