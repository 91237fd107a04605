import { execFile, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { XlsxError } from '../src/api.ts';
import { checkPackage } from '../src/check-package.ts';
import { limitsOf } from '../src/limits.ts';
import { Package } from '../src/package/package.ts';
import { deleteRows, insertRows } from '../src/rows/change-rows.ts';
import { sheetList } from '../src/structure/sheet-list.ts';
import { tablesOf } from '../src/structure/tables.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const folder = path.join(process.env.SPRINTFORGE_CORPORA ?? path.join(root, '../shared/corpora'), 'fidelity');
const long = process.env.SPRINTFORGE_LONG !== undefined;
const workbooks = fs.existsSync(folder)
  ? fs
      .readdirSync(folder)
      .filter((name) => /\.(xls[xm]|xlt[xm])$/.test(name) && size(name) < 400_000)
      .sort()
  : [];
const sample = long ? workbooks : workbooks.filter((_, index) => index % Math.ceil(workbooks.length / 20) === 5);
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'rows-'));

const inserts = [
  { at: 3, count: 2, like: 0 },
  { at: 6, count: 1, like: 0 },
];

interface Job {
  readonly original: string;
  readonly changed: string;
  readonly sheet: string;
  readonly inserts: readonly (readonly [number, number])[];
  readonly deletes: readonly (readonly [number, number])[];
}

const jobs: Job[] = [];

function size(name: string): number {
  return fs.statSync(path.join(folder, name)).size;
}

/** The first sheet of cells, if the file can be opened and its row 9 or 10 is no table header. */
function opened(name: string) {
  const bytes = fs.readFileSync(path.join(folder, name));
  try {
    const pkg = Package.open(bytes, limitsOf());
    const sheet = sheetList(pkg).find((s) => s.type === 'worksheet' && pkg.has(s.part));
    if (sheet === undefined) return undefined;
    const headers = tablesOf(pkg, sheet.part).map((table) => table.range.firstRow);
    return headers.some((row) => row >= 5 && row <= 8) ? undefined : { bytes, pkg, sheet };
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error;
    return undefined;
  }
}

/** A sheet that is filled down to its last row takes no more. */
function isRefused(change: () => void): boolean {
  try {
    change();
    return false;
  } catch (error) {
    if (error instanceof XlsxError && error.code === 'LIMIT') return true;
    throw error;
  }
}

describe.skipIf(sample.length === 0)('R2: rows inserted and deleted in real workbooks', () => {
  test.each(sample)('%s stays consistent', async (name) => {
    const found = opened(name);
    if (found === undefined) return;
    const { bytes, pkg, sheet } = found;
    const before = new Set(checkPackage(bytes).map(({ part, fault }) => `${part}: ${fault}`));
    if (isRefused(() => insertRows(pkg, sheet.part, inserts))) return;
    deleteRows(pkg, sheet.part, [{ at: 9, count: 2 }]);
    const changed = await pkg.toBytes();
    const after = checkPackage(changed).map(({ part, fault }) => `${part}: ${fault}`);
    expect(after.filter((fault) => !before.has(fault))).toEqual([]);
    const file = path.join(scratch, name);
    fs.writeFileSync(file, changed);
    // A copy: LibreOffice locks what it opens, and does not open what others have locked.
    const original = path.join(scratch, `original-${name}`);
    fs.writeFileSync(original, bytes);
    const rows = inserts.map(({ at, count }) => [at, count] as const);
    jobs.push({
      original,
      changed: file,
      sheet: sheet.name,
      inserts: rows,
      deletes: [[9, 2]],
    });
  });
});

const python = spawnSync('/usr/bin/python3', ['-c', 'import uno']).status === 0;
const office = spawnSync('soffice', ['--version']).status === 0;

interface Outcome {
  readonly file: string;
  readonly error?: string;
  readonly cells: number;
  readonly differences: readonly (readonly string[])[];
}

describe.skipIf(sample.length === 0 || !python || !office)('R2: LibreOffice doing the same', () => {
  let outcomes: readonly Outcome[] = [];

  beforeAll(
    async () => {
      const list = path.join(scratch, 'jobs.json');
      fs.writeFileSync(list, JSON.stringify(jobs));
      const script = path.join(import.meta.dirname, 'libreoffice/compare_rows.py');
      const port = String(20_000 + (process.pid % 20_000));
      const run = promisify(execFile);
      const { stdout } = await run('/usr/bin/python3', [script, port, path.join(scratch, 'profile'), list], {
        maxBuffer: 1 << 28,
      });
      outcomes = JSON.parse(stdout);
    },
    long ? 3_600_000 : 600_000,
  );

  test('has the same formulas, names, notes and filter ranges', () => {
    const differences = outcomes.flatMap(({ file, differences }) =>
      differences.filter(([kind]) => kind !== 'condition').map((row) => [path.basename(file), ...row]),
    );
    expect(differences).toEqual([]);
    const compared = outcomes.filter((outcome) => outcome.error === undefined);
    expect(compared.length).toBeGreaterThan(outcomes.length * 0.8);
    expect(compared.reduce((sum, outcome) => sum + outcome.cells, 0)).toBeGreaterThan(500);
  });
});

afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));
