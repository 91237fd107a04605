import { describe, expect, it } from 'vitest';
import { expectWhole } from '../../../test/support/whole.ts';
import { screenWorkbook } from '../src/screen/screen.ts';
import { openWorkbook } from '../src/workbook.ts';
import {
  office,
  type Parts,
  relationship,
  relationships,
  sheetXml,
  smallWorkbook,
  workbookXml,
} from './small-workbook.ts';
import { bookLinks, linksOf, type StripRow, sheet, sheetLinks, strip, typed } from './strip-fixture.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const spaces = `xmlns="${main}" xmlns:r="${office}"`;
const drawing = 'xl/drawings/drawing1.xml';
const value = '<row r="1"><c r="A1"><v>1</v></c></row>';
const connection = relationship('rId7', `${office}/connections`, 'connections.xml');
const connections: Parts = { ...bookLinks(connection), 'xl/connections.xml': '<connections/>' };
const gone = { 'xl/connections.xml': null };
const wsDr = (inner: string): string => `<x:wsDr xmlns:x="urn:x" xmlns:a="urn:a" xmlns:r="${office}">${inner}</x:wsDr>`;
const blip = (attributes: string): string =>
  `<x:twoCellAnchor><x:pic><x:blipFill><a:blip${attributes}/></x:blipFill></x:pic></x:twoCellAnchor>`;
const drawn: Parts = {
  [sheet]: sheetXml(value, '<drawing r:id="rId5"/>'),
  ...sheetLinks(relationship('rId5', `${office}/drawing`, '../drawings/drawing1.xml')),
};
const farImage = relationship('rId1', `${office}/image`, 'https://example.org/a.png', true);
const linked: Parts = {
  'xl/workbook.xml': workbookXml(
    '<externalReferences><externalReference r:id="rId7"/></externalReferences><definedNames><definedName name="Aside">Far*2</definedName><definedName name="Far">[1]Plan!$A$1</definedName></definedNames>',
  ),
  ...bookLinks(relationship('rId7', `${office}/externalLink`, 'links/l.xml')),
  'xl/links/l.xml': `<externalLink ${spaces}><externalBook r:id="rId1"/></externalLink>`,
  ...linksOf('xl/links/l.xml', relationship('rId1', `${office}/externalLinkPath`, 'file:///c:/b.xlsx', true)),
};
const formulas = (...cells: string[]): string =>
  sheetXml(cells.map((cell, at) => `<row r="${at + 1}">${cell}</row>`).join(''));

const rows: Readonly<Record<string, StripRow>> = {
  'links to other workbooks, if the policy says values': {
    parts: {
      ...linked,
      [sheet]: formulas(
        '<c r="A1"><f>[1]Plan!A1*2</f><v>1</v></c>',
        '<c r="A2"><f t="shared" si="0" ref="A2:A3">[1]Plan!A2</f><v>2</v></c>',
        '<c r="A3"><f t="shared" si="0"/><v>3</v></c>',
        '<c r="A4"><f t="shared" si="1" ref="A4:A5">A1+1</f><v>4</v></c>',
        '<c r="A5"><f t="shared" si="1"/><v>5</v></c>',
        '<c r="A6"><f>far+1</f><v>6</v></c>',
        '<c r="A7"><f t="array" ref="A7"><![CDATA[[1]Plan!A1]]></f><v>7</v></c>',
        '<c r="A8"><f>Aside</f><v>8</v></c>',
        '<c r="A9"><f>"far"</f><v>9</v></c>',
      ),
    },
    policies: { workbookLinks: 'values' },
    expected: {
      'xl/workbook.xml': workbookXml(),
      'xl/links/l.xml': null,
      [sheet]: formulas(
        '<c r="A1"><v>1</v></c>',
        '<c r="A2"><v>2</v></c>',
        '<c r="A3"><v>3</v></c>',
        '<c r="A4"><f t="shared" si="1" ref="A4:A5">A1+1</f><v>4</v></c>',
        '<c r="A5"><f t="shared" si="1"/><v>5</v></c>',
        '<c r="A6"><v>6</v></c>',
        '<c r="A7"><v>7</v></c>',
        '<c r="A8"><v>8</v></c>',
        '<c r="A9"><f>"far"</f><v>9</v></c>',
      ),
    },
    reported: [
      'EXT_WORKBOOK_LINK xl/workbook.xml',
      'EXT_WORKBOOK_LINK xl/workbook.xml',
      ...[1, 2, 3, 6, 7, 8].map((row) => `EXT_WORKBOOK_LINK ${sheet} Plan A${row}`),
      'EXT_WORKBOOK_LINK xl/links/l.xml',
    ],
  },
  'a formula that is too long, if the policy says values': {
    parts: { [sheet]: formulas(`<c r="A1"><f>1${'+1'.repeat(5000)}</f><v>5001</v></c>`) },
    policies: { longFormulas: 'values' },
    expected: { [sheet]: formulas('<c r="A1"><v>5001</v></c>') },
    reported: [`LIMIT ${sheet} Plan A1`],
  },
  'one source of a consolidation': {
    parts: {
      [sheet]: sheetXml(
        value,
        '<dataConsolidate><dataRefs count="2"><dataRef ref="A1" r:id="rId1"/><dataRef ref="A2" sheet="Plan"/></dataRefs></dataConsolidate>',
      ),
      ...sheetLinks(relationship('rId1', `${office}/externalLinkPath`, 'b.xls', true)),
    },
    expected: {
      [sheet]: sheetXml(
        value,
        '<dataConsolidate><dataRefs count="1"><dataRef ref="A2" sheet="Plan"/></dataRefs></dataConsolidate>',
      ),
    },
    reported: [`EXT_WORKBOOK_LINK ${sheet}`],
  },
  'the source of a pivot table in another workbook': {
    parts: {
      'xl/c.xml': `<pivotCacheDefinition refreshOnLoad="1" xmlns:r="${office}"><worksheetSource ref="A1" r:id="rId1"/></pivotCacheDefinition>`,
      ...linksOf('xl/c.xml', relationship('rId1', `${office}/externalLinkPath`, 'b.xlsx', true)),
    },
    expected: {
      'xl/c.xml': `<pivotCacheDefinition xmlns:r="${office}"><worksheetSource ref="A1"/></pivotCacheDefinition>`,
    },
    reported: ['EXT_WORKBOOK_LINK xl/c.xml'],
  },
  'a picture from elsewhere': {
    parts: { ...drawn, [drawing]: wsDr(blip(' r:link="rId1"')), ...linksOf(drawing, farImage) },
    expected: { [drawing]: wsDr('') },
    reported: [`EXT_IMAGE ${drawing}`],
  },
  'the far copy of an embedded picture': {
    parts: {
      ...drawn,
      [drawing]: wsDr(blip(' r:embed="rId2" r:link="rId1"')),
      ...linksOf(drawing, farImage, relationship('rId2', `${office}/image`, '../a.png')),
      'xl/a.png': 'x',
    },
    expected: { [drawing]: wsDr(blip(' r:embed="rId2"')) },
    reported: [`EXT_IMAGE ${drawing}`],
  },
  'a picture of a legacy drawing': {
    parts: {
      'xl/d.vml':
        '<xml><br><v:shape><v:imagedata src="https://example.org/a.png" o:title=""/><v:imagedata o:relid="rId1"/></v:shape></xml>',
      ...linksOf('xl/d.vml', farImage),
    },
    expected: { 'xl/d.vml': '<xml><br><v:shape><v:imagedata o:title=""/><v:imagedata/></v:shape></xml>' },
    reported: ['EXT_IMAGE xl/d.vml', 'EXT_IMAGE xl/d.vml'],
  },
  'the background of a sheet': {
    parts: { [sheet]: sheetXml(value, '<picture r:id="rId1"/>'), ...sheetLinks(farImage) },
    expected: { [sheet]: sheetXml(value) },
    reported: [`EXT_IMAGE ${sheet}`],
  },
  'the hyperlink of a cell, not its text': {
    parts: {
      [sheet]: sheetXml(value, '<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>'),
      ...sheetLinks(relationship('rId1', `${office}/hyperlink`, '\\\\server\\share', true)),
    },
    expected: { [sheet]: sheetXml(value) },
    reported: [`EXT_HYPERLINK ${sheet} Plan A1`],
  },
  'the hyperlink of a shape of a legacy drawing': {
    parts: {
      'xl/d.vml':
        '<xml><v:shape href="https://example.org"/><v:rect id="a" href="file:///c:/x.exe" o:href="x"><br></v:rect></xml>',
      ...sheetLinks(relationship('rId1', `${office}/vmlDrawing`, '../d.vml')),
      ...typed({ '/xl/d.vml': 'application/vnd.openxmlformats-officedocument.vmlDrawing' }),
    },
    expected: {
      'xl/d.vml': '<xml><v:shape href="https://example.org"/><v:rect id="a" o:href="x"><br></v:rect></xml>',
    },
    reported: ['EXT_HYPERLINK xl/d.vml'],
  },
  'the hyperlink of a shape': {
    parts: {
      ...drawn,
      [drawing]: wsDr('<x:sp><a:hlinkClick r:id="rId1"/><a:t>text</a:t></x:sp>'),
      ...linksOf(drawing, relationship('rId1', `${office}/hyperlink`, 'javascript:x', true)),
    },
    expected: { [drawing]: wsDr('<x:sp><a:t>text</a:t></x:sp>') },
    reported: [`EXT_HYPERLINK ${drawing}`],
  },
  'the signature of a document that is stripped': {
    parts: {
      ...connections,
      '_rels/.rels': relationships(
        relationship('rId1', `${office}/officeDocument`, 'xl/workbook.xml'),
        relationship(
          'rId2',
          'http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin',
          '_xmlsignatures/o.sigs',
        ),
      ),
      '_xmlsignatures/o.sigs': '',
      ...linksOf(
        '_xmlsignatures/o.sigs',
        relationship(
          'rId1',
          'http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/signature',
          's.xml',
        ),
      ),
      '_xmlsignatures/s.xml': '<Signature/>',
    },
    expected: { ...gone, '_xmlsignatures/o.sigs': null, '_xmlsignatures/s.xml': null },
    reported: [
      'EXT_CONNECTION xl/connections.xml',
      'SIGNATURE_REMOVED _xmlsignatures/o.sigs',
      'SIGNATURE_REMOVED _xmlsignatures/s.xml',
    ],
  },
};

describe('what leads out of the workbook is stripped (security.md)', () => {
  it.each(Object.entries(rows))('%s', async (_, { parts, expected, reported, policies }) => {
    expect(await strip(parts, expected, policies === undefined ? {} : { policies })).toEqual(reported);
  });
});

describe('a signed workbook', () => {
  const { parts } = rows['the signature of a document that is stripped']!;
  const signed = Object.entries(parts).filter(([part]) => /^_/.test(part));
  const types = { '/_xmlsignatures/o.sigs': 'application/vnd.openxmlformats-package.digital-signature-origin' };
  const bytes = smallWorkbook({ ...Object.fromEntries(signed), ...typed(types) });

  it('is told that its signature goes with the first change', () => {
    const { verdict, findings } = screenWorkbook(bytes);
    expect([verdict, findings.map(({ code, severity }) => `${severity} ${code}`)]).toEqual([
      'accept',
      ['warn SIGNATURE_REMOVED', 'warn SIGNATURE_REMOVED'],
    ]);
  });

  it('keeps it untouched, and loses it when something is written', async () => {
    const workbook = openWorkbook(bytes);
    expect(Buffer.from(await workbook.toBytes()).equals(bytes)).toBe(true);
    workbook.setCells('Plan', [{ row: 1, column: 1, value: 2 }]);
    const changed = await workbook.toBytes();
    expect(openWorkbook(changed).parts.filter((part) => part.includes('signatures'))).toEqual([]);
    expect(workbook.receipt.partsChanged).toContainEqual({
      part: '_xmlsignatures/s.xml',
      why: 'removed: a signature does not hold for a changed workbook',
    });
    expectWhole(bytes, changed);
  });
});
