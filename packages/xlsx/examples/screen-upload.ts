/** node screen-upload.ts upload.xlsx out.xlsx → is it safe to keep and hand on? What must go, goes. */
import fs from 'node:fs';
import { screenWorkbook, stripWorkbook } from '@sprintforge/xlsx';

const [source = 'plan.xlsx', target = 'out.xlsx'] = process.argv.slice(2);
const bytes = fs.readFileSync(source);
const policies = { oleObjects: 'refuse', workbookLinks: 'values' } as const; // where they differ from the defaults

const { verdict, findings } = screenWorkbook(bytes, { policies }); // accept, strip or refuse, and why
console.log(verdict);
for (const { severity, code, part, cell, message } of findings) {
  console.log(`${severity} ${code} in ${part}${cell ? `, cell ${cell}` : ''}: ${message}`);
}
if (verdict === 'strip') {
  const { bytes: clean, stripped } = await stripWorkbook(bytes, { policies });
  console.log(stripped); // every part, sheet and cell that something was taken from
  fs.writeFileSync(target, clean);
}
