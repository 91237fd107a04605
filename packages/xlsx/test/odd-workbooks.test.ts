/** Odd but legal workbooks: every operation on every kind leaves a whole package with the right values. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasLibreOffice } from '../../../test/support/libreoffice.ts';
import { LibreOfficePairs } from '../../../test/support/libreoffice-pairs.ts';
import { expectWhole } from '../../../test/support/whole.ts';
import { checkPackage } from '../src/check-package.ts';
import { type CellScalar, openWorkbook, screenWorkbook, stripWorkbook, type Workbook } from '../src/index.ts';
import { limitsOf } from '../src/limits.ts';
import { Package } from '../src/package/package.ts';
import { richWorkbook } from './fuzz/rich-workbook.ts';
import { generalKinds, oddKinds, oddWorkbook, writtenAs } from './odd-workbooks.ts';

interface Operation {
  readonly change: (workbook: Workbook) => void;
  /** Values of `Tasks` in A to C, row by row. */
  readonly rows: readonly (readonly CellScalar[])[];
  /** What the sum on the other sheet reads, and the name refers to. */
  readonly days: string;
  readonly more?: (workbook: Workbook) => void;
}

const header = ['Task', 'Days', 'Twice'];
const [a, b, c] = [
  ['a', 1, 2],
  ['b', 2, 4],
  ['c', 3, 6],
] as const;

const operations: Readonly<Record<string, Operation>> = {
  read: { change: () => undefined, rows: [header, a, b, c], days: 'B2:B4' },
  'set a cell': {
    change: (w) =>
      w.setCells('Tasks', [
        { row: 3, column: 1, value: ' ü\n=' },
        { row: 3, column: 2, value: 20 },
        { row: 4, column: 1, value: null },
      ]),
    rows: [header, a, [' ü\n=', 20, 4], [null, 3, 6]],
    days: 'B2:B4',
  },
  'insert rows': {
    change: (w) => {
      w.insertRows('Tasks', [{ at: 3, count: 2, like: 2 }]);
      w.setCells('Tasks', [{ row: 4, column: 1, value: 'new' }]);
    },
    rows: [header, a, [null, null, null], ['new', null, null], b, c],
    days: 'B2:B6',
  },
  'delete rows': {
    change: (w) => w.deleteRows('Tasks', [{ at: 3, count: 1 }]),
    rows: [header, a, c],
    days: 'B2:B3',
  },
  'add a sheet': {
    change: (w) =>
      w.putSheet(
        'Ours',
        {
          rows: [
            [{ value: 'x' }, { value: 'y' }],
            [{ value: 1 }, { value: true }],
          ],
          table: { name: 'tblOurs', range: 'A1:B2' },
          freeze: { rows: 1 },
        },
        'hidden',
      ),
    rows: [header, a, b, c],
    days: 'B2:B4',
    more: (w) => expect(w.sheet('Ours')?.cell(2, 2)?.value).toBe(true),
  },
  'a defined name': {
    change: (w) => w.setDefinedName('Ours', 'Tasks!$A$1', { hidden: true }),
    rows: [header, a, b, c],
    days: 'B2:B4',
    more: (w) =>
      expect(w.definedNames.find(({ name }) => name === 'Ours')).toMatchObject({ formula: 'Tasks!$A$1', hidden: true }),
  },
  'a style': {
    change: (w) =>
      w.setCells('Tasks', [
        { row: 2, column: 2, style: w.style({ base: 2, bold: true, fillColor: 'FFFF00', numberFormat: '0.000' }) },
      ]),
    rows: [header, a, b, c],
    days: 'B2:B4',
    more: (w) => expect(w.numberFormat(w.sheet('Tasks')!.cell(2, 2)!.style).code).toBe('0.000'),
  },
  'append to the table': {
    change: (w) => {
      w.insertRows('Tasks', [{ at: 5, count: 1, like: 4, grow: true }]);
      w.setCells('Tasks', [
        { row: 5, column: 1, value: 'd' },
        { row: 1, column: 4, value: 'More' },
      ]);
      w.extendTable('Tasks', 'Plan', ['More']);
    },
    rows: [header, a, b, c, ['d', null, null]],
    days: 'B2:B5',
    more: (w) =>
      expect(w.sheet('Tasks')!.tables[0]).toMatchObject({
        range: { lastRow: 5, lastColumn: 4 },
        columns: [...header, 'More'],
      }),
  },
  'ours of everything': {
    change: (w) => {
      w.setConditionalFormat('Tasks', 'Days_Range', {
        range: 'A2:C4',
        formula: 'SUM(Days_Range)>99',
        fillColor: 'FF0000',
      });
      w.setColumn('Tasks', 2, { hidden: true, width: 3 });
      w.setCustomProperty('ours', 'yes & no');
      w.setSheetState('Other', 'hidden');
      w.requestFullCalculation();
    },
    rows: [header, a, b, c],
    days: 'B2:B4',
    more: (w) =>
      expect([w.sheet('Tasks')!.columnHidden(2), w.customProperties.get('ours'), w.sheet('Other')!.state]).toEqual([
        true,
        'yes & no',
        'hidden',
      ]),
  },
};

const kinds = Object.keys(oddKinds);
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-odd-'));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

async function after(kind: string, operation: string): Promise<Uint8Array> {
  const workbook = openWorkbook(oddWorkbook(kind));
  operations[operation]!.change(workbook);
  return await workbook.toBytes();
}

describe.each(kinds)('%s', (kind) => {
  it.each(Object.entries(operations))('%s', async (name, { rows, days, more }) => {
    const bytes = await after(kind, name);
    expectWhole(oddWorkbook(kind), bytes);
    const workbook = openWorkbook(bytes);
    const tasks = workbook.sheet('Tasks')!;
    const found = rows.map((_, row) => [1, 2, 3].map((column) => tasks.cell(row + 1, column)?.value ?? null));
    expect(found).toEqual(rows);
    expect(tasks.cell(2, 3)?.formula?.text).toBe('B2*2');
    expect(workbook.sheet('Other')!.cell(1, 1)?.formula?.text).toBe(`SUM(Tasks!${days})`);
    const absolute = days.replace(/([A-Z])(\d)/g, '$$$1$$$2');
    expect(workbook.definedNames.find((found) => found.name === 'Days_Range')?.formula).toBe(`Tasks!${absolute}`);
    expect(workbook.date1904).toBe(kind === 'dates from 1904');
    more?.(workbook);
  });

  it('is whole as it comes', () => {
    expect(checkPackage(oddWorkbook(kind))).toEqual([]);
  });

  it('strip', async () => {
    const before = oddWorkbook(kind);
    const screened = screenWorkbook(before);
    expect([screened.verdict, screened.findings.map(({ code, cell }) => `${code} ${cell}`)]).toEqual([
      'strip',
      ['EXT_HYPERLINK A2'],
    ]);
    const { bytes, stripped } = await stripWorkbook(before);
    expect(stripped).toHaveLength(1);
    expect(screenWorkbook(bytes)).toEqual({ verdict: 'accept', findings: [] });
    expectWhole(before, bytes);
    expect(openWorkbook(bytes).sheet('Tasks')!.cell(2, 1)?.value).toBe('a');
  });
});

/** Table, notes, drawing, chart, formats, formulas of all kinds; see `rich-workbook.ts`. */
describe.each(generalKinds)('a plan with everything, %s', (kind) => {
  const rich = Package.open(richWorkbook(), limitsOf());
  const bytes = writtenAs(kind, new Map(rich.names.map((name) => [name, rich.bytes(name).toString()])));

  it('rows in and out, cells, a table and a sheet', async () => {
    expect(screenWorkbook(bytes)).toEqual({ verdict: 'accept', findings: [] });
    const workbook = openWorkbook(bytes);
    workbook.insertRows('Tasks', [{ at: 3, count: 2, like: 2 }]);
    workbook.deleteRows('Tasks', [{ at: 6, count: 1 }]);
    workbook.setCells('Tasks', [
      { row: 3, column: 1, value: 'new' },
      { row: 1, column: 5, value: 'Five' },
    ]);
    workbook.extendTable('Tasks', 'Plan', ['Five']);
    workbook.putSheet('Ours', { rows: [[{ value: 1, style: workbook.style({ bold: true }) }]] });
    const after = await workbook.toBytes();
    expectWhole(bytes, after);
    const again = openWorkbook(after);
    expect(again.sheet('Tasks')!.tables[0]).toMatchObject({ range: { firstRow: 1, lastRow: 5, lastColumn: 5 } });
    expect(again.sheet('Tasks')!.cell(6, 2)?.formula?.text).toBe('SUM(B2:B5)');
    expect(again.sheet('Other')!.cell(1, 3)?.formula?.text).toBe('SUM(Tasks!B2:B5)+Tasks!$B$5');
    expect(Buffer.from(again.part('xl/charts/chart1.xml')!).toString()).toMatch(/Tasks!\$B\$2:\$B\$5|T\0a\0s\0k\0s/);
  });
});

describe.skipIf(!hasLibreOffice())('LibreOffice opens what it opened before', () => {
  const pairs = new LibreOfficePairs();
  afterAll(() => pairs.stop());
  const all = kinds.flatMap((kind) => Object.keys(operations).map((operation) => [kind, operation] as const));
  const few = ['prefixed namespaces', 'strict OOXML', 'UTF-16 parts', 'no references in rows and cells', 'backslashes'];
  const rows = process.env.SPRINTFORGE_LONG ? all : few.map((kind) => [kind, 'append to the table'] as const);
  /** LibreOffice 7.4 does not open these as they come either. */
  const neverOpened = new Set(['backslashes', 'zip64 records']);

  it('on odd kinds', { timeout: 1_200_000 }, async () => {
    const closed: string[] = [];
    for (const [kind, operation] of rows) {
      const [before, now] = ['before', 'after'].map((name) => path.join(scratch, `${name}.xlsx`)) as [string, string];
      fs.writeFileSync(before, oddWorkbook(kind));
      fs.writeFileSync(now, await after(kind, operation));
      const verdict = await pairs.compare(before, now, { sheet: 'Tasks', cell: 'A1' });
      if ('crash' in verdict) closed.push(`${kind}: ${operation}`);
      else expect([kind, ...verdict.opens]).toEqual([kind, !neverOpened.has(kind), !neverOpened.has(kind)]);
    }
    expect(closed).toEqual([]);
  });
});
