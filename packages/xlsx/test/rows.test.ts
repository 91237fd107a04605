import { describe, expect, test } from 'vitest';
import { checkPackage } from '../src/check-package.ts';
import type { Package } from '../src/package/package.ts';
import { deleteRows, insertRows } from '../src/rows/change-rows.ts';
import { definedNames } from '../src/structure/defined-names.ts';
import { tablesOf } from '../src/structure/tables.ts';
import { type SmallWorkbook, smallPackage } from './small-package.ts';

const part = 'xl/worksheets/sheet1.xml';
const other = 'xl/worksheets/sheet2.xml';

const styles = `<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="9">${'<xf/>'.repeat(9)}</cellXfs>`;

/** One sheet `Tasks` with this inside (and `Other` with `beside`). */
function tasks(xml: string, beside = '<sheetData/>', more: Partial<SmallWorkbook> = {}): Package {
  return smallPackage({
    sheets: [
      { name: 'Tasks', xml },
      { name: 'Other', xml: beside },
    ],
    styles,
    ...more,
  });
}

function data(...rows: string[]): string {
  return `<sheetData>${rows.join('')}</sheetData>`;
}

function numbered(row: number, formula: string): string {
  return `<row r="${row}"><c r="A${row}" s="1"><v>${row}</v></c><c r="B${row}" s="2"><f>${formula}</f><v>0</v></c></row>`;
}

function inside(pkg: Package, name = part): string {
  const text = pkg.text(name);
  return text.slice(text.indexOf('>') + 1, text.lastIndexOf('</'));
}

async function faults(pkg: Package) {
  return checkPackage(await pkg.toBytes());
}

describe('R2: cells', () => {
  test('insert in the middle: numbers, styles, column formulas', async () => {
    const pkg = tasks(data(numbered(1, 'A1*2'), numbered(2, 'A2*2'), numbered(3, 'A3*2')));
    insertRows(pkg, part, [{ at: 3, count: 1 }]);
    expect(inside(pkg)).toBe(
      data(
        numbered(1, 'A1*2'),
        numbered(2, 'A2*2'),
        '<row r="3"><c r="A3" s="1"/><c r="B3" s="2"><f>A3*2</f></c></row>',
        numbered(4, 'A4*2').replace('<v>4</v>', '<v>3</v>'),
      ),
    );
    expect(await faults(pkg)).toEqual([]);
  });

  test('append behind the last row; a total is not filled down', () => {
    const pkg = tasks(data(numbered(1, 'A1*2'), numbered(2, 'A2*2'), numbered(3, 'SUM(B1:B2)')));
    insertRows(pkg, part, [{ at: 4, count: 2 }]);
    expect(inside(pkg)).toContain(
      '<row r="4"><c r="A4" s="1"/><c r="B4" s="2"/></row><row r="5"><c r="A5" s="1"/><c r="B5" s="2"/></row></sheetData>',
    );
  });

  test('grow: a total below takes in the appended row', () => {
    const pkg = tasks(data(numbered(1, 'A1*2'), numbered(2, 'A2*2'), numbered(3, 'SUM(B1:B2)')));
    insertRows(pkg, part, [{ at: 3, count: 1, grow: true }]);
    expect(inside(pkg)).toContain('<c r="B4" s="2"><f>SUM(B1:B3)</f>');
    expect(inside(pkg)).toContain('<c r="B3" s="2"><f>A3*2</f></c>');
  });

  test('like: another row is the model; its height and outline are taken, hiding is not', () => {
    const model = '<row r="1" spans="1:2" ht="30" customHeight="1" hidden="1" outlineLevel="1"><c r="A1" s="7"/></row>';
    const pkg = tasks(data(model, '<row r="2"/>'));
    insertRows(pkg, part, [{ at: 3, count: 1, like: 1 }]);
    expect(inside(pkg)).toBe(
      data(
        model,
        '<row r="2"/>',
        '<row r="3" spans="1:2" ht="30" customHeight="1" outlineLevel="1"><c r="A3" s="7"/></row>',
      ),
    );
  });

  test('delete: rows go, later ones move up, references to them become #REF!', async () => {
    const pkg = tasks(
      data(numbered(1, 'A2'), numbered(2, 'A2'), numbered(3, 'A1+A3')),
      data(numbered(1, 'Tasks!A2+Tasks!A3+A3')),
    );
    deleteRows(pkg, part, [{ at: 2, count: 1 }]);
    expect(inside(pkg)).toBe(
      data(
        numbered(1, '#REF!'),
        '<row r="2"><c r="A2" s="1"><v>3</v></c><c r="B2" s="2"><f>A1+A2</f><v>0</v></c></row>',
      ),
    );
    expect(inside(pkg, other)).toBe(data(numbered(1, 'Tasks!#REF!+Tasks!A2+A3')));
    expect(await faults(pkg)).toEqual([]);
  });

  test('rows and cells without r', () => {
    const pkg = tasks(data('<row><c><v>1</v></c></row>', '<row><c><v>2</v></c><c><f>A1</f></c></row>'));
    insertRows(pkg, part, [{ at: 1, count: 1 }]);
    expect(inside(pkg)).toBe(
      data('<row r="2"><c><v>1</v></c></row>', '<row r="3"><c><v>2</v></c><c><f>A2</f></c></row>'),
    );
  });

  test('shared formulas stay shared', () => {
    const shared = (r: number, own: string) => `<row r="${r}"><c r="B${r}"><f t="shared" ${own}</c></row>`;
    const rows = [shared(2, 'ref="B2:B4" si="0">A2+C$9</f>'), shared(3, 'si="0"/>'), shared(4, 'si="0"/>')];
    const above = tasks(data(...rows));
    insertRows(above, part, [{ at: 1, count: 1 }]);
    expect(inside(above)).toBe(
      data(shared(3, 'ref="B3:B5" si="0">A3+C$10</f>'), shared(4, 'si="0"/>'), shared(5, 'si="0"/>')),
    );
    const within = tasks(data(...rows));
    insertRows(within, part, [{ at: 4, count: 1, like: 9 }]);
    expect(inside(within)).toBe(
      data(shared(2, 'ref="B2:B5" si="0">A2+C$10</f>'), shared(3, 'si="0"/>'), shared(5, 'si="0"/>')),
    );
    const master = tasks(data(...rows));
    deleteRows(master, part, [{ at: 2, count: 1 }]);
    expect(inside(master)).toBe(data(shared(2, 'ref="B2:B3" si="0">A2+C$8</f>'), shared(3, 'si="0"/>')));
  });

  test('a shared formula that a change parts goes on in parts; what stands alone is written out', () => {
    const cell = (r: number, f: string) => `<row r="${r}"><c r="B${r}">${f}</c></row>`;
    const member = (r: number, si = 0) => cell(r, `<f t="shared" si="${si}"/>`);
    const rows = [
      cell(2, '<f t="shared" ca="1" ref="B2:B6" si="0">A1&amp;Other!A2</f>'),
      ...[3, 4, 5, 6].map((r) => member(r)),
    ];
    const inserted = tasks(data(...rows));
    insertRows(inserted, part, [{ at: 4, count: 1, like: 9 }]);
    expect(inside(inserted)).toBe(
      data(
        cell(2, '<f t="shared" ref="B2:B3" si="0" ca="1">A1&amp;Other!A2</f>'),
        member(3),
        cell(5, '<f>A3&amp;Other!A4</f>'),
        cell(6, '<f t="shared" ref="B6:B7" si="1">A5&amp;Other!A5</f>'),
        member(7, 1),
      ),
    );
    const deleted = tasks(data(...rows));
    deleteRows(deleted, part, [{ at: 3, count: 1 }]);
    expect(inside(deleted)).toBe(
      data(
        cell(2, '<f ca="1">A1&amp;Other!A2</f>'),
        cell(3, '<f>#REF!&amp;Other!A4</f>'),
        cell(4, '<f t="shared" ref="B4:B5" si="0">A3&amp;Other!A5</f>'),
        member(5),
      ),
    );
  });

  test('a number of shared formulas that is used again means the later formula', () => {
    const cell = (r: number, f: string) => `<row r="${r}"><c r="B${r}">${f}</c></row>`;
    const first = (r: number, f: string) => cell(r, `<f t="shared" ref="B${r}:B${r + 1}" si="0">${f}</f>`);
    const member = (r: number) => cell(r, '<f t="shared" si="0"/>');
    const pkg = tasks(data(first(2, 'A1*2'), member(3), first(4, 'A9*3'), member(5)));
    insertRows(pkg, part, [{ at: 5, count: 1, like: 9 }]);
    expect(inside(pkg)).toBe(data(first(2, 'A1*2'), member(3), cell(4, '<f>A10*3</f>'), cell(6, '<f>A11*3</f>')));
  });

  test('on another sheet, too; a group that means nothing of the changed sheet stays byte for byte', () => {
    const member = (r: number) => `<row r="${r}"><c r="B${r}"><f t="shared" si="0"/></c></row>`;
    const beside = (f: string) =>
      data(`<row r="2"><c r="B2"><f t="shared" ref="B2:C9" si="0">${f}</f></c></row>`, member(3), member(4));
    const still = tasks('<sheetData/>', beside('A2+SUM(Third!A2:$A$9)'));
    insertRows(still, part, [{ at: 3, count: 1 }]);
    expect(still.changed(other)).toBe(false);
    const parted = tasks('<sheetData/>', beside('Tasks!A2*2'));
    insertRows(parted, part, [{ at: 3, count: 1 }]);
    expect(inside(parted, other)).toBe(
      data(
        '<row r="2"><c r="B2"><f>Tasks!A2*2</f></c></row>',
        '<row r="3"><c r="B3"><f t="shared" ref="B3:B4" si="0">Tasks!A4*2</f></c></row>',
        member(4),
      ),
    );
  });

  test('array formulas and data tables go on when their first row is deleted; dynamic arrays go with it', () => {
    const spilled = (r: number, more: string) => `<row r="${r}"><c r="B${r}"><v>1</v></c>${more}</row>`;
    const rows = [
      '<row r="2"><c r="B2"><f t="array" ref="B2:C4">A2:A4*2</f><v>1</v></c><c r="E2" cm="1"><f t="array" ref="E2:E4">A2:A4&amp;""</f></c><c r="G2"><f t="dataTable" ref="G2:G4" r1="A2"/></c></row>',
      spilled(3, '<c r="E3" s="1" t="str"><v>x</v></c><c r="G3"/>'),
      spilled(4, '<c r="E4"><v>1</v></c><c r="G4"><v>1</v></c>'),
    ];
    const pkg = tasks(data(...rows));
    deleteRows(pkg, part, [{ at: 2, count: 1 }]);
    expect(inside(pkg)).toBe(
      data(
        '<row r="2"><c r="B2"><f t="array" ref="B2:C3">A2:A3*2</f><v>1</v></c><c r="E2" s="1"/><c r="G2"><f t="dataTable" ref="G2:G3" r1="A2" del1="1"/></c></row>',
        '<row r="3"><c r="B3"><v>1</v></c><c r="E3"/><c r="G3"><v>1</v></c></row>',
      ),
    );
  });

  test('array formulas and data tables keep their extent', () => {
    const pkg = tasks(
      data(
        '<row r="2"><c r="B2"><f t="array" ref="B2:B3">A2:A3*2</f></c></row>',
        '<row r="5"><c r="B5"><f t="dataTable" ref="B5:B6" r1="A9"/></c></row>',
      ),
    );
    insertRows(pkg, part, [{ at: 1, count: 2 }]);
    expect(inside(pkg)).toContain('<f t="array" ref="B4:B5">A4:A5*2</f>');
    expect(inside(pkg)).toContain('<f t="dataTable" ref="B7:B8" r1="A11"/>');
    deleteRows(pkg, part, [{ at: 11, count: 1 }]);
    expect(inside(pkg)).toContain('<f t="dataTable" ref="B7:B8" r1="A11" del1="1"/>');
  });

  test('many inserts in one call equal the same inserts one by one', () => {
    const rows = Array.from({ length: 30 }, (_, i) => numbered(i + 1, `SUM(A$1:A${i + 1})+A${((i * 7) % 30) + 1}`));
    const inserts = [3, 9, 10, 21, 30].map((at, i) => ({ at, count: (i % 2) + 1, like: 40 }));
    const once = tasks(data(...rows));
    insertRows(once, part, inserts);
    const oneByOne = tasks(data(...rows));
    for (const insert of [...inserts].reverse()) insertRows(oneByOne, part, [insert]);
    expect(inside(once)).toBe(inside(oneByOne));
  });

  test('rows in use cannot be pushed off the sheet', () => {
    const pkg = tasks(data('<row r="1"/>', '<row r="1048575"><c r="A1048575"><v>1</v></c></row>'));
    expect(() => insertRows(pkg, part, [{ at: 2, count: 2 }])).toThrow(/off the sheet/);
    insertRows(pkg, part, [{ at: 2, count: 1 }]);
    expect(inside(pkg)).toContain('<c r="A1048576">');
  });

  test.each([
    { at: 0, count: 1 },
    { at: 1, count: 0 },
    { at: 1.5, count: 1 },
    { at: 1_048_577, count: 1 },
  ])('no such rows: %j', (change) => {
    expect(() => insertRows(tasks('<sheetData/>'), part, [change])).toThrow(/There are no/);
    expect(() => deleteRows(tasks('<sheetData/>'), part, [change])).toThrow(/There are no/);
  });

  test('prefixed markup stays prefixed', () => {
    const pkg = tasks('<sheetData/>');
    const xml = `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1" s="1"/></x:row></x:sheetData></x:worksheet>`;
    pkg.put(part, xml, 'test');
    insertRows(pkg, part, [{ at: 2, count: 1 }]);
    expect(pkg.text(part)).toContain('</x:row><x:row r="2"><x:c r="A2" s="1"/></x:row></x:sheetData>');
  });
});

/** [element of the sheet, insert at 5 × 2, delete 5 × 2] */
const shell: readonly [string, string, string][] = [
  ['<dimension ref="A1:C9"/>', '<dimension ref="A1:C11"/>', '<dimension ref="A1:C7"/>'],
  ['<dimension ref="A1:C4"/>', '<dimension ref="A1:C6"/>', '<dimension ref="A1:C4"/>'],
  [
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="6" topLeftCell="A7" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="B9" sqref="B9:B10"/></sheetView></sheetViews>',
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="8" topLeftCell="A9" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="B11" sqref="B11:B12"/></sheetView></sheetViews>',
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="4" topLeftCell="A5" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="B7" sqref="B7:B8"/></sheetView></sheetViews>',
  ],
  [
    '<protectedRanges><protectedRange sqref="A5:A6 B1:B9" name="p"/></protectedRanges>',
    '<protectedRanges><protectedRange sqref="A7:A8 B1:B11" name="p"/></protectedRanges>',
    '<protectedRanges><protectedRange sqref="B1:B7" name="p"/></protectedRanges>',
  ],
  [
    '<scenarios><scenario name="s"><inputCells r="A9" val="1"/></scenario></scenarios>',
    '<scenarios><scenario name="s"><inputCells r="A11" val="1"/></scenario></scenarios>',
    '<scenarios><scenario name="s"><inputCells r="A7" val="1"/></scenario></scenarios>',
  ],
  ['<autoFilter ref="A1:C9"/>', '<autoFilter ref="A1:C11"/>', '<autoFilter ref="A1:C7"/>'],
  [
    '<mergeCells count="3"><mergeCell ref="A5:B5"/><mergeCell ref="A4:A5"/><mergeCell ref="A8:B9"/></mergeCells>',
    '<mergeCells count="3"><mergeCell ref="A7:B7"/><mergeCell ref="A4:A7"/><mergeCell ref="A10:B11"/></mergeCells>',
    '<mergeCells count="1"><mergeCell ref="A6:B7"/></mergeCells>',
  ],
  [
    '<mergeCells count="1"><mergeCell ref="A5:B6"/></mergeCells>',
    '<mergeCells count="1"><mergeCell ref="A7:B8"/></mergeCells>',
    '',
  ],
  [
    '<conditionalFormatting sqref="A2:A4"><cfRule type="expression" priority="1"><formula>$B2&gt;$C$9</formula></cfRule></conditionalFormatting>',
    '<conditionalFormatting sqref="A2:A6"><cfRule type="expression" priority="1"><formula>$B2&gt;$C$11</formula></cfRule></conditionalFormatting>',
    '<conditionalFormatting sqref="A2:A4"><cfRule type="expression" priority="1"><formula>$B2&gt;$C$7</formula></cfRule></conditionalFormatting>',
  ],
  [
    '<conditionalFormatting sqref="A5:A9"><cfRule type="expression" priority="1"><formula>$B5&gt;B4</formula></cfRule></conditionalFormatting>',
    '<conditionalFormatting sqref="A7:A11"><cfRule type="expression" priority="1"><formula>$B7&gt;B6</formula></cfRule></conditionalFormatting>',
    '<conditionalFormatting sqref="A5:A7"><cfRule type="expression" priority="1"><formula>$B5&gt;B4</formula></cfRule></conditionalFormatting>',
  ],
  [
    '<dataValidations count="2"><dataValidation type="list" sqref="D2:D9"><formula1>Other!$A$1:$A$9</formula1></dataValidation><dataValidation type="list" sqref="E5:E6"><formula1>$Z$1:$Z$9</formula1></dataValidation></dataValidations>',
    '<dataValidations count="2"><dataValidation type="list" sqref="D2:D11"><formula1>Other!$A$1:$A$9</formula1></dataValidation><dataValidation type="list" sqref="E7:E8"><formula1>$Z$1:$Z$11</formula1></dataValidation></dataValidations>',
    '<dataValidations count="1"><dataValidation type="list" sqref="D2:D7"><formula1>Other!$A$1:$A$9</formula1></dataValidation></dataValidations>',
  ],
  [
    '<hyperlinks><hyperlink ref="A5" location="x"/></hyperlinks>',
    '<hyperlinks><hyperlink ref="A7" location="x"/></hyperlinks>',
    '',
  ],
  [
    '<rowBreaks count="2" manualBreakCount="2"><brk id="4" max="16383" man="1"/><brk id="8" max="16383" man="1"/></rowBreaks>',
    '<rowBreaks count="2" manualBreakCount="2"><brk id="6" max="16383" man="1"/><brk id="10" max="16383" man="1"/></rowBreaks>',
    '<rowBreaks count="1" manualBreakCount="1"><brk id="6" max="16383" man="1"/></rowBreaks>',
  ],
  [
    '<ignoredErrors><ignoredError sqref="A5:A9"/></ignoredErrors>',
    '<ignoredErrors><ignoredError sqref="A7:A11"/></ignoredErrors>',
    '<ignoredErrors><ignoredError sqref="A5:A7"/></ignoredErrors>',
  ],
];

describe('R2: what stands around the cells', () => {
  test.each(shell)('%s', (before, inserted, deleted) => {
    const pkg = tasks(`<sheetData/>${before}`);
    insertRows(pkg, part, [{ at: 5, count: 2 }]);
    expect(inside(pkg)).toBe(`<sheetData/>${inserted}`);
    const again = tasks(`<sheetData/>${before}`);
    deleteRows(again, part, [{ at: 5, count: 2 }]);
    expect(inside(again)).toBe(`<sheetData/>${deleted}`);
  });

  test('x14 formats, validations and sparklines in the extension list', () => {
    const ext = (cf: string, f: string, dv: string, spark: string, at: string) =>
      `<sheetData/><extLst><ext xmlns:x14="x14" xmlns:xm="xm" uri="u"><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule priority="1"><xm:f>${f}</xm:f></x14:cfRule><xm:sqref>${cf}</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings><x14:dataValidations count="1"><x14:dataValidation><x14:formula1><xm:f>Other!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>${dv}</xm:sqref></x14:dataValidation></x14:dataValidations><x14:sparklineGroups><x14:sparklineGroup><x14:colorSeries rgb="FF0000FF"/><x14:sparklines><x14:sparkline><xm:f>${spark}</xm:f><xm:sqref>${at}</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>`;
    const pkg = tasks(ext('A2:A4', 'Tasks!$C$9', 'B2:B9', 'Tasks!B2:B9', 'Z9'));
    insertRows(pkg, part, [{ at: 5, count: 2 }]);
    expect(inside(pkg)).toBe(ext('A2:A6', 'Tasks!$C$11', 'B2:B11', 'Tasks!B2:B11', 'Z11'));
    deleteRows(pkg, part, [{ at: 11, count: 1 }]);
    expect(inside(pkg)).not.toContain('sparkline');
  });
});

const tableType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

function withTable(range: string, attributes: string): Package {
  const xml = `<sheetData><row r="1"><c r="A1" t="str"><v>Cost</v></c></row><row r="2"><c r="A2" s="1"/></row><row r="3"><c r="A3" s="1"/></row></sheetData><tableParts count="1"><tablePart r:id="rId7"/></tableParts>`;
  return smallPackage({
    sheets: [
      { name: 'Tasks', xml, relations: { rId7: ['table', 'xl/tables/table1.xml'] } },
      { name: 'Other', xml: data(numbered(1, 'SUM(Tasks!A2:A3)')) },
    ],
    styles,
    workbook: '<definedNames><definedName name="Cost_Range">Tasks!$A$2:$A$3</definedName></definedNames>',
    parts: {
      'xl/tables/table1.xml': [
        tableType,
        `<table ${main} id="1" name="t" displayName="t" ref="${range}" ${attributes}><autoFilter ref="A1:A3"/><tableColumns count="1"><tableColumn id="1" name="Cost"/></tableColumns></table>`,
      ],
    },
  });
}

describe('R2: tables', () => {
  test('a row appended to a table belongs to it, and ranges over its rows take it in', async () => {
    const pkg = withTable('A1:A3', 'totalsRowShown="0"');
    insertRows(pkg, part, [{ at: 4, count: 2 }]);
    expect(pkg.text('xl/tables/table1.xml')).toContain('ref="A1:A5" totalsRowShown="0"><autoFilter ref="A1:A5"/>');
    expect(definedNames(pkg)[0]?.formula).toBe('Tasks!$A$2:$A$5');
    expect(inside(pkg, other)).toContain('SUM(Tasks!A2:A5)');
    expect(await faults(pkg)).toEqual([]);
  });

  test('a row before the totals belongs to the data', () => {
    const pkg = withTable('A1:A4', 'totalsRowCount="1"');
    insertRows(pkg, part, [{ at: 4, count: 1 }]);
    expect(tablesOf(pkg, part)[0]?.range.lastRow).toBe(5);
    expect(pkg.text('xl/tables/table1.xml')).toContain('<autoFilter ref="A1:A4"/>');
    expect(inside(pkg, other)).toContain('SUM(Tasks!A2:A4)');
  });

  test('deleting all data rows keeps one, emptied; deleting all rows drops the table', async () => {
    const emptied = withTable('A1:A3', '');
    deleteRows(emptied, part, [{ at: 2, count: 2 }]);
    expect(tablesOf(emptied, part)[0]?.range).toMatchObject({ firstRow: 1, lastRow: 2 });
    expect(await faults(emptied)).toEqual([]);
    const gone = withTable('A1:A3', '');
    deleteRows(gone, part, [{ at: 1, count: 3 }]);
    expect(gone.has('xl/tables/table1.xml')).toBe(false);
    expect(inside(gone)).toBe('<sheetData></sheetData>');
    expect(await faults(gone)).toEqual([]);
  });

  test('the header of a table cannot go alone', () => {
    expect(() => deleteRows(withTable('A1:A3', ''), part, [{ at: 1, count: 1 }])).toThrow(/header of table/);
  });
});

test('R2: names, with print areas and titles, of this and other sheets', () => {
  const names = [
    ['_xlnm.Print_Area" localSheetId="0', 'Tasks!$A$1:$C$9', 'Tasks!$A$1:$C$11', 'Tasks!$A$1:$C$7'],
    [
      '_xlnm.Print_Titles" localSheetId="0',
      'Tasks!$A:$A,Tasks!$5:$6',
      'Tasks!$A:$A,Tasks!$7:$8',
      'Tasks!$A:$A,Tasks!#REF!',
    ],
    ['Elsewhere', 'Other!$A$9', 'Other!$A$9', 'Other!$A$9'],
    ['Local" localSheetId="0', 'A9', 'A9', 'A9'],
  ] as const;
  const xml = names.map(([name, formula]) => `<definedName name="${name}">${formula}</definedName>`).join('');
  for (const [change, index] of [
    [insertRows, 2],
    [deleteRows, 3],
  ] as const) {
    const pkg = tasks('<sheetData/>', '<sheetData/>', { workbook: `<definedNames>${xml}</definedNames>` });
    change(pkg, part, [{ at: 5, count: 2 }]);
    expect(definedNames(pkg).map((name) => name.formula)).toEqual(names.map((row) => row[index]));
  }
});

const relatedParts = {
  'xl/comments1.xml': [
    'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml',
    `<comments ${main}><commentList><comment ref="A5" authorId="0"/><comment ref="A9" authorId="0"/></commentList></comments>`,
  ],
  'xl/drawings/vmlDrawing1.vml': [
    'application/vnd.openxmlformats-officedocument.vmlDrawing',
    '<xml xmlns:v="v" xmlns:x="x"><v:shape id="a"><br><x:ClientData ObjectType="Note"><x:Anchor>1, 15, 8, 2, 3, 15, 12, 1</x:Anchor><x:Row>8</x:Row><x:Column>0</x:Column></x:ClientData></v:shape></xml>',
  ],
  'xl/drawings/drawing1.xml': [
    'application/vnd.openxmlformats-officedocument.drawing+xml',
    '<d:wsDr xmlns:d="d"><d:twoCellAnchor><d:from><d:row>3</d:row></d:from><d:to><d:row>8</d:row></d:to></d:twoCellAnchor><d:twoCellAnchor editAs="oneCell"><d:from><d:row>3</d:row></d:from><d:to><d:row>8</d:row></d:to></d:twoCellAnchor><d:twoCellAnchor editAs="absolute"><d:from><d:row>7</d:row></d:from><d:to><d:row>8</d:row></d:to></d:twoCellAnchor><d:oneCellAnchor><d:from><d:row>6</d:row></d:from></d:oneCellAnchor></d:wsDr>',
  ],
  'xl/charts/chart1.xml': [
    'application/vnd.openxmlformats-officedocument.drawingml.chart+xml',
    '<c:chart xmlns:c="c"><c:f>Tasks!$A$2:$A$9</c:f><c:f>Other!$A$9</c:f></c:chart>',
  ],
  'xl/pivotCache/pivotCacheDefinition1.xml': [
    'application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml',
    `<pivotCacheDefinition ${main}><cacheSource type="worksheet"><worksheetSource ref="A1:C9" sheet="Tasks"/></cacheSource></pivotCacheDefinition>`,
  ],
} as const;

test('R2: comments, notes, drawings, charts and pivot sources', () => {
  const pkg = smallPackage({
    sheets: [
      {
        name: 'Tasks',
        xml: '<sheetData/><drawing r:id="rId2"/><legacyDrawing r:id="rId1"/>',
        relations: {
          rId1: ['vmlDrawing', 'xl/drawings/vmlDrawing1.vml'],
          rId2: ['drawing', 'xl/drawings/drawing1.xml'],
          rId3: ['comments', 'xl/comments1.xml'],
        },
      },
    ],
    parts: relatedParts,
  });
  insertRows(pkg, part, [{ at: 5, count: 2 }]);
  const changed = (name: keyof typeof relatedParts) => pkg.text(name);
  expect(changed('xl/comments1.xml')).toContain('<comment ref="A7" authorId="0"/><comment ref="A11" authorId="0"/>');
  expect(changed('xl/drawings/vmlDrawing1.vml')).toContain(
    '<x:Anchor>1, 15, 10, 2, 3, 15, 14, 1</x:Anchor><x:Row>10</x:Row>',
  );
  const rows = [...changed('xl/drawings/drawing1.xml').matchAll(/<d:row>(\d+)</g)].map((match) => Number(match[1]));
  expect(rows).toEqual([3, 10, 3, 8, 7, 8, 8]);
  expect(changed('xl/charts/chart1.xml')).toContain('<c:f>Tasks!$A$2:$A$11</c:f><c:f>Other!$A$9</c:f>');
  expect(changed('xl/pivotCache/pivotCacheDefinition1.xml')).toContain('ref="A1:C11"');
  deleteRows(pkg, part, [{ at: 11, count: 1 }]);
  expect(changed('xl/comments1.xml')).not.toContain('A11');
  expect(changed('xl/drawings/vmlDrawing1.vml')).not.toContain('<v:shape');
});

test('1,000 inserts into 20,000 rows take one pass', () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => numbered(i + 1, `A${i + 1}*2+SUM(A$1:A${i + 1})`));
  const pkg = tasks(data(...rows), data(numbered(1, 'SUM(Tasks!A1:A20000)')));
  const started = process.cpuUsage();
  insertRows(
    pkg,
    part,
    Array.from({ length: 1_000 }, (_, i) => ({ at: i * 20 + 5, count: 1 })),
  );
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(5_000);
  expect(inside(pkg, other)).toContain('SUM(Tasks!A1:A21000)');
  expect(inside(pkg)).toContain('<row r="21000">');
});
