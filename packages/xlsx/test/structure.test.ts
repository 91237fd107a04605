import { describe, expect, test } from 'vitest';
import { expectWhole } from '../../../test/support/whole.ts';
import { checkPackage } from '../src/check-package.ts';
import type { Package } from '../src/package/package.ts';
import { extendAutoFilter } from '../src/structure/auto-filter.ts';
import { requestFullCalculation } from '../src/structure/calculation.ts';
import { setColumn } from '../src/structure/columns.ts';
import { setConditionalFormat } from '../src/structure/conditional-format.ts';
import { customProperties, setCustomProperty } from '../src/structure/custom-properties.ts';
import { definedNames, setDefinedName } from '../src/structure/defined-names.ts';
import { putSheet } from '../src/structure/put-sheet.ts';
import { removeSheet } from '../src/structure/remove-sheet.ts';
import { setSheetState, sheetList } from '../src/structure/sheet-list.ts';
import { ensureStyle } from '../src/structure/style-request.ts';
import { extendTable, tablesOf } from '../src/structure/tables.ts';
import { type SmallWorkbook, smallPackage } from './small-package.ts';

const part = 'xl/worksheets/sheet1.xml';
const empty = '<sheetData/>';

function book(xml = empty, more: Partial<SmallWorkbook> = {}): Package {
  return smallPackage({ sheets: [{ name: 'Plan', xml }], ...more });
}

function inside(pkg: Package, name = part): string {
  const text = pkg.text(name);
  return text.slice(text.indexOf('>', text.indexOf('<worksheet')) + 1, text.lastIndexOf('</'));
}

async function faults(pkg: Package) {
  return checkPackage(await pkg.toBytes());
}

const table = { name: 'tblTasks', range: 'A1:B2' };
const header = [{ value: 'Task ID' }, { value: 'Name', style: 0 }];

describe('sheets of our own', () => {
  test.each([false, true])('a new sheet with everything it can have (Strict: %s)', async (strict) => {
    const pkg = book(empty, { strict });
    const name = putSheet(
      pkg,
      'Tasks & more',
      {
        rows: [
          header,
          [
            { value: '=SUM(1)' },
            { value: 3.5, formula: 'A1&"<"' },
            null,
            { value: true },
            { style: 0 },
            { value: ' x\n_x0041_' },
          ],
        ],
        columns: [{ hidden: true }, { width: 30 }],
        table,
        freeze: { rows: 1, columns: 1 },
        validations: [{ range: 'B2:B9', list: 'Open,Done' }],
        tabColor: '#1F6FEB',
      },
      'hidden',
    );
    expect(sheetList(pkg)[1]).toMatchObject({ name: 'Tasks & more', state: 'hidden', part: name, type: 'worksheet' });
    expect(inside(pkg, name)).toBe(
      '<sheetPr><tabColor rgb="FF1F6FEB"/></sheetPr><dimension ref="A1:F2"/><sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/><selection pane="bottomRight" activeCell="B2" sqref="B2"/></sheetView></sheetViews><cols><col min="1" max="1" width="9.140625" hidden="1"/><col min="2" max="2" width="30" customWidth="1"/></cols><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Task ID</t></is></c><c r="B1" s="0" t="inlineStr"><is><t>Name</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>=SUM(1)</t></is></c><c r="B2"><f>A1&amp;"&lt;"</f><v>3.5</v></c><c r="D2" t="b"><v>1</v></c><c r="E2" s="0"/><c r="F2" t="inlineStr"><is><t xml:space="preserve"> x\n_x005F_x0041_</t></is></c></row></sheetData><dataValidations count="1"><dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" sqref="B2:B9"><formula1>"Open,Done"</formula1></dataValidation></dataValidations><tableParts count="1"><tablePart r:id="rId1"/></tableParts>',
    );
    expect(tablesOf(pkg, name)[0]).toMatchObject({ name: 'tblTasks', columns: ['Task ID', 'Name'] });
    expect(await faults(pkg)).toEqual([]);
  });

  test('a sheet put again keeps its place, its drawing and its table part', async () => {
    const pkg = book();
    const first = putSheet(pkg, 'Tasks', { rows: [header], table: { ...table, range: 'A1:B1' } }, 'veryHidden');
    pkg.put(
      first,
      pkg
        .text(first)
        .replace(
          '<tableParts',
          '<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/><tableParts',
        ),
      'test',
    );
    expect(putSheet(pkg, 'TASKS', { rows: [header, [{ value: 1 }]], table })).toBe(first);
    expect(sheetList(pkg).map((sheet) => sheet.state)).toEqual(['visible', 'veryHidden']);
    expect(pkg.names.filter((name) => name.includes('tables/'))).toEqual(['xl/tables/table1.xml']);
    expect(inside(pkg, first)).toContain('</sheetData><pageMargins left="1"');
    putSheet(pkg, 'Tasks', { rows: [] });
    expect(pkg.names.some((name) => name.includes('tables/'))).toBe(false);
    expect(await faults(pkg)).toEqual([]);
  });

  test.each(['', 'a/b', 'x'.repeat(32), "'a", 'History'])('%j cannot be a sheet', (name) => {
    expect(() => putSheet(book(), name, { rows: [] })).toThrow(/cannot be the name/);
  });

  test('removing a sheet takes its names along and re-indexes those of later sheets', async () => {
    const names =
      '<definedNames><definedName name="a" localSheetId="1">Two!$A$1</definedName><definedName name="b" localSheetId="2">Three!$A$1</definedName><definedName name="c">Two!$A$1</definedName><definedName name="d">One!$A$1</definedName></definedNames>';
    const pkg = smallPackage({
      sheets: ['One', 'Two', 'Three'].map((name) => ({ name, xml: empty })),
      views: '<bookViews><workbookView activeTab="1"/></bookViews>',
      workbook: names,
    });
    const before = await pkg.toBytes();
    removeSheet(pkg, 'two');
    expect(sheetList(pkg).map((sheet) => sheet.name)).toEqual(['One', 'Three']);
    expect(definedNames(pkg)).toEqual([
      { name: 'b', formula: 'Three!$A$1', hidden: false, sheet: 1 },
      { name: 'd', formula: 'One!$A$1', hidden: false },
    ]);
    expect(pkg.text('xl/workbook.xml')).toContain('activeTab="1"');
    expect(pkg.has('xl/worksheets/sheet2.xml')).toBe(false);
    expectWhole(before, await pkg.toBytes());
  });

  test('the last visible sheet can be neither hidden nor removed', () => {
    const pkg = book();
    putSheet(pkg, 'Meta', { rows: [] }, 'hidden');
    expect(() => setSheetState(pkg, 'Plan', 'hidden')).toThrow(/visible/);
    expect(() => removeSheet(pkg, 'Plan')).toThrow(/visible/);
    setSheetState(pkg, 'Meta', 'visible');
    setSheetState(pkg, 'Plan', 'veryHidden');
    expect(sheetList(pkg).map((sheet) => sheet.state)).toEqual(['veryHidden', 'visible']);
  });
});

describe('defined names', () => {
  test('sorted, changed, removed', () => {
    const pkg = book(empty, { workbook: '<calcPr calcId="1"/>' });
    setDefinedName(pkg, 'beta', 'Plan!$A$1');
    setDefinedName(pkg, 'Alpha', 'Plan!$B$1', { hidden: true });
    setDefinedName(pkg, 'alpha', '"<&>"', { sheet: 0 });
    expect(pkg.text('xl/workbook.xml')).toContain(
      '</sheets><definedNames><definedName name="Alpha" hidden="1">Plan!$B$1</definedName><definedName name="alpha" localSheetId="0">"&lt;&amp;&gt;"</definedName><definedName name="beta">Plan!$A$1</definedName></definedNames><calcPr',
    );
    setDefinedName(pkg, 'ALPHA', 'Plan!$C$1');
    expect(definedNames(pkg)[0]).toEqual({ name: 'Alpha', formula: 'Plan!$C$1', hidden: true });
    setDefinedName(pkg, 'alpha', null);
    setDefinedName(pkg, 'alpha', null, { sheet: 0 });
    setDefinedName(pkg, 'beta', null);
    expect(pkg.text('xl/workbook.xml')).not.toContain('definedName');
  });

  test('a name must be one', () => {
    expect(() => setDefinedName(book(), 'a b', '1')).toThrow(/cannot be a defined name/);
  });
});

const styles =
  '<fonts count="1"><font><sz val="11"/><name val="Arial"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"><protection locked="0"/></xf></cellXfs>';

describe('styles', () => {
  test('R1: appended to only, and reused', () => {
    const pkg = book(empty, { styles });
    const request = {
      base: 1,
      bold: true,
      fillColor: 'FFEB9C',
      numberFormat: 'yyyy"-"mm',
      quotePrefix: true,
      wrap: true,
    } as const;
    expect(ensureStyle(pkg, request)).toBe(2);
    expect(ensureStyle(pkg, request)).toBe(2);
    expect(ensureStyle(pkg, {})).toBe(0);
    expect(ensureStyle(pkg, { base: 1 })).toBe(1);
    const text = pkg.text('xl/styles.xml');
    expect(text).toContain(
      '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;-&quot;mm"/></numFmts><fonts count="2">',
    );
    expect(text).toContain('<font><b/><sz val="11"/><name val="Arial"/></font></fonts>');
    expect(text).toContain(
      '<xf numFmtId="164" fontId="1" fillId="1" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" quotePrefix="1" applyAlignment="1"><alignment wrapText="1"/><protection locked="0"/></xf></cellXfs>',
    );
  });

  test('a copy repeats no damage', () => {
    const sheet = '<workbook><sheet r:id="rId1"/></workbook>';
    const damaged = styles
      .replace('<sz val="11"/>', `<sz val="11"/>${sheet}`)
      .replace('<protection', `${sheet}<protection`);
    const pkg = book(empty, { styles: damaged });
    ensureStyle(pkg, { base: 1, bold: true });
    const text = pkg.text('xl/styles.xml');
    expect(text.split(sheet).length).toBe(damaged.split(sheet).length);
    expect(text).toContain('<font><b/><sz val="11"/><name val="Arial"/></font></fonts>');
  });

  test('a workbook without styles gets them', async () => {
    const pkg = book();
    expect(ensureStyle(pkg, { italic: true, fontColor: 'C00000' })).toBe(1);
    expect(pkg.text('xl/styles.xml')).toContain('<font><i/><sz val="11"/><color rgb="FFC00000"/><name val="Calibri"/>');
    expect(await faults(pkg)).toEqual([]);
  });
});

describe('R3: the one conditional format of ours', () => {
  const theirs =
    '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="7"><formula>1</formula></cfRule></conditionalFormatting>';
  const rule = { range: 'A2:L9', formula: 'COUNTIF(_sf_changed,$A2)>0', fillColor: 'FFF2CC' };

  test('put behind theirs, replaced, removed', async () => {
    const pkg = book(`${empty}${theirs}<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/>`, {
      styles,
    });
    const before = inside(pkg);
    setConditionalFormat(pkg, part, '_sf_changed', rule);
    const ours = (range: string) =>
      `<conditionalFormatting sqref="${range}"><cfRule type="expression" dxfId="0" priority="8"><formula>COUNTIF(_sf_changed,$A2)&gt;0</formula></cfRule></conditionalFormatting><pageMargins`;
    expect(inside(pkg)).toBe(before.replace('<pageMargins', ours('A2:L9')));
    setConditionalFormat(pkg, part, '_sf_changed', { ...rule, range: 'A2:L10' });
    expect(inside(pkg)).toBe(before.replace('<pageMargins', ours('A2:L10')));
    expect(pkg.text('xl/styles.xml')).toContain('<dxfs count="1"><dxf><fill><patternFill><bgColor rgb="FFFFF2CC"/>');
    expect(await faults(pkg)).toEqual([]);
    setConditionalFormat(pkg, part, '_sf_changed', null);
    expect(inside(pkg)).toBe(before);
  });
});

test('custom properties: made, added, changed, removed', async () => {
  const pkg = book();
  setCustomProperty(pkg, 'sprintforge.copy', 'a<b');
  setCustomProperty(pkg, 'second', '2');
  setCustomProperty(pkg, 'sprintforge.copy', 'c');
  expect([...customProperties(pkg)]).toEqual([
    ['sprintforge.copy', 'c'],
    ['second', '2'],
  ]);
  expect(pkg.text('docProps/custom.xml')).toContain('pid="3" name="second"');
  setCustomProperty(pkg, 'second', null);
  expect([...customProperties(pkg).keys()]).toEqual(['sprintforge.copy']);
  expect(await faults(pkg)).toEqual([]);
});

/** [cols before, column, change, cols after] */
const columns: readonly [string, number, { hidden?: boolean; width?: number }, string][] = [
  ['', 2, { hidden: true }, '<cols><col min="2" max="2" width="9.140625" hidden="1"/></cols>'],
  [
    '<cols><col min="1" max="5" width="12" style="3" customWidth="1"/></cols>',
    3,
    { hidden: true },
    '<cols><col min="1" max="2" width="12" style="3" customWidth="1"/><col min="3" max="3" width="12" style="3" customWidth="1" hidden="1"/><col min="4" max="5" width="12" style="3" customWidth="1"/></cols>',
  ],
  [
    '<cols><col min="4" max="4" width="12"/></cols>',
    2,
    { width: 5 },
    '<cols><col min="2" max="2" width="5" customWidth="1"/><col min="4" max="4" width="12"/></cols>',
  ],
  [
    '<cols><col min="4" max="4" width="12" hidden="1"/></cols>',
    4,
    { hidden: false },
    '<cols><col min="4" max="4" width="12"/></cols>',
  ],
];

test.each(columns)('columns %j: %d %j', (before, column, change, after) => {
  const pkg = book(`${before}${empty}`);
  setColumn(pkg, part, column, change);
  expect(inside(pkg)).toBe(`${after}${empty}`);
});

test('a table and an autofilter take in columns on the right', async () => {
  const pkg = book(`<sheetData/><autoFilter ref="A3:B9"/>`, {
    workbook:
      '<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">Plan!$A$3:$B$9</definedName></definedNames>',
  });
  extendAutoFilter(pkg, part, 4);
  expect(inside(pkg)).toBe('<sheetData/><autoFilter ref="A3:D9"/>');
  expect(definedNames(pkg)[0]).toMatchObject({ formula: 'Plan!$A$3:$D$9', hidden: true });
  const headers = [...header, { value: 'Sync\nStatus' }, { value: 'By' }];
  const sheet = putSheet(pkg, 'Tasks', { rows: [headers, [{ value: 1 }]], table });
  extendTable(pkg, sheet, 'TBLTASKS', ['Sync\nStatus', 'By']);
  expect(pkg.text('xl/tables/table1.xml')).toContain(
    'ref="A1:D2" totalsRowShown="0"><autoFilter ref="A1:D2"/><tableColumns count="4"><tableColumn id="1" name="Task ID"/><tableColumn id="2" name="Name"/><tableColumn id="3" name="Sync_x000a_Status"/><tableColumn id="4" name="By"/></tableColumns>',
  );
  expect(() => extendTable(pkg, sheet, 'tblTasks', ['by'])).toThrow(/there already/);
  expect(await faults(pkg)).toEqual([]);
  const damaged = pkg.text('xl/tables/table1.xml').replace('id="4" name="By"', 'id="NaN" name="By"');
  pkg.put('xl/tables/table1.xml', damaged, 'test');
  extendTable(pkg, sheet, 'tblTasks', ['E', 'F']);
  const ids = [...pkg.text('xl/tables/table1.xml').matchAll(/<tableColumn id="(\w+)"/g)].map(([, id]) => id);
  expect(ids).toEqual(['1', '2', '3', 'NaN', '4', '5']);
});

test('R5: full calculation on load, and no calculation chain', async () => {
  const pkg = book(empty, { workbook: '<calcPr calcId="191029" fullCalcOnLoad="0"/>' });
  const chain = 'xl/calcChain.xml';
  pkg.put(
    chain,
    '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
    'test',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml',
  );
  pkg.relate('xl/workbook.xml', 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain', chain);
  requestFullCalculation(pkg);
  expect(pkg.text('xl/workbook.xml')).toContain('<calcPr calcId="191029" fullCalcOnLoad="1"/>');
  expect(pkg.has(chain)).toBe(false);
  expect(pkg.text('[Content_Types].xml')).not.toContain('calcChain');
  expect(await faults(pkg)).toEqual([]);
});
