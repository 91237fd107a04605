/** What every service works with, and who asks. */
import type { RetentionKind } from '@sprintforge/protocol';
import type { ScreenPolicies } from '@sprintforge/xlsx';
import type { BlobStore } from '../ports/blob-store.ts';
import type { Cache, RateCounter } from '../ports/cache.ts';
import type { Database, Unit } from '../ports/database.ts';
import { digest } from '../ports/digest.ts';
import type { DomainRecords } from '../ports/domains.ts';
import type { Engine } from '../ports/engine.ts';
import type { Jobs } from '../ports/jobs.ts';
import type { Keys } from '../ports/keys.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { OneTimeCodes } from '../ports/one-time-codes.ts';
import type { Outgoing } from '../ports/outgoing.ts';
import type { PasskeyCeremonies } from '../ports/passkeys.ts';
import type { Passwords } from '../ports/passwords.ts';
import type { MemberRecord, ProjectRecord } from '../ports/records.ts';
import type { Lacking } from '../ports/second-factors.ts';
import type { SignOnProtocols } from '../ports/sign-on.ts';
import type { Signals } from '../ports/signals.ts';
import type { Signer } from '../ports/signer.ts';
import type { SyncTokens } from '../ports/sync-tokens.ts';
import type { System } from '../ports/system.ts';
import type { VirusScan } from '../ports/virus-scan.ts';
import type { LiveHub } from './live-hub.ts';
import { Refusal } from './refusal.ts';
import type { RefusalWatch } from './refusal-watch.ts';
import type { UploadLimiter } from './upload-limiter.ts';
import type { WriterQueue } from './writer-queue.ts';

export interface House {
  readonly database: Database;
  readonly blobs: BlobStore;
  /** Asked about each upload, where there is one. */
  readonly viruses?: VirusScan;
  /** What the operator decided about content that the screen finds. */
  readonly screen: Partial<ScreenPolicies>;
  /** Of what is at rest. */
  readonly keys: Keys;
  readonly cache: Cache;
  readonly rates: RateCounter;
  readonly engine: Engine;
  readonly jobs: Jobs;
  readonly signer: Signer;
  readonly oneTimeCodes: OneTimeCodes;
  readonly passkeys: PasskeyCeremonies;
  readonly signOn: SignOnProtocols;
  readonly domainRecords: DomainRecords;
  /** Strangers share this server: an identity provider speaks only for domains that are proved. */
  readonly provesDomains: boolean;
  readonly signals: Signals;
  readonly live: LiveHub;
  readonly system: System;
  readonly passwords: Passwords;
  readonly syncTokens: SyncTokens;
  readonly mailer: Mailer;
  /** Seconds from a notice to the mail that tells of it, and of all that came meanwhile. */
  readonly mailDelay: number;
  readonly outgoing: Outgoing;
  /** Address of the server that plans may go to without their personal data; null: there is none. */
  readonly cloudUrl: string | null;
  readonly writers: WriterQueue;
  readonly uploadLimiter: UploadLimiter;
  /** What is refused, for the security log. */
  readonly refusals: Pick<RefusalWatch, 'note'>;
  readonly keep: Keep;
  /** Names of the collectors that the audit log is sent to. */
  readonly collectors: readonly string[];
  /** Address that people reach us at, without a slash at the end. */
  readonly publicUrl: string;
}

/** How long what is kept, in days, as the operator says. */
export interface Keep {
  /** The base of a copy that nobody synced (rule A7). */
  readonly copyDays: number;
  /** Recovery points with the uploaded bytes, and Idempotency-Keys. */
  readonly recoveryDays: number;
  /** States of revisions that no copy and no recovery point needs; 0: for ever. */
  readonly historyDays: number;
  /** What a deleted project held. */
  readonly deletedDays: number;
  /** The audit log; 0: for ever, otherwise at least 30. */
  readonly auditDays: number;
  /** How far from that an organisation may go, where the operator says it; else `boundsOf`. */
  readonly bounds?: RetentionBounds;
}

export type RetentionBounds = Readonly<
  Partial<Record<RetentionKind, { readonly least?: number; readonly most?: number }>>
>;

/** Where a call comes from. */
export interface From {
  readonly ip: string | null;
  readonly userAgent: string | null;
}

export interface Caller extends From {
  readonly tenant: string;
  readonly tenantName: string;
  readonly user: MemberRecord;
  readonly scope: 'full' | 'read';
  /** Of the token or the session. */
  readonly tokenId: string;
  /** Signed in by a session's cookie. */
  readonly session: boolean;
  /** What such a session lacks still: until then it may only give it. */
  readonly lacks?: Lacking | null;
  /** A token that reaches this one project, and of it what its kind allows. */
  readonly only?: { readonly project: string; readonly kind: 'project' | 'feed' | 'workbook' | 'sync' };
  /** Who decides a parked upload of `user` (rule A9); not given: `user` acts. */
  readonly decider?: MemberRecord;
  /** Language of workbooks made for this call, of those that there are texts in; a workbook's own goes before it. */
  readonly language?: string;
}

/** Who acts: it is this person that is asked, counted and audited. */
export const actor = ({ user, decider }: Caller): MemberRecord => decider ?? user;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isUuid = (text: string): boolean => uuid.test(text);

/** The project, or NOT_FOUND; also for another tenant's project, which is not told apart. */
export async function projectOf(unit: Unit, id: string): Promise<ProjectRecord> {
  const found = isUuid(id) ? await unit.projects.find(id.toLowerCase()) : null;
  if (!found) throw new Refusal('NOT_FOUND', 'no such project');
  return found;
}

export async function lockedProject(unit: Unit, id: string): Promise<ProjectRecord> {
  const found = await unit.projects.lock(id);
  if (!found) throw new Refusal('NOT_FOUND', 'no such project');
  return found;
}

/** Keeps bytes for what this unit writes; it must refer to them before the next sweep but one. Says their SHA-256. */
export async function storeBlob(house: House, unit: Unit, tenant: string, bytes: Uint8Array, kind: string) {
  const sha256 = await digest(bytes);
  // recorded first: as long as this unit lasts nobody removes it, so that what is there already need not be written again
  await unit.blobs.record(sha256, bytes.byteLength, kind, house.system.now());
  return house.blobs.put(tenant, bytes);
}

/**
 * Writes files side by side before the unit that records them, which then finds them there and holds its locks no longer for them.
 * When one cannot be written, the others are still waited for: nothing is at work for an upload that has its answer.
 */
export async function storeAhead(
  { blobs }: Pick<House, 'blobs'>,
  tenant: string,
  files: readonly Uint8Array[],
): Promise<void> {
  const written = await Promise.allSettled(files.map((bytes) => blobs.put(tenant, bytes)));
  const failed = written.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}

/** What a file was that is no longer kept: NOT_FOUND. */
export function stillKept(sha256: string | null, what: string): string {
  if (sha256 === null) throw new Refusal('NOT_FOUND', `${what} is no longer kept`);
  return sha256;
}
