/** The libraries we are measured against; each reads every cell to a JS value and writes back with 1 % of the cells changed. */
import fs from 'node:fs';
import ExcelJS from 'exceljs';
import { readSheet } from 'read-excel-file/node';
import * as SheetJS from 'xlsx';
import type { Subject } from './subjects.ts';

const ONE_PERCENT = 100;

export const exceljs: Subject = {
  async read(file) {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(file);
    let cells = 0;
    workbook.worksheets[0]!.eachRow((row) => row.eachCell((cell) => (cells += cell.value === null ? 0 : 1)));
    return cells;
  },
  async write(file) {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(file);
    const sheet = workbook.worksheets[0]!;
    for (let row = 2; row <= sheet.rowCount; row += ONE_PERCENT)
      for (let column = 1; column <= 14; column++) sheet.getCell(row, column).value = row;
    return (await workbook.xlsx.writeBuffer()).byteLength;
  },
  async cell(file) {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(file);
    workbook.worksheets[0]!.getCell(2, 4).value = 2;
    return (await workbook.xlsx.writeBuffer()).byteLength;
  },
};

export const sheetjs: Subject = {
  async read(file) {
    const workbook = SheetJS.read(fs.readFileSync(file), { cellDates: false });
    const rows = SheetJS.utils.sheet_to_json<unknown[]>(workbook.Sheets[workbook.SheetNames[0]!]!, { header: 1 });
    return rows.reduce((sum, row) => sum + row.filter((value) => value !== undefined).length, 0);
  },
  async write(file) {
    const workbook = SheetJS.read(fs.readFileSync(file));
    const sheet = workbook.Sheets[workbook.SheetNames[0]!]!;
    const last = SheetJS.utils.decode_range(sheet['!ref']!).e.r;
    for (let row = 1; row <= last; row += ONE_PERCENT)
      for (let column = 0; column < 14; column++)
        sheet[SheetJS.utils.encode_cell({ r: row, c: column })] = { t: 'n', v: row };
    return packed(workbook);
  },
  async cell(file) {
    const workbook = SheetJS.read(fs.readFileSync(file));
    workbook.Sheets[workbook.SheetNames[0]!]!.D2 = { t: 'n', v: 2 };
    return packed(workbook);
  },
};

function packed(workbook: SheetJS.WorkBook): number {
  return (SheetJS.write(workbook, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer).length;
}

export const readExcelFile: Subject = {
  async read(file) {
    const rows = await readSheet(file);
    return rows.reduce((sum, row) => sum + row.filter((value) => value !== null).length, 0);
  },
};
