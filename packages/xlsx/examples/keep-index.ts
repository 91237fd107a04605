/** node keep-index.ts plan.xlsx out.xlsx → two small edits; the second one is written without opening the sheet as a whole. */
import fs from 'node:fs';
import { differingParts, openWorkbook, partHashes } from '@sprintforge/xlsx';

const [source = 'plan.xlsx', target = 'out.xlsx'] = process.argv.slice(2);
const first = openWorkbook(fs.readFileSync(source));
const sheet = first.sheets[0]!.name;
first.setCells(sheet, [{ row: 2, column: 2, value: 'Find a good name' }]);
const bytes = await first.toBytes();
const index = first.chunkIndex(); // to be kept beside the bytes, not handed out; undefined when no sheet is big

const second = openWorkbook(bytes, index ? { index } : {});
second.setCells(sheet, [{ row: 3, column: 2, value: 'Paint it on the bow' }]);
const out = await second.toBytes();
fs.writeFileSync(target, out);

// which parts are not the same, told without inflating any
console.log(differingParts(partHashes(bytes), partHashes(out)));
