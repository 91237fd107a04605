/** Queries put into a workbook, and known again in what programs make of it. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { corpus, hasCorpus, repositoryRoot, sample } from '../../../test/support/corpora.ts';
import { hasLibreOffice, LibreOffice } from '../../../test/support/libreoffice.ts';
import { hasOpenpyxl, readWorkbook, unopenable } from '../../../test/support/openpyxl.ts';
import { newFaults } from '../src/check-package.ts';
import { openWorkbook, putQueries, type Queries, screenWorkbook, stripWorkbook, XlsxError } from '../src/index.ts';
import { limitsOf } from '../src/limits.ts';
import { Package } from '../src/package/package.ts';
import { readSection } from '../src/queries/mashup.ts';
import { smallWorkbook } from './small-workbook.ts';
import { craftZip } from './zip-builder.ts';

const section = 'section Section1;\r\n\r\nshared #"Live one" = let a = 1 in a;\r\n\r\nshared Two = 2;\r\n';
const queries: Queries = {
  section,
  sheets: [
    { name: 'Live one', sheet: 'Live', table: 'tblLive', columns: ['Task ID', 'R&D "cost"', 'LastSync'] },
    { name: 'Two', sheet: 'live', table: 'tblTwo', columns: ['a'] },
  ],
  refreshMinutes: 15,
};
const ownQueries = (text: string) => text === section;
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'queries-'));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));
const demo = fs.readFileSync(path.join(repositoryRoot, 'fixtures/demo-plan.xlsx'));

/** The parts of a package, with some replaced. */
function parts(bytes: Uint8Array, changed: (name: string, content: Buffer) => Buffer | null = (_, content) => content) {
  const pkg = Package.open(bytes, limitsOf({}));
  return craftZip(
    pkg.names.flatMap((name) => {
      const content = changed(name, pkg.bytes(name));
      return content === null ? [] : [{ name, content }];
    }),
  );
}
const text =
  (of: RegExp, change: (text: string) => string, as: BufferEncoding = 'utf8') =>
  (name: string, content: Buffer) =>
    of.test(name) ? Buffer.from(change(content.toString(as)), as) : content;

/** As another program packs the queries: another order, in UTF-8. */
function repacked(bytes: Uint8Array, extra: readonly { name: string; content: string }[] = []): Buffer {
  return parts(bytes, (name, content) => {
    if (!/customXml\/item\d/.test(name)) return content;
    const inner = readSection(content, name)!;
    const zip = craftZip([
      { name: 'Formulas/Section1.m', content: inner },
      { name: '[Content_Types].xml', content: '<Types/>' },
      { name: 'Config/Package.xml', content: '<Package/>' },
      ...extra,
    ]);
    const length = Buffer.alloc(8);
    length.writeInt32LE(zip.length, 4);
    const stream = Buffer.concat([length, zip, Buffer.alloc(12)]).toString('base64');
    return Buffer.from(`<DataMashup sqmid="1" xmlns="http://schemas.microsoft.com/DataMashup">${stream}</DataMashup>`);
  });
}

describe('putting in', () => {
  test('what need not know of them stays byte for byte; a sheet of the same name is none in the way', async () => {
    const before = openWorkbook(demo);
    const after = openWorkbook(await putQueries(demo, queries));
    const touched = /^(\[Content_Types\]\.xml|xl\/workbook\.xml|xl\/_rels\/workbook\.xml\.rels)$/;
    for (const part of before.parts.filter((name) => !touched.test(name)))
      expect(Buffer.from(after.part(part)!).equals(before.part(part)!), part).toBe(true);
    expect(after.sheets.slice(-2).map(({ name, tables }) => [name, tables[0]?.columns])).toEqual([
      ['Live', queries.sheets[0]!.columns],
      ['live (2)', ['a']],
    ]);
    const connections = Buffer.from(after.part('xl/connections.xml')!).toString();
    expect(connections.match(/interval="15"/g)).toHaveLength(2);
    expect(connections.match(/refreshOnLoad="1"/g)).toHaveLength(2);
    expect(newFaults(demo, await after.toBytes())).toEqual([]);
  });

  test('the same queries give the same bytes; again, only their part changes', async () => {
    const once = await putQueries(demo, queries);
    expect(Buffer.from(await putQueries(demo, queries)).equals(once)).toBe(true);
    const again = await putQueries(once, { ...queries, section: section.replace('= 2', '= 3') });
    const [first, second] = [openWorkbook(once), openWorkbook(again)];
    const differ = second.parts.filter(
      (part) => !Buffer.from(second.part(part)!).equals(first.part(part) ?? Buffer.alloc(0)),
    );
    expect([second.parts.length === first.parts.length, differ]).toEqual([true, ['customXml/item1.xml']]);
    expect(readSection(second.part('customXml/item1.xml')!, '')).toContain('shared Two = 3;');
  });

  test('not beside connections that lead elsewhere', async () => {
    const bytes = smallWorkbook({ 'xl/connections.xml': '<connections/>' });
    await expect(putQueries(bytes, queries)).rejects.toThrow(XlsxError);
  });

  test.skipIf(!hasCorpus('fidelity'))('real workbooks stay whole', async () => {
    const written: string[] = [];
    for (const entry of sample(corpus('fidelity'), 12)) {
      const before = fs.readFileSync(entry.path);
      if (screenWorkbook(before).verdict !== 'accept') continue;
      const after = await putQueries(before, queries);
      expect(newFaults(before, after), entry.file).toEqual([]);
      const out = path.join(scratch, entry.file);
      fs.writeFileSync(out, after);
      if (!unopenable([entry.path]).size) written.push(out);
    }
    expect(written.length).toBeGreaterThan(5);
    if (hasOpenpyxl()) expect([...unopenable(written)]).toEqual([]);
  });

  test.skipIf(!hasLibreOffice())('LibreOffice opens it, and sees every cell that was there', async () => {
    const [before, after] = [path.join(scratch, 'before.xlsx'), path.join(scratch, 'after.xlsx')];
    fs.writeFileSync(before, demo);
    fs.writeFileSync(after, await putQueries(demo, queries));
    const office = await LibreOffice.start();
    try {
      await office.edit(after, path.join(scratch, 'saved.xlsx'), []);
    } finally {
      await office.stop();
    }
    const saved = readWorkbook(path.join(scratch, 'saved.xlsx'));
    for (const { name, cells } of readWorkbook(before))
      expect(Object.keys(saved.find((sheet) => sheet.name === name)!.cells).sort()).toEqual(Object.keys(cells).sort());
    expect(saved.find(({ name }) => name === 'Live')!.cells['B1']).toEqual({ value: 'R&D "cost"' });
  });
});

describe('the screen', () => {
  const connections = (change: (text: string) => string) => (bytes: Uint8Array) =>
    parts(bytes, text(/connections\.xml$/, change));
  test.each<[string, (bytes: Uint8Array) => Uint8Array, 'accept' | 'strip']>([
    ['lets them through as they were put in', (bytes) => bytes, 'accept'],
    ['and as another program packs them', (bytes) => repacked(bytes), 'accept'],
    [
      'and with names in other quotes',
      connections((xml) => xml.replace('Location=Two', 'Location=&quot;Two&quot;')),
      'accept',
    ],
    ['takes out other queries', connections((xml) => xml), 'strip'],
    [
      'takes out a mashup with more than a section',
      (bytes) => repacked(bytes, [{ name: 'Formulas/x.m', content: '1' }]),
      'strip',
    ],
    [
      'takes out a connection to elsewhere',
      connections((xml) => xml.replace('Source=$Workbook$', 'Source=c:\\x')),
      'strip',
    ],
    ['takes out a connection of another kind', connections((xml) => xml.replace('type="5"', 'type="4"')), 'strip'],
    [
      'takes out a connection with a file',
      connections((xml) => xml.replace('type="5"', 'type="5" odcFile="\\\\h\\x"')),
      'strip',
    ],
    ['takes out a web query', connections((xml) => xml.replace('<dbPr', '<webPr url="http://x"/><dbPr')), 'strip'],
    [
      'takes out a damaged mashup',
      (bytes) =>
        parts(
          bytes,
          text(/customXml\/item1/, (xml) => xml.replace(/>[^<]{40}/, '>'), 'utf16le'),
        ),
      'strip',
    ],
  ])('%s', async (said, change, verdict) => {
    const bytes = change(await putQueries(demo, queries));
    const own = said.includes('other queries') ? () => false : ownQueries;
    expect(screenWorkbook(bytes, { ownQueries: own }).verdict).toBe(verdict);
    const { bytes: after, stripped } = await stripWorkbook(bytes, { ownQueries: own });
    expect(stripped.some(({ code }) => code === 'EXT_CONNECTION')).toBe(verdict === 'strip');
    if (verdict === 'accept') expect(Buffer.from(after).equals(bytes)).toBe(true);
    else
      expect(openWorkbook(after).parts.some((part) => /connections|queryTable|customXml\/item\d/.test(part))).toBe(
        false,
      );
    expect(screenWorkbook(after, { ownQueries: own }).verdict).toBe('accept');
  });
});
