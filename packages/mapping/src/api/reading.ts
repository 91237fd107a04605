/** What a plan says: rows without identity, then the work of somebody on a base. */
import type { Calendar, FieldDefinition, FieldKey, Lens, ResourceId, TaskId, Theirs, Value } from '@sprintforge/core';
import type { TableMapping } from './detection.ts';

/** What a managed cell holds. */
export type CellReading =
  | { readonly kind: 'value'; readonly value: Value; readonly formula?: string }
  /** A formula without cached result, or one that depends on volatile functions: not read (rule V7). */
  | { readonly kind: 'unread'; readonly formula: string; readonly reason: 'volatile' | 'no-result' }
  /** One of the columns that the value may stand in is gone from the file (rule C3). */
  | { readonly kind: 'unread'; readonly formula?: never; readonly reason: 'no-column' }
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
  /** Outline `columns`: the column that the name stands in, the last of several; 0 where the row fills none. */
  readonly namePlace?: number;
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
  /** Of a lens copy (rule R8): what it shows, and the tasks whose rows it holds although they are outside by now. */
  readonly lens?: Lens;
  readonly left?: readonly TaskId[];
  /** Rows that bear another ID than their task's or none, because the copy was never given back with it (a session, rule B1). */
  readonly unnamed?: readonly UnnamedRow[];
}
export interface UnnamedRow {
  readonly id: TaskId;
  /** The task of the row above; null: the first row. */
  readonly after: TaskId | null;
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
  /** What the message says besides its code and place, for whoever says it in another language. */
  readonly facts?: Readonly<Record<string, string | number>>;
}

/** A found accident that must be decided before anything is applied (ID6, V8). */
export interface Repair {
  readonly id: string;
  readonly code: 'ROWS_SHIFTED' | 'DAY_MONTH_SWAPPED' | 'SCALE_SHIFT' | 'COLUMN_SHIFTED' | 'TYPE_LOST' | string;
  readonly what: string;
  /** The same as `what`: whether it is undone or kept, … */
  readonly way: 'repair' | 'keep';
  /** … and of which columns, each in so many rows. Shifted rows without columns: their Task IDs are what no longer fits. */
  readonly columns: readonly RepairedColumn[];
  readonly rows: number;
}

export interface RepairedColumn {
  readonly field: FieldKey;
  /** As the sheet calls it; shifted rows are told by their fields. */
  readonly header?: string;
  readonly rows: number;
  readonly how?: 'up' | 'down' | 'day-month' | 'times-100' | 'by-100' | 'digits' | 'formulas';
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
  /** The rows stand in an order that says nothing about the plan's own, sorted by a column or not (ID8). */
  readonly scrambled?: boolean;
  /** `taskId\u0000field` → formula (R1C1) that a confirmed repair puts back into its cell (V8); for `HandOut.formulas`. */
  readonly formulas?: ReadonlyMap<string, string>;
}

/** Makes ids; the caller brings randomness. */
export interface IdSource {
  task(): TaskId;
  resource(): ResourceId;
  /** Was this ID given to a task that base does not know? Then a row keeps it (offline, where nobody else can say). Default: no. */
  given?(id: TaskId): boolean;
}
