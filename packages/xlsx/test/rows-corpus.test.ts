/**
 * Rows inserted and deleted in the middle of real workbooks: nothing dangles, parts that do not speak of the sheet stay
 * byte for byte, and LibreOffice doing the same comes to the same formulas, values, names, notes and ranges.
 */
import { execFile, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RowDelete, type Table, XlsxError } from '../src/api.ts';
import { newFaults } from '../src/check-package.ts';
import { behindInserts } from '../src/formula/row-shift.ts';
import { limitsOf } from '../src/limits.ts';
import { Package } from '../src/package/package.ts';
import { changeRows } from '../src/rows/change-rows.ts';
import { SharedStrings } from '../src/sheet/shared-strings.ts';
import { SheetCells } from '../src/sheet/sheet-cells.ts';
import { type SheetEntry, sheetList } from '../src/structure/sheet-list.ts';
import { tablesOf } from '../src/structure/tables.ts';
import { allCorpusFiles, corpusFiles } from './corpus-files.ts';
import { knownDeparture } from './rows-departures.ts';

const largest = 400_000;
const files = allCorpusFiles(['fidelity'], largest);
const sample = new Set(corpusFiles(['fidelity'], largest, 20).map(([name]) => name));
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'rows-'));
const python = spawnSync('/usr/bin/python3', ['-c', 'import uno']).status === 0;
const office = spawnSync('soffice', ['--version']).status === 0;
const long = process.env.SPRINTFORGE_LONG !== undefined;

interface Job {
  readonly original: string;
  readonly changed: string;
  readonly sheet: string;
  readonly inserts: readonly (readonly [number, number])[];
  readonly deletes: readonly (readonly [number, number])[];
}

const jobs: Job[] = [];

interface Opened {
  readonly pkg: Package;
  readonly sheet: SheetEntry;
  readonly cells: SheetCells;
}

/** The first sheet that holds cells; undefined for what is no workbook for us, or has no such sheet. */
function opened(bytes: Buffer): Opened | undefined {
  try {
    const pkg = Package.open(bytes, limitsOf());
    for (const sheet of sheetList(pkg)) {
      if (sheet.type !== 'worksheet' || !pkg.has(sheet.part)) continue;
      const strings = () => new SharedStrings(Buffer.from('<sst/>'), 0);
      const cells = new SheetCells(pkg.utf8(sheet.part), pkg.limits, strings, false);
      if (cells.grid.rows > 0) return { pkg, sheet, cells };
    }
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error;
  }
  return undefined;
}

/**
 * Three rows put in at a third and in the middle of the used rows, two deleted behind: not the header of a table (refused), nor its
 * totals (LibreOffice takes the last row of data for them then) or all its data (Excel keeps a row, LibreOffice none).
 */
function changeOf({ pkg, sheet, cells }: Opened) {
  const { grid } = cells;
  const last = grid.rowNumber[grid.rows - 1]!;
  const first = grid.rowNumber[0]!;
  const at = (part: number) => Math.max(2, first + Math.floor((last - first) * part));
  const tables = tablesOf(pkg, sheet.part);
  let gone = at(0.7);
  while (tables.some((table) => isSpoilt(table, gone, gone + 1))) gone++;
  const inserts = [
    { at: at(0.3), count: 2 },
    { at: at(0.5) + 1, count: 1 },
  ];
  return { inserts, deletes: [{ at: gone, count: 2 }] };
}

function isSpoilt({ range, headerRows, totalsRows }: Table, first: number, last: number): boolean {
  const goes = (row: number) => row >= first && row <= last;
  const [top, bottom] = [range.firstRow + headerRows, range.lastRow - totalsRows];
  return goes(range.firstRow) || (totalsRows > 0 && goes(range.lastRow)) || (goes(top) && bottom <= last);
}

/** The parts that a change of this sheet's rows may touch: what it leads to, what lists it, and what speaks of it. */
function mayChange(pkg: Package, sheet: SheetEntry): (part: string) => boolean {
  const reached = new Set([sheet.part, pkg.mainPart, '[Content_Types].xml']);
  const queue = [sheet.part];
  for (let source = queue.pop(); source !== undefined; source = queue.pop()) {
    for (const { target, external } of pkg.relationships(source)) {
      if (external || reached.has(target) || !pkg.has(target)) continue;
      reached.add(target);
      queue.push(target);
    }
  }
  const names = [sheet.name, sheet.name.replaceAll("'", "''")].flatMap((name) => [name, escaped(name)]);
  return (part) => {
    if (reached.has(part) || /\.rels$|calcChain|volatileDependencies/.test(part)) return true;
    const text = pkg.bytes(part).toString('utf8');
    return (
      names.some((name) => text.includes(name)) || tablesOf(pkg, sheet.part).some(({ name }) => text.includes(name))
    );
  };
}

function escaped(name: string): string {
  return name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Excel refuses rows pushed off the sheet; so do we. */
function isRefused(change: () => void): boolean {
  try {
    change();
    return false;
  } catch (error) {
    if (error instanceof XlsxError && error.code === 'LIMIT') return true;
    throw error;
  }
}

describe.skipIf(files.length === 0)('R2: rows inserted and deleted in real workbooks', () => {
  test.each(files)('%s stays whole', async (name, file) => {
    const bytes = fs.readFileSync(file);
    const found = opened(bytes);
    if (found === undefined) return;
    const { pkg, sheet, cells } = found;
    const before = new Map(pkg.names.map((part) => [part, pkg.bytes(part)]));
    const allowed = mayChange(pkg, sheet);
    const reasons = new Map([...before.keys()].map((part) => [part, allowed(part)]));
    const { inserts, deletes } = changeOf(found);
    if (isRefused(() => changeRows(pkg, sheet.part, inserts, deletes, cells))) return;
    const changed = await pkg.toBytes();
    const again = Package.open(changed, limitsOf());
    for (const [part, content] of before) {
      if (reasons.get(part) !== true) expect(again.has(part) && again.bytes(part).equals(content), part).toBe(true);
    }
    expect(newFaults(bytes, changed)).toEqual([]);
    if (sample.has(name)) await noteJob(name, bytes, sheet.name);
  });
});

/** LibreOffice fills no formulas down: it is compared with new rows that are like no other. */
async function noteJob(name: string, bytes: Buffer, sheetName: string): Promise<void> {
  const found = opened(bytes)!;
  const { inserts, deletes } = changeOf(found);
  const bare = inserts.map((insert) => ({ ...insert, like: 0 }));
  changeRows(found.pkg, found.sheet.part, bare, deletes);
  const changed = path.join(scratch, name);
  fs.writeFileSync(changed, await found.pkg.toBytes());
  // A copy: LibreOffice locks what it opens, and does not open what others have locked.
  const original = path.join(scratch, `original-${name}`);
  fs.writeFileSync(original, bytes);
  const pairs = (changes: readonly RowDelete[]) => changes.map(({ at, count }) => [at, count] as const);
  jobs.push({
    original,
    changed,
    sheet: sheetName,
    inserts: pairs(bare),
    deletes: pairs(behindInserts(bare, deletes)),
  });
}

interface Outcome {
  readonly file: string;
  readonly error?: string;
  readonly cells: number;
  readonly differences: readonly (readonly [kind: string, where: string, expected: string, found: string])[];
}

describe.skipIf(files.length === 0 || !python || !office)('R2: LibreOffice doing the same', () => {
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

  test('has the same formulas, values, names, notes and filter ranges', () => {
    const compared = outcomes.filter((outcome) => outcome.error === undefined);
    const differences = compared.flatMap(({ file, differences: all }) =>
      all.filter((difference) => knownDeparture(difference) === undefined).map((row) => [path.basename(file), ...row]),
    );
    expect(differences).toEqual([]);
    expect(compared.length).toBeGreaterThan(outcomes.length * 0.8);
    expect(compared.reduce((sum, outcome) => sum + outcome.cells, 0)).toBeGreaterThan(500);
  });
});

afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));
