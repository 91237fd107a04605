/**
 * The public shapes of the workbook engine. `workbook.ts` implements them; nothing outside this package sees more.
 *
 * Rows and columns are 1-based numbers everywhere (A1 = row 1, column 1). Sheets are addressed by their index or name;
 * names compare without case, as Excel does. No operation ever expands a range cell by cell.
 */

import type { CellBlock } from './sheet/cell-block.ts';

export type { CellBlock, ColumnCells } from './sheet/cell-block.ts';
export { XlsxError, type XlsxErrorCode } from './xlsx-error.ts';

/** An error value of a cell, e.g. `#REF!`. */
export interface CellError {
  readonly error: string;
}

export type CellScalar = null | string | number | boolean | CellError;

export interface CellFormula {
  /** As it stands at this cell, without the leading `=`; shared formulas are re-based. */
  readonly text: string;
  readonly kind: 'normal' | 'shared' | 'array' | 'dataTable';
  /** For arrays: the range it spills over, A1. */
  readonly ref?: string;
}

export interface Cell {
  readonly row: number;
  readonly column: number;
  /** Cached value: rich text as plain text, shared strings resolved, `null` when the cell holds none. */
  readonly value: CellScalar;
  readonly formula?: CellFormula;
  /** Index into cellXfs. */
  readonly style: number;
}

/** What a number format makes of a number. */
export interface NumberFormat {
  readonly id: number;
  readonly code: string;
  readonly kind:
    | 'general'
    | 'number'
    | 'percent'
    | 'date'
    | 'time'
    | 'datetime'
    | 'duration'
    | 'text'
    | 'currency'
    | 'fraction';
}

export type SheetState = 'visible' | 'hidden' | 'veryHidden';

export interface Range {
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly lastRow: number;
  readonly lastColumn: number;
}

export interface RowInfo {
  readonly row: number;
  readonly hidden: boolean;
  /** 0 when not grouped. */
  readonly outlineLevel: number;
}

/** A ListObject. */
export interface Table {
  readonly name: string;
  readonly part: string;
  readonly range: Range;
  readonly headerRows: number;
  readonly totalsRows: number;
  readonly columns: readonly string[];
}

export interface Worksheet {
  readonly name: string;
  readonly index: number;
  readonly state: SheetState;
  readonly part: string;
  /** Highest row and column that hold a cell with a value or formula; 0 when empty. */
  readonly lastRow: number;
  readonly lastColumn: number;
  readonly cellCount: number;
  readonly merges: readonly Range[];
  readonly tables: readonly Table[];
  /** Range of the sheet's own autofilter, if any. */
  readonly autoFilter: Range | undefined;
  cell(row: number, column: number): Cell | undefined;
  /** Cells of one row that exist, by column. */
  row(row: number): readonly Cell[];
  rowInfo(row: number): RowInfo;
  /** These columns of some rows (rising), without an object per cell. */
  block(rows: readonly number[], columns: readonly number[]): CellBlock;
  /** A column of some rows (rising), and where it holds the formula that is these pieces with the number of the row between them. */
  filledColumn(rows: readonly number[], column: number, around: readonly string[]): FilledColumn;
  /** Existing rows in order; cheap to iterate. */
  rows(): Iterable<number> & ArrayLike<number>;
  /** The text Excel shows for a cell as far as it can be told (rule V4): dates, percents, plain numbers, booleans, errors. */
  displayText(cell: Cell): string;
  columnWidth(column: number): number | undefined;
  columnHidden(column: number): boolean;
}

/** Both as long as the rows. */
export interface FilledColumn {
  /** 1 where the formula stands. */
  readonly filled: Uint8Array;
  /** As `Cell.value`; null where there is no cell. */
  readonly values: readonly CellScalar[];
}

/** One cell to write. Leave a property out to keep what is there. */
export interface CellEdit {
  readonly row: number;
  readonly column: number;
  /** `null` empties the cell (its style stays). Strings beginning with `= + - @` are text with the quote prefix (rule R7). */
  readonly value?: null | string | number | boolean;
  /** Without `=`. Only for our own sheets and fill-down. The value given beside it is the cached result. */
  readonly formula?: string;
  /** Index into cellXfs (from `Workbook.style…`). */
  readonly style?: number;
}

/** A whole sheet made by us. */
export interface SheetContent {
  readonly rows: readonly (readonly (SheetCell | null)[])[];
  readonly columns?: readonly { readonly width?: number; readonly hidden?: boolean; readonly style?: number }[];
  readonly table?: { readonly name: string; readonly range: string; readonly style?: string };
  readonly freeze?: { readonly rows?: number; readonly columns?: number };
  readonly validations?: readonly { readonly range: string; readonly list: string }[];
  readonly tabColor?: string;
}
export interface SheetCell {
  readonly value?: null | string | number | boolean;
  readonly formula?: string;
  readonly style?: number;
}

export interface StyleRequest {
  /** Start from this cellXfs index (default 0). */
  readonly base?: number;
  readonly numberFormat?: string;
  readonly quotePrefix?: boolean;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly fontColor?: string;
  readonly fillColor?: string;
  readonly wrap?: boolean;
}

export interface DefinedName {
  readonly name: string;
  /** Without `=`. */
  readonly formula: string;
  readonly hidden: boolean;
  /** Index of the sheet it is scoped to; undefined for the workbook. */
  readonly sheet?: number;
}

export interface RowInsert {
  /** The new rows stand before this row (in the numbering before the call). */
  readonly at: number;
  readonly count: number;
  /** Take style, height, outline and column formulas from this row (in the numbering before the call). Default: at - 1. */
  readonly like?: number;
  /**
   * Ranges of two or more rows that end just above the new rows take them in (a total under the last task counts the
   * appended one). Tables and autofilters whose last row is `like` grow without it.
   */
  readonly grow?: boolean;
}
export interface RowDelete {
  readonly at: number;
  readonly count: number;
}

/** What `toBytes` changed and why (rule R1). */
export interface Receipt {
  readonly partsTotal: number;
  readonly partsChanged: readonly { readonly part: string; readonly why: string }[];
}

/**
 * An opened package. Reads are lazy; writes are collected per part and spliced in `toBytes`.
 * Unknown parts pass through byte for byte.
 */
export interface Workbook {
  readonly sheets: readonly Worksheet[];
  readonly date1904: boolean;
  readonly definedNames: readonly DefinedName[];
  /** Application that saved it, from docProps/app.xml: `Microsoft Excel`, `LibreOffice` …; '' if unknown. */
  readonly application: string;
  /** Names of all parts, as in the package. */
  readonly parts: readonly string[];
  /** docProps/custom.xml. */
  readonly customProperties: ReadonlyMap<string, string>;

  sheet(name: string): Worksheet | undefined;
  /** The inflated bytes of a part. */
  part(name: string): Uint8Array | undefined;
  numberFormat(style: number): NumberFormat;

  // -- changes; each returns when the change is recorded, and later reads see it
  setCells(sheet: string, edits: readonly CellEdit[]): void;
  insertRows(sheet: string, inserts: readonly RowInsert[]): void;
  deleteRows(sheet: string, deletes: readonly RowDelete[]): void;
  /** Both in one pass, all numbers those before the call: what the inserts followed by the deletes make, in half the time. */
  changeRows(sheet: string, inserts: readonly RowInsert[], deletes: readonly RowDelete[]): void;
  /** Adds the sheet at the end, or replaces the content of the one with that name. */
  putSheet(name: string, content: SheetContent, state?: SheetState): Worksheet;
  removeSheet(name: string): void;
  setSheetState(name: string, state: SheetState): void;
  setColumn(sheet: string, column: number, what: { readonly hidden?: boolean; readonly width?: number }): void;
  setDefinedName(
    name: string,
    formula: string | null,
    options?: { readonly hidden?: boolean; readonly sheet?: number },
  ): void;
  setCustomProperty(name: string, value: string | null): void;
  /** The index of a cell format with these properties; appended to styles.xml if it is new. */
  style(request: StyleRequest): number;
  /** Puts (or with null removes) the one conditional format we own on that sheet, recognised by its formula's use of `marker`. */
  setConditionalFormat(
    sheet: string,
    marker: string,
    rule: { readonly range: string; readonly formula: string; readonly fillColor: string } | null,
  ): void;
  /** Extends a table or the sheet's autofilter by columns on the right; header texts must already be in the cells. */
  extendTable(sheet: string, table: string, columns: readonly string[]): void;
  extendAutoFilter(sheet: string, lastColumn: number): void;
  /** Full calculation on load, and no calcChain (rule R5). */
  requestFullCalculation(): void;

  /** A sheet that will not be changed any more may be compressed from now on, beside what else is done before `toBytes`. */
  compressAhead(sheet: string): void;
  /** Inflates the large parts side by side in the thread pool; reading them finds them there. Throws as reading does. */
  inflateAhead(): Promise<void>;
  /** Deterministic: the same changes to the same bytes give the same bytes. */
  toBytes(): Promise<Uint8Array>;
  /**
   * What to keep beside the bytes that `toBytes` gave last, for `OpenOptions.index`: how their big sheet parts are made of
   * compressed runs of rows. Undefined when there are none.
   */
  chunkIndex(): Uint8Array | undefined;
  readonly receipt: Receipt;
}

export interface OpenOptions {
  readonly limits?: Partial<Limits>;
  /**
   * The chunk index of these bytes: a few changed cells then cost no more than the runs of rows that they are in. It is bound
   * to the bytes by a tag under a key of its own (AES-GMAC), so it is for whoever wrote them alone, not to be handed out; one of
   * other bytes, or a damaged one, is not used. The outcome is the same with and without it.
   */
  readonly index?: Uint8Array;
  /** A workbook that these bytes were made of: what it knows of its parts holds for those that are the same bytes here. */
  readonly like?: Workbook;
}

/** Bounds of security.md; all counted while reading. */
export interface Limits {
  readonly upload: number;
  readonly inflated: number;
  readonly part: number;
  readonly entries: number;
  readonly ratio: number;
  readonly xmlDepth: number;
  readonly attributes: number;
  readonly attributeBytes: number;
  readonly sheets: number;
  readonly cells: number;
  readonly sharedStrings: number;
  readonly styles: number;
  readonly definedNames: number;
  readonly merges: number;
  readonly formulaLength: number;
}

export interface Finding {
  readonly code: string;
  readonly severity: 'info' | 'warn' | 'strip' | 'refuse';
  readonly part: string;
  readonly sheet?: string;
  readonly cell?: string;
  readonly message: string;
}
export interface ScreenResult {
  readonly verdict: 'accept' | 'strip' | 'refuse';
  readonly findings: readonly Finding[];
}
