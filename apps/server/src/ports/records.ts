/** What the database keeps, as plain values. Instants are ISO texts with milliseconds in UTC. */
import type {
  Dependency,
  FieldDefinition,
  Fields,
  Snapshot,
  Strategy,
  Subject,
  SubjectState,
  Value,
} from '@sprintforge/core';
import type { RoleName, SecurityEvent, SyncResult } from '@sprintforge/protocol';

/** Somebody who is or was a member. */
export interface PersonRecord {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export interface UserRecord extends PersonRecord {
  readonly role: RoleName;
}

/** What somebody is in one project, where it is not what they are in the organisation. */
export interface ProjectGrant {
  readonly role: RoleName;
  /** What a contributor may write: tasks that are assigned to them, or all of them; */
  readonly tasks: 'own' | 'all';
  /** these fields, or all (null). */
  readonly fields: readonly string[] | null;
}

/** A member, with what they are in single projects, by project id. */
export interface MemberRecord extends UserRecord {
  readonly projects: Readonly<Record<string, ProjectGrant>>;
}

/** Who may write a field, of those who may change the plan at all. */
export type FieldWriters = 'editors' | 'owners' | 'nobody';

export interface TokenEntry {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly scope: 'full' | 'read';
  /** `project`: for one project only; `feed`: for reading its plan only; `workbook`: for the Office Script in a copy of it. */
  readonly kind: 'personal' | 'project' | 'feed' | 'workbook';
  /** null: personal. */
  readonly projectId: string | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

export interface FoundToken {
  readonly tenant: string;
  readonly id: string;
  readonly userId: string;
  readonly scope: 'full' | 'read';
  readonly kind: TokenEntry['kind'];
  readonly projectId: string | null;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

export interface ProjectSettings {
  readonly fields: readonly FieldDefinition[];
  readonly calendar: Snapshot['calendar'];
  readonly scheduling: Snapshot['scheduling'];
}

export interface ProjectRecord {
  readonly id: string;
  readonly name: string;
  readonly head: number;
  readonly hash: string;
  readonly snapshotBlob: string;
  readonly epoch: number;
  readonly strategy: Strategy;
  readonly settings: ProjectSettings;
  readonly taskCount: number;
  readonly layoutCopy: string | null;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface RevisionRecord {
  readonly number: number;
  readonly parent: number | null;
  readonly authorId: string;
  readonly authorName: string;
  readonly createdAt: string;
  readonly source: string;
  readonly message: string;
  readonly hash: string;
  /** null: the state is no longer kept. */
  readonly snapshotBlob: string | null;
  readonly changesCount: number;
  /** The uploaded bytes behind it, as they came. */
  readonly workbookBlob: string | null;
  /** So many pieces stand beside it, in which its changes go on. */
  readonly pieces: number;
}

export interface TaskHead {
  readonly id: string;
  readonly parent: string | null;
  readonly rank: string;
  /** Ranks and ids from the root down: the plan's own order. */
  readonly path: string;
  readonly level: number;
  readonly fields: Fields;
  readonly predecessors: string;
}

export interface TaskEntry extends TaskHead {
  readonly revision: number;
  readonly changedBy: string;
  readonly changedAt: string;
  readonly deleted: boolean;
}

export interface ResourceEntry {
  readonly id: string;
  readonly fields: Fields;
}

/** What a new revision changes in the head tables. */
export interface HeadDelta {
  readonly tasks: readonly TaskHead[];
  readonly removedTasks: readonly string[];
  readonly dependencies: readonly Dependency[];
  readonly removedDependencies: readonly Dependency[];
  readonly resources: readonly ResourceEntry[];
  readonly removedResources: readonly string[];
}

/** The same as texts of JSON lists, each of which one statement takes. */
export type HeadLists = { readonly [Kind in keyof HeadDelta]: readonly string[] };

export interface ConflictEntry {
  readonly id: string;
  readonly uploadId: string | null;
  readonly subject: Subject;
  readonly subjectKey: string;
  readonly taskName: string | null;
  readonly reason: string;
  readonly base: SubjectState;
  readonly ours: SubjectState;
  readonly theirs: SubjectState;
  readonly standing: 'ours' | 'theirs';
  readonly status: 'open' | 'resolved';
  readonly resolution: string | null;
  readonly value: SubjectState;
  readonly revision: number;
  readonly createdBy: string;
  readonly createdByName: string;
  readonly createdAt: string;
  readonly resolvedByName: string | null;
  readonly resolvedAt: string | null;
}
/** What conflicts that are new have in common. */
export type ConflictStamp = Pick<ConflictEntry, 'uploadId' | 'revision' | 'createdBy' | 'createdAt'>;
export type NewConflict = Omit<
  ConflictEntry,
  keyof ConflictStamp | 'status' | 'resolution' | 'value' | 'createdByName' | 'resolvedByName' | 'resolvedAt'
>;

export interface CopyRecord {
  readonly copyId: string;
  readonly userId: string;
  readonly userName: string;
  readonly revision: number;
  readonly origin: 'layout' | 'upload' | 'download';
  /** Both null: the copy has expired. */
  readonly shadowBlob: string | null;
  readonly workbookBlob: string | null;
  readonly issuedAt: string;
  readonly lastSyncedAt: string | null;
  readonly revokedAt: string | null;
}
export type NewCopy = Omit<CopyRecord, 'userName' | 'lastSyncedAt' | 'revokedAt'>;

export interface UploadRecord {
  readonly id: string;
  readonly userId: string;
  /** '' when the workbook did not say. */
  readonly copyId: string;
  readonly sha256: string;
  readonly strategy: Strategy;
  readonly choicesHash: string;
  readonly result: SyncResult;
  readonly revision: number | null;
  readonly createdAt: string;
}

/** `appliedKeys`: subjects that this upload changed, a JSON list (rule B2). */
export type NewUpload = UploadRecord & { readonly appliedKeys: string };

/** A base that is kept as files: what something that stays open last stored (rule B1). */
export interface HeldFiles {
  readonly baseBlob: string;
  readonly shadowBlob: string;
  /** The head after that. */
  readonly version: number;
}

/** What has been decided of a parked upload so far. */
export interface ParkedDecision {
  readonly strategy: Strategy;
  readonly confirm: readonly string[];
  readonly repair: readonly string[];
  readonly select: readonly string[];
  /** For conflicts, by their id. */
  readonly choices: Readonly<Record<string, 'ours' | 'theirs' | 'base' | { readonly value: Value }>>;
  /** What it is merged against, where that is not what the copy says. */
  readonly ground?: HeldFiles;
}

/** An upload that waits for decisions (rule A9), and what became of it. */
export interface ParkedRecord {
  readonly id: string;
  /** Who uploaded. */
  readonly userId: string;
  readonly userName: string;
  /** '' when the workbook did not say. */
  readonly copyId: string;
  readonly sha256: string;
  /** As it was uploaded with, for its replay (rule A2). */
  readonly strategy: Strategy;
  readonly choicesHash: string;
  readonly idempotencyKey: string | null;
  readonly decision: ParkedDecision;
  /** A problem code, and its words. */
  readonly reason: string;
  readonly detail: string;
  /** The report of the last merge. */
  readonly result: SyncResult;
  readonly status: 'parked' | 'committed' | 'discarded' | 'replaced';
  readonly uploadId: string | null;
  readonly createdAt: string;
  readonly settledByName: string | null;
  readonly settledAt: string | null;
}
export type NewParked = Omit<ParkedRecord, 'userName' | 'status' | 'uploadId' | 'settledByName' | 'settledAt'>;

/** The seed's columns of `sync_audit`; `id`, sequence and hash are given by the chain. */
export interface AuditRecord {
  readonly projectId: string;
  readonly excelVersion: number;
  readonly serverVersion: number;
  readonly syncType: string;
  readonly changes: unknown;
  readonly conflicts: unknown;
  readonly resolution: string | null;
  readonly userId: string;
  readonly timestamp: string;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
}
export interface AuditEntryRecord extends AuditRecord {
  readonly seq: number;
  readonly id: string;
  readonly hash: string;
  /** So many pieces stand beside it, in which its lists go on. */
  readonly pieces: number;
}
/** The lists of an entry that may be long. */
export type AuditList = 'changes' | 'conflicts';
/** What an entry does not hold itself: lists in canonical JSON, in order. */
export type AuditRest = { readonly [List in AuditList]: readonly string[] };

/** What concerns security rather than a plan. Who is null: nobody that we know. */
export interface SecurityRecord {
  readonly event: SecurityEvent;
  readonly outcome: 'done' | 'refused';
  /** As it was asked for: it need not exist. */
  readonly projectId: string | null;
  readonly userId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  /** So many alike within a minute. */
  readonly count: number;
  readonly timestamp: string;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
}
export interface SecurityEntryRecord extends SecurityRecord {
  readonly seq: number;
  readonly id: string;
  readonly hash: string;
}

/** An entry of the audit chain, of whichever table. */
export type ChainRecord =
  | { readonly log: 'sync'; readonly entry: AuditEntryRecord }
  | { readonly log: 'security'; readonly entry: SecurityEntryRecord };
