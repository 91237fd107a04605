import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Times } from './clock.ts';

const ENGINE = path.join(import.meta.dirname, '../../apps/server/src/adapters/collections.ts');
/** Everything is measured with the options with which the server starts its engine. */
const { engineFlags } = (await import(ENGINE)) as { readonly engineFlags: readonly string[] };

/** A workbook that is measured; `inflated` is the size of its sheet and shared strings in bytes. */
export interface Sheet {
  readonly file: string;
  readonly rows: number;
  readonly columns: number;
  readonly inflated: number;
}

/** `ms` is null where the subject is not installed; `peak` and `grown` are in bytes. */
export interface Measurement extends Omit<Times, 'ms'> {
  readonly subject: string;
  readonly sheet: Sheet;
  readonly ms: number | null;
  readonly result: number;
  readonly peak: number;
  readonly grown: number;
  /** Of a sync: inflating the workbook that is uploaded. */
  readonly uploadFloor?: number;
}

/** Measures a subject in a process of its own: its first call and `times` more. */
export function measureApart(subject: string, sheet: Sheet, times: number): Measurement {
  process.stderr.write(`${subject} at ${sheet.rows} rows × ${sheet.columns} …`);
  const run = subject.startsWith('openpyxl') ? runPython(subject, sheet) : runNode(subject, sheet, times);
  if (run.status !== 0) {
    process.stderr.write(` not run: ${(run.stderr ?? String(run.error)).trim().split('\n').slice(-1)[0]}\n`);
    return { subject, sheet, ms: null, first: 0, floor: 0, result: 0, peak: 0, grown: 0 };
  }
  const found = JSON.parse(run.stdout.trim().split('\n').pop()!) as Partial<Measurement>;
  process.stderr.write(` ${(found.ms ?? 0).toFixed(1)} ms\n`);
  // openpyxl has nothing to warm up, and no floor beside it.
  return { first: found.ms ?? 0, floor: 0, peak: 0, grown: 0, ...found, subject, sheet } as Measurement;
}

function runNode(subject: string, { file }: Sheet, times: number) {
  const script = path.join(import.meta.dirname, 'measure.ts');
  const args = ['--expose-gc', '--max-old-space-size=12288', ...engineFlags, script, subject, file, String(times)];
  const env = { ...process.env, NODE_NO_WARNINGS: '1' };
  return spawnSync(process.execPath, args, { encoding: 'utf8', env });
}

function runPython(subject: string, { file }: Sheet) {
  const script = path.join(import.meta.dirname, 'subject-openpyxl.py');
  return spawnSync('/usr/bin/python3', [script, file, subject.split('.')[1]!], { encoding: 'utf8' });
}
