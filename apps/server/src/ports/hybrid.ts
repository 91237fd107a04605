/** Plans that go to a cloud, and what stands there in place of personal values. */
import type { Strategy } from '@sprintforge/core';
import type { Brake, SyncResult } from '@sprintforge/protocol';

export interface HybridLink {
  readonly projectId: string;
  readonly cloudProject: string;
  /** Sealed. */
  readonly token: Uint8Array;
  /** In whose name edits come home. */
  readonly userId: string;
  readonly strategy: Exclude<Strategy, 'manual'>;
  readonly syncSensitiveData: boolean;
  readonly turn: number;
  /** What the cloud holds; null: not known yet. */
  readonly held: CloudHeld | null;
  /** What was sent and is not answered yet. */
  readonly sending: Sending | null;
  readonly state: 'new' | 'synced' | 'failing' | 'held';
  readonly report: LinkReport;
  readonly triedAt: string | null;
  readonly syncedAt: string | null;
  readonly createdAt: string;
}

export interface CloudHeld {
  readonly version: number;
  /** In the cloud's form. */
  readonly cloudBlob: string;
  /** The same with the real values. */
  readonly baseBlob: string;
  /** The revision here that it came of. */
  readonly revision: number;
}

export interface Sending {
  /** Idempotency-Key. */
  readonly key: string;
  readonly cloudBlob: string;
  readonly baseBlob: string;
  readonly revision: number;
}

/** How the last exchange went, for people. */
export interface LinkReport {
  /** Why there was none, or why it waits. */
  readonly code?: string;
  readonly detail?: string;
  /** What has to be confirmed. */
  readonly confirm?: readonly Brake[];
  /** What was done in the cloud and is not taken, of the last exchange in which there was such. */
  readonly refused?: SyncResult['refused'];
}

export type LinkChange = Partial<Pick<HybridLink, 'held' | 'sending' | 'state' | 'report' | 'triedAt' | 'syncedAt'>>;

export interface Hybrid {
  /** Ids of the projects that are linked. */
  projects(): Promise<string[]>;
  find(projectId: string): Promise<HybridLink | null>;
  /** In place of the one before; what is known of the cloud stays when it is the same project there. */
  put(
    link: Pick<HybridLink, 'projectId' | 'cloudProject' | 'token' | 'userId' | 'strategy' | 'syncSensitiveData'>,
    at: string,
  ): Promise<void>;
  /** false: another process was at it since. */
  update(link: Pick<HybridLink, 'projectId' | 'turn'>, change: LinkChange): Promise<boolean>;
  /** How an exchange went, whoever was at it since. */
  note(projectId: string, change: Pick<LinkChange, 'state' | 'report' | 'triedAt' | 'syncedAt'>): Promise<void>;
  remove(projectId: string): Promise<boolean>;
  pseudonyms(projectId: string): Promise<(readonly [pseudonym: string, value: string])[]>;
  /** Those of any project that stand for one of these, or for a text in which one of them stands. */
  forgetPseudonyms(texts: readonly string[]): Promise<void>;
  keepPseudonyms(projectId: string, pseudonyms: readonly (readonly [string, string])[]): Promise<void>;
}
