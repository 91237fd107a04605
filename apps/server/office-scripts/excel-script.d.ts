/** The part of Excel's scripting interface that the scripts in this folder call, and no more of it. */
declare namespace ExcelScript {
  interface Workbook {
    getWorksheet(name: string): Worksheet | undefined;
    addWorksheet(name: string): Worksheet;
    getNamedItem(name: string): NamedItem | undefined;
  }
  interface NamedItem {
    getRange(): Range | undefined;
    setFormula(formula: string): void;
  }
  interface Worksheet {
    getName(): string;
    setVisibility(visibility: SheetVisibility): void;
    getRange(address: string): Range;
    /** From 0. */
    getRangeByIndexes(row: number, column: number, rows: number, columns: number): Range;
    getUsedRange(): Range | undefined;
  }
  interface Range {
    getWorksheet(): Worksheet;
    getAddress(): string;
    getRowIndex(): number;
    getColumnIndex(): number;
    getRowCount(): number;
    getColumnCount(): number;
    getValue(): string | number | boolean;
    getValues(): (string | number | boolean)[][];
    getFormulas(): (string | number | boolean)[][];
    getFormulasR1C1(): (string | number | boolean)[][];
    getNumberFormats(): string[][];
    setValue(value: string | number | boolean): void;
    setValues(values: (string | number | boolean)[][]): void;
    setFormulasR1C1(formulas: (string | number | boolean)[][]): void;
    getEntireRow(): Range;
    insert(direction: InsertShiftDirection): Range;
    delete(direction: DeleteShiftDirection): void;
  }
  enum SheetVisibility {
    visible,
    hidden,
    veryHidden,
  }
  enum InsertShiftDirection {
    down,
    right,
  }
  enum DeleteShiftDirection {
    up,
    left,
  }
}

interface FetchAnswer {
  readonly ok: boolean;
  readonly status: number;
  text(): Promise<string>;
}
declare function fetch(
  url: string,
  call: { method: string; headers: { [name: string]: string }; body?: string },
): Promise<FetchAnswer>;
