/**
 * Generated workbooks whose rows are changed by us and by LibreOffice: behind a calculation of both, every formula and every
 * value agree, but for the named exceptions. `SPRINTFORGE_CASE=17` runs one case alone and leaves its workbooks behind.
 */
import { execFile, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Dice } from '../../../test/support/dice.ts';
import { checkPackage } from '../src/check-package.ts';
import { openWorkbook } from '../src/index.ts';
import { limitsOf } from '../src/limits.ts';
import { Package } from '../src/package/package.ts';
import { deleteRows, insertRows } from '../src/rows/change-rows.ts';
import { type CaseChange, makeChange } from './row-cases/case-change.ts';
import type { CaseTable } from './row-cases/case-tables.ts';
import { type CaseWorkbook, makeWorkbook } from './row-cases/case-workbook.ts';
import { type Difference, exceptionFor } from './row-cases/exceptions.ts';
import { forLibreOffice } from './row-cases/for-libreoffice.ts';

const seed = 20_261_122;
const only = process.env.SPRINTFORGE_CASE;
const cases = process.env.SPRINTFORGE_LONG === undefined ? 100 : 2_000;
const indexes = only === undefined ? Array.from({ length: cases }, (_, index) => index) : [Number(only)];
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'row-cases-'));
const python = spawnSync('/usr/bin/python3', ['-c', 'import uno']).status === 0;
const office = spawnSync('soffice', ['--version']).status === 0;

interface Outcome {
  readonly file: string;
  readonly error?: string;
  readonly cells: number;
  readonly formulas: number;
  /** LibreOffice took a block of cells for cut that is not. */
  readonly refused: boolean;
  readonly differences: readonly Difference[];
}

/** Odd cases go through the workbook, whose sheets are scanned already; even ones through the package. */
async function changed(index: number, { bytes, sheets }: CaseWorkbook, change: CaseChange): Promise<Uint8Array> {
  const list = (changes: CaseChange['inserts']) => changes.map(([at, count]) => ({ at, count, like: 0 }));
  const [inserts, deletes] = [list(change.inserts), list(change.deletes)];
  if (index % 2 === 1) {
    const workbook = openWorkbook(bytes);
    workbook.insertRows(sheets[change.sheet]!, inserts);
    workbook.deleteRows(sheets[change.sheet]!, deletes);
    return workbook.toBytes();
  }
  const pkg = Package.open(bytes, limitsOf());
  const part = `xl/worksheets/sheet${change.sheet + 1}.xml`;
  insertRows(pkg, part, inserts);
  deleteRows(pkg, part, deletes);
  return pkg.toBytes();
}

/** Old numbers of the rows that are deleted count behind the inserts. */
const behind = ({ inserts }: CaseChange, row: number) =>
  row + inserts.reduce((sum, [at, n]) => (at <= row ? sum + n : sum), 0);
const isGone = ({ deletes }: CaseChange, row: number) => deletes.some(([at, n]) => row >= at && row < at + n);

/** Are some of these rows deleted, or new ones put in between? */
function isCut(change: CaseChange, first: number, last: number): boolean {
  const [from, to] = [behind(change, first), behind(change, last)];
  const gone = Array.from({ length: to - from + 1 }, (_, i) => from + i).filter((row) => isGone(change, row)).length;
  return to - from !== last - first || (gone > 0 && gone < to - from + 1);
}

function job(index: number, { blocks, sheets }: CaseWorkbook, change: CaseChange) {
  const [original, ours] = ['original', 'changed'].map((name) => path.join(scratch, `${index}-${name}.xlsx`));
  const here = blocks.filter(({ sheet }) => sheet === change.sheet);
  const cut = here.filter(({ first, last }) => isCut(change, first, last));
  const areas = (of: typeof here) => of.map(({ at }) => at);
  const { inserts, deletes } = change;
  const sheet = sheets[change.sheet];
  return { original, changed: ours, sheet, inserts, deletes, blocks: areas(here), cut: areas(cut) };
}

/** Tables that lose their row of totals alone. */
function lostTotals({ tables }: CaseWorkbook, change: CaseChange): string[] {
  const lost = ({ sheet, totals, last }: CaseTable) =>
    sheet === change.sheet && totals && isGone(change, behind(change, last));
  return tables.filter(lost).map(({ name }) => name);
}

describe('R2: rows of generated workbooks, changed by us and by LibreOffice', () => {
  const jobs: object[] = [];
  const withoutTotals = new Map<number, readonly string[]>();

  test(`${indexes.length} cases leave whole packages`, async () => {
    for (const index of indexes) {
      const dice = new Dice(seed, index);
      const workbook = makeWorkbook(dice);
      const change = makeChange(dice, workbook);
      const after = await changed(index, workbook, change);
      expect(checkPackage(after), `case ${index}`).toEqual([]);
      const made = job(index, workbook, change);
      fs.writeFileSync(made.original!, workbook.apart);
      fs.writeFileSync(made.changed!, await forLibreOffice(after));
      jobs.push(made);
      withoutTotals.set(index, lostTotals(workbook, change));
    }
    if (only !== undefined) console.log(scratch, JSON.stringify(jobs));
  }, 600_000);

  describe.skipIf(!python || !office)('calculated by LibreOffice', () => {
    let outcomes: readonly Outcome[] = [];

    beforeAll(async () => {
      const list = path.join(scratch, 'jobs.json');
      fs.writeFileSync(list, JSON.stringify(jobs));
      const script = path.join(import.meta.dirname, 'libreoffice/replay_rows.py');
      const port = String(20_000 + (process.pid % 20_000));
      const { stdout } = await promisify(execFile)(
        '/usr/bin/python3',
        [script, port, path.join(scratch, 'profile'), list],
        { maxBuffer: 1 << 28 },
      );
      outcomes = JSON.parse(stdout);
    }, 3_600_000);

    test('every formula and every value agree', () => {
      const excepted = new Map<string, number>();
      const count = (name: string) => excepted.set(name, (excepted.get(name) ?? 0) + 1);
      const differences: string[] = [];
      for (const outcome of outcomes) {
        const index = Number.parseInt(path.basename(outcome.file), 10);
        if (outcome.refused) count('block taken for cut');
        if (outcome.error !== undefined) differences.push(`case ${index}: ${outcome.error}`);
        for (const difference of outcome.differences) {
          const name = exceptionFor(difference, withoutTotals.get(index) ?? []);
          if (name === undefined) differences.push(`seed ${seed} case ${index}: ${JSON.stringify(difference)}`);
          else count(name);
        }
      }
      const sum = (what: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + what(outcome), 0);
      console.log(
        `${outcomes.length} cases, ${sum(({ cells }) => cells)} cells, ${sum(({ formulas }) => formulas)} formulas;`,
        Object.fromEntries(excepted),
      );
      expect(differences).toEqual([]);
      expect(outcomes.length).toBe(indexes.length);
      // What is excepted stays the exception (of one case alone it may be much).
      if (only !== undefined) return;
      expect([...excepted.values()].reduce((all, n) => all + n, 0)).toBeLessThanOrEqual(
        sum(({ formulas }) => formulas) / 100,
      );
    });
  });
});

afterAll(() => {
  if (only === undefined) fs.rmSync(scratch, { recursive: true, force: true });
});
