import { describe, expect, test } from 'vitest';
import type { RowDelete, RowInsert } from '../src/api.ts';
import type { Package } from '../src/package/package.ts';
import { changeRows } from '../src/rows/change-rows.ts';
import { smallPackage } from './small-package.ts';

const part = 'xl/worksheets/sheet1.xml';
const ml = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';
const dml = 'application/vnd.openxmlformats-officedocument.';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const two: readonly RowInsert[] = [{ at: 5, count: 2 }];
const gone: readonly RowDelete[] = [{ at: 5, count: 2 }];

/** Sheet `Tasks` that leads to this one part. */
function sheetWith(kind: string, name: string, type: string, text: string): Package {
  return smallPackage({
    sheets: [
      { name: 'Tasks', xml: '<sheetData/>', relations: { rId1: [kind, name] } },
      { name: 'Other', xml: '<sheetData/>' },
    ],
    parts: { [name]: [type, text] },
  });
}

describe('R2: drawings (ECMA-376 Part 1 §20.5.2)', () => {
  const end = (name: string, [row, off]: readonly [number, number]) =>
    `<d:${name}><d:col>0</d:col><d:colOff>7</d:colOff><d:row>${row}</d:row><d:rowOff>${off}</d:rowOff></d:${name}>`;
  type Place = readonly [number, number];
  const box = (how: string, from: Place, to: Place) =>
    `<d:twoCellAnchor${how === '' ? '' : ` editAs="${how}"`}>${end('from', from)}${end('to', to)}<d:sp/><d:clientData/></d:twoCellAnchor>`;
  const one = (from: Place) =>
    `<d:oneCellAnchor>${end('from', from)}<d:ext cx="1" cy="1"/><d:sp/><d:clientData/></d:oneCellAnchor>`;
  const fixed = '<d:absoluteAnchor><d:pos x="1" y="1"/><d:ext cx="1" cy="1"/><d:sp/><d:clientData/></d:absoluteAnchor>';

  test.each([
    [
      'sizes with its cells',
      box('twoCell', [2, 9], [7, 9]),
      box('twoCell', [2, 9], [9, 9]),
      box('twoCell', [2, 9], [5, 9]),
    ],
    ['does so when it says nothing', box('', [2, 9], [7, 9]), box('', [2, 9], [9, 9]), box('', [2, 9], [5, 9])],
    ['starts in a deleted row', box('', [5, 9], [7, 9]), box('', [7, 9], [9, 9]), box('', [4, 0], [5, 9])],
    ['ends in a deleted row', box('', [2, 9], [4, 9]), box('', [2, 9], [6, 9]), box('', [2, 9], [4, 0])],
    [
      'lies in deleted rows alone: a line is left, as in Excel',
      box('', [4, 9], [5, 3]),
      box('', [6, 9], [7, 3]),
      box('', [4, 0], [4, 0]),
    ],
    [
      'moves without sizing',
      box('oneCell', [2, 9], [7, 9]),
      box('oneCell', [2, 9], [7, 9]),
      box('oneCell', [2, 9], [7, 9]),
    ],
    [
      'moves without sizing, from a deleted row',
      box('oneCell', [5, 9], [7, 9]),
      box('oneCell', [7, 9], [9, 9]),
      box('oneCell', [4, 0], [6, 9]),
    ],
    [
      'stays where it is',
      box('absolute', [6, 9], [7, 9]),
      box('absolute', [6, 9], [7, 9]),
      box('absolute', [6, 9], [7, 9]),
    ],
    ['hangs at one cell', one([6, 9]), one([8, 9]), one([4, 9])],
    ['hangs at one deleted cell', one([5, 9]), one([7, 9]), one([4, 0])],
    ['hangs at no cell', fixed, fixed, fixed],
  ])('an object that %s', (_, before, inserted, deleted) => {
    const wrapped = (xml: string) => `<d:wsDr xmlns:d="d">${xml}</d:wsDr>`;
    const open = () => sheetWith('drawing', 'xl/drawings/drawing1.xml', `${dml}drawing+xml`, wrapped(before));
    const [first, second] = [open(), open()];
    changeRows(first, part, two, []);
    changeRows(second, part, [], gone);
    expect(first.text('xl/drawings/drawing1.xml')).toBe(wrapped(inserted));
    expect(second.text('xl/drawings/drawing1.xml')).toBe(wrapped(deleted));
  });

  test('text and lists that are linked to cells, in drawings and form controls', () => {
    const drawing = (row: number) =>
      `<d:wsDr xmlns:d="d"><d:sp textlink="$A$${row}"/><d:sp textlink="Tasks!$A$${row}"/><d:sp textlink="Other!$A$9"/></d:wsDr>`;
    const control = (row: number) => `<formControlPr xmlns="c" fmlaLink="$A$${row}" fmlaRange="Tasks!$B$1:$B$${row}"/>`;
    for (const [kind, type, make] of [
      ['drawing', `${dml}drawing+xml`, drawing],
      ['ctrlProp', 'application/vnd.ms-excel.controlproperties+xml', control],
    ] as const) {
      const pkg = sheetWith(kind, 'xl/some/part1.xml', type, make(9));
      changeRows(pkg, part, two, []);
      expect(pkg.text('xl/some/part1.xml')).toBe(make(11));
    }
  });
});

describe('R2: notes and comments', () => {
  const note = (row: number, anchor: string) =>
    `<v:shape id="a"><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:Anchor>${anchor}</x:Anchor><x:Row>${row}</x:Row><x:Column>0</x:Column></x:ClientData></v:shape>`;
  const vml = (inside: string) => `<xml xmlns:v="v" xmlns:x="x">${inside}</xml>`;

  test.each([
    ['goes along with its cell', note(5, '1, 15, 3, 2, 3, 15, 7, 1'), note(7, '1, 15, 5, 2, 3, 15, 9, 1'), ''],
    [
      'stays with its cell',
      note(3, '1, 15, 4, 2, 3, 15, 8, 1'),
      note(3, '1, 15, 4, 2, 3, 15, 8, 1'),
      note(3, '1, 15, 4, 2, 3, 15, 8, 1'),
    ],
    [
      'moves up, but not off the sheet',
      note(8, '1, 15, 1, 2, 3, 15, 5, 1'),
      note(10, '1, 15, 3, 2, 3, 15, 7, 1'),
      note(6, '1, 15, 0, 2, 3, 15, 4, 1'),
    ],
  ])('the box of a note %s (Part 4 §19.4.2.3)', (_, before, inserted, deleted) => {
    const open = () => sheetWith('vmlDrawing', 'xl/drawings/v1.vml', `${dml}vmlDrawing`, vml(before));
    const [first, second] = [open(), open()];
    changeRows(first, part, two, []);
    changeRows(second, part, [], gone);
    expect(first.text('xl/drawings/v1.vml')).toBe(vml(inserted));
    expect(second.text('xl/drawings/v1.vml')).toBe(vml(deleted));
  });

  test.each([
    [
      'comments',
      `${ml}comments+xml`,
      (inside: string) =>
        `<comments ${main} xmlns:xr="xr"><authors><author>a</author></authors><commentList>${inside}</commentList></comments>`,
      (ref: string) => `<comment ref="${ref}" authorId="0" xr:uid="{1}"><text><t>A9</t></text></comment>`,
    ],
    [
      'threadedComment',
      'application/vnd.ms-excel.threadedcomments+xml',
      (inside: string) => `<ThreadedComments xmlns="t">${inside}</ThreadedComments>`,
      (ref: string) =>
        `<threadedComment ref="${ref}" dT="2026-01-01" personId="{P}" id="{1}"><text>A9</text></threadedComment><threadedComment ref="${ref}" id="{2}" parentId="{1}"/>`,
    ],
  ] as const)('%s go along with their cells, answers too', (kind, type, wrap, item) => {
    const pkg = sheetWith(kind, 'xl/some/c1.xml', type, wrap(item('A5') + item('A9')));
    changeRows(pkg, part, two, gone);
    expect(pkg.text('xl/some/c1.xml')).toBe(wrap(item('A9')));
  });
});

describe('R2: charts and the values they keep (§21.2.2.24)', () => {
  const cache = (name: string, count: number, points: Readonly<Record<number, string>>) => {
    const all = Object.entries(points).map(([idx, value]) => `<c:pt idx="${idx}"><c:v>${value}</c:v></c:pt>`);
    return `<c:${name}><c:ptCount val="${count}"/>${all.join('')}</c:${name}>`;
  };
  const series = (formula: string, kept: string) => `<c:cat><c:strRef><c:f>${formula}</c:f>${kept}</c:strRef></c:cat>`;
  const five = cache('strCache', 5, { 0: 'a', 1: 'b', 2: 'c', 3: 'd', 4: 'e' });

  test.each([
    [
      'a range that moves as a whole',
      series('Tasks!$A$7:$A$11', five),
      series('Tasks!$A$9:$A$13', five),
      series('Tasks!$A$5:$A$9', five),
    ],
    [
      'points behind new rows are numbered anew, those of deleted rows go',
      series('Tasks!$A$4:$A$8', five),
      series('Tasks!$A$4:$A$10', cache('strCache', 7, { 0: 'a', 3: 'b', 4: 'c', 5: 'd', 6: 'e' })),
      series('Tasks!$A$4:$A$6', cache('strCache', 3, { 0: 'a', 1: 'd', 2: 'e' })),
    ],
    [
      'a range of which nothing is left',
      series('Tasks!$A$5:$A$6', cache('strCache', 2, { 1: 'b' })),
      series('Tasks!$A$7:$A$8', cache('strCache', 2, { 1: 'b' })),
      series('Tasks!#REF!', cache('strCache', 0, {})),
    ],
    [
      'several ranges, one after the other',
      series('(Tasks!$A$4:$A$5,Tasks!$A$9,Other!$A$1:$A$2)', five),
      series(
        '(Tasks!$A$4:$A$7,Tasks!$A$11,Other!$A$1:$A$2)',
        cache('strCache', 7, { 0: 'a', 3: 'b', 4: 'c', 5: 'd', 6: 'e' }),
      ),
      series('(Tasks!$A$4:$A$4,Tasks!$A$7,Other!$A$1:$A$2)', cache('strCache', 4, { 0: 'a', 1: 'c', 2: 'd', 3: 'e' })),
    ],
    [
      'a row that goes with its points',
      series('Tasks!$B$6:$F$6', five),
      series('Tasks!$B$8:$F$8', five),
      series('Tasks!#REF!', cache('strCache', 0, {})),
    ],
    [
      'hidden cells that are not counted: the cache goes',
      series('Tasks!$A$4:$A$11', five),
      series('Tasks!$A$4:$A$13', ''),
      series('Tasks!$A$4:$A$9', ''),
    ],
    [
      'a block: the cache goes',
      series('Tasks!$A$4:$B$8', cache('numCache', 10, { 9: '1' })),
      series('Tasks!$A$4:$B$10', ''),
      series('Tasks!$A$4:$B$6', ''),
    ],
    [
      'names of several levels',
      series(
        'Tasks!$A$4:$B$8',
        '<c:multiLvlStrCache><c:ptCount val="5"/><c:lvl><c:pt idx="1"><c:v>b</c:v></c:pt></c:lvl><c:lvl><c:pt idx="4"><c:v>e</c:v></c:pt></c:lvl></c:multiLvlStrCache>',
      ),
      series(
        'Tasks!$A$4:$B$10',
        '<c:multiLvlStrCache><c:ptCount val="7"/><c:lvl><c:pt idx="3"><c:v>b</c:v></c:pt></c:lvl><c:lvl><c:pt idx="6"><c:v>e</c:v></c:pt></c:lvl></c:multiLvlStrCache>',
      ),
      series(
        'Tasks!$A$4:$B$6',
        '<c:multiLvlStrCache><c:ptCount val="3"/><c:lvl></c:lvl><c:lvl><c:pt idx="2"><c:v>e</c:v></c:pt></c:lvl></c:multiLvlStrCache>',
      ),
    ],
    [
      'cells of another sheet',
      series('Other!$A$4:$A$8', five),
      series('Other!$A$4:$A$8', five),
      series('Other!$A$4:$A$8', five),
    ],
    [
      'the full reference of a filtered series',
      '<c15:fullRef><c15:sqref>Tasks!$A$4:$A$8</c15:sqref></c15:fullRef>',
      '<c15:fullRef><c15:sqref>Tasks!$A$4:$A$10</c15:sqref></c15:fullRef>',
      '<c15:fullRef><c15:sqref>Tasks!$A$4:$A$6</c15:sqref></c15:fullRef>',
    ],
  ])('%s', (_, before, inserted, deleted) => {
    const wrap = (xml: string) => `<c:chart xmlns:c="c" xmlns:c15="c15">${xml}</c:chart>`;
    const open = () => sheetWith('drawing', 'xl/charts/chart1.xml', `${dml}drawingml.chart+xml`, wrap(before));
    const [first, second] = [open(), open()];
    changeRows(first, part, two, []);
    changeRows(second, part, [], gone);
    expect(first.text('xl/charts/chart1.xml')).toBe(wrap(inserted));
    expect(second.text('xl/charts/chart1.xml')).toBe(wrap(deleted));
  });

  test('points with a format of their own go with their data', () => {
    const formatted = (name: string, idx: number) => `<c:${name}><c:idx val="${idx}"/><c:spPr/></c:${name}>`;
    const values = (last: number, kept: string) =>
      `<c:val><c:numRef><c:f>Tasks!$A$4:$A$${last}</c:f>${kept}</c:numRef></c:val>`;
    const wrap = (points: readonly number[], labels: readonly number[], inside: string) =>
      `<c:chart xmlns:c="c"><c:ser>${points.map((idx) => formatted('dPt', idx)).join('')}<c:dLbls>${labels.map((idx) => formatted('dLbl', idx)).join('')}<c:showVal val="1"/></c:dLbls>${inside}</c:ser></c:chart>`;
    const before = wrap([0, 2, 3], [1, 4], values(8, cache('numCache', 5, { 4: '9' })));
    const pkg = sheetWith('drawing', 'xl/charts/chart1.xml', `${dml}drawingml.chart+xml`, before);
    changeRows(pkg, part, [], gone);
    expect(pkg.text('xl/charts/chart1.xml')).toBe(wrap([0, 1], [2], values(6, cache('numCache', 3, { 2: '9' }))));
  });

  test('chartex: `cx:f` and its levels ([MS-ODRAWXML] 2.24.3)', () => {
    const wrap = (formula: string, count: number, points: string) =>
      `<cx:chartSpace xmlns:cx="cx"><cx:strDim type="cat"><cx:f>${formula}</cx:f><cx:lvl ptCount="${count}">${points}</cx:lvl></cx:strDim></cx:chartSpace>`;
    const before = wrap(
      'Tasks!$A$4:$A$8',
      5,
      '<cx:pt idx="0">a</cx:pt><cx:pt idx="2">c</cx:pt><cx:pt idx="4">e</cx:pt>',
    );
    const pkg = sheetWith('drawing', 'xl/charts/chartEx1.xml', 'application/vnd.ms-office.chartex+xml', before);
    changeRows(pkg, part, [], gone);
    expect(pkg.text('xl/charts/chartEx1.xml')).toBe(
      wrap('Tasks!$A$4:$A$6', 3, '<cx:pt idx="0">a</cx:pt><cx:pt idx="2">e</cx:pt>'),
    );
  });
});

describe('R2: pivot tables (§18.10)', () => {
  const cachePart = 'xl/pivotCache/pivotCacheDefinition1.xml';
  const tablePart = 'xl/pivotTables/pivotTable1.xml';
  const definition = (source: string, more = '') =>
    `<pivotCacheDefinition ${main}${more}><cacheSource type="worksheet">${source}</cacheSource></pivotCacheDefinition>`;
  const source = (ref: string) => `<worksheetSource ref="${ref}" sheet="Tasks"/>`;

  function pivotAt(ref: string): Package {
    const pkg = smallPackage({
      sheets: [{ name: 'Tasks', xml: '<sheetData/>', relations: { rId1: ['pivotTable', tablePart] } }],
      parts: {
        [tablePart]: [
          `${ml}pivotTable+xml`,
          `<pivotTableDefinition ${main}><location ref="${ref}" firstHeaderRow="1"/></pivotTableDefinition>`,
        ],
        [cachePart]: [`${ml}pivotCacheDefinition+xml`, definition(source('F1:G9'))],
      },
    });
    pkg.relate(tablePart, `${office}/pivotCacheDefinition`, cachePart);
    return pkg;
  }

  test.each([
    ['below: it moves', 'A7:B9', 'A9:B11', ''],
    ['above: it stays', 'A1:B4', 'A1:B4', ''],
    ['among its rows (Excel refuses): stretched, laid out anew on opening', 'A3:B9', 'A3:B11', ' refreshOnLoad="1"'],
  ])('rows inserted %s', (_, before, after, refresh) => {
    const pkg = pivotAt(before);
    changeRows(pkg, part, two, []);
    expect(pkg.text(tablePart)).toContain(`<location ref="${after}" firstHeaderRow="1"/>`);
    expect(pkg.text(cachePart)).toBe(definition(source('F1:G11'), refresh));
  });

  test('a pivot table whose rows all go, goes', () => {
    const pkg = pivotAt('A5:B6');
    changeRows(pkg, part, [], gone);
    expect(pkg.has(tablePart)).toBe(false);
    expect(pkg.relationships(part)).toEqual([]);
  });

  test.each([
    [source('F1:G9'), source('F1:G11')],
    ['<worksheetSource name="t"/>', '<worksheetSource name="t"/>'],
    [
      '<worksheetSource ref="F1:G9" sheet="Tasks" r:id="rId1"/>',
      '<worksheetSource ref="F1:G9" sheet="Tasks" r:id="rId1"/>',
    ],
    ['<worksheetSource ref="F1:G9" sheet="Other"/>', '<worksheetSource ref="F1:G9" sheet="Other"/>'],
    [
      '<consolidation><rangeSets count="1"><rangeSet ref="A1:B9" sheet="Tasks"/></rangeSets></consolidation>',
      '<consolidation><rangeSets count="1"><rangeSet ref="A1:B11" sheet="Tasks"/></rangeSets></consolidation>',
    ],
  ])('source %s', (before, after) => {
    const spaced = (inside: string) => definition(inside, ` xmlns:r="${office}"`);
    const pkg = sheetWith('other', cachePart, `${ml}pivotCacheDefinition+xml`, spaced(before));
    changeRows(pkg, part, two, []);
    expect(pkg.text(cachePart)).toBe(spaced(after));
  });
});

describe('R2: what else means cells', () => {
  test('the parameter of a query (§18.13.8)', () => {
    const text = (row: number) =>
      `<connections ${main}><connection id="1"><parameters><parameter parameterType="cell" cell="Tasks!$A$${row}"/></parameters></connection></connections>`;
    const pkg = sheetWith('other', 'xl/connections.xml', `${ml}connections+xml`, text(9));
    changeRows(pkg, part, two, []);
    expect(pkg.text('xl/connections.xml')).toBe(text(11));
  });

  test('single mapped cells (§18.6.1); the part goes with the last', () => {
    const name = 'xl/tables/tableSingleCells1.xml';
    const text = (...cells: string[]) =>
      `<singleXmlCells ${main}>${cells.map((ref) => `<singleXmlCell id="1" r="${ref}"/>`).join('')}</singleXmlCells>`;
    const pkg = sheetWith('tableSingleCells', name, `${ml}tableSingleCells+xml`, text('A5', 'A9'));
    changeRows(pkg, part, two, []);
    expect(pkg.text(name)).toBe(text('A7', 'A11'));
    changeRows(pkg, part, [], [{ at: 7, count: 1 }]);
    expect(pkg.text(name)).toBe(text('A10'));
    changeRows(pkg, part, [], [{ at: 10, count: 1 }]);
    expect(pkg.has(name)).toBe(false);
  });

  test('cells that wait for live data are found anew (§18.15)', () => {
    const name = 'xl/volatileDependencies.xml';
    const pkg = smallPackage({
      sheets: [{ name: 'Tasks', xml: '<sheetData/>' }],
      parts: { [name]: [`${ml}volatileDependencies+xml`, `<volTypes ${main}/>`] },
    });
    pkg.relate(pkg.mainPart, `${office}/volatileDependencies`, name);
    changeRows(pkg, part, two, []);
    expect(pkg.has(name)).toBe(false);
    expect(pkg.text(pkg.mainPart)).toContain('<calcPr fullCalcOnLoad="1"/>');
  });
});
