/** How a copy is handed out: what it says about itself, what is shown to the person, what is read back from the `Sync` sheet. */
import type { FieldKey, Lens, PlanWarning, TaskId } from '@sprintforge/core';
import type { Receipt } from '@sprintforge/xlsx';
import type { ScriptVersion } from '../script/store.ts';
import type { Detection, TableMapping } from './detection.ts';
import type { PlanRead, ReadNotice, RefusedCell, Shadow } from './reading.ts';

/** What a copy says about itself; signed as one text (rule B3). */
export interface CopyMetadata {
  readonly format: 1;
  readonly tenant: string;
  readonly project: string;
  readonly epoch: number;
  readonly revision: number;
  readonly hash: string;
  readonly copy: string;
  readonly issuedTo: string;
  /** ISO instant. */
  readonly issuedAt: string;
  readonly serverUrl: string;
  readonly bindings: TableMapping;
  readonly resources: Detection['resources'];
  /** What the copy shows of the plan; without one the whole of it (rule R8). */
  readonly lens?: Lens;
  readonly keyId: string;
  /** Language of the texts for people; default English. */
  readonly locale?: string;
  /** SHA-256 (hex) of the lines of `_HASH`, the hash of each row as handed out (rule A7); copies of old have none. */
  readonly rowHashes?: string;
}

export type MetadataState =
  | { readonly state: 'none' }
  | {
      readonly state: 'signed';
      readonly metadata: CopyMetadata /** Exact signed text. */;
      readonly payload: string;
      readonly signature: string;
    }
  | { readonly state: 'damaged'; readonly metadata: Partial<CopyMetadata>; readonly why: string };

/** Row status shown by the system columns and the highlight (R3, R4). */
export interface RowStatus {
  readonly status: 'new' | 'changed' | 'conflict' | 'refused' | 'deleted' | 'left';
  readonly changedBy: string;
  /** ISO instant. */
  readonly changedAt: string;
  readonly fields: readonly FieldKey[];
}

/** A line of the `Sync` sheet. */
export interface SyncSheetConflict {
  readonly id: string;
  readonly taskId: string;
  readonly taskName: string;
  readonly field: string;
  readonly mine: string;
  readonly server: string;
  readonly base: string;
  /** Token of the head value that was shown (R4). */
  readonly seen: string;
}

export interface VersionHistoryRow {
  readonly revision: number;
  readonly at: string;
  readonly changes: number;
  readonly user: string;
  readonly hashBefore: string;
  readonly hashAfter: string;
}

export interface HandOut {
  readonly metadata: CopyMetadata;
  /** Signature of `signedPayload(metadata)`; made by the caller, who holds the key. */
  readonly sign: (payload: string) => string;
  readonly status: ReadonlyMap<TaskId, RowStatus>;
  readonly conflicts: readonly SyncSheetConflict[];
  readonly refused: readonly RefusedCell[];
  readonly warnings: readonly (PlanWarning | ReadNotice)[];
  readonly history: readonly VersionHistoryRow[];
  /** Formulas (R1C1) that are to stand in their cells again, by `taskId\u0000field` (V8, `Identified.formulas`). */
  readonly formulas?: ReadonlyMap<string, string>;
  /** Conflict labels and the like; default English. */
  readonly locale?: string;
  /** An Office Script works in the copy: what it starts from, and its token. */
  readonly script?: ScriptVersion & { readonly token: string };
}

export interface WriteResult {
  readonly bytes: Uint8Array;
  readonly receipt: Receipt;
  readonly mapping: TableMapping;
  readonly shadow: Shadow;
  /** What the written sheet says, read before it was packed; null when it has changed since. */
  readonly read: PlanRead | null;
  /** Cells of tasks that were changed, for the report: A1 with sheet. */
  readonly cells: ReadonlyMap<string, string>;
}

/** A decision read from the `Sync` sheet (R4). */
export interface SheetChoice {
  readonly conflictId: string;
  readonly choice: 'ours' | 'theirs' | 'base' | 'custom';
  readonly value?: string;
  readonly seen: string;
}
