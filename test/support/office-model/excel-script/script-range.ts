import { MAX_COLUMN } from '@sprintforge/xlsx';
import { type Area, addressOf, areaAt, columnsOf, rowsOf } from '../area.ts';
import { OfficeError } from '../office-error.ts';
import type { CellOutput, OfficeSheet } from '../office-sheet.ts';
import type { CellInput } from '../typed-input.ts';
import { ScriptWorksheet } from './script-worksheet.ts';

/** `ExcelScript.Range`: indexes are 0-based, calls happen at once. */
export class ScriptRange {
  readonly #sheet: OfficeSheet;
  readonly #area: Area;

  constructor(sheet: OfficeSheet, area: Area) {
    this.#sheet = sheet;
    this.#area = area;
  }

  getWorksheet(): ScriptWorksheet {
    return new ScriptWorksheet(this.#sheet);
  }
  getAddress(): string {
    return addressOf(this.#sheet.name, this.#area);
  }
  getRowIndex(): number {
    return this.#area.firstRow - 1;
  }
  getColumnIndex(): number {
    return this.#area.firstColumn - 1;
  }
  getRowCount(): number {
    return rowsOf(this.#area);
  }
  getColumnCount(): number {
    return columnsOf(this.#area);
  }

  getValues(): CellOutput[][] {
    return this.#sheet.values(this.#area);
  }
  getValue(): CellOutput {
    return this.getValues()[0]![0]!;
  }
  getTexts(): string[][] {
    return this.#sheet.texts(this.#area);
  }
  getFormulas(): CellOutput[][] {
    return this.#sheet.formulas(this.#area);
  }
  getFormulasR1C1(): CellOutput[][] {
    return this.#sheet.formulasR1C1(this.#area);
  }
  getNumberFormats(): string[][] {
    return this.#sheet.numberFormats(this.#area);
  }

  setValues(values: CellInput[][]): void {
    this.#sheet.setValues(this.#area, values);
  }
  /** Into every cell of the range. */
  setValue(value: CellInput): void {
    this.setValues(this.#filled(value));
  }
  setFormulasR1C1(formulas: CellInput[][]): void {
    this.#sheet.setFormulasR1C1(this.#area, formulas);
  }
  setNumberFormat(format: string): void {
    this.#sheet.setNumberFormats(this.#area, this.#filled(format));
  }

  getCell(row: number, column: number): ScriptRange {
    return new ScriptRange(this.#sheet, areaAt(this.#area.firstRow + row, this.#area.firstColumn + column, 1, 1));
  }
  getEntireRow(): ScriptRange {
    return new ScriptRange(this.#sheet, areaAt(this.#area.firstRow, 1, rowsOf(this.#area), MAX_COLUMN));
  }

  insert(direction: string): ScriptRange {
    if (direction !== 'down')
      throw new OfficeError('NotModelled', 'cells are inserted downwards only', this.getAddress());
    this.#sheet.insertRows(this.#area);
    return this;
  }
  delete(direction: string): void {
    if (direction !== 'up') throw new OfficeError('NotModelled', 'cells are deleted upwards only', this.getAddress());
    this.#sheet.deleteRows(this.#area);
  }
  clear(what: string): void {
    if (what !== 'contents') throw new OfficeError('NotModelled', 'only contents are cleared', this.getAddress());
    this.#sheet.clearContents(this.#area);
  }

  #filled<T>(value: T): T[][] {
    return Array.from({ length: rowsOf(this.#area) }, () => Array.from({ length: columnsOf(this.#area) }, () => value));
  }
}
