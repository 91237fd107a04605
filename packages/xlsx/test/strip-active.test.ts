import { describe, expect, it } from 'vitest';
import {
  formulaSheet,
  office,
  type Parts,
  relationship,
  relationships,
  sheetXml,
  workbookXml,
} from './small-workbook.ts';
import {
  bookLinks,
  compatibility,
  firstSheet,
  linksOf,
  microsoft,
  type StripRow,
  sheet,
  sheetLinks,
  spreadsheet,
  strip,
  typed,
} from './strip-fixture.ts';

const drawing = 'xl/drawings/drawing1.xml';
const vml = 'xl/drawings/vmlDrawing1.vml';
const wsDr = (inner: string): string =>
  `<x:wsDr xmlns:x="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" ${compatibility} xmlns:r="${office}">${inner}</x:wsDr>`;
const place = '<x:from><x:col>1</x:col></x:from><x:to><x:col>2</x:col></x:to>';
const standIn = (number: number): string =>
  `<mc:AlternateContent><mc:Choice Requires="a14"><x:twoCellAnchor>${place}<x:sp macro=""><x:nvSpPr><x:cNvPr id="${number}" name="n">` +
  `<a14:compatExt xmlns:a14="urn:a14" spid="_x0000_s${number}"/></x:cNvPr></x:nvSpPr></x:sp></x:twoCellAnchor></mc:Choice><mc:Fallback/></mc:AlternateContent>`;
const shape = (number: number): string =>
  `<v:shape id="_x0000_s${number}"><v:imagedata o:relid="rId${number}"/><x:ClientData><x:Anchor>1, 2, 3, 4, 5, 6, 7, 8</x:Anchor></x:ClientData></v:shape>`;
const legacy = (inner: string): string => `<xml xmlns:v="urn:v" xmlns:o="urn:o"><br>${inner}</xml>`;
const sheetWith = (inner: string): string =>
  sheetXml('<row r="1"><c r="A1"><v>1</v></c></row>', inner).replace('<worksheet ', `<worksheet ${compatibility} `);
const drawn = '<drawing r:id="rId5"/><legacyDrawing r:id="rId6"/>';
const drawnLinks = [
  relationship('rId5', `${office}/drawing`, '../drawings/drawing1.xml'),
  relationship('rId6', `${office}/vmlDrawing`, '../drawings/vmlDrawing1.vml'),
];
const control = (number: number, id: string): string =>
  `<mc:AlternateContent><mc:Choice Requires="x14"><control shapeId="${number}" r:id="${id}"/></mc:Choice></mc:AlternateContent>`;
const twoNames =
  '<definedNames><definedName name="D">Dialog!$A$1</definedName><definedName name="P" localSheetId="1">Plan!$A$1</definedName></definedNames>';
const secondSheet = (kind: string, name: string): Parts => ({
  'xl/workbook.xml': workbookXml(
    twoNames,
    `<sheet name="Dialog" sheetId="2" r:id="rId2"/><sheet name="Plan" sheetId="1" r:id="rId1"/>`,
  ),
  ...bookLinks(relationship('rId2', kind, `../${name}`)),
});
const oneSheet = workbookXml(
  '<definedNames><definedName name="P" localSheetId="0">Plan!$A$1</definedName></definedNames>',
);
const picture = (id: number, link: string, at: string): string =>
  `<x:twoCellAnchor editAs="oneCell">${at}<x:pic><x:nvPicPr><x:cNvPr id="${id}" name="Picture ${id}"/><x:cNvPicPr/></x:nvPicPr><x:blipFill>` +
  `<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${office}" r:embed="${link}"/>` +
  '<a:stretch xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:fillRect/></a:stretch></x:blipFill><x:spPr>' +
  '<a:prstGeom xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" prst="rect"><a:avLst/></a:prstGeom></x:spPr></x:pic><x:clientData/></x:twoCellAnchor>';
const frame = '<x:graphicFrame><we:webextensionref xmlns:we="urn:we" r:id="rId9"/></x:graphicFrame>';

const macroUsers = (...formulas: string[]): string =>
  sheetXml(
    `<row r="1">${formulas.map((formula, at) => `<c r="${'ABC'[at]}1">${formula}<v>${at}</v></c>`).join('')}</row>`,
  );

const rows: Readonly<Record<string, StripRow>> = {
  'a name that starts macros': {
    parts: {
      'xl/workbook.xml': workbookXml(
        '<definedNames><definedName name="Auto_Open">Plan!$A$1</definedName></definedNames>',
      ),
    },
    expected: { 'xl/workbook.xml': workbookXml() },
    reported: ['MACRO_STRIPPED xl/workbook.xml'],
  },
  'a dialog sheet, with its names': {
    parts: {
      ...secondSheet(`${office}/dialogsheet`, 'xl/d.xml'),
      'xl/d.xml': '<dialogsheet/>',
    },
    expected: { 'xl/d.xml': null, 'xl/workbook.xml': oneSheet },
    reported: ['MACRO_STRIPPED xl/d.xml Dialog'],
  },
  'a sheet of Excel 4.0 macros, if the policy says so, with what uses it': {
    parts: {
      ...secondSheet(`${microsoft}/2006/relationships/xlMacrosheet`, 'xl/m.xml'),
      'xl/m.xml': '<macrosheet><sheetData><row r="1"><c r="A1"><f>EXEC("a")</f></c></row></sheetData></macrosheet>',
      [sheet]: macroUsers('<f>D+1</f>', '<f>SUM(Dialog!A1:A2)</f>', '<f>P+1</f>'),
    },
    policies: { macroSheets: 'strip' },
    expected: { 'xl/m.xml': null, 'xl/workbook.xml': oneSheet, [sheet]: macroUsers('', '', '<f>P+1</f>') },
    reported: ['ACTIVE_XLM xl/m.xml Dialog', `ACTIVE_XLM ${sheet} Plan A1`, `ACTIVE_XLM ${sheet} Plan B1`],
  },
  'an ActiveX control beside a form control': {
    parts: {
      [sheet]: sheetWith(`${drawn}<controls>${control(1025, 'rId7')}${control(1026, 'rId8')}</controls>`),
      ...sheetLinks(
        ...drawnLinks,
        relationship('rId7', `${office}/control`, '../activeX/a.xml'),
        relationship('rId8', `${office}/ctrlProp`, '../ctrlProps/c.xml'),
      ),
      'xl/activeX/a.xml': '<ocx/>',
      ...linksOf(
        'xl/activeX/a.xml',
        relationship('rId1', `${microsoft}/2006/relationships/activeXControlBinary`, 'a.bin'),
      ),
      'xl/activeX/a.bin': 'x',
      'xl/ctrlProps/c.xml': '<formControlPr/>',
      [drawing]: wsDr(standIn(1025) + standIn(1026)),
      [vml]: legacy(shape(1025) + shape(1026)),
      ...linksOf(
        vml,
        relationship('rId1025', `${office}/image`, '../a.png'),
        relationship('rId1026', `${office}/image`, '../b.png'),
      ),
      'xl/a.png': 'a',
      'xl/b.png': 'b',
    },
    expected: {
      [sheet]: sheetWith(`${drawn}<controls>${control(1026, 'rId8')}</controls>`),
      'xl/activeX/a.xml': null,
      'xl/activeX/a.bin': null,
      [drawing]: wsDr(standIn(1026)),
      [vml]: legacy(shape(1026)),
      'xl/a.png': null,
    },
    reported: ['ACTIVE_ACTIVEX xl/activeX/a.xml Plan', 'ACTIVE_ACTIVEX xl/activeX/a.bin'],
  },
  'changes to the ribbon, with their picture': {
    parts: {
      'customUI/a.xml': '<customUI/>',
      ...linksOf('customUI/a.xml', relationship('rId1', `${office}/image`, 'a.png')),
      'customUI/a.png': 'x',
      '_rels/.rels': relationships(
        relationship('rId1', `${office}/officeDocument`, 'xl/workbook.xml'),
        relationship('rId2', `${microsoft}/2007/relationships/ui/extensibility`, 'customUI/a.xml'),
      ),
    },
    expected: { 'customUI/a.xml': null, 'customUI/a.png': null },
    reported: ['ACTIVE_CUSTOMUI customUI/a.xml'],
  },
  'an add-in in a sheet becomes its picture': {
    parts: {
      [sheet]: sheetWith('<drawing r:id="rId5"/>'),
      ...sheetLinks(drawnLinks[0]!),
      [drawing]: wsDr(
        `<x:twoCellAnchor>${place}<mc:AlternateContent><mc:Choice Requires="we">${frame}</mc:Choice><mc:Fallback><x:pic/></mc:Fallback></mc:AlternateContent></x:twoCellAnchor>`,
      ),
      ...linksOf(drawing, relationship('rId9', `${microsoft}/2011/relationships/webextension`, '../w.xml')),
      'xl/w.xml': '<webextension/>',
    },
    expected: { 'xl/w.xml': null, [drawing]: wsDr(`<x:twoCellAnchor>${place}<x:pic/></x:twoCellAnchor>`) },
    reported: ['ACTIVE_WEBEXT xl/w.xml'],
  },
  'Python in a cell and a name': {
    parts: {
      [sheet]: formulaSheet('_xlfn._xlws.PY(0,1,B1)').replace('<c r="A1">', '<c r="A1" cm="1">'),
      'xl/workbook.xml': workbookXml(
        '<definedNames><definedName name="p">_xlfn._xlws.PY(0,1)</definedName></definedNames>',
      ),
      ...bookLinks(
        relationship('rId2', `${office}/calcChain`, 'calcChain.xml'),
        relationship('rId3', `${microsoft}/2023/09/relationships/Python`, 'python.xml'),
      ),
      'xl/calcChain.xml': '<calcChain><c r="A1" i="1"/></calcChain>',
      'xl/python.xml': '<python/>',
    },
    expected: {
      [sheet]: sheetXml('<row r="1"><c r="A1"><v>0</v></c></row>'),
      'xl/workbook.xml': workbookXml(),
      'xl/calcChain.xml': null,
      'xl/python.xml': null,
    },
    reported: ['ACTIVE_PYTHON xl/workbook.xml', `ACTIVE_PYTHON ${sheet} Plan A1`, 'ACTIVE_PYTHON xl/python.xml'],
  },
  'embedded objects become pictures, in the place of their shapes or at their anchors': {
    parts: {
      [sheet]: sheetWith(
        `${drawn}<oleObjects><mc:AlternateContent><mc:Choice Requires="x14"><oleObject shapeId="1025" r:id="rId7"><objectPr r:id="rId8"/></oleObject></mc:Choice>` +
          `<mc:Fallback><oleObject shapeId="1025" r:id="rId7"/></mc:Fallback></mc:AlternateContent><oleObject shapeId="1026" r:id="rId9"/></oleObjects>`,
      ),
      ...sheetLinks(
        ...drawnLinks,
        relationship('rId7', `${office}/oleObject`, '../o.bin'),
        relationship('rId8', `${office}/image`, '../a.png'),
        relationship('rId9', `${office}/package`, '../o.docx'),
      ),
      'xl/o.bin': 'x',
      'xl/o.docx': 'x',
      [drawing]: wsDr(standIn(1025)),
      [vml]: legacy(shape(1025) + shape(1026)),
      ...linksOf(
        vml,
        relationship('rId1025', `${office}/image`, '../a.png'),
        relationship('rId1026', `${office}/image`, '../b.png'),
      ),
      'xl/a.png': 'a',
      'xl/b.png': 'b',
    },
    expected: {
      [sheet]: sheetWith(drawn),
      'xl/o.bin': null,
      'xl/o.docx': null,
      [drawing]: wsDr(
        picture(1026, 'rId1', place) +
          picture(
            1027,
            'rId2',
            '<x:from><x:col>1</x:col><x:colOff>19050</x:colOff><x:row>3</x:row><x:rowOff>38100</x:rowOff></x:from>' +
              '<x:to><x:col>5</x:col><x:colOff>57150</x:colOff><x:row>7</x:row><x:rowOff>76200</x:rowOff></x:to>',
          ),
      ),
      [vml]: legacy(''),
    },
    reported: ['ACTIVE_OLE xl/o.bin Plan', 'ACTIVE_OLE xl/o.docx Plan'],
  },
  'a macro-enabled template': {
    parts: typed({ '/xl/workbook.xml': 'application/vnd.ms-excel.template.macroEnabled.main+xml' }),
    expected: {},
    reported: ['MACRO_STRIPPED xl/workbook.xml'],
  },
  'a project whose type is the default of other parts too': {
    parts: {
      'xl/vbaProject.bin': 'x',
      'xl/printer.bin': 'x',
      [sheet]: sheetWith('<pageSetup orientation="portrait" r:id="rId1"/>'),
      ...sheetLinks(relationship('rId1', `${office}/printerSettings`, '../printer.bin')),
      '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default Extension="xml" ContentType="${spreadsheet}.worksheet+xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/></Types>`,
      ...linksOf(
        'xl/workbook.xml',
        firstSheet,
        relationship('rId2', `${microsoft}/2006/relationships/vbaProject`, 'vbaProject.bin'),
      ),
    },
    expected: {
      'xl/vbaProject.bin': null,
      'xl/printer.bin': null,
      [sheet]: sheetWith('<pageSetup orientation="portrait"/>'),
    },
    reported: ['MACRO_STRIPPED xl/vbaProject.bin', 'MACRO_STRIPPED xl/printer.bin'],
  },
};

describe('what Excel would run is stripped (security.md)', () => {
  it.each(Object.entries(rows))('%s', async (_, { parts, expected, reported, policies }) => {
    expect(await strip(parts, expected, policies === undefined ? {} : { policies })).toEqual(reported);
  });
});
