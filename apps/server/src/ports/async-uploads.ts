/** Uploads that are answered later: kept until they are, and for a while after. */
import type { Strategy } from '@sprintforge/core';
import type { Problem, SyncResult } from '@sprintforge/protocol';

/** What was asked with the bytes. */
export interface AsyncRequest {
  readonly strategy: Strategy | null;
  readonly dryRun: boolean;
  readonly confirm: readonly string[];
  readonly repair: readonly string[];
  readonly select: readonly string[];
  readonly park: boolean;
}

/** Where the call came from. */
export interface AsyncOrigin {
  readonly scope: 'full' | 'read';
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** Of the token or the session. */
  readonly tokenId: string;
  readonly session: boolean;
  readonly language?: string;
}

export interface AsyncUpload {
  readonly id: string;
  readonly projectId: string;
  readonly userId: string;
  /** Of the uploaded bytes. */
  readonly sha256: string;
  readonly request: AsyncRequest;
  readonly origin: AsyncOrigin;
  readonly idempotencyKey: string | null;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  /** What it is doing. */
  readonly stage: string;
  readonly percent: number;
  /** Of one that is done. */
  readonly result: SyncResult | null;
  /** Of one that failed. */
  readonly problem: Problem | null;
  readonly createdAt: string;
  /** Of the last change of state or stage. */
  readonly changedAt: string;
}

export interface AsyncUploads {
  find(id: string): Promise<AsyncUpload | null>;
  /** The newest that this person sent with this Idempotency-Key and that did not fail. */
  byKey(userId: string, key: string): Promise<AsyncUpload | null>;
  add(upload: AsyncUpload): Promise<void>;
  update(
    id: string,
    change: Pick<AsyncUpload, 'state' | 'stage' | 'percent' | 'changedAt'> &
      Partial<Pick<AsyncUpload, 'result' | 'problem'>>,
  ): Promise<void>;
  /** Those that are neither done nor failed, and of which nothing was heard since. */
  unfinished(since: string): Promise<AsyncUpload[]>;
}
