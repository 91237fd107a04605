/** An upload: what it claims, what it is merged against, what came of it. */
import type {
  FieldType,
  MergeConflict,
  PlanWarning,
  Strategy,
  SubjectState,
  Value,
  WriteRights,
} from '@sprintforge/core';
import type { CopyMetadata, Exchange, HeldCell, ReadNotice, RefusedCell, Repair } from '@sprintforge/mapping';
import type { Change } from '@sprintforge/protocol';
import type { Finding, ScreenPolicies } from '@sprintforge/xlsx';
import type { ClientChanges } from './delta.ts';
import type { KeptColumn } from './fields.ts';
import type { ToldImpact } from './impact.ts';
import type {
  CopyTicket,
  GivenPlan,
  LastChange,
  NewState,
  OpenConflict,
  RefusedWorkbook,
  RenderedCopy,
  SnapshotBytes,
  WaitingUpload,
} from './workbooks.ts';

/** What an upload says about where it comes from. */
export type Claim =
  /** The second question of an upload without metadata: which revision it is most like (see `BaseSearch`). */
  | Likeliest
  | { readonly state: 'none' }
  | { readonly state: 'damaged'; readonly why: string }
  | {
      readonly state: 'signed';
      readonly metadata: CopyMetadata;
      readonly payload: string;
      readonly signature: string;
      /** What programs that work in the copy say they have brought it to, the newest first; the receipts are ours. */
      readonly later: readonly Exchange[];
      /** Plans that this engine process has read or made and still has, by the SHA-256 of their bytes: they need not be sent. */
      readonly keptPlans: readonly string[];
    };

export interface Likeliest {
  readonly state: 'likeliest';
  readonly revision: number;
  /** Rows of the file that are as in that revision, of all its rows. */
  readonly alike: number;
  readonly rows: number;
}

/** The revisions among which the base of an upload without metadata is looked for (rule B3). */
export interface BaseSearch {
  readonly kind: 'search';
  readonly head: SnapshotBytes;
  readonly headRevision: number;
  /** Newest first: what made `revision` out of the one before it, as change sets in JSON. */
  readonly chain: readonly { readonly revision: number; readonly changes: readonly string[] }[];
  /** The revision to take among equals. */
  readonly preferred: number | null;
}

/** The caller's answer to a claim: what to merge against, or that the upload stops here. */
export type MergeGround =
  | { readonly kind: 'stop' }
  | BaseSearch
  | {
      readonly kind: 'merge';
      readonly base: GivenPlan;
      readonly baseRevision: number;
      readonly ours: GivenPlan;
      readonly oursRevision: number;
      /** JSON, compressed; null: the copy held exactly the base. */
      readonly shadow: Uint8Array | null;
      /** A program has brought the copy from there to `base`, cell by cell; `shadow` is of there. */
      readonly brought?: { readonly from: GivenPlan; readonly held: readonly HeldCell[] };
      /** Whether the metadata may be believed (its bindings used). */
      readonly trusted: boolean;
      /** The base is no longer kept: `base` is the head, and the copy's row hashes say which rows were edited (rule A7). */
      readonly expired: boolean;
      /** JSON list of subject keys (rule B2). */
      readonly possibleReverts: string;
      readonly openConflicts: readonly OpenConflict[];
      readonly waiting: readonly WaitingUpload[];
      readonly lastChanges: readonly LastChange[];
      /** The uploader's. */
      readonly shared: readonly KeptColumn[];
    };

/** A base as `MergeGround` takes it: a plan, and in what the workbook differs from it. */
export interface HeldWorkbook {
  readonly base: SnapshotBytes;
  readonly shadow: Uint8Array;
}

/** What a `Sync` sheet decides of an upload that waits (rules R4, A9). */
export interface WaitingChoice {
  readonly upload: string;
  /** Of the conflict. */
  readonly id: string;
  readonly choice: ConflictChoice;
}

/** What a merge is told, whatever was uploaded. */
export interface MergeTerms {
  readonly strategy: Strategy;
  readonly leaveOut: readonly string[];
  /** What the person may write; null: everything. */
  readonly rights: WriteRights | null;
  /** Brakes that were confirmed: `code` + effect. */
  readonly released: readonly string[];
  /** Choices that were made for conflicts, by their id; one whose head value moved since has another id (rule R4). */
  readonly choices: ConflictChoices;
  readonly author: { readonly name: string; readonly at: string };
  /** Of ids: under the same seed the same conflict on the same head value, and the same new task, has the same id. */
  readonly seed: string;
}

export interface SyncJob extends MergeTerms {
  readonly bytes: Uint8Array;
  /** Where they differ from the screen's own. */
  readonly policies: Partial<ScreenPolicies>;
  readonly repairs: readonly string[];
  /** false: a dry run; nothing is rendered. */
  readonly render: boolean;
  readonly ticket: CopyTicket;
  /** Whether to tell what the workbook now holds, as the base of its next upload (a session, rule B1). */
  readonly keepHeld?: boolean;
}

export type ConflictSide = 'ours' | 'theirs' | 'base';
export type ConflictChoice = ConflictSide | { readonly value: Value };
export type ConflictChoices = Readonly<Record<string, ConflictChoice>>;

/** A cell of the uploaded workbook. */
export interface CellPlace {
  readonly sheet: string;
  /** A1. */
  readonly cell: string;
}

export interface EditReport {
  readonly action: 'set' | 'add' | 'delete';
  readonly kind: 'task' | 'resource' | 'dependency';
  readonly id: string;
  readonly field: string | null;
  /** What people call the task (of a dependency: its successor), and the type of the field. */
  readonly taskName: string | null;
  readonly type: FieldType | null;
  readonly before: SubjectState;
  readonly after: SubjectState;
  readonly outcome: 'applied' | 'same' | 'conflict' | 'refused';
  /** Where an upload says so, when one cell does. */
  readonly place?: CellPlace;
}

export interface ConflictReport extends MergeConflict {
  readonly id: string;
  readonly subjectKey: string;
  readonly taskName: string | null;
  readonly type: FieldType | null;
  readonly place?: CellPlace;
  /** Who changed the task on the server last since the base. */
  readonly oursBy?: Pick<LastChange, 'by' | 'at'>;
}

/** A conflict that a choice decided, and what the plan holds by it (rule M3). */
export interface DecidedConflict extends ConflictReport {
  readonly choice: ConflictSide | 'value';
  readonly value: SubjectState;
}

/** Changes as they are reported and logged. However many there are, no text of them is long. */
export interface ToldChanges {
  readonly count: number;
  /** The first of them. */
  readonly shown: readonly Change[];
  /** All: lists in canonical JSON, one after the other. */
  readonly logged: readonly string[];
}

/** Conflicts likewise; how many they are stands in the counts. */
export interface ToldConflicts {
  readonly shown: readonly ConflictReport[];
  /** Of them and the decided ones: lists of rows for the database, JSON. */
  readonly rows: readonly string[];
  readonly logged: readonly string[];
}

/** What is unusually large about an upload (rule A3): `tasks` of `of`, of a replaced plan the new ones, of a column its `field`. */
export interface Brake {
  readonly code: 'MANY_DELETED' | 'COLUMN_EMPTIED' | 'PLAN_REPLACED';
  readonly effect: string;
  readonly tasks: number;
  readonly of: number;
  readonly field?: string;
}

export interface Merged {
  readonly kind: 'merged';
  readonly counts: {
    readonly edits: number;
    readonly applied: number;
    readonly same: number;
    readonly conflicts: number;
    readonly refused: number;
  };
  readonly applied: ToldChanges;
  /** Subjects of applied edits, a JSON list (rule B2). */
  readonly appliedKeys: string;
  readonly conflicts: ToldConflicts;
  readonly decided: readonly DecidedConflict[];
  /** The first of them, as of the warnings. */
  readonly refused: readonly RefusedCell[];
  readonly warnings: readonly (PlanWarning | ReadNotice | Finding)[];
  readonly repairs: readonly Repair[];
  readonly brakes: readonly Brake[];
  readonly resolved: readonly { readonly id: string; readonly choice: string; readonly value: SubjectState }[];
  /** Names of the tasks that refusals and warnings speak of. */
  readonly names: Readonly<Record<string, string>>;
  /** null: not computed, as nothing was edited. */
  readonly impact: ToldImpact | null;
  /** null: nothing changes. */
  readonly state: NewState | null;
  /** Hash of the plan after the merge. */
  readonly hash: string;
  /** null: not rendered (dry run, a decision is needed, or `handoutFailed`). */
  readonly copy: RenderedCopy | null;
  /** Why the merged workbook could not be made (R6). */
  readonly handoutFailed: string | null;
  /** What the workbook holds that was uploaded, when that was asked for. */
  readonly held?: HeldWorkbook;
  /** Choices of the `Sync` sheet for uploads that wait. */
  readonly forWaiting?: readonly WaitingChoice[];
  /** Tokens that stood in the workbook; nothing of them is kept or told. */
  readonly tokens?: readonly string[];
  /** Of deltas: what the client does to hold the plan. */
  readonly client?: ClientChanges;
}

export type SyncOutcome = Merged | RefusedWorkbook | { readonly kind: 'stopped' };
