/** A copy of a revision, and changes of a plan that come without a workbook. */

import type { Forbidden, LensRequest, PlanWarning, SubjectState, WriteRights } from '@sprintforge/core';
import type { Change } from '@sprintforge/protocol';
import type { FieldChange, KeptColumn } from './fields.ts';
import type { ToldImpact } from './impact.ts';
import type { EditReport, ToldChanges } from './sync.ts';
import type {
  CopyTicket,
  LastChange,
  NewState,
  OpenConflict,
  RefusedWorkbook,
  RenderedCopy,
  SnapshotBytes,
  WaitingUpload,
} from './workbooks.ts';

export interface RenderJob {
  readonly layout: Uint8Array;
  readonly layoutBase: SnapshotBytes;
  readonly layoutShadow: Uint8Array;
  /** Of the person whose workbook the layout is. */
  readonly shared: readonly KeptColumn[];
  readonly target: SnapshotBytes;
  readonly targetRevision: number;
  readonly openConflicts: readonly OpenConflict[];
  /** The person's own. */
  readonly waiting: readonly WaitingUpload[];
  /** Tasks to highlight as news; empty for a first copy. */
  readonly lastChanges: readonly LastChange[];
  readonly ticket: CopyTicket;
  readonly connected?: ConnectedCopy;
  /** Whole names and addresses that are taken out of the layout first, wherever they stand in it. */
  readonly without?: readonly string[];
}
/** A copy that asks the server by itself, with a token of its own: by queries that read the plan, or by an Office Script that syncs. */
export type ConnectedCopy =
  /** Minutes from one refresh to the next; 0: only on opening. */
  | { readonly kind: 'feed'; readonly token: string; readonly refreshMinutes: number }
  /** Our word that the copy holds this version (`Claim.later`). */
  | { readonly kind: 'sync'; readonly token: string; readonly receipt: string };
/** A fresh workbook of what a lens shows (rule R8); `BAD_LENS` when the plan does not know what is asked for. */
export interface LensJob {
  readonly target: SnapshotBytes;
  readonly targetRevision: number;
  readonly request: LensRequest;
  readonly openConflicts: readonly OpenConflict[];
  /** The person's own. */
  readonly waiting: readonly WaitingUpload[];
  readonly ticket: CopyTicket;
}
export type RenderOutcome = { readonly kind: 'rendered'; readonly copy: RenderedCopy } | RefusedWorkbook;

export type PlanChange =
  | FieldChange
  /** Another working calendar, or another way of scheduling; what is not named stays. */
  | {
      readonly kind: 'calendar';
      readonly calendar: { readonly weekend?: readonly number[]; readonly holidays?: readonly string[] };
      readonly scheduling: 'follow' | 'manual' | null;
    }
  /** As a house sent them that is the plan's home: a change set as JSON, compressed, and the hash of the plan with it. */
  | { readonly kind: 'take'; readonly changes: Uint8Array; readonly hash: string }
  /** Without somebody who is named in it: whole names and addresses. */
  | { readonly kind: 'erase'; readonly names: readonly string[] }
  /** Back to an older state. */
  | { readonly kind: 'restore'; readonly target: SnapshotBytes }
  /** From `base` (the plan with the edits) to `target` (the plan before them), where nobody edited since. */
  | { readonly kind: 'undo'; readonly base: SnapshotBytes; readonly target: SnapshotBytes }
  | {
      readonly kind: 'resolve';
      readonly resolutions: readonly {
        readonly conflict: OpenConflict;
        readonly choice: 'ours' | 'theirs' | 'base' | 'value';
        readonly value: SubjectState;
      }[];
    };
export interface ChangeJob {
  readonly ours: SnapshotBytes;
  readonly change: PlanChange;
  /** What the person may write; null: everything. */
  readonly rights: WriteRights | null;
}
/** What is different between two plans, the changes from number `from` on. */
export interface CompareJob {
  readonly before: SnapshotBytes;
  readonly after: SnapshotBytes;
  readonly from: number;
}
export interface Compared {
  readonly changes: readonly Change[];
  /** The number to go on from; null: that was all. */
  readonly next: number | null;
}

export interface ChangeOutcome {
  readonly kind: 'changed';
  readonly state: NewState | null;
  readonly hash: string;
  readonly changes: ToldChanges;
  /** Conflicts whose head value is no longer the one they recorded, with what the head holds now. */
  readonly moved: readonly { readonly id: string; readonly ours: SubjectState }[];
  /** Values that do not fit their field. */
  readonly invalid: readonly { readonly id: string; readonly expected: string }[];
  /** The first of what the person may not change, and why: then nothing of it may be committed. */
  readonly forbidden: readonly { readonly id: string; readonly field: string | null; readonly code: Forbidden }[];
  /** Subjects of an undo that were edited since and stay: how many, and the first of them. */
  readonly keptCount: number;
  readonly kept: readonly EditReport[];
  readonly warnings: readonly PlanWarning[];
  /** Names of the tasks that the warnings speak of. */
  readonly names: Readonly<Record<string, string>>;
  readonly impact: ToldImpact;
  /** The value each resolution put in force, by conflict id. */
  readonly values: Readonly<Record<string, SubjectState>>;
}
