/**
 * Between a workbook and a snapshot: which column of which sheet is which field, what the rows say, and how a copy was handed out.
 *
 * The way of an upload: `readMetadata` + `findTable` (or the bindings in the metadata) → `readPlan` (cells, no identity)
 * → `identify` against the base (rules ID1-ID8, V7, C3, V6) → `Theirs` for core's merge → `writePlan` (rules R1-R9).
 */
import type {
  Calendar,
  Edit,
  FieldDefinition,
  FieldKey,
  FieldType,
  MergeConflict,
  PlanWarning,
  ResourceId,
  Snapshot,
  TaskId,
  Theirs,
  Value,
} from '@sprintforge/core';
import type { Receipt } from '@sprintforge/xlsx';

// ---------------------------------------------------------------- finding the table

/** How a column writes its values, so that we write in the same style (V3, V9). */
export interface ColumnStyle {
  /** percent: 0.3 (fraction) or 30 (points). */
  readonly percent?: 'fraction' | 'points';
  /** date: serial numbers, or text in this order. */
  readonly date?: 'serial' | 'iso' | 'dmy' | 'mdy' | 'ymd';
  /** duration: plain number of days, or text with this unit. */
  readonly durationUnit?: 'd' | 'w' | 'h' | 'days' | 'Tage' | 'jours' | string;
  /** predecessors: row numbers of the sheet, the person's own numbers, WBS codes, or Task IDs. */
  readonly reference?: 'row' | 'number' | 'wbs' | 'id' | 'name';
  readonly separator?: string;
  /** date: a text of the column whose pattern new texts follow. */
  readonly dateExample?: string;
  /** duration: written as text with its unit (`5 days`); otherwise a plain number counted in `durationUnit`. */
  readonly durationText?: boolean;
  /** numbers: most cells were text when the column was found, so that text there is no accident (V8). */
  readonly textual?: boolean;
}

export interface ColumnBinding {
  /** 1-based. */
  readonly column: number;
  readonly header: string;
  /** A field key, `predecessors`, `level` (outline level), `id` (our Task ID), `number` (the person's own row number or key). */
  readonly field: FieldKey | 'predecessors' | 'level' | 'id' | 'number';
  readonly type: FieldType;
  /** 0…1 */
  readonly confidence: number;
  readonly style: ColumnStyle;
}

export interface TableMapping {
  readonly sheet: string;
  /** The (lowest) row of the header; two-row headers are read together. */
  readonly headerRow: number;
  readonly firstHeaderRow: number;
  /** First and last data row; last < first when the table is empty. */
  readonly firstRow: number;
  readonly lastRow: number;
  readonly columns: readonly ColumnBinding[];
  /** Column of our Task IDs; null before the first hand-out. */
  readonly idColumn: number | null;
  /** Name of the ListObject that holds the table, if any. */
  readonly listObject: string | null;
  readonly outline: 'level' | 'wbs' | 'indent' | 'rows' | 'none';
}

export interface Detection {
  readonly table: TableMapping | null;
  /** Every column of the found table, the unbound ones with field null: what `inspect` shows. */
  readonly columns: readonly {
    readonly column: string;
    readonly header: string;
    readonly field: string | null;
    readonly type: FieldType | null;
    readonly confidence: number;
  }[];
  /** Runners-up, best first, with their score. */
  readonly candidates: readonly { readonly sheet: string; readonly headerRow: number; readonly score: number }[];
  readonly resources: {
    readonly sheet: string;
    readonly headerRow: number;
    readonly columns: readonly ColumnBinding[];
    readonly firstRow: number;
    readonly lastRow: number;
  } | null;
}

// ---------------------------------------------------------------- reading

/** What a managed cell holds. */
export type CellReading =
  | { readonly kind: 'value'; readonly value: Value; readonly formula?: string }
  /** A formula without cached result, or one that depends on volatile functions: not read (rule V7). */
  | { readonly kind: 'unread'; readonly formula: string; readonly reason: 'volatile' | 'no-result' }
  /** Does not fit the type (rule V6). `raw` is what the cell shows; equal raw as in the shadow is no edit. */
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly raw: string;
      readonly expected: string;
      readonly formula?: string;
    };

export interface PlanRow {
  /** Row number in the sheet. */
  readonly row: number;
  /** Text of the ID column, '' if none. */
  readonly id: string;
  /** By field key; a column that is not in the file has no entry. */
  readonly cells: Readonly<Record<FieldKey, CellReading>>;
  /** 1 = top. */
  readonly level: number;
  /** Value of the `number` column as text, '' if none. */
  readonly number: string;
  /** Choice on the row: marked as deleted by us earlier and kept because of private content (R2). */
  readonly kept?: boolean;
  /** Has the person something of their own in this row: values in private columns, a comment? */
  readonly privateContent: boolean;
}

export interface PlanRead {
  readonly mapping: TableMapping;
  readonly rows: readonly PlanRow[];
  readonly resources: readonly PlanRow[] | null;
  readonly fields: readonly FieldDefinition[];
  readonly calendar: Calendar;
  readonly application: string;
  /** Bound columns of the metadata that are gone (rule C3). */
  readonly missingColumns: readonly { readonly field: FieldKey; readonly header: string }[];
  /** Values of the person's own columns, one list per column, by index in `rows`: a sort by one of them explains an order (ID8). */
  readonly ownColumns?: () => Iterable<readonly Value[]>;
  /** What reading noticed (rule V3: lone outliers). */
  readonly notices?: readonly ReadNotice[];
}

/** Cells and rows in which a handed-out copy differed from the revision it was rendered from (rule B1). JSON. */
export interface Shadow {
  readonly cells: readonly ShadowCell[];
  /** Rows kept though their task is deleted (R2). */
  readonly keptRows: readonly TaskId[];
  /** Order of the task IDs in the copy, when it is not the plan's own order (ID8). */
  readonly order?: readonly TaskId[];
  /** The application that the copy names as its writer: a file saved by another one may hold the same formulas written differently (V7). */
  readonly application?: string;
}
export interface ShadowCell {
  readonly id: TaskId;
  readonly field: FieldKey;
  readonly reading: CellReading;
}

export interface RefusedCell {
  readonly code: string;
  readonly sheet: string;
  readonly cell: string;
  readonly task_id: TaskId | null;
  readonly field: FieldKey;
  readonly found: string;
  readonly expected: string;
  readonly message: string;
}

export interface ReadNotice {
  readonly code:
    | 'DUPLICATE_ID'
    | 'UNKNOWN_ID'
    | 'ID_HEALED'
    | 'COLUMN_MISSING'
    | 'PERCENT_OUTLIER'
    | 'ROW_SKIPPED'
    | 'SCALE_SHIFT'
    | string;
  readonly sheet: string;
  readonly cell?: string;
  readonly task_id?: TaskId;
  readonly message: string;
}

/** A found accident that must be decided before anything is applied (ID6, V8). */
export interface Repair {
  readonly id: string;
  readonly code: 'ROWS_SHIFTED' | 'DAY_MONTH_SWAPPED' | 'SCALE_SHIFT' | 'COLUMN_SHIFTED' | 'TYPE_LOST' | string;
  readonly what: string;
}

export interface Identified {
  readonly theirs: Theirs;
  /** Task ID of each plan row (by index in PlanRead.rows); new tasks have their fresh IDs. */
  readonly rowIds: readonly TaskId[];
  readonly refused: readonly RefusedCell[];
  readonly notices: readonly ReadNotice[];
  /** Not empty: nothing may be applied before one of them is confirmed. */
  readonly repairs: readonly Repair[];
  /** The row order of the copy explained by a sort (ID8): then the copy keeps its order. */
  readonly sortedBy: FieldKey | null;
  /** `taskId\u0000field` → formula (R1C1) that a confirmed repair puts back into its cell (V8); for `HandOut.formulas`. */
  readonly formulas?: ReadonlyMap<string, string>;
}

// ---------------------------------------------------------------- writing

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
  readonly keyId: string;
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
  readonly status: 'new' | 'changed' | 'conflict' | 'refused' | 'deleted';
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
}

export interface WriteResult {
  readonly bytes: Uint8Array;
  readonly receipt: Receipt;
  readonly mapping: TableMapping;
  readonly shadow: Shadow;
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

/** Makes ids; the caller brings randomness. */
export interface IdSource {
  task(): TaskId;
  resource(): ResourceId;
  /** Was this ID given to a task that base does not know? Then a row keeps it (offline, where nobody else can say). Default: no. */
  given?(id: TaskId): boolean;
}

export type MappingErrorCode = 'NO_TABLE' | 'TOO_MANY_TASKS' | 'BAD_MAPPING' | 'HANDOUT_FAILED';
export class MappingError extends Error {
  readonly code: MappingErrorCode;
  readonly where: { readonly sheet?: string; readonly cell?: string };
  constructor(code: MappingErrorCode, message: string, where: MappingError['where'] = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'MappingError';
    this.code = code;
    this.where = where;
  }
}

// Functions of this package (signatures; see the files named):
//
// detect.ts      findTable(workbook: Workbook, hint?: { sheet?: string; headerRow?: number; columns?: Record<string, string> }): Detection
// read.ts        readPlan(workbook: Workbook, mapping: TableMapping, resources?: Detection['resources']): PlanRead
// identify.ts    identify(plan: PlanRead, base: Snapshot, shadow: Shadow, ids: IdSource, options?: { repairs?: ReadonlySet<string>; application?: string }): Identified
// import.ts      importPlan(plan: PlanRead, ids: IdSource): { snapshot: Snapshot; rowIds: readonly TaskId[]; refused: RefusedCell[]; notices: ReadNotice[]; shadow: Shadow }
// match.ts       matchRows(base: PlanRead, other: PlanRead): ReadonlyMap<number, number>   // other row index → base row index, for plans without our IDs
// metadata.ts    readMetadata(workbook: Workbook): MetadataState;  signedPayload(metadata: CopyMetadata): string;  rebind(workbook, metadata): { mapping, resources, missing }
// write.ts       writePlan(workbook: Workbook, plan: PlanRead, rowIds: readonly TaskId[], target: Snapshot, handOut: HandOut | null): Promise<WriteResult>
// sync-sheet.ts  readChoices(workbook: Workbook): readonly SheetChoice[]
// template.ts    newWorkbook(snapshot: Snapshot, kind: 'tasks' | 'gantt' | 'sprint', projectName: string): Promise<Uint8Array>   // plain; writePlan then makes a copy of it
export type { Edit, MergeConflict, Snapshot, Theirs };
