/**
 * The nouns of the system as plain values. Everything here is immutable and JSON-safe
 * (maps excepted; `canonical.ts` gives the JSON form).
 */

/** Value types of a field (rule V1). */
export type FieldType =
  | 'text'
  | 'number'
  | 'integer'
  | 'percent'
  | 'money'
  | 'date'
  | 'duration'
  | 'boolean'
  | 'choice'
  | 'people'
  | 'dependencies'
  | 'outline';

/**
 * The value of a field.
 *
 * - text, choice: string, exactly as written (rule V4)
 * - people: string, names joined by `", "` (see `splitPeople`)
 * - number, integer, money: finite number, at most 15 significant digits
 * - percent: fraction (0.3 is thirty percent)
 * - date: calendar day as `YYYY-MM-DD`
 * - duration: number of working days
 * - boolean: boolean
 * - `null`: empty
 */
export type Value = null | string | number | boolean;

/** `SF-XXXX-XXXX`, Crockford base32 (rule ID1). */
export type TaskId = string;
export type ResourceId = string;

/** Field keys of the standard plan. `wbs` is the outline code as the person wrote it. */
export const STANDARD_FIELDS = [
  'name',
  'start',
  'finish',
  'duration',
  'status',
  'percent',
  'assignee',
  'priority',
  'cost',
  'notes',
  'wbs',
] as const;
/** Pseudo-field: the text form of a task's incoming edges. Edges live in `Snapshot.dependencies`. */
export const PREDECESSORS = 'predecessors';

/** Standard key, or a custom field's key: `c_` followed by lower-case letters, digits, underscores. */
export type FieldKey = string;

export interface FieldDefinition {
  readonly key: FieldKey;
  /** What people see, e.g. the header of the column it came from. */
  readonly label: string;
  readonly type: FieldType;
}

/**
 * Fields of a task or resource. A key that is missing:
 * in a snapshot it means empty (the same as `null`); in what was read from a file it means "not in the file" (rule C3).
 */
export type Fields = Readonly<Record<FieldKey, Value>>;

export interface Task {
  readonly id: TaskId;
  /** The summary task above, or null at the top (rule ID8). */
  readonly parent: TaskId | null;
  /** Fractional index among the children of `parent`: compare as plain strings. */
  readonly rank: string;
  readonly fields: Fields;
}

export interface Resource {
  readonly id: ResourceId;
  /** Keys: name, email, role, capacity (fraction), rate (money per hour), and custom ones. */
  readonly fields: Fields;
}

export type DependencyType = 'FS' | 'SS' | 'FF' | 'SF';

/** An edge; its identity is (predecessor, successor, type), its value the lag (rule M4). */
export interface Dependency {
  readonly predecessor: TaskId;
  readonly successor: TaskId;
  readonly type: DependencyType;
  /** Working days; negative is a lead. */
  readonly lag: number;
}
/** `predecessor>successor:type` */
export type DependencyKey = string;

/** In what days a project's durations count. */
export interface Calendar {
  /** ISO weekday numbers that are not worked: 1 Monday … 7 Sunday. */
  readonly weekend: readonly number[];
  /** Days not worked, `YYYY-MM-DD`, sorted. */
  readonly holidays: readonly string[];
  /** true: a one-day task starts and finishes on the same day; false: finish = start + duration. */
  readonly inclusive: boolean;
}

export interface Snapshot {
  readonly tasks: ReadonlyMap<TaskId, Task>;
  readonly dependencies: ReadonlyMap<DependencyKey, Dependency>;
  readonly resources: ReadonlyMap<ResourceId, Resource>;
  /** Fields in use, standard and custom, in column order. */
  readonly fields: readonly FieldDefinition[];
  readonly calendar: Calendar;
  /** `follow`: finish follows from start and duration when nobody edited it; `manual`: it is what people wrote. */
  readonly scheduling: 'follow' | 'manual';
}

// ---------------------------------------------------------------- changes

/** `task.parent` and `task.rank` appear as fields `@parent` and `@rank` of a change. */
export const PARENT = '@parent';
export const RANK = '@rank';

export interface FieldChange {
  readonly field: FieldKey;
  readonly before: Value;
  readonly after: Value;
}

export interface EntityChange<Id extends string = string> {
  readonly id: Id;
  readonly changes: readonly FieldChange[];
}

export interface EntityChanges<E> {
  readonly added: readonly E[];
  readonly changed: readonly EntityChange[];
  /** Whole entities as they were, so that a change set can be inverted. */
  readonly removed: readonly E[];
}

export interface DependencyChanges {
  readonly added: readonly Dependency[];
  readonly changed: readonly { readonly before: Dependency; readonly after: Dependency }[];
  readonly removed: readonly Dependency[];
}

/** What differs between two snapshots; invertible; sorted, so that equal changes are equal JSON. */
export interface ChangeSet {
  readonly tasks: EntityChanges<Task>;
  readonly resources: EntityChanges<Resource>;
  readonly dependencies: DependencyChanges;
  /** Field definitions, calendar and scheduling: before and after, only when different. */
  readonly settings?: {
    readonly before: Pick<Snapshot, 'fields' | 'calendar' | 'scheduling'>;
    readonly after: Pick<Snapshot, 'fields' | 'calendar' | 'scheduling'>;
  };
}

// ---------------------------------------------------------------- merge

export type Strategy = 'server' | 'client' | 'merge' | 'manual';

/** Which thing an edit or a conflict is about. */
export type Subject =
  | { readonly kind: 'field'; readonly entity: 'task' | 'resource'; readonly id: string; readonly field: FieldKey }
  | { readonly kind: 'task' | 'resource'; readonly id: string }
  | { readonly kind: 'dependency'; readonly key: DependencyKey };

/** The state of a subject on one side: a field's value, a whole entity or edge, or null when it is not there. */
export type SubjectState = Value | Task | Resource | Dependency;

/** The closed list of outcomes of an edit. */
export type Outcome = 'applied' | 'same' | 'conflict' | 'refused';

/** One edit of an upload (theirs against base) and how it ended. */
export interface Edit {
  readonly subject: Subject;
  readonly action: 'set' | 'add' | 'delete';
  readonly base: SubjectState;
  readonly ours: SubjectState;
  readonly theirs: SubjectState;
  readonly outcome: Outcome;
}

export type ConflictReason =
  /** both sides set the field (or the edge's lag) differently */
  | 'divergent'
  /** theirs deleted what ours edited */
  | 'delete-edit'
  /** theirs edited what ours deleted */
  | 'edit-delete'
  /** the edit closes a cycle of dependencies or of the outline (rule M6) */
  | 'cycle'
  /** the edit refers to a task that the other side deleted */
  | 'missing-task'
  /** set back to base after an earlier upload of the same copy changed it (rule B2) */
  | 'possible-revert'
  /** the base of this row is no longer known, so nobody can say who changed it (rule A7) */
  | 'base-expired';

export interface MergeConflict {
  readonly subject: Subject;
  readonly reason: ConflictReason;
  readonly base: SubjectState;
  readonly ours: SubjectState;
  readonly theirs: SubjectState;
  /** Which side the merged plan holds until it is resolved. */
  readonly standing: 'ours' | 'theirs';
  /** A task deleted by one side: its edges on the other side, so that it can be restored whole (rule M5). */
  readonly edges?: readonly Dependency[];
}

export interface PlanWarning {
  readonly code:
    | 'FINISH_BEFORE_START'
    | 'DURATION_MISMATCH'
    | 'MISSING_PREDECESSOR'
    | 'MISSING_ASSIGNEE'
    | 'PARENT_DELETED'
    | 'CYCLE';
  readonly taskId: TaskId;
  readonly field?: FieldKey;
  readonly message: string;
  /** What the message says besides its code, for whoever says it in another language. */
  readonly facts?: Readonly<Record<string, string | number>>;
}

/** What an upload holds, ready to be merged. Unlike a snapshot, a missing field means "not in the file". */
export interface Theirs {
  readonly tasks: ReadonlyMap<TaskId, Task>;
  readonly resources: ReadonlyMap<ResourceId, Resource> | null;
  /** null: no predecessors column in the file, so no edge was edited. */
  readonly dependencies: ReadonlyMap<DependencyKey, Dependency> | null;
  /** Successors whose predecessors could not be read (refused or not in the file): their edges are as in base. */
  readonly unreadEdges?: ReadonlySet<TaskId>;
  /** Base tasks that are absent without being deleted (a lens workbook, rule R8; kept rows). */
  readonly absent?: ReadonlySet<TaskId>;
  /** `taskId\u0000field` of values that are derived (rule V7): taken when ours = base, never an edit. */
  readonly derived?: ReadonlySet<string>;
  /** Custom fields that the upload introduces. */
  readonly fields?: readonly FieldDefinition[];
}

export interface MergeOptions {
  readonly strategy: Strategy;
  /** Field changes that would undo an earlier upload of the same copy: they become conflicts (rule B2). Keys as `subjectKey`. */
  readonly possibleReverts?: ReadonlySet<string>;
  /**
   * Tasks and resources whose base is not known (rule A7): `base` holds what ours holds, and what theirs has otherwise is a
   * conflict that stands as ours under any strategy.
   */
  readonly unknownBase?: ReadonlySet<string>;
  /** Edits to leave out (`select` of the API), keys as `subjectKey`: they end as if not made. */
  readonly leaveOut?: ReadonlySet<string>;
  /** Subjects where the person chose already, as `subjectKey` → side. */
  readonly choices?: ReadonlyMap<string, 'ours' | 'theirs' | 'base'>;
}

export interface MergeResult {
  /** The plan after the merge. Under `manual` with an undecided conflict: `ours` itself, for the upload waits as a whole (M2). */
  readonly merged: Snapshot;
  /** ours → merged; empty when the upload waits. */
  readonly changes: ChangeSet;
  /**
   * There only when the upload waits: the plan as it would be with the undecided conflicts standing as ours.
   * The outcomes of the edits are then those that they would have: `applied` means applied once nothing is undecided.
   */
  readonly preview?: Snapshot;
  /** Every edit with its outcome, in the order of the file; deletions and edges last. */
  readonly edits: readonly Edit[];
  readonly conflicts: readonly MergeConflict[];
  readonly warnings: readonly PlanWarning[];
  readonly counts: {
    readonly edits: number;
    readonly applied: number;
    readonly same: number;
    readonly conflicts: number;
  };
}
