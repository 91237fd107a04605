/** node change-cells.ts plan.xlsx out.xlsx → the same workbook with one cell changed, and what that took. */
import fs from 'node:fs';
import { openWorkbook } from '@sprintforge/xlsx';

const [source = 'plan.xlsx', target = 'out.xlsx'] = process.argv.slice(2);
const workbook = openWorkbook(fs.readFileSync(source));
const sheet = workbook.sheets[0]!;

workbook.setCells(sheet.name, [{ row: 2, column: 2, value: 'Find a good name' }]);
workbook.requestFullCalculation(); // formulas may depend on it: Excel computes them when it opens the file
fs.writeFileSync(target, await workbook.toBytes());

const { partsChanged, partsTotal } = workbook.receipt;
console.log(`${partsTotal - partsChanged.length} of ${partsTotal} parts are byte for byte as they were`);
for (const { part, why } of partsChanged) console.log(`${part}: ${why}`);
