/** Finding the task table: which column of which sheet is which field. */
import type { FieldKey, FieldType } from '@sprintforge/core';
import type { NameLevel } from '../layout/structural.ts';

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
  /**
   * A field key, `predecessors`, `level` (outline level), `id` (our Task ID), `number` (the person's own row number or key);
   * `name2` to `name9`: names of the tasks of that level, where each level has its own column (outline `columns`).
   */
  readonly field: FieldKey | 'predecessors' | 'level' | 'id' | 'number' | NameLevel;
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
  readonly outline: 'level' | 'wbs' | 'indent' | 'rows' | 'columns' | 'none';
  /** Outline `columns`: how many columns of names the copy had, so that one that is gone is noticed (rule C3). */
  readonly nameColumns?: number;
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
