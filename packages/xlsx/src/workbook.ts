/** `openWorkbook`: an .xlsx package read lazily and changed by splicing its parts. */
import {
  type CellEdit,
  type DefinedName,
  type NumberFormat,
  type OpenOptions,
  type Receipt,
  type RowDelete,
  type RowInsert,
  type ScreenResult,
  type SheetContent,
  type SheetState,
  type StyleRequest,
  type Table,
  type Workbook,
  type Worksheet,
  XlsxError,
} from './api.ts';
import { limitsOf } from './limits.ts';
import { Package } from './package/package.ts';
import { changeRows } from './rows/change-rows.ts';
import { type ScreenOptions, screenBytes } from './screen/screen.ts';
import type { SheetCells } from './sheet/sheet-cells.ts';
import { SheetParts } from './sheet-parts.ts';
import { extendAutoFilter } from './structure/auto-filter.ts';
import { requestFullCalculation } from './structure/calculation.ts';
import { setColumn } from './structure/columns.ts';
import { setConditionalFormat } from './structure/conditional-format.ts';
import { customProperties, setCustomProperty } from './structure/custom-properties.ts';
import { definedNames, setDefinedName } from './structure/defined-names.ts';
import { putSheet } from './structure/put-sheet.ts';
import { removeSheet } from './structure/remove-sheet.ts';
import { findSheet, requireSheet, type SheetEntry, setSheetState, sheetList } from './structure/sheet-list.ts';
import { dropSignatures } from './structure/signatures.ts';
import { ensureStyle } from './structure/style-request.ts';
import { extendTable, tablesOf } from './structure/tables.ts';
import { formatAt, readNumberFormats } from './styles/number-formats.ts';
import { readApplication, readDate1904, relatedPart } from './workbook-facts.ts';
import { type SheetHost, SheetView } from './worksheet.ts';

/**
 * Opens a workbook. The container and the list of sheets are checked at once, a part when it is first needed.
 * Throws XlsxError: NOT_XLSX, ENCRYPTED_WORKBOOK, ZIP_…, LIMIT, XML_…, PACKAGE_BROKEN.
 */
export function openWorkbook(bytes: Uint8Array, options: OpenOptions = {}): Workbook {
  const like = options.like && packages.get(options.like);
  return new OpenWorkbook(Package.open(bytes, limitsOf(options.limits), like), options.index);
}

const packages = new WeakMap<Workbook, Package>();

/** What the screen found, and the workbook where nothing of it has to go. */
export interface ScreenedWorkbook extends ScreenResult {
  /** null unless the verdict is `accept`. */
  readonly workbook: Workbook | null;
}

/** `screenWorkbook` and `openWorkbook` in one: what the screen has inflated and scanned is not inflated and scanned again. Never throws. */
export function openScreened(bytes: Uint8Array, options: ScreenOptions = {}): ScreenedWorkbook {
  let workbook: Workbook | null = null;
  const result = screenBytes(bytes, options, (pkg) => {
    workbook = new OpenWorkbook(pkg, options.index);
  });
  return { ...result, workbook };
}

class OpenWorkbook implements Workbook, SheetHost {
  private readonly pkg: Package;
  private entries: readonly SheetEntry[];
  private readonly views = new Map<string, SheetView>();
  private readonly sheetParts: SheetParts;
  private formats: readonly NumberFormat[] | undefined;
  readonly date1904: boolean;

  constructor(pkg: Package, index: Uint8Array | undefined) {
    this.pkg = pkg;
    packages.set(this, pkg);
    const { limits } = pkg;
    this.entries = sheetList(this.pkg);
    if (this.entries.length > limits.sheets)
      throw new XlsxError('LIMIT', `The workbook has more than ${limits.sheets} sheets.`);
    this.date1904 = readDate1904(this.pkg);
    const style = (request: StyleRequest) => this.style(request);
    this.sheetParts = new SheetParts(this.pkg, { limits, date1904: this.date1904, style }, index);
  }

  // ---------------------------------------------------------------- reading

  get sheets(): readonly Worksheet[] {
    return this.entries.map((entry) => this.view(entry));
  }

  sheet(name: string): Worksheet | undefined {
    const entry = findSheet(this.entries, name);
    return entry && this.view(entry);
  }

  get definedNames(): readonly DefinedName[] {
    return definedNames(this.pkg);
  }

  get application(): string {
    return readApplication(this.pkg);
  }

  get parts(): readonly string[] {
    this.sheetParts.flushAll();
    return this.pkg.names;
  }

  part(name: string): Uint8Array | undefined {
    this.sheetParts.flushAll();
    return this.pkg.has(name) ? this.pkg.bytes(name) : undefined;
  }

  get customProperties(): ReadonlyMap<string, string> {
    return customProperties(this.pkg);
  }

  numberFormat(style: number): NumberFormat {
    if (!this.formats) {
      const part = relatedPart(this.pkg, this.pkg.mainPart, 'styles');
      this.formats = readNumberFormats(part === undefined ? undefined : this.pkg.text(part));
    }
    return formatAt(this.formats, style);
  }

  get receipt(): Receipt {
    this.sheetParts.flushAll();
    return this.pkg.receipt;
  }

  cells(entry: SheetEntry): SheetCells {
    return this.sheetParts.cells(entry);
  }

  tables(entry: SheetEntry): readonly Table[] {
    return entry.part === '' ? [] : tablesOf(this.pkg, entry.part);
  }

  // ---------------------------------------------------------------- changing

  setCells(sheet: string, edits: readonly CellEdit[]): void {
    const entry = requireSheet(this.entries, sheet);
    if (edits.length > 0) this.sheetParts.setCells(entry, edits);
  }

  insertRows(sheet: string, inserts: readonly RowInsert[]): void {
    this.changeRows(sheet, inserts, []);
  }

  deleteRows(sheet: string, deletes: readonly RowDelete[]): void {
    this.changeRows(sheet, [], deletes);
  }

  changeRows(sheet: string, inserts: readonly RowInsert[], deletes: readonly RowDelete[]): void {
    const entry = requireSheet(this.entries, sheet);
    this.restructure(() => changeRows(this.pkg, entry.part, inserts, deletes, this.sheetParts.scannedCells(entry)));
  }

  putSheet(name: string, content: SheetContent, state?: SheetState): Worksheet {
    this.restructure(() => putSheet(this.pkg, name, content, state));
    return this.sheet(name)!;
  }

  removeSheet(name: string): void {
    this.restructure(() => removeSheet(this.pkg, name));
  }

  style(request: StyleRequest): number {
    this.formats = undefined;
    return ensureStyle(this.pkg, request);
  }

  setConditionalFormat(
    sheet: string,
    marker: string,
    rule: { readonly range: string; readonly formula: string; readonly fillColor: string } | null,
  ): void {
    const entry = requireSheet(this.entries, sheet);
    this.restructure(() =>
      setConditionalFormat(this.pkg, entry.part, marker, rule, this.sheetParts.scannedCells(entry)),
    );
  }

  extendTable(sheet: string, table: string, columns: readonly string[]): void {
    const { part } = requireSheet(this.entries, sheet);
    this.restructure(() => extendTable(this.pkg, part, table, columns));
  }

  extendAutoFilter(sheet: string, lastColumn: number): void {
    const { part } = requireSheet(this.entries, sheet);
    this.restructure(() => extendAutoFilter(this.pkg, part, lastColumn));
  }

  setSheetState(name: string, state: SheetState): void {
    this.restructure(() => setSheetState(this.pkg, name, state));
  }

  setColumn(sheet: string, column: number, what: { readonly hidden?: boolean; readonly width?: number }): void {
    const entry = requireSheet(this.entries, sheet);
    this.restructure(() => setColumn(this.pkg, entry.part, column, what, this.sheetParts.knownCells(entry)));
  }

  setDefinedName(
    name: string,
    formula: string | null,
    options: { readonly hidden?: boolean; readonly sheet?: number } = {},
  ): void {
    this.restructure(() => setDefinedName(this.pkg, name, formula, options));
  }

  setCustomProperty(name: string, value: string | null): void {
    this.restructure(() => setCustomProperty(this.pkg, name, value));
  }

  requestFullCalculation(): void {
    this.restructure(() => requestFullCalculation(this.pkg));
  }

  compressAhead(sheet: string): void {
    const { part } = requireSheet(this.entries, sheet);
    this.sheetParts.flushAll();
    this.pkg.compressAhead(part);
  }

  inflateAhead(): Promise<void> {
    return this.pkg.inflateAhead();
  }

  async toBytes(): Promise<Uint8Array> {
    this.sheetParts.flushAll();
    if (this.pkg.receipt.partsChanged.length > 0) dropSignatures(this.pkg);
    return await this.pkg.toBytes();
  }

  chunkIndex(): Uint8Array | undefined {
    return this.sheetParts.chunkIndex();
  }

  /** Runs an operation on the package with all cell edits in it; afterwards everything is read anew on demand. */
  private restructure(operation: () => void): void {
    this.sheetParts.flushAll();
    this.formats = undefined;
    try {
      operation();
    } finally {
      this.entries = sheetList(this.pkg);
    }
  }

  private view(entry: SheetEntry): SheetView {
    const known = this.views.get(entry.relationshipId);
    if (known) {
      known.entry = entry;
      return known;
    }
    const view = new SheetView(this, entry);
    this.views.set(entry.relationshipId, view);
    return view;
  }
}
