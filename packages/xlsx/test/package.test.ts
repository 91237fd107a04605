import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { corpus, hasCorpus, sample } from '../../../test/support/corpora.ts';
import { XlsxError } from '../src/api.ts';
import { defaultLimits } from '../src/limits.ts';
import { Package } from '../src/package/package.ts';
import { relationshipsPart, resolveTarget, sourceOf, targetFrom } from '../src/package/part-name.ts';
import { inflateEntry } from '../src/zip/inflate-entry.ts';
import { readZip } from '../src/zip/read-zip.ts';
import { contentTypes, office, relationship, relationships, smallParts, smallWorkbook } from './small-workbook.ts';
import { craftZip } from './zip-builder.ts';

const open = (bytes: Buffer): Package => Package.open(bytes, defaultLimits);

function refusal(bytes: Buffer): { code: string; message: string } {
  try {
    open(bytes);
  } catch (error) {
    if (error instanceof XlsxError) return { code: error.code, message: error.message };
    throw error;
  }
  return { code: 'opened', message: '' };
}

/** The code with which a part is refused when it is read. */
function refusalOf(bytes: Buffer, part: string): string {
  try {
    open(bytes).bytes(part);
  } catch (error) {
    if (error instanceof XlsxError) return error.code;
    throw error;
  }
  return 'read';
}

function compoundFile(stream: string): Buffer {
  const file = Buffer.alloc(1024);
  file.write('d0cf11e0a1b11ae1', 'hex');
  file.write(stream, 512, 'utf16le');
  file.writeUInt16LE(2 * (stream.length + 1), 512 + 64);
  return file;
}

const lockFile = Buffer.concat([Buffer.from([4]), Buffer.from('Anna'.padEnd(164, ' '))]);
const main = (type: string): Buffer =>
  smallWorkbook({ '[Content_Types].xml': contentTypes({ '/xl/workbook.xml': type }) });

describe('files that are something else', () => {
  const rows: readonly [string, Buffer, string, RegExp][] = [
    ['a protected workbook', compoundFile('EncryptedPackage'), 'ENCRYPTED_WORKBOOK', /remove the password/i],
    ['an old workbook', compoundFile('Workbook'), 'NOT_XLSX', /\.xls\b.*Save as/],
    ['a workbook of Excel 3', Buffer.from('0902060000001000b6', 'hex'), 'NOT_XLSX', /\.xls\b/],
    ['a Word document', compoundFile('WordDocument'), 'NOT_XLSX', /Word/],
    ['nothing', Buffer.alloc(0), 'NOT_XLSX', /empty/],
    ['CSV', Buffer.from('Task,Start\nDig,2026-01-05\n'), 'NOT_XLSX', /CSV/],
    ['HTML', Buffer.from('\r\n<html><table><tr><td>1'), 'NOT_XLSX', /HTML/],
    [
      'an XML spreadsheet',
      Buffer.from('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
      'NOT_XLSX',
      /2003/,
    ],
    ['PDF', Buffer.from('%PDF-1.7\n'), 'NOT_XLSX', /PDF/],
    ['PNG', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'NOT_XLSX', /picture/],
    ['a lock file', lockFile, 'NOT_XLSX', /lock file/],
    ['an empty archive', craftZip([]), 'NOT_XLSX', /empty zip/],
    ['any archive', craftZip([{ name: 'readme.txt', content: 'hi' }]), 'NOT_XLSX', /zip archive/],
    ['a workbook in an archive', craftZip([{ name: 'plan.xlsx', content: 'PK' }]), 'NOT_XLSX', /Unpack/],
    ['a zipped folder', craftZip([{ name: 'plan/[Content_Types].xml', content: '<a/>' }]), 'NOT_XLSX', /folder/],
    [
      'OpenDocument',
      craftZip([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' }]),
      'NOT_XLSX',
      /\.ods/,
    ],
    ['a binary workbook', main('application/vnd.ms-excel.sheet.binary.macroEnabled.main'), 'NOT_XLSX', /\.xlsb/],
    [
      'a presentation',
      main('application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml'),
      'NOT_XLSX',
      /presentation/,
    ],
    ['an interrupted upload', smallWorkbook().subarray(0, 900), 'ZIP_STRUCTURE', /interrupted/],
    [
      'no relationships',
      craftZip([{ name: '[Content_Types].xml', content: contentTypes() }]),
      'PACKAGE_BROKEN',
      /workbook/,
    ],
    [
      'no main part',
      smallWorkbook({ '_rels/.rels': relationships(relationship('a', `${office}/officeDocument`, 'gone.xml')) }),
      'PACKAGE_BROKEN',
      /missing/,
    ],
    ['a macro workbook', main('application/vnd.ms-excel.sheet.macroEnabled.main+xml'), 'opened', /^$/],
    [
      'a template',
      main('application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml'),
      'opened',
      /^$/,
    ],
  ];
  it.each(rows)('%s', (_, bytes, code, message) => {
    const { code: found, message: said } = refusal(bytes);
    expect(found).toBe(code);
    expect(said).toMatch(message);
  });
});

describe('names and targets', () => {
  it.each([
    ['', 'xl/workbook.xml', 'xl/workbook.xml'],
    ['xl/workbook.xml', 'worksheets/sheet1.xml', 'xl/worksheets/sheet1.xml'],
    ['xl/workbook.xml', '/xl/worksheets/sheet1.xml', 'xl/worksheets/sheet1.xml'],
    ['xl/worksheets/sheet1.xml', '../tables/table1.xml', 'xl/tables/table1.xml'],
    ['xl/worksheets/sheet1.xml', './..\\tables\\t.xml', 'xl/tables/t.xml'],
    ['xl/workbook.xml', '../../etc/passwd', undefined],
    ['xl/workbook.xml', 'a.xml#Sheet1!A1', 'xl/a.xml'],
  ])('%j + %j = %j', (source, target, part) => expect(resolveTarget(source, target)).toBe(part));

  it.each([
    ['', '_rels/.rels'],
    ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels'],
    ['a.xml', '_rels/a.xml.rels'],
  ])('relationships of %j stand in %s', (source, part) => {
    expect(relationshipsPart(source)).toBe(part);
    expect(sourceOf(part)).toBe(source);
  });

  it.each([
    ['xl/workbook.xml', 'xl/worksheets/s.xml', 'worksheets/s.xml'],
    ['xl/worksheets/s.xml', 'xl/tables/t.xml', '/xl/tables/t.xml'],
    ['', 'docProps/custom.xml', 'docProps/custom.xml'],
  ])('from %j to %s is written %s', (source, part, target) => {
    expect(targetFrom(source, part)).toBe(target);
    expect(resolveTarget(source, target)).toBe(part);
  });
});

describe('an open package', () => {
  it('finds its main part by relationship, in odd case, absolute, Strict and with a prefix', () => {
    const strict = 'http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument';
    const rels =
      '<p:Relationships xmlns:p="http://schemas.openxmlformats.org/package/2006/relationships">' +
      `<p:Relationship Id="x" Type="${strict}" Target="/XL/WorkBook.xml"/></p:Relationships>`;
    expect(open(smallWorkbook({ '_rels/.rels': rels })).mainPart).toBe('xl/workbook.xml');
  });

  it('reads UTF-16 parts and writes them back in UTF-8 (R1)', async () => {
    const text = '<?xml version="1.0" encoding="UTF-16"?><note>Größe</note>';
    const pkg = open(smallWorkbook({ 'note.xml': Buffer.from(`\ufeff${text}`, 'utf16le') }));
    expect(pkg.text('note.xml')).toBe(text.replace('UTF-16', 'UTF-8'));
    pkg.put('note.xml', pkg.text('note.xml').replace('Größe', 'Maß'), 'test');
    const again = open(await pkg.toBytes());
    expect(again.bytes('note.xml').toString()).toBe('<?xml version="1.0" encoding="UTF-8"?><note>Maß</note>');
  });

  it('puts a new part with content type and relationship, and removes all three again', async () => {
    const pkg = open(smallWorkbook());
    pkg.put('xl/extra.xml', '<extra/>', 'an extra', 'application/x-extra+xml');
    const id = pkg.relate(pkg.mainPart, 'urn:extra', 'xl/extra.xml');
    const again = open(await pkg.toBytes());
    expect(again.contentType('xl/extra.xml')).toBe('application/x-extra+xml');
    expect(again.relationships('xl/workbook.xml').find((link) => link.id === id)?.target).toBe('xl/extra.xml');
    expect(pkg.receipt.partsChanged.map(({ part }) => part).sort()).toEqual(
      ['[Content_Types].xml', 'xl/_rels/workbook.xml.rels', 'xl/extra.xml'].sort(),
    );
    again.unrelate('xl/workbook.xml', id);
    again.remove('xl/extra.xml', 'no longer needed');
    const last = open(await again.toBytes());
    expect(last.names).toEqual(open(smallWorkbook()).names);
    for (const name of last.names) expect(last.bytes(name).toString()).toBe(String(smallParts[name]));
  });

  it('takes the default type where it says the same, and keeps an override that is there', () => {
    const pkg = open(smallWorkbook());
    pkg.put('item.xml', '<a/>', 'test', 'application/xml');
    expect(pkg.changed('[Content_Types].xml')).toBe(false);
    pkg.put('xl/workbook.xml', pkg.text('xl/workbook.xml'), 'same again');
    expect(pkg.receipt.partsChanged.map(({ part }) => part)).toEqual(['item.xml']);
  });

  it('gives the relationships of a part that were just written, and free ids', () => {
    const pkg = open(smallWorkbook());
    const ids = [1, 2, 3].map(() =>
      pkg.relate('xl/worksheets/sheet1.xml', 'urn:x', 'https://example.org/?a=1&b=2', true),
    );
    expect(ids).toEqual(['rId1', 'rId2', 'rId3']);
    expect(pkg.relationships('xl/worksheets/sheet1.xml').map((link) => [link.external, link.target])).toEqual(
      ids.map(() => [true, 'https://example.org/?a=1&b=2']),
    );
  });

  it('knows a part that is missing', () => {
    expect(() => open(smallWorkbook()).bytes('xl/gone.xml')).toThrow(
      expect.objectContaining({ code: 'PACKAGE_BROKEN' }),
    );
  });

  it('gives the same bytes whether a part was compressed ahead, and those of a part that was changed after that', async () => {
    const written = async (ahead: boolean, ...contents: readonly string[]) => {
      const pkg = open(smallWorkbook());
      for (const content of contents) {
        pkg.put('xl/workbook.xml', pkg.text('xl/workbook.xml').replace('</', `<!--${content}--></`), 'test');
        if (ahead) pkg.compressAhead('xl/workbook.xml');
      }
      return pkg.toBytes();
    };
    const long = 'a'.repeat(2_000_000);
    expect((await written(true, long)).equals(await written(false, long))).toBe(true);
    expect((await written(true, long, 'b')).equals(await written(false, long, 'b'))).toBe(true);
    const untouched = open(smallWorkbook());
    untouched.compressAhead('xl/workbook.xml');
    expect((await untouched.toBytes()).equals(smallWorkbook())).toBe(true);
  });

  it('inflates large parts side by side as one by one, and refuses what is damaged', async () => {
    const content = `<a>${'x'.repeat(300_000)}</a>`;
    const bytes = smallWorkbook({ 'xl/large.xml': content, 'xl/other.xml': content.replace('a', 'b') });
    const ahead = open(bytes);
    await ahead.inflateAhead();
    expect(ahead.known('xl/large.xml')?.toString()).toBe(content);
    expect(ahead.known('xl/workbook.xml')?.toString()).toBe(open(bytes).known('xl/workbook.xml')?.toString());
    for (const name of ahead.names) expect(ahead.bytes(name).equals(open(bytes).bytes(name)), name).toBe(true);
    const entry = readZip(bytes, defaultLimits).entries.find(({ name }) => name === 'xl/large.xml')!;
    const damaged = Buffer.from(bytes);
    damaged.fill(0xff, entry.dataStart + 4, entry.dataStart + 12);
    await expect(open(damaged).inflateAhead()).rejects.toMatchObject({ code: refusalOf(damaged, 'xl/large.xml') });
  });

  it('treats __proto__ as a name', async () => {
    const pkg = open(smallWorkbook({ __proto__: '<a/>', 'xl/constructor': '<b/>' }));
    pkg.put('xl/constructor', '<c/>', 'test');
    expect(
      open(await pkg.toBytes())
        .bytes('xl/constructor')
        .toString(),
    ).toBe('<c/>');
  });
});

describe.skipIf(!hasCorpus('fidelity'))('real packages (R1)', () => {
  const files = sample([...corpus('fidelity'), ...corpus('plans')], 60);

  it.each(files.map((entry) => [entry.file, entry.path]))(
    '%s: untouched is identical, one part changes one entry',
    async (_, file) => {
      const bytes = fs.readFileSync(file);
      const pkg = open(bytes);
      pkg.verify();
      expect((await pkg.toBytes()).equals(bytes)).toBe(true);
      pkg.put(pkg.mainPart, `${pkg.text(pkg.mainPart)}<!-- changed -->`, 'test');
      const written = await pkg.toBytes();
      const [before, after] = [readZip(bytes, defaultLimits), readZip(written, defaultLimits)];
      expect(after.entries.map(({ name }) => name)).toEqual(before.entries.map(({ name }) => name));
      before.entries.forEach((entry, index) => {
        const copy = after.entries[index]!;
        const same = written.subarray(copy.start, copy.end).equals(bytes.subarray(entry.start, entry.end));
        expect([entry.name, same]).toEqual([entry.name, entry.name !== pkg.mainPart]);
        inflateEntry(after.bytes, copy);
      });
    },
  );
});
