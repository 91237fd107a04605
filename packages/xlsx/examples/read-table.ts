/** node read-table.ts plan.xlsx → the rows of its first table, one line each. */
import fs from 'node:fs';
import { openWorkbook, readTable } from '@sprintforge/xlsx';

const workbook = openWorkbook(fs.readFileSync(process.argv[2] ?? 'plan.xlsx'));
const table = workbook.sheets.flatMap((sheet) => sheet.tables)[0];
if (!table) throw new Error('This workbook has no table.');

const { columns, rows } = readTable(workbook, table.name);
console.log(columns.join(' | '));
for (const row of rows) console.log(row.join(' | '));
