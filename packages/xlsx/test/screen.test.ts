import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpus, hasCorpus, sample } from '../../../test/support/corpora.ts';
import type { ScreenResult } from '../src/api.ts';
import { type ScreenOptions, screenWorkbook } from '../src/screen/screen.ts';
import {
  contentTypes,
  formulaSheet,
  office,
  type Parts,
  relationship,
  relationships,
  sheetXml,
  smallWorkbook,
  workbookXml,
} from './small-workbook.ts';

const microsoft = 'http://schemas.microsoft.com/office/2006/relationships';
const sheet = 'xl/worksheets/sheet1.xml';
const sheetRels = 'xl/worksheets/_rels/sheet1.xml.rels';
const bookRels = 'xl/_rels/workbook.xml.rels';
const connectionsType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.connections+xml';
const firstSheet = relationship('rId1', `${office}/worksheet`, 'worksheets/sheet1.xml');

/** `strip MACRO_STRIPPED` …, each once, sorted. */
function summary({ verdict, findings }: ScreenResult): string {
  const codes = new Set(findings.map((finding) => `${finding.severity} ${finding.code}`));
  return [verdict, ...[...codes].sort()].join(' | ');
}

function found(changes: Parts, options: ScreenOptions = {}): string {
  return summary(screenWorkbook(smallWorkbook(changes), options));
}

/** The sheet with a relationship of its own. */
const related = (type: string, target: string, external = false): Parts => ({
  [sheetRels]: relationships(relationship('rId7', type, target, external)),
});
const bookRelated = (type: string, target: string): Parts => ({
  [bookRels]: relationships(firstSheet, relationship('rId7', type, target)),
});
const cells = (row: string): Parts => ({ [sheet]: sheetXml(`<row r="1">${row}</row>`) });
const named = (name: string, formula: string): Parts => ({
  'xl/workbook.xml': workbookXml(`<definedNames><definedName name="${name}">${formula}</definedName></definedNames>`),
});
const typed = (part: string, type: string): Parts => ({
  [part]: 'x',
  '[Content_Types].xml': contentTypes({ [`/${part}`]: type }),
});
const sheets = (list: string): Parts => ({ 'xl/workbook.xml': workbookXml('', list) });
const linkTo = (inner: string): Parts => ({
  'xl/workbook.xml': workbookXml('<externalReferences><externalReference r:id="rId7"/></externalReferences>'),
  ...bookRelated(`${office}/externalLink`, 'externalLinks/externalLink1.xml'),
  'xl/externalLinks/externalLink1.xml': `<externalLink xmlns="urn:x">${inner}</externalLink>`,
});
const hiddenSheet =
  '<sheet name="Plan" sheetId="1" r:id="rId1"/><sheet name="_NAME" sheetId="2" state="hidden" r:id="rId2"/>';
const twoSheets = (name: string): Parts => ({
  'xl/workbook.xml': workbookXml('', hiddenSheet.replace('_NAME', name)),
  [bookRels]: relationships(firstSheet, relationship('rId2', `${office}/worksheet`, 'worksheets/sheet2.xml')),
  'xl/worksheets/sheet2.xml': sheetXml(),
});

describe('the screen', () => {
  const rows: readonly [string, Parts, string][] = [
    ['a plain workbook', {}, 'accept'],
    ['an unknown part', { 'xl/unknown.dat': 'x', ...bookRelated('urn:unknown', 'unknown.dat') }, 'accept'],
    [
      'VBA by content type',
      typed('xl/anything.bin', 'application/vnd.ms-office.vbaProject'),
      'strip | strip MACRO_STRIPPED',
    ],
    [
      'VBA by relationship',
      { 'xl/a.dat': 'x', ...bookRelated(`${microsoft}/vbaProject`, 'a.dat') },
      'strip | strip MACRO_STRIPPED',
    ],
    ['VBA by what it is', { 'xl/a.dat': vbaProject() }, 'strip | strip MACRO_STRIPPED'],
    [
      'a macro-enabled main type',
      {
        '[Content_Types].xml': contentTypes({
          '/xl/workbook.xml': 'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
        }),
      },
      'strip | strip MACRO_STRIPPED',
    ],
    [
      'a macro of a shape',
      { 'xl/drawings/d.xml': '<x:wsDr xmlns:x="urn:x"><x:sp macro="Go"/></x:wsDr>' },
      'strip | strip MACRO_STRIPPED',
    ],
    ['no macro of a shape', { 'xl/drawings/d.xml': '<x:wsDr xmlns:x="urn:x"><x:sp macro=""/></x:wsDr>' }, 'accept'],
    ['a macro in VML', { 'xl/d.vml': '<xml><br><x:FmlaMacro>Go</x:FmlaMacro></xml>' }, 'strip | strip MACRO_STRIPPED'],
    ['a name that opens', named('_xlnm.Auto_Open', 'Plan!$A$1'), 'strip | strip MACRO_STRIPPED'],
    ['an XLM sheet', typed('xl/m.bin', 'application/vnd.ms-excel.macrosheet+xml'), 'refuse | refuse XML_MALFORMED'],
    [
      'an XLM sheet by relationship',
      { 'xl/m.xml': '<a/>', ...bookRelated(`${microsoft}/xlMacrosheet`, 'm.xml') },
      'refuse | refuse ACTIVE_XLM',
    ],
    ['ActiveX', { 'xl/a.bin': 'x', ...related(`${office}/control`, '../a.bin') }, 'strip | strip ACTIVE_ACTIVEX'],
    [
      'customUI',
      {
        'customUI/a.xml': '<customUI/>',
        '_rels/.rels': relationships(
          relationship('rId1', `${office}/officeDocument`, 'xl/workbook.xml'),
          relationship('rId2', `${microsoft}/ui/extensibility`, 'customUI/a.xml'),
        ),
      },
      'strip | strip ACTIVE_CUSTOMUI',
    ],
    [
      'a web extension',
      {
        'xl/w.xml': '<a/>',
        ...bookRelated('http://schemas.microsoft.com/office/2011/relationships/webextension', 'w.xml'),
      },
      'strip | strip ACTIVE_WEBEXT',
    ],
    [
      'Python',
      {
        'xl/p.xml': '<a/>',
        ...bookRelated('http://schemas.microsoft.com/office/2023/09/relationships/python', 'p.xml'),
      },
      'strip | strip ACTIVE_PYTHON',
    ],
    [
      'an OLE object',
      { 'xl/embeddings/o.bin': 'x', ...related(`${office}/oleObject`, '../embeddings/o.bin') },
      'strip | strip ACTIVE_OLE',
    ],
    [
      'an embedded package',
      { 'xl/embeddings/o.docx': 'x', ...related(`${office}/package`, '../embeddings/o.docx') },
      'strip | strip ACTIVE_OLE',
    ],
    [
      'a connection',
      { 'xl/connections.xml': '<connections/>', ...bookRelated(`${office}/connections`, 'connections.xml') },
      'strip | strip EXT_CONNECTION',
    ],
    [
      'a data mashup',
      {
        'customXml/item1.xml': '<DataMashup xmlns="http://schemas.microsoft.com/DataMashup">AA==</DataMashup>',
        ...bookRelated(`${office}/customXml`, '../customXml/item1.xml'),
      },
      'strip | strip EXT_CONNECTION',
    ],
    [
      'custom XML that only looks like a formula',
      {
        'customXml/item1.xml': '<data><f>WEBSERVICE("x")</f></data>',
        ...bookRelated(`${office}/customXml`, '../customXml/item1.xml'),
      },
      'accept',
    ],
    [
      'the same, but also used as a chart',
      {
        'customXml/item1.xml': '<data><f>WEBSERVICE("x")</f></data>',
        [bookRels]: relationships(
          firstSheet,
          relationship('a', `${office}/customXml`, '../customXml/item1.xml'),
          relationship('b', `${office}/chart`, '../customXml/item1.xml'),
        ),
      },
      'refuse | refuse FORMULA_FORBIDDEN',
    ],
    ['a link to another workbook', linkTo('<externalBook/>'), 'refuse | refuse EXT_WORKBOOK_LINK'],
    ['a DDE link', linkTo('<ddeLink ddeService="cmd" ddeTopic="x"/>'), 'refuse | refuse ACTIVE_DDE'],
    ['an OLE link', linkTo('<oleLink progId="x"/>'), 'refuse | refuse ACTIVE_DDE'],
    ['an external picture', related(`${office}/image`, 'https://example.org/a.png', true), 'strip | strip EXT_IMAGE'],
    [
      'any other external relationship',
      related(`${office}/drawing`, 'https://example.org/d.xml', true),
      'refuse | refuse EXT_RELATIONSHIP',
    ],
    ['a web hyperlink', related(`${office}/hyperlink`, 'https://example.org', true), 'accept'],
    ['a file hyperlink', related(`${office}/hyperlink`, 'file:///c:/a', true), 'strip | strip EXT_HYPERLINK'],
    [
      'a Strict script hyperlink',
      related('http://purl.oclc.org/ooxml/officeDocument/relationships/hyperlink', 'javascript:x', true),
      'strip | strip EXT_HYPERLINK',
    ],
    [
      'a forbidden formula',
      { [sheet]: formulaSheet('WEBSERVICE("https://example.org")') },
      'refuse | refuse FORMULA_FORBIDDEN',
    ],
    [
      'one cut by a comment',
      cells('<c r="A1"><f>WEB<!-- -->SERVICE("x")</f></c>'),
      'refuse | refuse FORMULA_FORBIDDEN',
    ],
    ['one in CDATA', cells('<c r="A1"><f><![CDATA[CALL("a")]]></f></c>'), 'refuse | refuse FORMULA_FORBIDDEN'],
    ['one in references', cells('<c r="A1"><f>&#67;ALL("a")</f></c>'), 'refuse | refuse FORMULA_FORBIDDEN'],
    [
      'the master of shared formulas',
      cells('<c r="A1"><f t="shared" si="0" ref="A1:A2">RTD("a",,1)</f></c>'),
      'refuse | refuse FORMULA_FORBIDDEN',
    ],
    [
      'an array formula',
      cells('<c r="A1"><f t="array" ref="A1">CALL("a")</f></c>'),
      'refuse | refuse FORMULA_FORBIDDEN',
    ],
    [
      'a validation',
      {
        [sheet]: sheetXml(
          '',
          '<dataValidations><dataValidation sqref="A1"><formula1>CALL("a")</formula1></dataValidation></dataValidations>',
        ),
      },
      'refuse | refuse FORMULA_FORBIDDEN',
    ],
    [
      'a conditional format',
      {
        [sheet]: sheetXml(
          '',
          '<conditionalFormatting sqref="A1"><cfRule><formula>CALL("a")</formula></cfRule></conditionalFormatting>',
        ),
      },
      'refuse | refuse FORMULA_FORBIDDEN',
    ],
    [
      'an x14 conditional format',
      { [sheet]: sheetXml('', '<extLst><ext><z:f xmlns:z="urn:z">CALL("a")</z:f></ext></extLst>') },
      'refuse | refuse FORMULA_FORBIDDEN',
    ],
    ['a defined name', named('Hidden', 'EXEC("calc")'), 'refuse | refuse FORMULA_FORBIDDEN'],
    [
      'a name that stands for a forbidden function',
      named('f', '_xlfn.WEBSERVICE'),
      'refuse | refuse FORMULA_FORBIDDEN',
    ],
    [
      'a chart',
      { 'xl/charts/chart1.xml': '<c:chart xmlns:c="urn:c"><c:f>CALL("a")</c:f></c:chart>' },
      'refuse | refuse FORMULA_FORBIDDEN',
    ],
    [
      'a table column',
      { 'xl/tables/t.xml': '<table><calculatedColumnFormula>CALL("a")</calculatedColumnFormula></table>' },
      'refuse | refuse FORMULA_FORBIDDEN',
    ],
    ['a pivot item', { 'xl/p.xml': '<a><calculatedItem formula="CALL(1)"/></a>' }, 'refuse | refuse FORMULA_FORBIDDEN'],
    ['a text link', { 'xl/d.xml': '<a><sp textlink="CALL(1)"/></a>' }, 'refuse | refuse FORMULA_FORBIDDEN'],
    ['a text that looks like a formula', cells('<c r="A1" t="inlineStr"><is><t>=CALL(1)</t></is></c>'), 'accept'],
    ['INDIRECT', { [sheet]: formulaSheet('INDIRECT("A2")') }, 'accept | warn WARN_FORMULA'],
    ['a foreign hidden sheet', twoSheets('_vendor'), 'accept | warn HIDDEN_SHEET'],
    ['our hidden sheet', twoSheets('_SYNC_META'), 'accept'],
    ['no sheets', sheets(''), 'refuse | refuse PACKAGE_BROKEN'],
    ['a sheet without a part', sheets('<sheet name="A" sheetId="1" r:id="rId9"/>'), 'refuse | refuse PACKAGE_BROKEN'],
    [
      'two sheets on one part',
      sheets('<sheet name="A" sheetId="1" r:id="rId1"/><sheet name="B" sheetId="2" r:id="rId1"/>'),
      'refuse | refuse PACKAGE_BROKEN',
    ],
    [
      'a sheet that is the workbook',
      { [bookRels]: relationships(relationship('rId1', `${office}/worksheet`, 'workbook.xml')) },
      'refuse | refuse PACKAGE_BROKEN',
    ],
    [
      'a sheet outside of the package',
      { [bookRels]: relationships(relationship('rId1', `${office}/worksheet`, '../../etc/passwd')) },
      'refuse | refuse PACKAGE_BROKEN',
    ],
    [
      'relationships that are connections by their type',
      { '[Content_Types].xml': contentTypes().replace(/[^"]*relationships\+xml/, connectionsType) },
      'refuse | refuse PACKAGE_BROKEN',
    ],
    [
      'a relationship without an id',
      { [bookRels]: relationships(firstSheet, relationship('', `${office}/theme`, 'theme.xml').replace('Id=""', '')) },
      'refuse | refuse PACKAGE_BROKEN',
    ],
    [
      'a relationship within another',
      { [bookRels]: relationships(firstSheet.replace('/>', `>${relationship('rId2', 'urn:x', 'x')}</Relationship>`)) },
      'refuse | refuse PACKAGE_BROKEN',
    ],
    [
      'content types within content types',
      { '[Content_Types].xml': contentTypes().replace('</Types>', `${contentTypes()}</Types>`) },
      'refuse | refuse PACKAGE_BROKEN',
    ],
    [
      'a relationship to relationships',
      { [bookRels]: relationships(firstSheet, relationship('rId2', `${office}/theme`, '/_rels/.rels')) },
      'refuse | refuse PACKAGE_BROKEN',
    ],
    [
      'two sheets of one name',
      sheets('<sheet name="a" sheetId="2"/><sheet name="A" sheetId="1" r:id="rId1"/>'),
      'refuse | refuse PACKAGE_BROKEN',
    ],
    [
      'widths of no columns',
      { [sheet]: sheetXml().replace('<sheetData>', '<cols><col min="A4" max="4"/></cols><sheetData>') },
      'refuse | refuse PACKAGE_BROKEN',
    ],
    ['a cell behind the last column', cells('<c r="XFD1"/><c/>'), 'refuse | refuse CELL_REFERENCE'],
    ['a column beyond XFD', cells('<c r="XFE1"/>'), 'refuse | refuse CELL_REFERENCE'],
    ['row zero', cells('<c r="A0"/>'), 'refuse | refuse CELL_REFERENCE'],
    ['a shared string that is not there', cells('<c r="A1" t="s"><v>0</v></c>'), 'refuse | refuse PACKAGE_BROKEN'],
    ['a format that is not there', cells('<c r="A1" s="7"><v>0</v></c>'), 'accept | warn PACKAGE_BROKEN'],
    ['a DTD in a part nobody reads', { 'docProps/x.xml': '<!DOCTYPE a><a/>' }, 'refuse | refuse XML_DTD'],
    [
      'a DTD in a part that does not say it is XML',
      { 'xl/media/a.png': '<?xml version="1.0"?><!DOCTYPE a><a/>' },
      'refuse | refuse XML_DTD',
    ],
    ['damaged XML', { 'docProps/x.xml': '<a>' }, 'refuse | refuse XML_MALFORMED'],
  ];
  it.each(rows)('%s', (_, changes, expected) => expect(found(changes)).toBe(expected));

  it('names the cell of a finding, and repeats no formula', () => {
    const { findings } = screenWorkbook(
      smallWorkbook({ [sheet]: formulaSheet('WEBSERVICE("https://secret.example")') }),
    );
    expect(findings).toEqual([
      {
        code: 'FORMULA_FORBIDDEN',
        severity: 'refuse',
        part: sheet,
        sheet: 'Plan',
        cell: 'A1',
        message: 'WEBSERVICE is not allowed.',
      },
    ]);
  });

  it('lists many findings of a kind in part and counts the rest', () => {
    const row = Array.from(
      { length: 100 },
      (_, at) => `<row r="${at + 1}"><c r="A${at + 1}"><f>CALL(${at})</f></c></row>`,
    );
    const { findings } = screenWorkbook(smallWorkbook({ [sheet]: sheetXml(row.join('')) }));
    expect(findings).toHaveLength(26);
    expect(findings.at(-1)?.message).toBe('75 more of these in this part.');
  });

  it.each<[keyof NonNullable<ScreenOptions['limits']>, number, Parts]>([
    ['cells', 1, cells('<c r="A1"><v>1</v></c><c r="B1"><v>1</v></c>')],
    [
      'merges',
      1,
      { [sheet]: sheetXml('', '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:B2"/></mergeCells>') },
    ],
    ['definedNames', 0, named('a', '1')],
    ['sheets', 1, twoSheets('x')],
    ['formulaLength', 5, { [sheet]: formulaSheet('1+2+3+4') }],
    ['inflated', 1000, {}],
    ['entries', 3, {}],
    ['upload', 100, {}],
    ['part', 100, {}],
  ])('holds the limit of %s', (limit, value, changes) => {
    expect(found(changes, { limits: { [limit]: value } })).toBe('refuse | refuse LIMIT');
  });

  it('can refuse foreign hidden sheets, or be told of ours', () => {
    expect(found(twoSheets('_vendor'), { strictHiddenSheets: true })).toBe('refuse | refuse HIDDEN_SHEET');
    expect(found(twoSheets('_vendor'), { ownSheets: ['_VENDOR'] })).toBe('accept');
  });
});

function vbaProject(): Buffer {
  return Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('_VBA_PROJECT\0', 'utf16le')]);
}

describe.skipIf(!hasCorpus('hostile'))('hostile files', () => {
  it('every one gets its verdict within 5 s of computing', async () => {
    const lines = corpus('hostile').map(({ file, path: from }) => {
      const before = process.cpuUsage();
      const result = screenWorkbook(fs.readFileSync(from));
      const { user, system } = process.cpuUsage(before);
      expect([file, (user + system) / 1e6 < 5]).toEqual([file, true]);
      expect(result.findings.map(({ message }) => message)).not.toContain('The workbook cannot be read.');
      return `${file}\t${summary(result)}`;
    });
    await expect(`${lines.sort().join('\n')}\n`).toMatchFileSnapshot(
      path.join(import.meta.dirname, 'golden/hostile-screen.tsv'),
    );
  });
});

/** Refused all the same: RTD is in the table of forbidden functions, and a sheet list that leads nowhere cannot be told from a damaged file. */
const refusedAlthoughClean = new Set([
  'Open-XML-SDK__VolTypes__b6e84f.xlsx',
  'openspout__file_with_sheet_xml_not_matching_content__bde730.xlsx',
]);

describe.skipIf(!hasCorpus('fidelity'))('real workbooks', () => {
  const innocent = corpus('fidelity').filter(
    ({ file, columns }) => columns.policy_flags === '' && !refusedAlthoughClean.has(file),
  );
  const odd = innocent.filter(({ columns }) => columns.must_accept_quirk !== '');
  it('are never refused when no policy speaks about them', () => {
    for (const { file, path: from } of [...odd, ...sample(innocent, 80)]) {
      const result = screenWorkbook(fs.readFileSync(from));
      expect([file, result.findings.filter(({ severity }) => severity === 'refuse')]).toEqual([file, []]);
    }
  });
});
