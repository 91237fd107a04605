import { type Cell, type CellBlock, type FilledColumn, type Limits, type Range, XlsxError } from '../api.ts';
import { limitsOf } from '../limits.ts';
import { parseRange } from '../structure/ranges.ts';
import { attributesOf } from '../xml/tag-scanner.ts';
import { readBlock } from './cell-block.ts';
import { type CellFormulas, formulasOf } from './cell-formulas.ts';
import { cellValue, type ValueSource } from './cell-value.ts';
import { readFilledColumn } from './filled-column.ts';
import { EMPTY, FORMULA, type Grid, TYPE } from './grid.ts';
import { SharedStrings } from './shared-strings.ts';
import { layoutOf, type SheetLayout, type Span } from './sheet-layout.ts';
import { localName, nextTag, readTag, type Tag } from './tokens.ts';
import { unescapeXml } from './xml-string.ts';

/** Sizes of what a sheet holds: cells with a value or formula. */
export interface Extent {
  readonly lastRow: number;
  readonly lastColumn: number;
  readonly cellCount: number;
}

/** A `<col>` (§18.3.1.13). */
export interface ColumnSpan {
  readonly first: number;
  readonly last: number;
  readonly width: number | undefined;
  readonly hidden: boolean;
  readonly style: number;
}

/** One state of a sheet part, scanned: valid as long as the part is not changed. */
export class SheetCells {
  /** Always alive, as `SheetScanner.kept`. */
  protected static readonly kept = new SheetCells(
    Buffer.from('<worksheet/>'),
    limitsOf(),
    () => new SharedStrings(Buffer.from('<sst/>'), 0),
    false,
  );

  readonly bytes: Buffer;
  readonly layout: SheetLayout;
  readonly grid: Grid;
  private readonly source: ValueSource;
  private readonly limits: Limits;
  private knownFormulas: CellFormulas | undefined;
  private knownMerges: readonly Range[] | undefined;
  private knownColumns: readonly ColumnSpan[] | undefined;
  private anyFormula: boolean | undefined;
  private knownExtent: Extent | undefined;

  /** `bytes` is UTF-8. */
  constructor(bytes: Buffer, limits: Limits, strings: () => SharedStrings, date1904: boolean) {
    this.bytes = bytes;
    this.limits = limits;
    this.layout = layoutOf(bytes, limits.cells);
    this.grid = this.layout.grid;
    this.source = { bytes, grid: this.grid, strings, date1904 };
  }

  get formulas(): CellFormulas {
    this.knownFormulas ??= formulasOf(this.bytes, this.grid, this.limits.formulaLength);
    return this.knownFormulas;
  }

  /** Without opening their texts. */
  get hasFormulas(): boolean {
    this.anyFormula ??= holdsFormula(this.grid);
    return this.anyFormula;
  }

  /** Index of a cell in the grid; negative when it does not exist. */
  indexOf(row: number, column: number): number {
    const rowIndex = this.grid.findRow(row);
    return rowIndex < 0 ? -1 : this.grid.findCell(rowIndex, column);
  }

  cell(row: number, column: number): Cell | undefined {
    const index = this.indexOf(row, column);
    return index < 0 ? undefined : this.at(row, index);
  }

  row(row: number): Cell[] {
    const { grid } = this;
    const rowIndex = grid.findRow(row);
    const cells: Cell[] = [];
    if (rowIndex < 0) return cells;
    for (let i = grid.rowFirst[rowIndex]!; i < grid.rowFirst[rowIndex + 1]!; i++) cells.push(this.at(row, i));
    return cells;
  }

  block(rows: readonly number[], columns: readonly number[]): CellBlock {
    return readBlock(this.source, rows, columns);
  }

  filledColumn(rows: readonly number[], column: number, around: readonly string[]): FilledColumn {
    return readFilledColumn(this, this.source, rows, column, around);
  }

  private at(row: number, index: number): Cell {
    const { grid } = this;
    const column = grid.column[index]!;
    const style = grid.style[index]!;
    const value = cellValue(this.source, index);
    if ((grid.type[index]! & FORMULA) === 0) return { row, column, value, style };
    const formula = this.formulas.get(index, row);
    return formula ? { row, column, value, style, formula } : { row, column, value, style };
  }

  get extent(): Extent {
    this.knownExtent ??= measure(this.grid);
    return this.knownExtent;
  }

  get merges(): readonly Range[] {
    this.knownMerges ??= this.readMerges();
    return this.knownMerges;
  }

  private readMerges(): Range[] {
    const ranges: Range[] = [];
    for (const tag of this.childTags('mergeCells')) {
      const ref = localName(tag.name) === 'mergeCell' ? this.attributes(tag).get('ref') : undefined;
      const range = ref === undefined ? undefined : parseRange(ref);
      if (range !== undefined && ranges.length < this.limits.merges) ranges.push(range);
    }
    return ranges;
  }

  get autoFilter(): Range | undefined {
    const span = this.layout.children.get('autoFilter')?.[0];
    const ref = span ? this.attributes(nextTag(this.bytes, span.start)!).get('ref') : undefined;
    return ref === undefined ? undefined : parseRange(ref);
  }

  get columns(): readonly ColumnSpan[] {
    this.knownColumns ??= this.readColumns();
    return this.knownColumns;
  }

  private readColumns(): ColumnSpan[] {
    const spans: ColumnSpan[] = [];
    for (const tag of this.childTags('cols')) {
      if (localName(tag.name) !== 'col') continue;
      const found = this.attributes(tag);
      const width = Number(found.get('width') ?? Number.NaN);
      const [first, last] = [Number(found.get('min')), Number(found.get('max'))];
      if (!Number.isInteger(first) || !Number.isInteger(last))
        throw new XlsxError('PACKAGE_BROKEN', 'The widths of a sheet are for no columns.');
      spans.push({
        first,
        last,
        width: Number.isNaN(width) ? undefined : width,
        hidden: /^(?:1|true)$/.test(found.get('hidden') ?? ''),
        style: styleNumber(found.get('style')),
      });
    }
    return spans;
  }

  /** Style of a cell, existing or to be made. */
  styleAt(row: number, column: number): number {
    const index = this.indexOf(row, column);
    return index >= 0 ? this.grid.style[index]! : this.newCellStyle(row, column);
  }

  /** Style that Excel gives a new cell: that of the row if it formats its empty cells (`customFormat`, §18.3.1.73), else of the column. */
  newCellStyle(row: number, column: number): number {
    const rowIndex = this.grid.findRow(row);
    if (rowIndex < 0) return this.columnStyle(column);
    const found = this.attributes(readTag(this.bytes, this.grid.rowStart[rowIndex]!));
    const own = /^(?:1|true)$/.test(found.get('customFormat') ?? '');
    return own ? styleNumber(found.get('s')) : this.columnStyle(column);
  }

  /** Style of cells of that column that do not exist. */
  private columnStyle(column: number): number {
    return this.columns.find((span) => column >= span.first && column <= span.last)?.style ?? 0;
  }

  private *childTags(name: string): Generator<Tag> {
    for (const span of this.layout.children.get(name) ?? []) yield* tagsWithin(this.bytes, span);
  }

  private attributes(tag: Tag): Map<string, string> {
    const text = this.bytes.toString('utf8', tag.start, tag.end);
    const found = attributesOf(text, 1 + tag.name.length, text.length);
    return new Map(found.map((a) => [a.name, unescapeXml(text.slice(a.valueStart, a.valueEnd))]));
  }
}

/** What is no index means the default format. */
function styleNumber(text: string | undefined): number {
  return text !== undefined && /^\s*\d{1,5}\s*$/.test(text) ? Number(text) : 0;
}

function* tagsWithin(bytes: Buffer, span: Span): Generator<Tag> {
  for (let tag = nextTag(bytes, span.start); tag && tag.start < span.end; tag = nextTag(bytes, tag.end))
    if (tag.kind !== 'close') yield tag;
}

function holdsFormula({ type, cells }: Grid): boolean {
  for (let i = 0; i < cells; i++) if ((type[i]! & FORMULA) !== 0) return true;
  return false;
}

function measure(grid: Grid): Extent {
  const { type, column, cells } = grid;
  let lastColumn = 0;
  let cellCount = 0;
  let last = -1;
  for (let i = 0; i < cells; i++) {
    if ((type[i]! & (TYPE | FORMULA)) === EMPTY) continue;
    cellCount++;
    last = i;
    if (column[i]! > lastColumn) lastColumn = column[i]!;
  }
  let row = grid.rows - 1;
  while (row > 0 && grid.rowFirst[row]! > last) row--;
  return { lastRow: last < 0 ? 0 : grid.rowNumber[row]!, lastColumn, cellCount };
}
