import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { XlsxError } from '../src/api.ts';
import { FormulaMover } from '../src/formula/formula-mover.ts';
import { RowShift, shiftFormula } from '../src/formula/index.ts';
import { limitsOf } from '../src/limits.ts';
import { Package } from '../src/package/package.ts';
import { changeRows, deleteRows, insertRows } from '../src/rows/change-rows.ts';
import { SharedStrings } from '../src/sheet/shared-strings.ts';
import { SheetCells } from '../src/sheet/sheet-cells.ts';
import { sheetList } from '../src/structure/sheet-list.ts';
import { escapeMarkup, sheetXml, smallWorkbook } from './small-workbook.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const corpora = process.env.SPRINTFORGE_CORPORA ?? path.join(root, '../shared/corpora');
const long = process.env.SPRINTFORGE_LONG !== undefined;
const files = ['plans', 'fidelity'].flatMap((folder) => {
  const at = path.join(corpora, folder);
  if (!fs.existsSync(at)) return [];
  const names = fs.readdirSync(at).filter((name) => /\.(xls[xm]|xlt[xm])$/.test(name));
  const small = names.map((name) => path.join(at, name)).filter((file) => fs.statSync(file).size < 300_000);
  return long ? small : small.filter((_, index) => index % Math.ceil(small.length / 40) === 3);
});

const inserts = [
  { at: 4, count: 2 },
  { at: 11, count: 90, grow: true },
  { at: 40, count: 900, like: 12 },
];
const deletes = [
  { at: 7, count: 1 },
  { at: 13, count: 30 },
];

/** As many rows come as go: most rows stay where they are. */
const exchanged = [
  [
    { at: 7, count: 1 },
    { at: 30, count: 2 },
  ],
  [
    { at: 6, count: 1 },
    { at: 31, count: 2 },
  ],
] as const;

type Change = 'insert' | 'delete' | 'exchange';

/** Every part behind the change, or the code of the error. */
function changed(file: Buffer, quick: boolean, what: Change): ReadonlyMap<string, string> | string {
  try {
    const pkg = Package.open(file, limitsOf());
    for (const sheet of sheetList(pkg).slice(0, 2)) {
      if (sheet.type !== 'worksheet' || !pkg.has(sheet.part)) continue;
      const strings = () => new SharedStrings(Buffer.from('<sst/>'), 0);
      const cells = quick ? new SheetCells(pkg.utf8(sheet.part), pkg.limits, strings, false) : undefined;
      if (what === 'insert') insertRows(pkg, sheet.part, inserts, cells);
      else if (what === 'exchange') changeRows(pkg, sheet.part, ...exchanged, cells);
      else deleteRows(pkg, sheet.part, deletes, cells);
    }
    return new Map(pkg.names.map((name) => [name, pkg.bytes(name).toString('latin1')]));
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error;
    return error.code;
  }
}

describe.skipIf(files.length === 0)('R2: the quick way over the cells gives the bytes of the thorough one', () => {
  test.each(files.map((file) => [path.basename(file), file]))('%s', (_, file) => {
    expectTheSame(fs.readFileSync(file));
  });
});

function expectTheSame(file: Buffer): void {
  for (const what of ['insert', 'delete', 'exchange'] as const) {
    const [quick, thorough] = [changed(file, true, what), changed(file, false, what)];
    if (typeof quick === 'string' || typeof thorough === 'string') expect(quick).toEqual(thorough);
    else for (const [name, bytes] of thorough) expect(quick.get(name) === bytes, `${what}: ${name}`).toBe(true);
  }
}

describe('R2: formulas that were filled down stay or follow their rows as one by one', () => {
  const formulas: readonly (readonly [string, (row: number) => string])[] = [
    ['of its row', (row) => `A${row}*2`],
    ['of its row, on another sheet', (row) => `Other!A${row}+1`],
    ['from a fixed row that goes', (row) => `SUM(A$6:A${row})`],
    ['to a fixed row that goes', (row) => `SUM(A${row}:A$31)`],
    ['from a fixed row that stays', (row) => `SUM(A$2:A${row})`],
    ['of fixed rows that move', (row) => `B${row}/SUM($A$2:$A$60)+$A$32`],
    ['of the row above', (row) => `A${Math.max(1, row - 1)}+1`],
    ['of its row, whole', (row) => `SUM($${row}:$${row})`],
    ['without any', () => '1+1'],
  ];
  test.each(formulas)('%s', (_, formula) => {
    const row = (at: number) =>
      `<row r="${at}"><c r="A${at}"><v>${at}</v></c><c r="C${at}"><f>${escapeMarkup(formula(at))}</f><v>1</v></c></row>`;
    const rows = Array.from({ length: 60 }, (_, at) => row(at + 1)).join('');
    expectTheSame(smallWorkbook({ 'xl/worksheets/sheet1.xml': sheetXml(rows) }));
  });
});

describe('R2: formulas that were filled down move by their pattern as one by one', () => {
  const shift = new RowShift(
    'Plan',
    [{ at: 5, count: 3 }],
    [{ at: 9, count: 2 }],
    [{ firstRow: 2, lastRow: 4, firstColumn: 1, lastColumn: 9 }],
  );
  const patterns = [
    (n: number) => `A${n}+B${n + 1}`,
    (n: number) => `SUM($A$2:A$${n})*1${n}+LOG10(B${n})`,
    (n: number) => `IF("A${n}"=Plan!C${n},'Plan ${n}'!D${n},Plan${n}!E1)`,
    (n: number) => `IFERROR(INDEX(_SYNC_STATUS!$B:$B,MATCH($AD${n},_SYNC_STATUS!$A:$A,0)),"")`,
    (n: number) => `${n}:${n + 2}+A:C+$${n}:${n}`,
    (n: number) => `tbl[[#This Row],[Q${n}]]+Rate${n}+A${n}:B${n - 1}`,
    (n: number) => `A0${n}+A${n * 100_000}+A${n}.5+1E${n}`,
    (n: number) => `Tasks!A${n}:'Plan'!B${n}+[1]Plan!A${n}+#REF!`,
  ];
  test.each(patterns.map((make, index) => [index, make] as const))('pattern %i', (_, make) => {
    for (const formulaSheet of ['Plan', 'Other', undefined]) {
      const mover = new FormulaMover({ formulaSheet }, shift);
      for (let n = 1; n < 40; n++) expect(mover.move(make(n))).toBe(shiftFormula(make(n), { formulaSheet }, shift));
    }
  });
});
