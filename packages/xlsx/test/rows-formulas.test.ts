/** Real workbooks, read by the cell reader: every formula, shared or not, says behind a change what it said before, moved. */
import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Workbook, XlsxError } from '../src/api.ts';
import { RowShift, shiftFormula } from '../src/formula/index.ts';
import { openWorkbook } from '../src/index.ts';
import { corpusFiles } from './corpus-files.ts';

const files = corpusFiles(['fidelity', 'plans'], 400_000, 150);

const inserts = [
  { at: 4, count: 2, like: 0 },
  { at: 9, count: 1, like: 0 },
];
const deletes = [
  { at: 6, count: 1 },
  { at: 14, count: 2 },
];

/** Sheet and cell → formula; arrays and data tables, which nobody may cut, are left out. */
function formulas(workbook: Workbook): Map<string, string> {
  const found = new Map<string, string>();
  for (const sheet of workbook.sheets) {
    for (const row of sheet.rows()) {
      for (const { column, formula } of sheet.row(row)) {
        if (formula?.kind === 'normal' || formula?.kind === 'shared')
          found.set(`${sheet.name}\n${row}\n${column}`, formula.text);
      }
    }
  }
  return found;
}

function count(all: ReadonlyMap<string, string>, sheet: string): number {
  return [...all.keys()].filter((place) => place.startsWith(`${sheet}\n`)).length;
}

function opened(bytes: Uint8Array): Workbook | undefined {
  try {
    const workbook = openWorkbook(bytes);
    formulas(workbook);
    return workbook;
  } catch (error) {
    if (error instanceof XlsxError) return undefined;
    throw error;
  }
}

describe.skipIf(files.length === 0)('R2: formulas of real workbooks', () => {
  let compared = 0;

  test.each(files)('%s', async (_, file) => {
    const workbook = opened(fs.readFileSync(file));
    if (workbook === undefined) return;
    const before = formulas(workbook);
    const [sheet] = workbook.sheets
      .filter(({ tables, cellCount }) => tables.length === 0 && cellCount > 0)
      .filter((one) => [...one.rows()].at(-1)! < 1_000_000)
      .sort((a, b) => count(before, b.name) - count(before, a.name));
    if (sheet === undefined) return;
    workbook.insertRows(sheet.name, inserts);
    workbook.deleteRows(sheet.name, deletes);
    const after = formulas(openWorkbook(await workbook.toBytes()));
    const steps = [new RowShift(sheet.name, inserts, []), new RowShift(sheet.name, [], deletes)];
    for (const [place, text] of before) {
      const [formulaSheet = '', row, column] = place.split('\n');
      const moves = formulaSheet === sheet.name ? steps : [];
      const to = moves.reduce((at, step) => (at === 0 ? 0 : step.row(at)), Number(row));
      if (to === 0) continue;
      const expected = steps.reduce((formula, step) => shiftFormula(formula, { formulaSheet }, step), text);
      expect(after.get(`${formulaSheet}\n${to}\n${column}`), place).toBe(expected);
      compared++;
    }
  });

  test('are many', () => expect(compared).toBeGreaterThan(files.length * 3));
});
