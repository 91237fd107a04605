import type { SheetState } from '@sprintforge/xlsx';
import { areaAt, parseArea } from '../area.ts';
import { OfficeError } from '../office-error.ts';
import type { OfficeSheet } from '../office-sheet.ts';
import { ScriptRange } from './script-range.ts';

/** `ExcelScript.Worksheet`. */
export class ScriptWorksheet {
  readonly #sheet: OfficeSheet;

  constructor(sheet: OfficeSheet) {
    this.#sheet = sheet;
  }

  getName(): string {
    return this.#sheet.name;
  }
  getVisibility(): SheetState {
    return this.#sheet.state;
  }
  setVisibility(state: SheetState): void {
    this.#sheet.setState(state);
  }
  getRange(address: string): ScriptRange {
    if (address.includes('!')) throw new OfficeError('InvalidArgument', 'an address within the sheet', address);
    return new ScriptRange(this.#sheet, parseArea(address));
  }
  /** 0-based. */
  getRangeByIndexes(row: number, column: number, rows: number, columns: number): ScriptRange {
    return new ScriptRange(this.#sheet, areaAt(row + 1, column + 1, rows, columns));
  }
  getCell(row: number, column: number): ScriptRange {
    return this.getRangeByIndexes(row, column, 1, 1);
  }
  /** undefined when the sheet is empty. */
  getUsedRange(): ScriptRange | undefined {
    const area = this.#sheet.usedArea();
    return area && new ScriptRange(this.#sheet, area);
  }
}
