/**
 * `npm run bench [-- --rows 1000,10000]`: reads, merges and writes plans of 1k, 10k and 100k rows × 14 columns with our engine,
 * with its peers and against the floor, all in one run; writes bench/RESULTS.md with the machine it ran on.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writePlanFile } from './plan-file.ts';
import { report } from './report.ts';

export interface Measurement {
  readonly subject: string;
  readonly rows: number;
  readonly ms: number | null;
  readonly result: number;
  readonly rss: number;
}

const SUBJECTS = [
  'floor.inflate',
  'sprintforge.scan',
  'sprintforge.read',
  'sprintforge.snapshot',
  'sprintforge.merge',
  'sprintforge.write',
  'sprintforge.sync',
  'readExcelFile.read',
  'sheetjs.read',
  'sheetjs.write',
  'exceljs.read',
  'exceljs.write',
  'openpyxl.read',
  'openpyxl.write',
];

function measure(subject: string, file: string, rows: number): Measurement {
  const ours = /^(floor|sprintforge)/.test(subject);
  const times = ours ? 7 : rows > 50_000 ? 1 : 3;
  process.stderr.write(`${subject} at ${rows} rows …`);
  const args = [
    '--expose-gc',
    '--max-old-space-size=12288',
    path.join(import.meta.dirname, 'measure.ts'),
    subject,
    file,
    String(times),
  ];
  const run = subject.startsWith('openpyxl')
    ? spawnSync(
        '/usr/bin/python3',
        [path.join(import.meta.dirname, 'subject-openpyxl.py'), file, subject.split('.')[1]!],
        { encoding: 'utf8' },
      )
    : spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, NODE_NO_WARNINGS: '1' } });
  if (run.status !== 0) {
    process.stderr.write(` not run: ${(run.stderr ?? String(run.error)).trim().split('\n').slice(-1)[0]}\n`);
    return { subject, rows, ms: null, result: 0, rss: 0 };
  }
  const { ms, result, rss } = JSON.parse(run.stdout.trim().split('\n').pop()!) as {
    ms: number;
    result: number;
    rss?: number;
  };
  process.stderr.write(` ${ms.toFixed(1)} ms\n`);
  return { subject, rows, ms, result, rss: rss ?? 0 };
}

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000,10000,100000' } } });
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-bench-'));
const all: Measurement[] = [];
for (const rows of values.rows.split(',').map(Number)) {
  const file = path.join(folder, `plan-${rows}.xlsx`);
  writePlanFile(file, rows);
  for (const subject of SUBJECTS) all.push(measure(subject, file, rows));
}
fs.rmSync(folder, { recursive: true });
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
  encoding: 'utf8',
  cwd: import.meta.dirname,
}).trim();
const text = report(all, commit);
fs.writeFileSync(path.join(import.meta.dirname, '..', 'RESULTS.md'), text);
console.log(text);
