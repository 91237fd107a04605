/**
 * Everything that reads a workbook or a whole plan, done outside the serving process.
 * Plans and workbooks pass through as opaque bytes; only small reports are looked at by the caller.
 */
import type {
  ChangeSet,
  FieldType,
  Impact,
  LensRequest,
  MergeConflict,
  PlanWarning,
  Strategy,
  SubjectState,
} from '@sprintforge/core';
import type {
  CopyMetadata,
  ReadNotice,
  RefusedCell,
  Repair,
  TableMapping,
  VersionHistoryRow,
} from '@sprintforge/mapping';
import type { Finding } from '@sprintforge/xlsx';
import type { HeadDelta, ProjectSettings } from './records.ts';

/** A snapshot in its canonical form, compressed. */
export type SnapshotBytes = Uint8Array;

export interface NewState {
  readonly snapshot: SnapshotBytes;
  /** SHA-256 of the canonical form. */
  readonly hash: string;
  readonly delta: HeadDelta;
  readonly changes: ChangeSet;
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
}

// ---------------------------------------------------------------- import

export interface ImportJob {
  readonly bytes: Uint8Array;
  readonly hint?: { readonly sheet?: string; readonly headerRow?: number; readonly columns?: Record<string, string> };
  readonly ticket: CopyTicket;
}
export interface TemplateJob {
  readonly name: string;
  readonly template: 'tasks' | 'gantt' | 'sprint';
  readonly ticket: CopyTicket;
}
export interface Imported {
  readonly kind: 'imported';
  readonly state: NewState;
  readonly layout: RenderedCopy;
  readonly mapping: TableMapping;
  /** Every column of the table, the unbound ones too. */
  readonly columns: readonly {
    readonly column: string;
    readonly header: string;
    readonly field: string | null;
    readonly type: string | null;
    readonly confidence: number;
  }[];
  readonly refused: readonly RefusedCell[];
  readonly notices: readonly (ReadNotice | Finding)[];
}

// ---------------------------------------------------------------- sync

/** What an upload says about where it comes from. */
export type Claim =
  /** The second question of an upload without metadata: which revision it is most like (see `BaseSearch`). */
  | Likeliest
  | { readonly state: 'none' }
  | { readonly state: 'damaged'; readonly why: string }
  | { readonly state: 'signed'; readonly metadata: CopyMetadata; readonly payload: string; readonly signature: string };

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
  /** Newest first: what made `revision` out of the one before it. */
  readonly chain: readonly { readonly revision: number; readonly changes: ChangeSet }[];
  /** The revision to take among equals. */
  readonly preferred: number | null;
}

/** The caller's answer to a claim: what to merge against, or that the upload stops here. */
export type MergeGround =
  | { readonly kind: 'stop' }
  | BaseSearch
  | {
      readonly kind: 'merge';
      readonly base: SnapshotBytes;
      readonly baseRevision: number;
      readonly ours: SnapshotBytes;
      readonly oursRevision: number;
      /** JSON, compressed; null: the copy held exactly the base. */
      readonly shadow: Uint8Array | null;
      /** Whether the metadata may be believed (its bindings used). */
      readonly trusted: boolean;
      /** The base is no longer kept: `base` is the head, and the copy's row hashes say which rows were edited (rule A7). */
      readonly expired: boolean;
      readonly possibleReverts: readonly string[];
      readonly openConflicts: readonly OpenConflict[];
      readonly lastChanges: readonly LastChange[];
    };

export interface SyncJob {
  readonly bytes: Uint8Array;
  readonly strategy: Strategy;
  readonly leaveOut: readonly string[];
  readonly repairs: readonly string[];
  /** Brakes that were confirmed: `code` + effect. */
  readonly released: readonly string[];
  /** false: a dry run; nothing is rendered. */
  readonly render: boolean;
  readonly ticket: CopyTicket;
  readonly author: { readonly name: string; readonly at: string };
  /** Of ids: under the same seed the same conflict on the same head value, and the same new task, has the same id. */
  readonly seed: string;
  /** Choices that were made for conflicts, by their id; one whose head value moved since has another id (rule R4). */
  readonly choices: ConflictChoices;
}

export type ConflictSide = 'ours' | 'theirs' | 'base';
export type ConflictChoices = Readonly<Record<string, ConflictSide>>;

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
}

export interface ConflictReport extends MergeConflict {
  readonly id: string;
  readonly subjectKey: string;
  readonly taskName: string | null;
  readonly type: FieldType | null;
}

/** A conflict that a choice decided, and what the plan holds by it (rule M3). */
export interface DecidedConflict extends ConflictReport {
  readonly choice: ConflictSide;
  readonly value: SubjectState;
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
  readonly edits: readonly EditReport[];
  /** Subjects of applied edits (rule B2). */
  readonly appliedKeys: readonly string[];
  readonly conflicts: readonly ConflictReport[];
  readonly decided: readonly DecidedConflict[];
  readonly refused: readonly RefusedCell[];
  readonly warnings: readonly (PlanWarning | ReadNotice | Finding)[];
  readonly repairs: readonly Repair[];
  readonly brakes: readonly { readonly code: string; readonly effect: string }[];
  readonly resolved: readonly { readonly id: string; readonly choice: string; readonly value: SubjectState }[];
  /** Names of the tasks that refusals and warnings speak of. */
  readonly names: Readonly<Record<string, string>>;
  /** null: not computed, as nothing was edited. */
  readonly impact: Impact | null;
  /** null: nothing changes. */
  readonly state: NewState | null;
  /** Hash of the plan after the merge. */
  readonly hash: string;
  /** null: not rendered (dry run, a decision is needed, or `handoutFailed`). */
  readonly copy: RenderedCopy | null;
  /** Why the merged workbook could not be made (R6). */
  readonly handoutFailed: string | null;
}

export type SyncOutcome = Merged | RefusedWorkbook | { readonly kind: 'stopped' };

// ---------------------------------------------------------------- render, change

export interface RenderJob {
  readonly layout: Uint8Array;
  readonly layoutBase: SnapshotBytes;
  readonly layoutShadow: Uint8Array;
  readonly target: SnapshotBytes;
  readonly targetRevision: number;
  readonly openConflicts: readonly OpenConflict[];
  /** Tasks to highlight as news; empty for a first copy. */
  readonly lastChanges: readonly LastChange[];
  readonly ticket: CopyTicket;
}
/** A fresh workbook of what a lens shows (rule R8); `BAD_LENS` when the plan does not know what is asked for. */
export interface LensJob {
  readonly target: SnapshotBytes;
  readonly targetRevision: number;
  readonly request: LensRequest;
  readonly openConflicts: readonly OpenConflict[];
  readonly ticket: CopyTicket;
}
export type RenderOutcome = { readonly kind: 'rendered'; readonly copy: RenderedCopy } | RefusedWorkbook;

export type PlanChange =
  /** Another working calendar, or another way of scheduling; what is not named stays. */
  | {
      readonly kind: 'calendar';
      readonly calendar: { readonly weekend?: readonly number[]; readonly holidays?: readonly string[] };
      readonly scheduling: 'follow' | 'manual' | null;
    }
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
}
export interface ChangeOutcome {
  readonly kind: 'changed';
  readonly state: NewState | null;
  readonly hash: string;
  readonly edits: readonly EditReport[];
  /** Conflicts whose head value is no longer the one they recorded, with what the head holds now. */
  readonly moved: readonly { readonly id: string; readonly ours: SubjectState }[];
  /** Values that do not fit their field. */
  readonly invalid: readonly { readonly id: string; readonly expected: string }[];
  /** Subjects of an undo that were edited since and stay. */
  readonly kept: readonly EditReport[];
  readonly warnings: readonly PlanWarning[];
  /** Names of the tasks that the warnings speak of. */
  readonly names: Readonly<Record<string, string>>;
  readonly impact: Impact;
  /** The value each resolution put in force, by conflict id. */
  readonly values: Readonly<Record<string, SubjectState>>;
}

// ---------------------------------------------------------------- the port

export interface Engine {
  importPlan(job: ImportJob): Promise<Imported | RefusedWorkbook>;
  template(job: TemplateJob): Promise<Imported | RefusedWorkbook>;
  /** `ground` is asked once the upload has been opened and its claim is known. */
  sync(job: SyncJob, ground: (claim: Claim) => Promise<MergeGround>): Promise<SyncOutcome>;
  render(job: RenderJob): Promise<RenderOutcome>;
  lens(job: LensJob): Promise<RenderOutcome>;
  change(job: ChangeJob): Promise<ChangeOutcome>;
  /** Jobs at this moment. */
  load(): { readonly running: number; readonly waiting: number };
  close(): Promise<void>;
}

/** The engine could not work on it: the only way it fails. */
export class EngineError extends Error {
  readonly code: 'BUSY' | 'ENGINE_TIMEOUT' | 'ENGINE_CRASHED' | 'ENGINE_FAULT';
  readonly where: { readonly job: string };
  constructor(code: EngineError['code'], message: string, where: EngineError['where'], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'EngineError';
    this.code = code;
    this.where = where;
  }
}
