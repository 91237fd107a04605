/** What passes through the engine: plans and workbooks as opaque bytes, and what a copy says about itself. */
import type { MergeConflict } from '@sprintforge/core';
import type { CopyMetadata, VersionHistoryRow } from '@sprintforge/mapping';
import type { Finding } from '@sprintforge/xlsx';
import type { HeadLists, ProjectSettings } from '../records.ts';

/** A snapshot in its canonical form, compressed. */
export type SnapshotBytes = Uint8Array;

/** A plan, or the SHA-256 of the bytes of one that the engine process said it still has. */
export type GivenPlan = SnapshotBytes | { readonly keptPlan: string };

export interface NewState {
  readonly snapshot: SnapshotBytes;
  /** SHA-256 of the canonical form. */
  readonly hash: string;
  readonly delta: HeadLists;
  /** Change sets in JSON, which together are what changed; one at least. */
  readonly changes: readonly string[];
  readonly changesCount: number;
  readonly settings: ProjectSettings;
  readonly taskCount: number;
}

/** What a copy will say about itself, but for what only its writing tells. */
export interface CopyTicket
  extends Omit<CopyMetadata, 'bindings' | 'resources' | 'lens' | 'hash' | 'format' | 'revision'> {
  /** Signs the metadata of this copy only. */
  readonly key: Uint8Array;
  readonly history: readonly VersionHistoryRow[];
}

/** Who changed a task last, for the status columns (R4). */
export interface LastChange {
  readonly taskId: string;
  readonly by: string;
  readonly at: string;
}

/** An open conflict as the engine needs it: for the `Sync` sheet, and to carry out choices made on it. */
export interface OpenConflict extends MergeConflict {
  readonly id: string;
  readonly taskName: string | null;
}

/** An upload of the person's that waits for decisions (rule A9), as the `Sync` sheet tells it. */
export interface WaitingUpload {
  readonly id: string;
  readonly createdAt: string;
  /** Why it waits. */
  readonly detail: string;
  /** As they were when it was last looked at. */
  readonly conflicts: readonly Omit<OpenConflict, 'id'>[];
}

export interface RenderedCopy {
  readonly bytes: Uint8Array;
  /** JSON, compressed. */
  readonly shadow: Uint8Array;
  readonly sha256: string;
  /** It shows a part of the plan only (rule R8). */
  readonly lens: boolean;
  readonly receipt: { readonly partsTotal: number; readonly partsChanged: readonly { part: string; why: string }[] };
}

/** A workbook that cannot be used; never an exception. */
export interface RefusedWorkbook {
  readonly kind: 'refused';
  readonly code: string;
  readonly message: string;
  readonly where: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
  /** Where no table was found: the sheets one could stand on. */
  readonly sheets?: readonly string[];
}
