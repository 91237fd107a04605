/** `edit --set` of one cell on real workbooks: every other part byte-identical, the changed sheet differs only there (R1). */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { columnLetter, openWorkbook } from '@sprintforge/xlsx';
import { afterAll, describe, expect, it } from 'vitest';
import { corpus, sample } from '../../../test/support/corpora.ts';
import { diffPackages } from '../../../test/support/package-diff.ts';
import { applyOperation } from '../src/edit-operation.ts';

// 20 of them in the normal run, all under SPRINTFORGE_LONG.
const files = sample(corpus('fidelity'), 20);

/** A numeric cell without formula, or a free cell below the first sheet; undefined when there is no sheet of cells. */
function target(file: string): { readonly sheet: string; readonly row: number; readonly column: number } | undefined {
  const workbook = openWorkbook(fs.readFileSync(file));
  const sheets = workbook.sheets.filter((sheet) => workbook.part(sheet.part) && !/dialogsheet/i.test(sheet.part));
  for (const sheet of sheets)
    for (const row of sheet.rows()) {
      // An array formula above may spill into this row: a part of it cannot be changed alone.
      if (sheet.row(row).some((cell) => cell.formula?.kind === 'array')) break;
      for (const cell of sheet.row(row))
        if (typeof cell.value === 'number' && !cell.formula) return { sheet: sheet.name, row, column: cell.column };
    }
  const first = sheets[0];
  return first && { sheet: first.name, row: first.lastRow + 20, column: 1 };
}

describe.skipIf(files.length === 0)('one cell of a real workbook', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-fidelity-'));
  afterAll(() => fs.rmSync(dir, { recursive: true }));

  it.for(files.map((entry) => [entry.file, entry.path] as const))('%s', async ([name, file], { skip }) => {
    const found = target(file);
    if (!found) return skip('no sheet with cells');
    const { sheet, row, column } = found;
    const workbook = openWorkbook(fs.readFileSync(file));
    const part = workbook.sheet(sheet)!.part;
    const before = Buffer.from(workbook.part(part)!);
    const reference = `${columnLetter(column)}${row}`;
    applyOperation(workbook, { kind: 'set', argument: `'${sheet.replaceAll("'", "''")}'!${reference}=424242` });
    const out = path.join(dir, name);
    fs.writeFileSync(out, await workbook.toBytes());
    expect(diffPackages(file, out)).toMatchObject({ added: [], removed: [], changed: [expect.stringMatching(/./)] });
    const after = openWorkbook(fs.readFileSync(out));
    expect(after.sheet(sheet)!.cell(row, column)?.value).toBe(424_242);
    expect(changedSpan(before, Buffer.from(after.part(part)!))).toBeLessThan(200);
  });
});

/** Bytes between the common beginning and the common end. */
function changedSpan(a: Buffer, b: Buffer): number {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return Math.max(a.length, b.length) - start - end;
}
