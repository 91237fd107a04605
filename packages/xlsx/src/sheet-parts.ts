/** The sheet parts of an open workbook: scanned when they are read, edits collected and spliced in when somebody looks. */
import { type CellEdit, type Limits, type StyleRequest, XlsxError } from './api.ts';
import { located } from './located.ts';
import type { Package } from './package/package.ts';
import { checkBlocks, checkValues, joinEdits } from './sheet/cell-edits.ts';
import { editedChunks, excerptFor, holdsItsRows, needsWholeSheet } from './sheet/chunk-edits.ts';
import { ChunkTables } from './sheet/chunk-tables.ts';
import { quoteTexts } from './sheet/quote-prefix.ts';
import { SharedStrings } from './sheet/shared-strings.ts';
import { SheetCells } from './sheet/sheet-cells.ts';
import { editedSheet, type SheetChunks } from './sheet/sheet-chunks.ts';
import { spliceCells } from './sheet/splice-cells.ts';
import { dropCalculationChain } from './structure/calculation.ts';
import type { SheetEntry } from './structure/sheet-list.ts';
import { renameHeaders } from './structure/table-headers.ts';
import { relatedPart } from './workbook-facts.ts';
import { toUtf8 } from './xml/encoding.ts';
import type { ChunkedContent } from './zip/chunked-content.ts';

/** What a sheet without cells of its own (a chart sheet, a part that is missing) is read as. */
const NO_CELLS = Buffer.from('<worksheet/>');

/** What the sheets share in their workbook. */
export interface SheetSurroundings {
  readonly limits: Limits;
  readonly date1904: boolean;
  style(request: StyleRequest): number;
}

export class SheetParts {
  private readonly pkg: Package;
  private readonly around: SheetSurroundings;
  private readonly scanned = new Map<string, { readonly raw: Buffer; readonly cells: SheetCells }>();
  private readonly pending = new Map<string, { readonly entry: SheetEntry; readonly edits: CellEdit[] }>();
  private readonly tables: ChunkTables;
  private strings: SharedStrings | undefined;

  /** `index`: what `chunkIndex` gave when these bytes were written. */
  constructor(pkg: Package, around: SheetSurroundings, index: Uint8Array | undefined) {
    this.pkg = pkg;
    this.around = around;
    this.tables = new ChunkTables(pkg, index);
  }

  /** With all edits in them. A scan is good as long as the part is the very same bytes: a change of another part costs no new one. */
  cells(entry: SheetEntry): SheetCells {
    this.flush(entry.part);
    return this.scannedCells(entry);
  }

  /** The scan of a sheet, if there is one that is good. */
  knownCells({ part }: SheetEntry): SheetCells | undefined {
    const known = this.scanned.get(part);
    return known !== undefined && this.pkg.known(part) === known.raw ? known.cells : undefined;
  }

  /** A scan of a sheet as it is without the edits that wait. */
  scannedCells(entry: SheetEntry): SheetCells {
    const readable = entry.type === 'worksheet' && this.pkg.has(entry.part);
    const raw = readable ? this.pkg.bytes(entry.part) : NO_CELLS;
    const known = this.scanned.get(entry.part);
    if (known?.raw === raw) return known.cells;
    const cells = this.scan(entry, raw);
    this.scanned.set(entry.part, { raw, cells });
    return cells;
  }

  setCells(entry: SheetEntry, edits: readonly CellEdit[]): void {
    checkValues(edits, entry.name, this.around.limits);
    if (this.chunksFor(entry, edits) === undefined) {
      const cells = this.scannedCells(entry);
      if (!cells.layout.data)
        throw new XlsxError('BAD_ARGUMENT', `Sheet '${entry.name}' holds no cells.`, { sheet: entry.name });
      checkBlocks(cells, edits, entry.name);
    }
    const waiting = this.pending.get(entry.part) ?? { entry, edits: [] };
    for (const edit of renameHeaders(this.pkg, entry.part, edits)) waiting.edits.push(edit);
    this.pending.set(entry.part, waiting);
  }

  flushAll(): void {
    for (const part of [...this.pending.keys()]) this.flush(part);
  }

  /** Of what was written last. */
  chunkIndex(): Uint8Array | undefined {
    return this.tables.index();
  }

  /** Splices the waiting edits of a sheet into its part. */
  private flush(part: string): void {
    const waiting = this.pending.get(part);
    if (!waiting) return;
    this.pending.delete(part);
    const { entry, edits } = waiting;
    const chunks = this.chunksFor(entry, edits);
    if (chunks === undefined || !this.editChunks(entry, edits, chunks)) this.editWhole(entry, edits);
  }

  /** The chunks of a sheet where they are enough to edit it: when it is not scanned anyway. */
  private chunksFor(entry: SheetEntry, edits: readonly CellEdit[]): SheetChunks | undefined {
    if (entry.type !== 'worksheet' || this.knownCells(entry)) return undefined;
    const chunks = this.tables.of(entry.part);
    return chunks && !needsWholeSheet(chunks, edits) ? chunks : undefined;
  }

  /** Opens only the chunks that the edits touch; false when that is not enough. */
  private editChunks(entry: SheetEntry, waiting: readonly CellEdit[], chunks: SheetChunks): boolean {
    const excerpt = excerptFor(chunks, waiting);
    const cells = excerpt && this.scan(entry, excerpt.bytes);
    if (cells === undefined || !holdsItsRows(cells, excerpt!)) return false;
    const edits = this.ready(cells, waiting);
    const { splices, heirs, formulasChanged } = spliceCells(cells, edits);
    if (heirs.length > 0) return false;
    if (splices.length > 0) this.put(entry, edits, editedChunks(chunks, excerpt!, splices), formulasChanged);
    return true;
  }

  private editWhole(entry: SheetEntry, waiting: readonly CellEdit[]): void {
    const cells = this.scannedCells(entry);
    const edits = this.ready(cells, waiting);
    const { splices, heirs, formulasChanged } = spliceCells(cells, edits);
    if (splices.length === 0) return;
    this.put(entry, edits, editedSheet(cells, splices, heirs, this.tables.of(entry.part)), formulasChanged);
  }

  private ready(cells: SheetCells, waiting: readonly CellEdit[]): readonly CellEdit[] {
    const quoted = (base: number) => this.around.style({ base, quotePrefix: true });
    return quoteTexts(cells, joinEdits(cells, waiting), quoted);
  }

  private put(
    { part }: SheetEntry,
    edits: readonly CellEdit[],
    { content, chunks }: { readonly content: ChunkedContent; readonly chunks: SheetChunks | undefined },
    formulasChanged: boolean,
  ): void {
    this.pkg.putChunked(part, content, edits.length === 1 ? '1 cell' : `${edits.length} cells`);
    if (chunks) this.tables.set(part, chunks);
    if (formulasChanged) dropCalculationChain(this.pkg);
  }

  private scan(entry: SheetEntry, raw: Buffer): SheetCells {
    // Not `utf8()`: the scanner is bounded and refuses what it cannot follow; the full check is the screen's and costs thrice as much.
    const { limits, date1904 } = this.around;
    return located(
      { part: entry.part, sheet: entry.name },
      () => new SheetCells(toUtf8(raw, entry.part), limits, () => this.sharedStrings(), date1904),
    );
  }

  private sharedStrings(): SharedStrings {
    if (!this.strings) {
      const part = relatedPart(this.pkg, this.pkg.mainPart, 'sharedStrings');
      const bytes = part === undefined ? Buffer.from('<sst/>') : toUtf8(this.pkg.bytes(part), part);
      const { sharedStrings } = this.around.limits;
      this.strings = located(part === undefined ? {} : { part }, () => new SharedStrings(bytes, sharedStrings));
    }
    return this.strings;
  }
}
