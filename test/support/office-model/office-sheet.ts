import {
  type Cell,
  type CellEdit,
  fromRelative,
  type SheetState,
  toRelative,
  type Workbook,
  type Worksheet,
} from '@sprintforge/xlsx';
import { type Area, addressOf, areaAt, checkSize, isWholeRows, matrix, rowsOf } from './area.ts';
import { OfficeError } from './office-error.ts';
import { growTables } from './table-growth.ts';
import { type CellInput, type Typed, typedInput } from './typed-input.ts';

export type CellOutput = string | number | boolean;

/** A change as `onChanged` tells of it. */
export interface SheetChange {
  readonly sheet: string;
  readonly address: string;
  readonly type: 'RangeEdited' | 'RowInserted' | 'RowDeleted';
}

/** What a sheet needs of its workbook: `step` is told of every call before it happens, and may throw. */
export interface SheetHost {
  readonly workbook: Workbook;
  readonly step: (call: string) => void;
  readonly isProtected: (sheet: string) => boolean;
  readonly changed: (change: SheetChange) => void;
}

/** A sheet as Excel's API lets one work on it. Rows and columns are 1-based; results of formulas are those the file holds: nothing is calculated. */
export class OfficeSheet {
  readonly #host: SheetHost;
  readonly #name: string;

  constructor(host: SheetHost, name: string) {
    this.#host = host;
    this.#name = name;
  }

  get name(): string {
    return this.#sheet.name;
  }

  get state(): SheetState {
    return this.#sheet.state;
  }

  setState(state: SheetState): void {
    this.#host.step(`state ${this.#name}`);
    const others = this.#host.workbook.sheets.filter(({ name, state }) => name !== this.name && state === 'visible');
    if (state !== 'visible' && others.length === 0)
      throw new OfficeError('InvalidArgument', 'a workbook has at least one visible sheet', this.#name);
    this.#host.workbook.setSheetState(this.name, state);
  }

  /** The smallest area with all cells that hold something; undefined when none does. */
  usedArea(): Area | undefined {
    const { lastRow, lastColumn } = this.#sheet;
    if (lastRow === 0) return undefined;
    const rows = [...this.#sheet.rows()].filter((row) => this.#sheet.row(row).some(holds));
    const columns = rows.flatMap((row) =>
      this.#sheet
        .row(row)
        .filter(holds)
        .map(({ column }) => column),
    );
    return {
      firstRow: rows[0]!,
      lastRow,
      firstColumn: columns.reduce((least, column) => Math.min(least, column), lastColumn),
      lastColumn,
    };
  }

  values(area: Area): CellOutput[][] {
    return this.#each(area, outputOf);
  }

  /** `=…` where there is a formula, else the value. */
  formulas(area: Area): CellOutput[][] {
    return this.#each(area, (cell) => (cell?.formula ? `=${cell.formula.text}` : outputOf(cell)));
  }

  formulasR1C1(area: Area): CellOutput[][] {
    return this.#each(area, (cell) =>
      cell?.formula ? `=${toRelative(cell.formula.text, cell.row, cell.column)}` : outputOf(cell),
    );
  }

  texts(area: Area): string[][] {
    return this.#each(area, (cell) => (cell ? this.#sheet.displayText(cell) : ''));
  }

  numberFormats(area: Area): string[][] {
    return this.#each(area, (cell) => this.#format(cell));
  }

  /** As typed; null leaves a cell alone. */
  setValues(area: Area, values: readonly (readonly CellInput[])[]): void {
    this.#write('values', area, values, (given, cell, where) => typedInput(given, this.#format(cell) === '@', where));
  }

  setFormulasR1C1(area: Area, formulas: readonly (readonly CellInput[])[]): void {
    this.#write('formulas', area, formulas, (given, cell, where, row, column) => {
      if (typeof given !== 'string' || !given.startsWith('='))
        return typedInput(given, this.#format(cell) === '@', where);
      return { kind: 'formula', text: fromRelative(given.slice(1), row, column) };
    });
  }

  setNumberFormats(area: Area, formats: readonly (readonly string[])[]): void {
    checkSize(area, formats, this.#where(area));
    this.#begin(`formats ${this.#where(area)}`);
    const edits = formats.flatMap((row, down) =>
      row.map((numberFormat, right) => {
        const [at, column] = [area.firstRow + down, area.firstColumn + right];
        const base = this.#sheet.cell(at, column)?.style ?? 0;
        return { row: at, column, style: this.#host.workbook.style({ base, numberFormat }) };
      }),
    );
    this.#host.workbook.setCells(this.name, edits);
  }

  /** Empties the cells; their formats stay. */
  clearContents(area: Area): void {
    this.#begin(`clear ${this.#where(area)}`);
    const cells = [...this.#sheet.rows()]
      .filter((row) => row >= area.firstRow && row <= area.lastRow)
      .flatMap((row) => this.#sheet.row(row))
      .filter(({ column }) => column >= area.firstColumn && column <= area.lastColumn);
    this.#host.workbook.setCells(
      this.name,
      cells.map(({ row, column }) => ({ row, column, value: null })),
    );
    this.#told(area, 'RangeEdited');
  }

  /** New rows in the place of these whole rows, which move down. */
  insertRows(area: Area): void {
    this.#wholeRows(area);
    this.#begin(`insert ${this.#where(area)}`);
    this.#host.workbook.insertRows(this.name, [{ at: area.firstRow, count: rowsOf(area) }]);
    this.#told(area, 'RowInserted');
  }

  deleteRows(area: Area): void {
    this.#wholeRows(area);
    this.#begin(`delete ${this.#where(area)}`);
    const body = this.#sheet.tables.find(
      ({ range, headerRows }) =>
        area.firstRow <= range.firstRow + headerRows - 1 &&
        area.lastRow >= range.firstRow &&
        area.lastRow < range.lastRow,
    );
    if (body) throw new OfficeError('InsertDeleteConflict', 'the header of a table stays', this.#where(area));
    this.#host.workbook.deleteRows(this.name, [{ at: area.firstRow, count: rowsOf(area) }]);
    this.#told(area, 'RowDeleted');
  }

  get #sheet(): Worksheet {
    const sheet = this.#host.workbook.sheet(this.#name);
    if (!sheet) throw new OfficeError('ItemNotFound', 'the sheet is gone', this.#name);
    return sheet;
  }

  #each<T>(area: Area, of: (cell: Cell | undefined) => T): T[][] {
    const sheet = this.#sheet;
    return matrix(area, (row, column) => of(sheet.cell(row, column)));
  }

  #format(cell: Cell | undefined): string {
    return this.#host.workbook.numberFormat(cell?.style ?? 0).code;
  }

  #write(
    what: string,
    area: Area,
    given: readonly (readonly CellInput[])[],
    typed: (given: CellInput, cell: Cell | undefined, where: string, row: number, column: number) => Typed,
  ): void {
    checkSize(area, given, this.#where(area));
    this.#begin(`${what} ${this.#where(area)}`);
    const sheet = this.#sheet;
    const edits = given.flatMap((line, down) =>
      line.map((input, right) => {
        const [row, column] = [area.firstRow + down, area.firstColumn + right];
        const cell = sheet.cell(row, column);
        const where = addressOf(this.name, areaAt(row, column, 1, 1));
        if (cell?.formula && cell.formula.kind !== 'normal' && cell.formula.kind !== 'shared' && input !== null)
          throw new OfficeError('InvalidArgument', "you can't change part of an array", where);
        return this.#edit(typed(input, cell, where, row, column), row, column, cell);
      }),
    );
    growTables(this.#host.workbook, sheet, area, given);
    this.#host.workbook.setCells(
      this.name,
      edits.filter((edit) => edit !== undefined),
    );
    this.#told(area, 'RangeEdited');
  }

  #edit(typed: Typed, row: number, column: number, cell: Cell | undefined): CellEdit | undefined {
    if (typed.kind === 'nothing') return undefined;
    if (typed.kind === 'empty') return { row, column, value: null };
    if (typed.kind === 'formula') return { row, column, formula: typed.text, value: null };
    const plain = typed.format !== undefined && this.#format(cell) === 'General';
    const style = plain
      ? { style: this.#host.workbook.style({ base: cell?.style ?? 0, numberFormat: typed.format }) }
      : {};
    return { row, column, value: typed.value, ...style };
  }

  #wholeRows(area: Area): void {
    if (!isWholeRows(area)) throw new OfficeError('NotModelled', 'only whole rows come and go', this.#where(area));
  }

  #begin(call: string): void {
    this.#host.step(call);
    if (this.#host.isProtected(this.#name)) throw new OfficeError('AccessDenied', 'the sheet is protected', this.#name);
  }

  #told(area: Area, type: SheetChange['type']): void {
    this.#host.workbook.requestFullCalculation();
    const whole = addressOf(this.name, area);
    this.#host.changed({ sheet: this.name, address: whole.slice(whole.lastIndexOf('!') + 1), type });
  }

  #where(area: Area): string {
    return addressOf(this.#name, area);
  }
}

const holds = ({ value, formula }: Cell): boolean => value !== null || formula !== undefined;

/** Empty cells are '', errors their text, days their numbers. */
function outputOf(cell: Cell | undefined): CellOutput {
  const value = cell?.value ?? '';
  return typeof value === 'object' ? value.error : value;
}
