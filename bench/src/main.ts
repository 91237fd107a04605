/**
 * `npm run bench [-- --rows 1000,10000] [--large 200000x14]`: reads, merges and writes plans of 1k, 10k and 100k rows × 14 columns with
 * our engine, with its peers and against the floor, all in one run; then only our reading of larger sheets, and its memory.
 * Writes bench/RESULTS.md with the machine it ran on.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { heavyEntries } from './floor.ts';
import { type Measurement, measureApart, type Sheet } from './measure-apart.ts';
import { writeLargeUpload, writePlanFile } from './plan-file.ts';
import { report } from './report.ts';

const SUBJECTS = [
  'floor.inflate',
  'sprintforge.scan',
  'sprintforge.read',
  'sprintforge.cells',
  'sprintforge.snapshot',
  'sprintforge.merge',
  'sprintforge.write',
  'sprintforge.cell',
  'sprintforge.unchanged',
  'sprintforge.sync',
  'sprintforge.http',
  'sprintforge.resaved',
  'readExcelFile.read',
  'sheetjs.read',
  'sheetjs.write',
  'sheetjs.cell',
  'exceljs.read',
  'exceljs.write',
  'exceljs.cell',
  'openpyxl.read',
  'openpyxl.write',
  'openpyxl.cell',
];
/** Measured on every size, and once more for its memory. */
const READING = ['sprintforge.scan', 'sprintforge.read'];
const FOR_MEMORY = [...READING, 'sprintforge.write'];

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000,10000,100000' },
    large: { type: 'string', default: '200000x14,999999x3' },
  },
});
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-bench-'));
const all: Measurement[] = [];
const memory: Measurement[] = [];

function sheetOf(rows: number, columns: number): Sheet {
  const file = path.join(folder, `plan-${rows}x${columns}.xlsx`);
  writePlanFile(file, rows, columns === 3 ? 3 : 14);
  return described(file, rows, columns);
}

function described(file: string, rows: number, columns: number): Sheet {
  const inflated = heavyEntries(fs.readFileSync(file)).reduce((sum, entry) => sum + entry.size, 0);
  return { file, rows, columns, inflated };
}

/** Calls after the first one: fewer where one takes long. */
function timesOf(subject: string, rows: number): number {
  const ours = /^(floor|sprintforge)/.test(subject);
  if (rows < 50_000) return ours ? 9 : 3;
  return !ours ? 1 : /\.(?:sync|http|resaved)$/.test(subject) ? 2 : 9;
}

for (const rows of values.rows.split(',').filter(Boolean).map(Number)) {
  const sheet = sheetOf(rows, 14);
  for (const subject of SUBJECTS) all.push(measureApart(subject, sheet, timesOf(subject, rows)));
  for (const subject of FOR_MEMORY) memory.push(measureApart(subject, sheet, 0));
}
for (const size of values.large.split(',').filter(Boolean)) {
  const [rows, columns] = size.split('x').map(Number) as [number, number];
  const sheet = sheetOf(rows, columns);
  for (const subject of READING) all.push(measureApart(subject, sheet, 3));
  for (const subject of columns === 14 ? FOR_MEMORY : READING) memory.push(measureApart(subject, sheet, 0));
}
const large = path.join(folder, 'large-upload.xlsx');
writeLargeUpload(large);
memory.push(measureApart('sprintforge.upload', described(large, 200_000, 14), 0));
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
  encoding: 'utf8',
  cwd: import.meta.dirname,
}).trim();
const text = report(all, memory, commit);
fs.rmSync(folder, { recursive: true });
fs.writeFileSync(path.join(import.meta.dirname, '..', 'RESULTS.md'), text);
console.log(text);
