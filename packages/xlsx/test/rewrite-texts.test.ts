import { expect, test } from 'vitest';
import { differingParts, openWorkbook, partHashes, rewriteTexts } from '../src/index.ts';
import { smallWorkbook } from './small-workbook.ts';

const core =
  '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Ann &amp; Co</dc:creator></cp:coreProperties>';
const pivot = '<pivotCacheRecords><r><s v="Ann &amp; Co"/><n v="12"/></r></pivotCacheRecords>';
const named =
  '<x><authors><author>Ann</author></authors><person displayName="Ann" id="Ann"/><tableColumn id="1" name="Ann"/></x>';
/** A name that formulas use stays what it is. */
const table = '<table id="1" name="Ann" displayName="Ann"/>';

test('texts of people are changed wherever they stand, formulas and names of sheets are not, other parts stay as they are', async () => {
  const workbook = openWorkbook(
    smallWorkbook({
      'docProps/core.xml': core,
      'xl/named.xml': named,
      'xl/t.xml': table,
      'xl/pivot.xml': pivot,
      'a.xml': '<a>Ann</a>',
    }),
  );
  workbook.putSheet('Ann & Co', {
    rows: [
      [{ value: 'Ann & Co' }, { value: 12 }, { formula: "'Ann & Co'!A1", value: 'Ann & Co' }, { value: 'ask ann' }],
    ],
  });
  const before = await workbook.toBytes();
  const after = await rewriteTexts(before, (text) => text.replace(/ann( & co)?/i, '<gone>').replace('12', 'never'));
  const sheet = openWorkbook(after).sheet('Ann & Co')!;
  const cells = [1, 2, 3, 4].map((column) => sheet.cell(1, column)?.value);
  expect(cells).toEqual(['<gone>', 12, '<gone>', 'ask <gone>']);
  expect(sheet.cell(1, 3)?.formula?.text).toBe("'Ann & Co'!A1");
  const part = (name: string) => Buffer.from(openWorkbook(after).part(name)!).toString();
  expect(part('docProps/core.xml')).toContain('<dc:creator>&lt;gone&gt;</dc:creator>');
  expect(part('xl/pivot.xml')).toBe(pivot.replace('Ann &amp; Co', '&lt;gone&gt;'));
  expect(part('xl/named.xml').match(/Ann|&lt;gone&gt;/g)).toEqual([
    '&lt;gone&gt;',
    '&lt;gone&gt;',
    'Ann',
    '&lt;gone&gt;',
  ]);
  expect(part('xl/t.xml')).toBe(table);
  const differing = differingParts(partHashes(before), partHashes(after));
  expect(differing.filter((name) => !name.startsWith('xl/worksheets/'))).toEqual([
    'docProps/core.xml',
    'xl/named.xml',
    'xl/pivot.xml',
  ]);
  expect(await rewriteTexts(before, (text) => text)).toEqual(before);
});
