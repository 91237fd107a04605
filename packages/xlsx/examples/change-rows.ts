/** node change-rows.ts plan.xlsx out.xlsx → rows come and go; formulas, charts, formats and names move as in Excel. */
import fs from 'node:fs';
import { appendRows, openWorkbook, readTable } from '@sprintforge/xlsx';

const [source = 'plan.xlsx', target = 'out.xlsx'] = process.argv.slice(2);
const workbook = openWorkbook(fs.readFileSync(source));
const sheet = workbook.sheets[0]!;

workbook.deleteRows(sheet.name, [{ at: 3, count: 1 }]);
workbook.insertRows(sheet.name, [{ at: 3, count: 2 }]); // two rows before row 3, in the format of row 2
workbook.setCells(sheet.name, [
  { row: 3, column: 1, value: 'Ask the harbour master' },
  { row: 4, column: 1, value: '=1+1 is text here, not a formula' },
]);

const table = sheet.tables[0];
if (table) {
  const [title = ''] = readTable(workbook, table.name).columns;
  appendRows(workbook, table.name, [{ [title]: 'Hand over the keys' }]); // the table grows
}
fs.writeFileSync(target, await workbook.toBytes());
