/** The model of Excel that scripts and add-ins are tested on: what it refuses, what it makes of what is written, and that it saves real files. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openWorkbook, readTable } from '@sprintforge/xlsx';
import { describe, expect, test } from 'vitest';
import { ScriptWorkbook } from '../support/office-model/excel-script/script-workbook.ts';
import { OfficeWorkbook } from '../support/office-model/office-workbook.ts';
import type { CellInput } from '../support/office-model/typed-input.ts';
import { hasOpenpyxl, readWorkbook } from '../support/openpyxl.ts';
import { workbookOf } from '../support/table-workbook.ts';

const plan = 'Name\tDays\tStart\tTwice\nDig\t2\t2026-03-02\t=B2*2 → 4\nPour\t3\t\t=B3*2 → 6\n';

async function opened(): Promise<OfficeWorkbook> {
  const workbook = openWorkbook(await workbookOf(plan));
  const rows = [
    ['Person', 'Rate'],
    ['Ann', 90],
    ['Bob', 80],
  ].map((row) => row.map((value) => ({ value })));
  workbook.putSheet('People', { rows, table: { name: 'tblPeople', range: 'A1:B3' } });
  workbook.setDefinedName('Days_Range', 'Plan!$B$2:$B$3');
  return new OfficeWorkbook(await workbook.toBytes());
}

const script = async () => new ScriptWorkbook(await opened());
const range = async (address: string) => (await script()).getWorksheet('plan')!.getRange(address);

describe('reading', () => {
  test('values, formulas and texts as Excel hands them out', async () => {
    const row = await range('A2:D2');
    expect(row.getValues()).toEqual([['Dig', 2, 46_083, 4]]);
    expect(row.getFormulas()).toEqual([['Dig', 2, 46_083, '=B2*2']]);
    expect(row.getFormulasR1C1()[0]![3]).toBe('=RC[-2]*2');
    expect(row.getTexts()).toEqual([['Dig', '2', '2026-03-02', '4']]);
    expect(row.getNumberFormats()[0]![2]).toBe('yyyy-mm-dd');
    expect((await range('C3')).getValue(), 'an empty cell').toBe('');
  });

  test('tables, names, used ranges; what is not there is undefined', async () => {
    const workbook = await script();
    expect(workbook.getTable('TBLPEOPLE')?.getRangeBetweenHeaderAndTotal().getAddress()).toBe('People!A2:B3');
    expect(workbook.getNamedItem('days_range')?.getRange()?.getValues()).toEqual([[2], [3]]);
    expect(workbook.getWorksheet('Plan')?.getUsedRange()?.getAddress()).toBe('Plan!A1:D3');
    expect([workbook.getWorksheet('Nope'), workbook.getTable('Nope'), workbook.getNamedItem('Nope')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('writing', () => {
  test.each<[CellInput, unknown, string?]>([
    ['Pour', 'Pour'],
    ['007', 7],
    ["'007", '007'],
    ['30%', 0.3, '0%'],
    ['2026-03-05', 46_086, 'm/d/yyyy'],
    ['Mar 5', 46_086, 'm/d/yyyy'],
    ['1-2', 46_024, 'm/d/yyyy'],
    ['true', true],
    ["'=1+1", '=1+1'],
    ['', ''],
    [null, 'Dig'],
    [false, false],
  ])('%j becomes %j', async (given, held, format) => {
    const cell = await range('A2');
    cell.setValue(given);
    expect(cell.getValue()).toBe(held);
    if (format) expect(cell.getNumberFormats()).toEqual([[format]]);
  });

  test.each(['=B2+1', '-abc', '@mention'])('%j becomes a formula', async (given) => {
    const cell = await range('A2');
    cell.setValue(given);
    expect(cell.getFormulas()).toEqual([[given.startsWith('=') ? given : `=${given}`]]);
  });

  test('a cell of text format keeps what is written', async () => {
    const cell = await range('A2');
    cell.setNumberFormat('@');
    cell.setValue('=007');
    expect([cell.getValue(), cell.getFormulas()[0]![0]]).toEqual(['=007', '=007']);
  });

  test.each<[string, CellInput[][]]>([
    ['A1:B2', [['x']]],
    [
      'A1:B1',
      [
        ['x', 'y'],
        ['z', 'w'],
      ],
    ],
    ['A1:B2', [['x', 'y'], ['z']]],
  ])('%s takes no array of another size', async (address, values) => {
    const cells = await range(address);
    expect(() => cells.setValues(values)).toThrow(/doesn't match the size/);
  });

  test.each(['A0', 'XFE1', 'A1:B2:C3', 'Plan!A1', ''])('there is no range %j', async (address) => {
    const sheet = (await script()).getWorksheet('Plan')!;
    expect(() => sheet.getRange(address)).toThrow(/InvalidArgument/);
  });

  test('what is written below a table becomes its row; below that it does not', async () => {
    const workbook = await script();
    const people = workbook.getWorksheet('People')!;
    people.getRange('A6').setValue('somewhere else');
    expect(workbook.getTable('tblPeople')!.getRange().getAddress()).toBe('People!A1:B3');
    people.getRange('A4:B4').setValues([['Cy', 70]]);
    expect(workbook.getTable('tblPeople')!.getRange().getAddress()).toBe('People!A1:B4');
    expect(people.getRange('A6').getValue()).toBe('somewhere else');
  });

  test('whole rows come and go, and formulas move along', async () => {
    const workbook = await script();
    const sheet = workbook.getWorksheet('Plan')!;
    sheet.getRange('2:2').insert('down');
    expect(sheet.getRange('D3').getFormulas()).toEqual([['=B3*2']]);
    expect(workbook.getNamedItem('Days_Range')!.getRange()!.getAddress()).toBe('Plan!B3:B4');
    sheet.getRange('3:3').delete('up');
    expect(sheet.getRange('A3').getValue()).toBe('Pour');
    expect(() => sheet.getRange('A3:B3').delete('up')).toThrow(/NotModelled/);
    expect(() => workbook.getWorksheet('People')!.getRange('1:1').delete('up')).toThrow(/InsertDeleteConflict/);
  });

  test('sheets: a name once, one stays visible', async () => {
    const workbook = await script();
    expect(() => workbook.addWorksheet('PLAN')).toThrow(/ItemAlreadyExists/);
    expect(() => workbook.addWorksheet('a/b')).toThrow(/InvalidArgument/);
    workbook.getWorksheet('People')!.setVisibility('hidden');
    expect(() => workbook.getWorksheet('Plan')!.setVisibility('veryHidden')).toThrow(/at least one visible/);
  });
});

test('changes are told to who listens, and a program can be ended before any of them', async () => {
  const model = await opened();
  const heard: string[] = [];
  const end = model.listen(({ sheet, address, type }) => heard.push(`${type} ${sheet} ${address}`));
  const sheet = new ScriptWorkbook(model).getWorksheet('Plan')!;
  sheet.getRange('A2').setValue('x');
  sheet.getRange('3:3').delete('up');
  end();
  sheet.getRange('A2').setValue('y');
  expect(heard).toEqual(['RangeEdited Plan A2', 'RowDeleted Plan 3:3']);
  model.beforeEach = (call) => {
    throw new Error(`killed before ${call}`);
  };
  expect(() => sheet.getRange('A2').setValue('z')).toThrow('killed before values Plan!A2');
  expect(sheet.getRange('A2').getValue()).toBe('y');
});

test.skipIf(!hasOpenpyxl())('what is saved is a real workbook, with everything else in it', async () => {
  const model = await opened();
  const workbook = new ScriptWorkbook(model);
  workbook.getWorksheet('Plan')!.getRange('B2').setValue(5);
  workbook
    .getWorksheet('People')!
    .getRange('A4:B4')
    .setValues([['Cy', 70]]);
  const bytes = await model.save();
  expect(readTable(openWorkbook(bytes), 'tblPeople').rows).toHaveLength(3);
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'office-model-')), 'saved.xlsx');
  fs.writeFileSync(file, bytes);
  const cells = readWorkbook(file).find(({ name }) => name === 'Plan')!.cells;
  expect([cells['A2'], cells['B2'], cells['D2']?.formula]).toEqual([{ value: 'Dig' }, { value: 5 }, '=B2*2']);
  fs.rmSync(path.dirname(file), { recursive: true });
});
