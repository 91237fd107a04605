import type { Cell, Limits, Range } from '../api.ts';
import { attributesOf } from '../structure/tag-scanner.ts';
import { CellFormulas } from './cell-formulas.ts';
import { cellValue, type ValueSource } from './cell-value.ts';
import { EMPTY, FORMULA, type Grid, TYPE } from './grid.ts';
import { parseRange } from './reference.ts';
import type { SharedStrings } from './shared-strings.ts';
import { type SheetLayout, type Span, scanSheet } from './sheet-layout.ts';
import { localName, nextTag, type Tag } from './tokens.ts';
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
}

/** One state of a sheet part, scanned: valid as long as the part is not changed. */
export class SheetCells {
  readonly bytes: Buffer;
  readonly layout: SheetLayout;
  readonly grid: Grid;
  private readonly source: ValueSource;
  private readonly limits: Limits;
  private knownFormulas: CellFormulas | undefined;
  private knownExtent: Extent | undefined;

  /** `bytes` is UTF-8. */
  constructor(bytes: Buffer, limits: Limits, strings: () => SharedStrings, date1904: boolean) {
    this.bytes = bytes;
    this.limits = limits;
    this.layout = scanSheet(bytes, limits.cells);
    this.grid = this.layout.grid;
    this.source = { bytes, grid: this.grid, strings, date1904 };
  }

  get formulas(): CellFormulas {
    this.knownFormulas ??= new CellFormulas(this.bytes, this.grid, this.limits.formulaLength);
    return this.knownFormulas;
  }

  cell(row: number, column: number): Cell | undefined {
    const rowIndex = this.grid.findRow(row);
    if (rowIndex < 0) return undefined;
    const index = this.grid.findCell(rowIndex, column);
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

  /** Calls back for every cell in order, without making objects of those whose value is not asked for. */
  private at(row: number, index: number): Cell {
    const { grid } = this;
    const cell = { row, column: grid.column[index]!, value: cellValue(this.source, index), style: grid.style[index]! };
    if ((grid.type[index]! & FORMULA) === 0) return cell;
    const formula = this.formulas.get(index, row);
    return formula ? { ...cell, formula } : cell;
  }

  get extent(): Extent {
    this.knownExtent ??= measure(this.grid);
    return this.knownExtent;
  }

  get merges(): Range[] {
    const ranges: Range[] = [];
    for (const tag of this.childTags('mergeCells')) {
      const ref = localName(tag.name) === 'mergeCell' ? this.attributes(tag).get('ref') : undefined;
      if (ref !== undefined && ranges.length < this.limits.merges) ranges.push(parseRange(ref));
    }
    return ranges;
  }

  get autoFilter(): Range | undefined {
    const span = this.layout.children.get('autoFilter')?.[0];
    const ref = span ? this.attributes(nextTag(this.bytes, span.start)!).get('ref') : undefined;
    return ref === undefined ? undefined : parseRange(ref);
  }

  get columns(): ColumnSpan[] {
    const spans: ColumnSpan[] = [];
    for (const tag of this.childTags('cols')) {
      if (localName(tag.name) !== 'col') continue;
      const found = this.attributes(tag);
      const width = Number(found.get('width') ?? Number.NaN);
      spans.push({
        first: Number(found.get('min')),
        last: Number(found.get('max')),
        width: Number.isNaN(width) ? undefined : width,
        hidden: /^(?:1|true)$/.test(found.get('hidden') ?? ''),
      });
    }
    return spans;
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

function* tagsWithin(bytes: Buffer, span: Span): Generator<Tag> {
  for (let tag = nextTag(bytes, span.start); tag && tag.start < span.end; tag = nextTag(bytes, tag.end))
    if (tag.kind !== 'close') yield tag;
}

function measure(grid: Grid): Extent {
  let lastRow = 0;
  let lastColumn = 0;
  let cellCount = 0;
  for (let row = 0; row < grid.rows; row++) {
    for (let i = grid.rowFirst[row]!; i < grid.rowFirst[row + 1]!; i++) {
      if ((grid.type[i]! & (TYPE | FORMULA)) === EMPTY) continue;
      cellCount++;
      lastRow = grid.rowNumber[row]!;
      if (grid.column[i]! > lastColumn) lastColumn = grid.column[i]!;
    }
  }
  return { lastRow, lastColumn, cellCount };
}
