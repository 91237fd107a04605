import type {
  Cell,
  CellBlock,
  FilledColumn,
  NumberFormat,
  Range,
  RowInfo,
  SheetState,
  Table,
  Worksheet,
} from './api.ts';
import { ROW_HIDDEN, ROW_LEVEL_SHIFT } from './sheet/grid.ts';
import type { ColumnSpan, SheetCells } from './sheet/sheet-cells.ts';
import type { SheetEntry } from './structure/sheet-list.ts';
import { displayText } from './styles/display-text.ts';

/** What a sheet needs of its workbook; every call sees the workbook's present state. */
export interface SheetHost {
  readonly date1904: boolean;
  /** Scanned on demand. */
  cells(entry: SheetEntry): SheetCells;
  tables(entry: SheetEntry): readonly Table[];
  numberFormat(style: number): NumberFormat;
}

/** A sheet of an open workbook. Stays valid while cells and structure change; nothing is read before it is asked for. */
export class SheetView implements Worksheet {
  /** Follows the workbook part; replaced by the workbook when sheets come, go or change. */
  entry: SheetEntry;
  private readonly host: SheetHost;

  constructor(host: SheetHost, entry: SheetEntry) {
    this.host = host;
    this.entry = entry;
  }

  get name(): string {
    return this.entry.name;
  }
  get index(): number {
    return this.entry.index;
  }
  get state(): SheetState {
    return this.entry.state;
  }
  get part(): string {
    return this.entry.part;
  }
  get lastRow(): number {
    return this.cells.extent.lastRow;
  }
  get lastColumn(): number {
    return this.cells.extent.lastColumn;
  }
  get cellCount(): number {
    return this.cells.extent.cellCount;
  }
  get autoFilter(): Range | undefined {
    return this.cells.autoFilter;
  }
  get tables(): readonly Table[] {
    return this.host.tables(this.entry);
  }
  get merges(): readonly Range[] {
    return this.cells.merges;
  }

  cell(row: number, column: number): Cell | undefined {
    return this.cells.cell(row, column);
  }

  row(row: number): readonly Cell[] {
    return this.cells.row(row);
  }

  block(rows: readonly number[], columns: readonly number[]): CellBlock {
    return this.cells.block(rows, columns);
  }

  filledColumn(rows: readonly number[], column: number, around: readonly string[]): FilledColumn {
    return this.cells.filledColumn(rows, column, around);
  }

  rowInfo(row: number): RowInfo {
    const { grid } = this.cells;
    const index = grid.findRow(row);
    const flags = index < 0 ? 0 : grid.rowFlags[index]!;
    return { row, hidden: (flags & ROW_HIDDEN) !== 0, outlineLevel: flags >> ROW_LEVEL_SHIFT };
  }

  rows(): Uint32Array {
    const { grid } = this.cells;
    return grid.rowNumber.subarray(0, grid.rows);
  }

  displayText(cell: Cell): string {
    return displayText(cell.value, this.host.numberFormat(cell.style), this.host.date1904);
  }

  columnWidth(column: number): number | undefined {
    return this.column(column)?.width;
  }

  columnHidden(column: number): boolean {
    return this.column(column)?.hidden ?? false;
  }

  private column(column: number): ColumnSpan | undefined {
    return this.cells.columns.find((span) => column >= span.first && column <= span.last);
  }

  private get cells(): SheetCells {
    return this.host.cells(this.entry);
  }
}
