/** The database as the services see it: units of work of one tenant, each a transaction that is all or nothing. */
import type { Dependency, SubjectState } from '@sprintforge/core';
import type { RoleName } from '@sprintforge/protocol';
import type { ArchivedFields } from './archived-fields.ts';
import type { AsyncUploads } from './async-uploads.ts';
import type { AuditLog } from './audit-log.ts';
import type { DavLinks } from './dav-links.ts';
import type { ProvedDomains } from './domains.ts';
import type { Hybrid } from './hybrid.ts';
import type { IdentityProviders } from './identity-providers.ts';
import type { JobQueue } from './jobs.ts';
import type { TenantKeys } from './keys.ts';
import type { Live } from './live.ts';
import type { Notices } from './notices.ts';
import type { Passkeys } from './passkeys.ts';
import type { People } from './people.ts';
import type { Personal } from './personal.ts';
import type { PrivacyWords } from './privacy.ts';
import type { Provisioning } from './provisioning.ts';
import type {
  ConflictEntry,
  ConflictStamp,
  CopyRecord,
  FieldWriters,
  FoundToken,
  HeadLists,
  MemberRecord,
  NewCopy,
  NewParked,
  NewUpload,
  ParkedRecord,
  PersonRecord,
  ProjectGrant,
  ProjectRecord,
  ResourceEntry,
  RevisionRecord,
  TaskEntry,
  TokenEntry,
  UploadRecord,
  UserRecord,
} from './records.ts';
import type { Retention } from './retention.ts';
import type { RetentionWords } from './retention-words.ts';
import type { ScreenPolicyWords } from './screen-policies.ts';
import type { SealedSecrets } from './sealed-secrets.ts';
import type { SecondFactors } from './second-factors.ts';
import type { SharedColumns } from './shared-columns.ts';
import type { Lookups, SignIns } from './sign-ins.ts';
import type { SyncKeys } from './sync-tokens.ts';
import type { Webhooks } from './webhooks.ts';

export interface Database {
  /** Runs `work` in one transaction that sees only this tenant's rows; an exception rolls back. */
  unit<T>(tenant: string, work: (unit: Unit) => Promise<T>): Promise<T>;
  /** By the SHA-256 of a token's text, before a tenant is known. */
  findToken(hash: Uint8Array): Promise<FoundToken | null>;
  /** What else is looked up before a tenant is known. */
  readonly lookups: Lookups;
  /** Chains of which this collector has not been sent everything. */
  chainsBehind(sink: string): Promise<{ readonly tenant: string; readonly behind: number }[]>;
  /** Which tenants there are. */
  tenants(): Promise<string[]>;
  /** Ids of the master keys that tenants' keys are wrapped by, and of how many tenants each. */
  masterKeysInUse(): Promise<{ readonly id: string; readonly tenants: number }[]>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface Unit {
  readonly accounts: Accounts;
  readonly signIns: SignIns;
  readonly identityProviders: IdentityProviders;
  readonly provedDomains: ProvedDomains;
  readonly provisioning: Provisioning;
  readonly secondFactors: SecondFactors;
  readonly passkeys: Passkeys;
  readonly syncKeys: SyncKeys;
  readonly people: People;
  readonly privacy: PrivacyWords;
  readonly personal: Personal;
  readonly hybrid: Hybrid;
  readonly screenPolicies: ScreenPolicyWords;
  readonly sharedColumns: SharedColumns;
  readonly archivedFields: ArchivedFields;
  readonly tenantKeys: TenantKeys;
  readonly sealedSecrets: SealedSecrets;
  readonly projects: Projects;
  readonly revisions: Revisions;
  readonly plan: Plan;
  readonly conflicts: Conflicts;
  readonly copies: Copies;
  readonly uploads: Uploads;
  readonly asyncUploads: AsyncUploads;
  readonly parked: Parked;
  readonly davLinks: DavLinks;
  readonly audit: AuditLog;
  readonly live: Live;
  readonly notices: Notices;
  readonly webhooks: Webhooks;
  readonly jobs: JobQueue;
  readonly retention: Retention;
  readonly retentionWords: RetentionWords;
  readonly blobs: {
    /** A file that is about to be stored: until the unit ends nobody removes it. */
    record(sha256: string, size: number, kind: string, at: string): Promise<void>;
    /** Bytes of all files that are kept. */
    stored(): Promise<number>;
  };
}

export interface Accounts {
  tenant(): Promise<{ readonly id: string; readonly name: string } | null>;
  createTenant(name: string, at: string): Promise<void>;
  /** false: there is an organisation already. Of two at once only one is the first. */
  createFirstTenant(name: string, at: string): Promise<boolean>;
  renameTenant(name: string): Promise<void>;
  /** null: no member, or no longer one. */
  user(id: string): Promise<MemberRecord | null>;
  /** However it is written; `role` null: no longer a member. */
  userByEmail(email: string): Promise<(PersonRecord & { readonly role: RoleName | null }) | null>;
  users(): Promise<MemberRecord[]>;
  /** Members and those who were. */
  everybody(): Promise<PersonRecord[]>;
  createUser(user: UserRecord, at: string): Promise<void>;
  /** Somebody who is no member yet. */
  createPerson(person: PersonRecord, at: string): Promise<void>;
  changeAddress(userId: string, email: string): Promise<void>;
  rename(userId: string, name: string): Promise<void>;
  /** Also makes somebody a member (again). */
  setRole(userId: string, role: RoleName): Promise<void>;
  removeMember(userId: string): Promise<void>;
  /** How many owners there are; nobody else changes that until the unit ends. */
  lockOwners(): Promise<number>;
  /** null: what they are in the organisation holds again. */
  setProjectGrant(projectId: string, userId: string, grant: ProjectGrant | null): Promise<void>;
  tokens(userId: string): Promise<TokenEntry[]>;
  createToken(token: TokenEntry, hash: Uint8Array): Promise<void>;
  /** false: no such token of this user, or revoked already. */
  revokeToken(userId: string, tokenId: string, at: string): Promise<boolean>;
}

export interface Projects {
  list(): Promise<(ProjectRecord & { readonly openConflicts: number })[]>;
  find(id: string): Promise<ProjectRecord | null>;
  /** Takes the project's row lock until the unit ends. */
  lock(id: string): Promise<ProjectRecord | null>;
  create(project: ProjectRecord): Promise<void>;
  update(
    id: string,
    change: Partial<
      Pick<
        ProjectRecord,
        'name' | 'strategy' | 'head' | 'hash' | 'snapshotBlob' | 'settings' | 'taskCount' | 'layoutCopy'
      >
    >,
    at: string,
  ): Promise<void>;
  remove(id: string, at: string): Promise<void>;
  /** Fields that not every editor may write; those that are not named are open. */
  fieldRights(id: string): Promise<Readonly<Record<string, FieldWriters>>>;
  setFieldRights(id: string, rights: Readonly<Record<string, FieldWriters>>): Promise<void>;
}

export interface Revisions {
  /** `changes`: change sets in JSON, none of them long, one at least. */
  append(
    projectId: string,
    revision: Omit<RevisionRecord, 'authorName' | 'pieces'>,
    changes: readonly string[],
  ): Promise<void>;
  find(projectId: string, number: number): Promise<RevisionRecord | null>;
  /** Another state in the place of the one that it led to. */
  replaceState(projectId: string, number: number, state: Pick<RevisionRecord, 'hash' | 'snapshotBlob'>): Promise<void>;
  /** One of its change sets, from 0 to `pieces`, as JSON. */
  changes(projectId: string, number: number, piece: number): Promise<string | null>;
  /** Newest first, those below `before`. */
  list(projectId: string, limit: number, before?: number): Promise<RevisionRecord[]>;
  /** Of those the ones that an upload made after this instant. */
  uploaded(projectId: string, since: string, limit: number, before?: number): Promise<RevisionRecord[]>;
}

export interface Plan {
  apply(projectId: string, delta: HeadLists, revision: number, by: string, at: string): Promise<void>;
  /** In the plan's own order, those after `after` (a path). */
  tasks(projectId: string, limit: number, after?: string): Promise<TaskEntry[]>;
  /** Changed or deleted after revision `since`, by (revision, id). */
  changedSince(
    projectId: string,
    since: number,
    limit: number,
    after?: { readonly revision: number; readonly id: string },
  ): Promise<TaskEntry[]>;
  /** The same without what they hold: who changed each of them last, and when. */
  authorsSince(
    projectId: string,
    since: number,
    limit: number,
  ): Promise<readonly Pick<TaskEntry, 'id' | 'changedBy' | 'changedAt'>[]>;
  /** Names of these tasks, deleted ones too; one without a name has no entry. */
  names(projectId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  dependencies(projectId: string): Promise<Dependency[]>;
  resources(projectId: string): Promise<ResourceEntry[]>;
}

export interface Conflicts {
  /** `list`: `NewConflict`s as JSON. */
  add(projectId: string, list: string, stamp: ConflictStamp): Promise<void>;
  list(projectId: string, status: 'open' | 'resolved' | 'all', limit: number): Promise<ConflictEntry[]>;
  /** Locks the rows. */
  take(projectId: string, ids: readonly string[]): Promise<ConflictEntry[]>;
  resolve(
    projectId: string,
    id: string,
    how: { readonly resolution: string; readonly value: SubjectState; readonly by: string; readonly at: string },
  ): Promise<void>;
}

export interface Copies {
  add(projectId: string, copy: NewCopy): Promise<void>;
  find(projectId: string, copyId: string): Promise<CopyRecord | null>;
  list(projectId: string): Promise<CopyRecord[]>;
  /** The copy that this person was handed as exactly these bytes, unless it is revoked. */
  heldAs(projectId: string, userId: string, workbookBlob: string): Promise<CopyRecord | null>;
  /** The newest copy that this person's own upload produced. */
  ownLayout(projectId: string, userId: string): Promise<CopyRecord | null>;
  touched(projectId: string, copyId: string, at: string): Promise<void>;
  revoke(projectId: string, copyId: string, at: string): Promise<boolean>;
}

export interface Uploads {
  /** A committed upload with these bytes and choices (rule A2). */
  find(
    projectId: string,
    userId: string,
    what: Pick<UploadRecord, 'sha256' | 'strategy' | 'choicesHash'>,
  ): Promise<UploadRecord | null>;
  byKey(
    userId: string,
    key: string,
  ): Promise<{ readonly projectId: string; readonly sha256: string; readonly upload: UploadRecord } | null>;
  add(projectId: string, upload: NewUpload): Promise<void>;
  addKey(projectId: string, userId: string, key: string, sha256: string, uploadId: string, at: string): Promise<void>;
  /** Subjects that earlier uploads of this copy by this person changed, a JSON list (rule B2). */
  appliedKeys(projectId: string, userId: string, copyId: string): Promise<string>;
}

/** Uploads that wait for decisions (rule A9). */
export interface Parked {
  /** The waiting ones, newest first; of one person, or of everybody. */
  list(projectId: string, userId: string | null, limit: number): Promise<ParkedRecord[]>;
  find(projectId: string, id: string): Promise<ParkedRecord | null>;
  /** Locks the row. */
  take(projectId: string, id: string): Promise<ParkedRecord | null>;
  /** The waiting one of this person with these bytes. */
  held(projectId: string, userId: string, sha256: string): Promise<ParkedRecord | null>;
  add(projectId: string, parked: NewParked): Promise<void>;
  update(
    projectId: string,
    id: string,
    change: Partial<Pick<ParkedRecord, 'strategy' | 'choicesHash' | 'decision' | 'reason' | 'detail' | 'result'>>,
  ): Promise<void>;
  settle(
    projectId: string,
    id: string,
    how: {
      readonly status: 'committed' | 'discarded';
      readonly decision?: ParkedRecord['decision'];
      readonly uploadId?: string;
      readonly settledBy: string;
      readonly settledAt: string;
    },
  ): Promise<void>;
  /** What waits of this person's copy, or of these bytes, gives way to something newer; but for `except`. */
  replace(
    projectId: string,
    userId: string,
    what: { readonly copyId: string; readonly sha256: string },
    at: string,
    except?: string,
  ): Promise<void>;
  /** The committed upload that was once parked with these bytes and choices (rule A2). */
  committedAs(
    projectId: string,
    userId: string,
    what: Pick<UploadRecord, 'sha256' | 'strategy' | 'choicesHash'>,
  ): Promise<UploadRecord | null>;
  /** The upload that a parked one was committed as. */
  upload(projectId: string, uploadId: string): Promise<UploadRecord | null>;
}
