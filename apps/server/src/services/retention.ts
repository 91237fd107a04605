/** What is no longer kept, and since when. */
import { jobKind } from '../ports/jobs.ts';
import type { House } from './house.ts';

const DAY_MS = 86_400_000;

/** The instant so many days ago. */
const daysAgo = ({ system }: House, days: number): string =>
  new Date(Date.parse(system.now()) - days * DAY_MS).toISOString();

export const keysToForget = jobKind<Record<string, never>>('forget-keys', { alone: true });

/** An Idempotency-Key that old is as if it had never been sent; the upload itself is still replayed (rule A2). */
export async function forgetKeys(house: House, tenant: string): Promise<void> {
  const before = daysAgo(house, house.keep.recoveryDays);
  await house.database.unit(tenant, (unit) => unit.uploads.forgetKeys(before));
}

/** Days after which a notice, read or not, and what was posted to a webhook are gone. */
const NOTICE_DAYS = 90;
export const noticesToForget = jobKind<Record<string, never>>('forget-notices', { alone: true });

export async function forgetNotices(house: House, tenant: string): Promise<void> {
  const before = daysAgo(house, NOTICE_DAYS);
  await house.database.unit(tenant, (unit) => unit.notices.forget(before));
}
