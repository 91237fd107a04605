/** openpyxl opens every workbook that we wrote, where it opened the original; a sample in the normal run, all under SPRINTFORGE_LONG. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { corpus, hasCorpus, sample } from '../../../test/support/corpora.ts';
import { hasOpenpyxl, unopenable } from '../../../test/support/openpyxl.ts';
import { newFaults } from '../src/check-package.ts';
import { openWorkbook, type Workbook, XlsxError } from '../src/index.ts';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-openpyxl-'));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

/** An edited cell, rows in and out, a sheet, a name, a format and a property of ours. False where the sheet cannot take them. */
function change(workbook: Workbook): boolean {
  const filled = workbook.sheets.filter(({ cellCount }) => cellCount > 0);
  const sheet = filled.find(({ tables }) => tables.length === 0) ?? filled[0];
  if (sheet === undefined) return false;
  const { name, lastRow } = sheet;
  try {
    const style = workbook.style({ bold: true, numberFormat: 'yyyy-mm-dd' });
    workbook.insertRows(name, [{ at: Math.max(2, lastRow), count: 3 }]);
    workbook.deleteRows(name, [{ at: lastRow + 4, count: 2 }]);
    workbook.setCells(name, [{ row: lastRow + 9, column: 2, value: 'ours', style }]);
    workbook.setDefinedName('_ours', `'${name.replaceAll("'", "''")}'!$A$1`, { hidden: true });
    workbook.setConditionalFormat(name, '_ours', { range: 'A1:C9', formula: '_ours=1', fillColor: 'FFFF00' });
  } catch (error) {
    if (error instanceof XlsxError && /^(BAD_ARGUMENT|LIMIT)$/.test(error.code)) return false;
    throw error;
  }
  workbook.putSheet(
    '_Ours',
    { rows: [[{ value: 'a' }], [{ value: 1 }]], table: { name: '_tblOurs', range: 'A1:A2' } },
    'hidden',
  );
  workbook.setCustomProperty('ours', 'yes');
  workbook.requestFullCalculation();
  return true;
}

describe.skipIf(!hasCorpus('fidelity') || !hasOpenpyxl())('every output', () => {
  it('is whole, and openpyxl opens it', { timeout: 1_800_000 }, async () => {
    const files = sample(corpus('fidelity'), 30).filter(({ columns }) => !/^ERR/.test(columns['openpyxl_3.0.9'] ?? ''));
    const faults: string[][] = [];
    const written = new Map<string, string>();
    for (const entry of files) {
      const before = fs.readFileSync(entry.path);
      const workbook = openWorkbook(before);
      if (!change(workbook)) continue;
      const after = await workbook.toBytes();
      faults.push(...newFaults(before, after).map(({ part, fault }) => [entry.file, part, fault]));
      const out = path.join(scratch, entry.file);
      fs.writeFileSync(out, after);
      written.set(out, entry.path);
    }
    expect(faults).toEqual([]);
    const refused = unopenable([...written.keys()]);
    const before = unopenable([...refused.keys()].map((file) => written.get(file)!));
    expect([...refused].filter(([file]) => !before.has(written.get(file)!))).toEqual([]);
    expect(written.size).toBeGreaterThan(files.length * 0.8);
  });
});
