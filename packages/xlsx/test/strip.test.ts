import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { corpus, hasCorpus } from '../../../test/support/corpora.ts';
import { defaultLimits } from '../src/limits.ts';
import { Package } from '../src/package/package.ts';
import { screenWorkbook } from '../src/screen/screen.ts';
import { stripWorkbook } from '../src/screen/strip/strip-workbook.ts';
import { contentTypes, office, relationship, relationships, smallWorkbook } from './small-workbook.ts';

const microsoft = 'http://schemas.microsoft.com/office/2006/relationships';
const macroBook = smallWorkbook({
  '[Content_Types].xml': contentTypes({
    '/xl/workbook.xml': 'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
    '/xl/vbaProject.bin': 'application/vnd.ms-office.vbaProject',
  }),
  'xl/_rels/workbook.xml.rels': relationships(
    relationship('rId1', `${office}/worksheet`, 'worksheets/sheet1.xml'),
    relationship('rId2', `${microsoft}/vbaProject`, 'vbaProject.bin'),
  ),
  'xl/vbaProject.bin': 'code',
  'xl/drawings/d.xml': '<x:wsDr xmlns:x="urn:x"><x:sp macro="[0]!Größe" textlink=""/><x:pic macro=""/></x:wsDr>',
  'xl/ctrlProps/c.xml': '<formControlPr fmlaMacro="Go" val="1"/>',
  'xl/d.vml': '<xml><br><x:FmlaMacro>Go</x:FmlaMacro>x</xml>',
});

describe('stripping macros', () => {
  it('removes them, and leaves the rest as it was (R1)', async () => {
    const before = Package.open(macroBook, defaultLimits);
    const stripped = (await stripWorkbook(macroBook)).bytes;
    expect(screenWorkbook(stripped)).toEqual({ verdict: 'accept', findings: [] });
    const after = Package.open(stripped, defaultLimits);
    expect(after.names).toEqual(before.names.filter((name) => name !== 'xl/vbaProject.bin'));
    expect(after.text('xl/drawings/d.xml')).toBe(before.text('xl/drawings/d.xml').replace('[0]!Größe', ''));
    expect(after.text('xl/ctrlProps/c.xml')).toBe('<formControlPr  val="1"/>');
    expect(after.bytes('xl/d.vml').toString()).toBe('<xml><br>x</xml>');
    expect(after.bytes('xl/worksheets/sheet1.xml').equals(before.bytes('xl/worksheets/sheet1.xml'))).toBe(true);
  });

  it('changes nothing where there is nothing to strip', async () => {
    expect(Buffer.from((await stripWorkbook(smallWorkbook())).bytes).equals(smallWorkbook())).toBe(true);
  });
});

describe.skipIf(!hasCorpus('plans'))('real workbooks with macros', () => {
  const files = [...corpus('plans'), ...corpus('fidelity')].filter(
    ({ file, path }) => file.endsWith('.xlsm') && screenWorkbook(fs.readFileSync(path)).verdict !== 'refuse',
  );
  it.each(files.map(({ file, path }) => [file, path]))('%s has none left', async (_, file) => {
    const left = screenWorkbook((await stripWorkbook(fs.readFileSync(file))).bytes).findings;
    expect(left.filter(({ code, severity }) => code === 'MACRO_STRIPPED' && severity === 'strip')).toEqual([]);
  });
});
