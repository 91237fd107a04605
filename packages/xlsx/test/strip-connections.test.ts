import { describe, expect, it } from 'vitest';
import { office, type Parts, relationship, sheetXml, workbookXml } from './small-workbook.ts';
import {
  bookLinks,
  compatibility,
  linksOf,
  microsoft,
  type StripRow,
  sheet,
  sheetLinks,
  spreadsheet,
  strip,
  typed,
} from './strip-fixture.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const spaces = `xmlns="${main}" xmlns:r="${office}"`;
const drawing = 'xl/drawings/drawing1.xml';
const cache = 'xl/pivotCache/c.xml';
const pivot = 'xl/pivotTables/p.xml';
const value = '<row r="1"><c r="A1"><v>1</v></c></row>';
const connection = relationship('rId7', `${office}/connections`, 'connections.xml');
const connections: Parts = { ...bookLinks(connection), 'xl/connections.xml': '<connections/>' };
const gone = { 'xl/connections.xml': null };
const ownParts = typed({
  '/xl/tables/t.xml': `${spreadsheet}.table+xml`,
  '/xl/charts/c.xml': 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml',
});
const table = (root: string, column: string): string =>
  `<table xmlns="${main}" id="1" name="T" displayName="T" ref="A1:A2"${root}><tableColumns count="1"><tableColumn id="1" name="a"${column}/></tableColumns></table>`;
const pivotBook = (inner: string): string => workbookXml(inner);
const pivotCache = (root: string, source: string, rest = ''): string =>
  `<pivotCacheDefinition ${spaces}${root}>${source}<cacheFields count="0"/>${rest}</pivotCacheDefinition>`;
const external = '<cacheSource type="external" connectionId="1"/>';
const pivotParts: Parts = {
  'xl/workbook.xml': pivotBook('<pivotCaches><pivotCache cacheId="1" r:id="rId8"/></pivotCaches>'),
  ...bookLinks(connection, relationship('rId8', `${office}/pivotCacheDefinition`, 'pivotCache/c.xml')),
  'xl/connections.xml': '<connections/>',
  ...linksOf(pivot, relationship('rId1', `${office}/pivotCacheDefinition`, '../pivotCache/c.xml')),
  [pivot]: '<pivotTableDefinition name="Pivot1"/>',
};
const ext = (inner: string): string => `<extLst><ext uri="{1}" xmlns:x14="urn:x14">${inner}</ext></extLst>`;
const anchor = (inner: string): string =>
  `<x:twoCellAnchor><mc:AlternateContent ${compatibility}><mc:Choice Requires="a14">${inner}</mc:Choice><mc:Fallback><x:sp macro=""/></mc:Fallback></mc:AlternateContent></x:twoCellAnchor>`;
const frame = (name: string): string =>
  anchor(`<x:graphicFrame macro=""><s:slicer xmlns:s="urn:s" name="${name}"/></x:graphicFrame>`);
const wsDr = (inner: string): string => `<x:wsDr xmlns:x="urn:x" xmlns:a="urn:a" xmlns:r="${office}">${inner}</x:wsDr>`;
const formulas = (...cells: string[]): string =>
  sheetXml(cells.map((cell, at) => `<row r="${at + 1}">${cell}</row>`).join(''));

const rows: Readonly<Record<string, StripRow>> = {
  'a table over a query becomes plain': {
    parts: {
      ...connections,
      ...ownParts,
      [sheet]: sheetXml('', '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'),
      ...sheetLinks(relationship('rId1', `${office}/table`, '../tables/t.xml')),
      'xl/tables/t.xml': table(' tableType="queryTable" connectionId="1"', ' queryTableFieldId="1"'),
      ...linksOf('xl/tables/t.xml', relationship('rId1', `${office}/queryTable`, '../q.xml')),
      'xl/q.xml': '<queryTable/>',
    },
    expected: { ...gone, 'xl/q.xml': null, 'xl/tables/t.xml': table('', '') },
    reported: ['EXT_CONNECTION xl/connections.xml', 'EXT_CONNECTION xl/q.xml'],
  },
  'queries, with what describes them': {
    parts: {
      ...bookLinks(relationship('rId7', `${office}/customXml`, '../customXml/item1.xml')),
      'customXml/item1.xml': '<DataMashup xmlns="http://schemas.microsoft.com/DataMashup">AA==</DataMashup>',
      ...linksOf('customXml/item1.xml', relationship('rId1', `${office}/customXmlProps`, 'itemProps1.xml')),
      'customXml/itemProps1.xml': '<datastoreItem/>',
    },
    expected: { 'customXml/item1.xml': null, 'customXml/itemProps1.xml': null },
    reported: ['EXT_CONNECTION customXml/item1.xml'],
  },
  'a data model, and the formulas over it': {
    parts: {
      'xl/workbook.xml': workbookXml(ext('<x14:dataModel><x14:modelTables/></x14:dataModel>')),
      ...bookLinks(relationship('rId7', `${office}/powerPivotData`, 'model/item.data')),
      'xl/model/item.data': 'x',
      [sheet]: formulas('<c r="A1"><f>CUBEVALUE("m","[a]")</f><v>5</v></c>', '<c r="A2"><f>SUM(A1)</f><v>5</v></c>'),
    },
    expected: {
      'xl/workbook.xml': workbookXml(),
      'xl/model/item.data': null,
      [sheet]: formulas('<c r="A1"><v>5</v></c>', '<c r="A2"><f>SUM(A1)</f><v>5</v></c>'),
    },
    reported: [`EXT_CONNECTION ${sheet} Plan A1`, 'EXT_CONNECTION xl/model/item.data'],
  },
  'a pivot table over a query keeps its cache': {
    parts: {
      ...pivotParts,
      ...sheetLinks(relationship('rId1', `${office}/pivotTable`, '../pivotTables/p.xml')),
      [cache]: pivotCache(' refreshOnLoad="1"', external),
    },
    expected: {
      ...gone,
      [cache]: pivotCache(
        ' enableRefresh="0"',
        '<cacheSource type="worksheet"><worksheetSource name="removed_connection"/></cacheSource>',
      ),
    },
    reported: [`EXT_CONNECTION ${cache}`, 'EXT_CONNECTION xl/connections.xml'],
  },
  'a pivot table over a data model becomes values, its slicers and its chart go without it': {
    parts: {
      ...pivotParts,
      ...ownParts,
      'xl/workbook.xml': pivotBook(
        `<definedNames><definedName name="Slicer_A">#N/A</definedName></definedNames><pivotCaches><pivotCache cacheId="1" r:id="rId8"/></pivotCaches>${ext('<x14:slicerCaches><x14:slicerCache r:id="rId9"/></x14:slicerCaches>')}`,
      ),
      ...bookLinks(
        connection,
        relationship('rId8', `${office}/pivotCacheDefinition`, 'pivotCache/c.xml'),
        relationship('rId9', `${microsoft}/2007/relationships/slicerCache`, 's.xml'),
      ),
      'xl/s.xml': '<slicerCacheDefinition name="Slicer_A" sourceName="[A]"/>',
      [sheet]: sheetXml(
        value,
        `<conditionalFormatting pivot="1" sqref="A1"/><drawing r:id="rId5"/>${ext('<x14:slicerList><x14:slicer r:id="rId6"/></x14:slicerList>')}`,
      ),
      ...sheetLinks(
        relationship('rId1', `${office}/pivotTable`, '../pivotTables/p.xml'),
        relationship('rId5', `${office}/drawing`, '../drawings/drawing1.xml'),
        relationship('rId6', `${microsoft}/2007/relationships/slicer`, '../l.xml'),
      ),
      'xl/l.xml': '<slicers><slicer name="A" cache="Slicer_A"/></slicers>',
      [drawing]: wsDr(frame('A') + frame('B')),
      [cache]: pivotCache('', external, '<cacheHierarchies count="0"/>'),
      'xl/charts/c.xml':
        '<c:chartSpace xmlns:c="urn:c"><c:pivotSource><c:name>[b.xlsx]Plan!Pivot1</c:name></c:pivotSource><c:chart/></c:chartSpace>',
    },
    expected: {
      ...gone,
      'xl/workbook.xml': pivotBook(''),
      'xl/s.xml': null,
      'xl/l.xml': null,
      [pivot]: null,
      [cache]: null,
      [sheet]: sheetXml(value, '<conditionalFormatting sqref="A1"/><drawing r:id="rId5"/>'),
      [drawing]: wsDr(frame('B')),
      'xl/charts/c.xml': '<c:chartSpace xmlns:c="urn:c"><c:chart/></c:chartSpace>',
    },
    reported: [`EXT_CONNECTION ${pivot} Plan`, 'EXT_CONNECTION xl/s.xml', 'EXT_CONNECTION xl/connections.xml'],
  },
  'a map of XML forgets its connection': {
    parts: {
      ...connections,
      'xl/xmlMaps.xml': '<MapInfo><Map ID="1"><DataBinding FileBinding="false" ConnectionID="1"/></Map></MapInfo>',
    },
    expected: { ...gone, 'xl/xmlMaps.xml': '<MapInfo><Map ID="1"><DataBinding FileBinding="false"/></Map></MapInfo>' },
    reported: ['EXT_CONNECTION xl/connections.xml'],
  },
};

describe('connections are stripped, with what cannot be without them (security.md)', () => {
  it.each(Object.entries(rows))('%s', async (_, { parts, expected, reported, policies }) => {
    expect(await strip(parts, expected, policies === undefined ? {} : { policies })).toEqual(reported);
  });
});
