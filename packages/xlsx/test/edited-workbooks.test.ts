/** One edited cell of a real workbook leaves all else as it was (R1); a sample in the normal run, all under SPRINTFORGE_LONG. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { corpus, hasCorpus, sample } from '../../../test/support/corpora.ts';
import { hasLibreOffice } from '../../../test/support/libreoffice.ts';
import { LibreOfficePairs } from '../../../test/support/libreoffice-pairs.ts';
import { expectWhole } from '../../../test/support/whole.ts';
import {
  type Cell,
  formatCellReference,
  openWorkbook,
  parseRange,
  type Range,
  type Workbook,
  type Worksheet,
} from '../src/index.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-cells-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const open = (file: string): Workbook => openWorkbook(fs.readFileSync(file));

interface Target {
  readonly sheet: Worksheet;
  readonly cell: Cell;
}

/** The first sheet with cells, and a constant cell of it that is no table header and no part of an array. */
function constantCell(workbook: Workbook): Target | undefined {
  for (const sheet of workbook.sheets) {
    const headers = sheet.tables.map((table) => table.range.firstRow);
    const arrays: Range[] = [];
    for (const row of sheet.rows())
      for (const cell of sheet.row(row)) {
        if (cell.formula?.kind === 'array' && cell.formula.ref) arrays.push(parseRange(cell.formula.ref));
        const free = !headers.includes(row) && !arrays.some((range) => isIn(range, cell));
        if (!cell.formula && cell.value !== null && free) return { sheet, cell };
      }
  }
  return undefined;
}

function isIn(range: Range, { row, column }: Cell): boolean {
  const inRows = row >= range.firstRow && row <= range.lastRow;
  return inRows && column >= range.firstColumn && column <= range.lastColumn;
}

const valueFor = ({ cell }: Target) => (cell.value === 'Seen' ? 4711 : 'Seen');

/** The whole package with another value in that cell. */
function withEdit(workbook: Workbook, target: Target): Promise<Uint8Array> {
  const { row, column } = target.cell;
  workbook.setCells(target.sheet.name, [{ row, column, value: valueFor(target) }]);
  return workbook.toBytes();
}

describe.skipIf(!hasCorpus('fidelity'))('one edited cell (R1)', () => {
  const files = sample(corpus('fidelity'), 20);

  it.each(files)('$file', async (entry) => {
    const workbook = open(entry.path);
    const target = constantCell(workbook);
    if (!target) return expect(Buffer.from(await workbook.toBytes()).equals(fs.readFileSync(entry.path))).toBe(true);
    const { sheet, cell } = target;
    const edited = await withEdit(workbook, target);
    expectWhole(fs.readFileSync(entry.path), edited);
    const after = openWorkbook(edited);
    const before = open(entry.path);
    const changed = before.parts.filter((part) => !Buffer.from(before.part(part)!).equals(after.part(part)!));
    expect(changed).toEqual([sheet.part]);
    expect(after.parts).toEqual(before.parts);
    expect(workbook.receipt.partsChanged.map((part) => part.part)).toEqual([sheet.part]);
    expect(after.sheet(sheet.name)?.cell(cell.row, cell.column)?.value).toBe(valueFor(target));
    expectOneSpan(before.part(sheet.part)!, after.part(sheet.part)!, formatCellReference(cell.row, cell.column));
  });

  describe.skipIf(!hasLibreOffice())('LibreOffice opens what it opened before, with the same cells', () => {
    const pairs = new LibreOfficePairs();
    afterAll(() => pairs.stop());
    let [asked, compared] = [0, 0];

    it.each(files)('$file', { timeout: 700_000 }, async (entry) => {
      const workbook = open(entry.path);
      const target = constantCell(workbook);
      if (!target) return;
      const out = path.join(folder, entry.file);
      fs.writeFileSync(out, await withEdit(workbook, target));
      const cell = formatCellReference(target.cell.row, target.cell.column);
      const verdict = await pairs.compare(entry.path, out, { sheet: target.sheet.name, cell });
      fs.rmSync(out);
      asked++;
      if ('crash' in verdict) return expect(verdict.crash).toBe('both');
      // It refuses a package with bytes behind its end, which the edited one no longer has.
      if (!verdict.opens[0]) return;
      expect(verdict.opens[1]).toBe(true);
      expect(verdict.differences).toEqual([]);
      compared++;
    });

    it('which it does with nearly all of them', () => {
      expect(compared).toBeGreaterThan(asked * 0.9);
    });
  });
});

/** Parts in UTF-8: all bytes before and behind one stretch are the same, and the stretch is one cell. */
function expectOneSpan(before: Uint8Array, after: Uint8Array, reference: string): void {
  if (before[0] === 0xff || before[0] === 0xfe) return;
  let start = 0;
  while (before[start] === after[start]) start++;
  let tail = 0;
  while (tail < before.length - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const old = Buffer.from(before);
  const open = Math.max(old.lastIndexOf('<c ', start), old.lastIndexOf(':c ', start), old.lastIndexOf('<c>', start));
  const stretch = old.toString('utf8', open + 1, before.length - tail);
  expect(stretch.match(/<(?:\w+:)?c[ >]/g) ?? [], `${reference}: ${stretch.slice(0, 200)}`).toEqual([]);
}
