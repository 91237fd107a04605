/** `openWorkbook`: an .xlsx package read lazily and changed by splicing its parts. */
import {
  type CellEdit,
  type DefinedName,
  type Limits,
  type NumberFormat,
  type OpenOptions,
  type Receipt,
  type RowDelete,
  type RowInsert,
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
import { checkEdits, joinEdits } from './sheet/cell-edits.ts';
import { quoteTexts } from './sheet/quote-prefix.ts';
import { SharedStrings } from './sheet/shared-strings.ts';
import { SheetCells } from './sheet/sheet-cells.ts';
import { spliceCells } from './sheet/splice-cells.ts';
import { extendAutoFilter } from './structure/auto-filter.ts';
import { dropCalculationChain, requestFullCalculation } from './structure/calculation.ts';
import { setColumn } from './structure/columns.ts';
import { setConditionalFormat } from './structure/conditional-format.ts';
import { customProperties, setCustomProperty } from './structure/custom-properties.ts';
import { definedNames, setDefinedName } from './structure/defined-names.ts';
import { putSheet } from './structure/put-sheet.ts';
import { removeSheet } from './structure/remove-sheet.ts';
import { findSheet, requireSheet, type SheetEntry, setSheetState, sheetList } from './structure/sheet-list.ts';
import { ensureStyle } from './structure/style-request.ts';
import { renameHeaders } from './structure/table-headers.ts';
import { extendTable, tablesOf } from './structure/tables.ts';
import { formatAt, readNumberFormats } from './styles/number-formats.ts';
import { readApplication, readDate1904, relatedPart } from './workbook-facts.ts';
import { type SheetHost, SheetView } from './worksheet.ts';
import { toUtf8 } from './xml/encoding.ts';

/** What a sheet without cells of its own (a chart sheet, a part that is missing) is read as. */
const NO_CELLS = Buffer.from('<worksheet/>');

/**
 * Opens a workbook. The container and the list of sheets are checked at once, a part when it is first needed.
 * Throws XlsxError: NOT_XLSX, ENCRYPTED_WORKBOOK, ZIP_…, LIMIT, XML_…, PACKAGE_BROKEN.
 */
export function openWorkbook(bytes: Uint8Array, options: OpenOptions = {}): Workbook {
  return new OpenWorkbook(bytes, limitsOf(options.limits));
}

class OpenWorkbook implements Workbook, SheetHost {
  private readonly pkg: Package;
  private readonly limits: Limits;
  private entries: readonly SheetEntry[];
  private readonly views = new Map<string, SheetView>();
  private readonly scanned = new Map<string, { readonly raw: Buffer; readonly cells: SheetCells }>();
  private readonly pending = new Map<string, { readonly entry: SheetEntry; readonly edits: CellEdit[] }>();
  private strings: SharedStrings | undefined;
  private formats: readonly NumberFormat[] | undefined;
  readonly date1904: boolean;

  constructor(bytes: Uint8Array, limits: Limits) {
    this.limits = limits;
    this.pkg = Package.open(bytes, limits);
    this.entries = sheetList(this.pkg);
    if (this.entries.length > limits.sheets)
      throw new XlsxError('LIMIT', `The workbook has more than ${limits.sheets} sheets.`);
    this.date1904 = readDate1904(this.pkg);
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
    this.flushAll();
    return this.pkg.names;
  }

  part(name: string): Uint8Array | undefined {
    this.flushAll();
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
    this.flushAll();
    return this.pkg.receipt;
  }

  cells(entry: SheetEntry): SheetCells {
    this.flush(entry.part);
    return this.scannedCells(entry);
  }

  /** A scan is good as long as the part is the very same bytes: a change of another part costs no new one. */
  private scannedCells(entry: SheetEntry): SheetCells {
    const readable = entry.type === 'worksheet' && this.pkg.has(entry.part);
    const raw = readable ? this.pkg.bytes(entry.part) : NO_CELLS;
    const known = this.scanned.get(entry.part);
    if (known?.raw === raw) return known.cells;
    const cells = this.scan(entry, raw);
    this.scanned.set(entry.part, { raw, cells });
    return cells;
  }

  /** The scan of a sheet, if there is one that is good. */
  private knownCells({ part }: SheetEntry): SheetCells | undefined {
    const known = this.scanned.get(part);
    return known !== undefined && this.pkg.has(part) && known.raw === this.pkg.bytes(part) ? known.cells : undefined;
  }

  tables(entry: SheetEntry): readonly Table[] {
    return entry.part === '' ? [] : tablesOf(this.pkg, entry.part);
  }

  // ---------------------------------------------------------------- changing

  setCells(sheet: string, edits: readonly CellEdit[]): void {
    const entry = requireSheet(this.entries, sheet);
    if (edits.length === 0) return;
    const waiting = this.pending.get(entry.part) ?? { entry, edits: [] };
    const cells = this.scannedCells(entry);
    if (!cells.layout.data)
      throw new XlsxError('BAD_ARGUMENT', `Sheet '${entry.name}' holds no cells.`, { sheet: entry.name });
    checkEdits(cells, edits, entry.name, this.limits);
    for (const edit of renameHeaders(this.pkg, entry.part, edits)) waiting.edits.push(edit);
    this.pending.set(entry.part, waiting);
  }

  insertRows(sheet: string, inserts: readonly RowInsert[]): void {
    this.changeRows(sheet, inserts, []);
  }

  deleteRows(sheet: string, deletes: readonly RowDelete[]): void {
    this.changeRows(sheet, [], deletes);
  }

  changeRows(sheet: string, inserts: readonly RowInsert[], deletes: readonly RowDelete[]): void {
    const entry = requireSheet(this.entries, sheet);
    this.restructure(() => changeRows(this.pkg, entry.part, inserts, deletes, this.scannedCells(entry)));
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
    this.restructure(() => setConditionalFormat(this.pkg, entry.part, marker, rule, this.knownCells(entry)));
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
    this.restructure(() => setColumn(this.pkg, entry.part, column, what, this.knownCells(entry)));
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

  async toBytes(): Promise<Uint8Array> {
    this.flushAll();
    return await this.pkg.toBytes();
  }

  /** Runs an operation on the package with all cell edits in it; afterwards everything is read anew on demand. */
  private restructure(operation: () => void): void {
    this.flushAll();
    this.formats = undefined;
    try {
      operation();
    } finally {
      this.entries = sheetList(this.pkg);
    }
  }

  private flushAll(): void {
    for (const part of [...this.pending.keys()]) this.flush(part);
  }

  /** Splices the waiting edits of a sheet into its part. */
  private flush(part: string): void {
    const waiting = this.pending.get(part);
    if (!waiting) return;
    this.pending.delete(part);
    const cells = this.scannedCells(waiting.entry);
    const edits = quoteTexts(cells, joinEdits(cells, waiting.edits), (base) => this.style({ base, quotePrefix: true }));
    const { bytes, formulasChanged } = spliceCells(cells, edits);
    this.pkg.put(part, bytes, edits.length === 1 ? '1 cell' : `${edits.length} cells`);
    if (formulasChanged) dropCalculationChain(this.pkg);
  }

  private scan(entry: SheetEntry, raw: Buffer): SheetCells {
    try {
      // Not `utf8()`: the scanner is bounded and refuses what it cannot follow; the full check is the screen's and costs thrice as much.
      return new SheetCells(toUtf8(raw, entry.part), this.limits, () => this.sharedStrings(), this.date1904);
    } catch (error) {
      if (!(error instanceof XlsxError)) throw error;
      const where = { part: entry.part, sheet: entry.name, ...error.where };
      throw new XlsxError(error.code, error.message, where, error);
    }
  }

  private sharedStrings(): SharedStrings {
    if (!this.strings) {
      const part = relatedPart(this.pkg, this.pkg.mainPart, 'sharedStrings');
      const bytes = part === undefined ? Buffer.from('<sst/>') : toUtf8(this.pkg.bytes(part), part);
      this.strings = new SharedStrings(bytes, this.limits.sharedStrings);
    }
    return this.strings;
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
