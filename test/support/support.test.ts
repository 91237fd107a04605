import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sample } from './corpora.ts';
import { hasLibreOffice, LibreOffice } from './libreoffice.ts';
import { differingCells, hasOpenpyxl, readWorkbook } from './openpyxl.ts';
import { diffPackages } from './package-diff.ts';
import { PYTHON } from './services.ts';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-support-'));
afterAll(() => fs.rmSync(dir, { recursive: true }));

/** A workbook by openpyxl: a header and three rows on `Plan`, sorted by nothing. */
function makeWorkbook(name: string): string {
  const file = path.join(dir, name);
  const script = `import openpyxl,sys
w=openpyxl.Workbook(); s=w.active; s.title='Plan'
for r in (['Task','Days'],['Pack',3],['Move',1],['Unpack',2]): s.append(r)
s['C2']='=B2*2'; w.save(sys.argv[1])`;
  execFileSync(PYTHON, ['-c', script, file]);
  return file;
}

describe.skipIf(!hasOpenpyxl())('the independent reader', () => {
  it('sees values, formulas and differences', () => {
    const before = readWorkbook(makeWorkbook('a.xlsx'));
    expect(before[0]).toMatchObject({ name: 'Plan', cells: { B2: { value: 3 }, C2: { formula: '=B2*2' } } });
    const after = [{ ...before[0]!, cells: { ...before[0]!.cells, B2: { value: 4 } } }];
    expect(differingCells(before, after).map((found) => found.cell)).toEqual(['Plan!B2']);
  });
});

describe.skipIf(!hasLibreOffice() || !hasOpenpyxl())('LibreOffice as a second program', () => {
  let office: LibreOffice;
  beforeAll(async () => {
    office = await LibreOffice.start();
  });
  afterAll(() => office.stop());

  it('sets cells, inserts a row and sorts a range', async () => {
    const [file, out] = [makeWorkbook('b.xlsx'), path.join(dir, 'b-out.xlsx')];
    await office.edit(file, out, [
      { op: 'set', sheet: 'Plan', cell: 'B3', value: 9 },
      { op: 'insertRows', sheet: 'Plan', at: 5, count: 1 },
      { op: 'set', sheet: 'Plan', cell: 'A5', value: 'Rest' },
      { op: 'sort', sheet: 'Plan', range: 'A2:B5', column: 0 },
    ]);
    const cells = readWorkbook(out)[0]!.cells;
    expect(['A2', 'A3', 'A4', 'A5'].map((at) => cells[at]?.value)).toEqual(['Move', 'Pack', 'Rest', 'Unpack']);
    expect(cells.B2?.value).toBe(9);
  });

  it('reports what it cannot open and goes on', async () => {
    await expect(office.edit(path.join(dir, 'nowhere.xlsx'), path.join(dir, 'x.xlsx'), [])).rejects.toThrow();
    const made = await office.convert([makeWorkbook('c.xlsx')], 'csv', dir);
    expect(fs.readFileSync(made[0]!, 'utf8')).toContain('Pack,3');
  });

  it('shows which parts of a package differ', async () => {
    const file = makeWorkbook('d.xlsx');
    expect(diffPackages(file, file)).toMatchObject({ added: [], removed: [], changed: [] });
    await office.resave(file, path.join(dir, 'd2.xlsx'));
    expect(diffPackages(file, path.join(dir, 'd2.xlsx')).changed).toContain('xl/worksheets/sheet1.xml');
  });
});

describe('sampling', () => {
  it('is fixed and spread', () => {
    const all = Array.from({ length: 100 }, (_, at) => at);
    if (!process.env.SPRINTFORGE_LONG) expect(sample(all, 4)).toEqual([0, 25, 50, 75]);
    expect(sample(all, 200)).toEqual(all);
  });
});
