import type { Table } from '@sprintforge/xlsx';
import type { OfficeSheet } from '../office-sheet.ts';
import type { OfficeWorkbook } from '../office-workbook.ts';
import { ScriptRange } from './script-range.ts';
import { ScriptWorksheet } from './script-worksheet.ts';

/** `ExcelScript.Workbook`, as far as scripts of ours call it: what is not here is a TypeError, as a misspelt call is in Excel. */
export class ScriptWorkbook {
  readonly #workbook: OfficeWorkbook;

  constructor(workbook: OfficeWorkbook) {
    this.#workbook = workbook;
  }

  getWorksheets(): ScriptWorksheet[] {
    return this.#workbook.sheets.map((sheet) => new ScriptWorksheet(sheet));
  }
  getWorksheet(name: string): ScriptWorksheet | undefined {
    const sheet = this.#workbook.sheet(name);
    return sheet && new ScriptWorksheet(sheet);
  }
  addWorksheet(name: string): ScriptWorksheet {
    return new ScriptWorksheet(this.#workbook.addSheet(name));
  }
  getTables(): ScriptTable[] {
    return this.#workbook.tables.map(({ table, sheet }) => new ScriptTable(table, sheet));
  }
  getTable(name: string): ScriptTable | undefined {
    return this.getTables().find((table) => table.getName().toLowerCase() === name.toLowerCase());
  }
  getNames(): ScriptName[] {
    return this.#workbook.names.map((name) => new ScriptName(this.#workbook, name));
  }
  getNamedItem(name: string): ScriptName | undefined {
    return this.getNames().find((item) => item.getName().toLowerCase() === name.toLowerCase());
  }
}

export class ScriptTable {
  readonly #table: Table;
  readonly #sheet: OfficeSheet;

  constructor(table: Table, sheet: OfficeSheet) {
    this.#table = table;
    this.#sheet = sheet;
  }

  getName(): string {
    return this.#table.name;
  }
  getWorksheet(): ScriptWorksheet {
    return new ScriptWorksheet(this.#sheet);
  }
  getRange(): ScriptRange {
    return new ScriptRange(this.#sheet, this.#table.range);
  }
  getHeaderRowRange(): ScriptRange {
    const { firstRow } = this.#table.range;
    return new ScriptRange(this.#sheet, { ...this.#table.range, lastRow: firstRow + this.#table.headerRows - 1 });
  }
  getRangeBetweenHeaderAndTotal(): ScriptRange {
    const { range, headerRows, totalsRows } = this.#table;
    const area = { ...range, firstRow: range.firstRow + headerRows, lastRow: range.lastRow - totalsRows };
    return new ScriptRange(this.#sheet, area);
  }
}

export class ScriptName {
  readonly #workbook: OfficeWorkbook;
  readonly #name: string;

  constructor(workbook: OfficeWorkbook, name: string) {
    this.#workbook = workbook;
    this.#name = name;
  }

  getName(): string {
    return this.#name;
  }
  setFormula(formula: string): void {
    this.#workbook.setName(this.#name, formula);
  }
  /** undefined when the name stands for no range. */
  getRange(): ScriptRange | undefined {
    const found = this.#workbook.named(this.#name);
    return found && new ScriptRange(found.sheet, found.area);
  }
}
