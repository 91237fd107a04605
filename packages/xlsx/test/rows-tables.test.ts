import { describe, expect, test } from 'vitest';
import type { RowDelete, RowInsert } from '../src/api.ts';
import { checkPackage } from '../src/check-package.ts';
import type { Package } from '../src/package/package.ts';
import { changeRows } from '../src/rows/change-rows.ts';
import { removeSheet } from '../src/structure/remove-sheet.ts';
import { smallPackage } from './small-package.ts';

const part = 'xl/worksheets/sheet1.xml';
const tablePart = 'xl/tables/table1.xml';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const styles =
  '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf/><xf/><xf/></cellXfs>';

const header =
  '<row r="3"><c r="A3" s="3" t="inlineStr"><is><t>Cost</t></is></c><c r="B3" s="3" t="inlineStr"><is><t>Twice</t></is></c></row>';
const line = (row: number, formula = `A${row}*2`) =>
  `<row r="${row}" ht="20" customHeight="1"><c r="A${row}" s="1"><v>${row}</v></c><c r="B${row}" s="2"><f>${formula}</f></c></row>`;
const fresh = (row: number, formula = `A${row}*2`) =>
  `<row r="${row}" ht="20" customHeight="1"><c r="A${row}" s="1"/><c r="B${row}" s="2"><f>${formula}</f></c></row>`;

interface Content {
  readonly rows?: readonly string[];
  readonly ref?: string;
  readonly attributes?: string;
  readonly calculated?: string;
}

const all: Content = { rows: [header, line(4), line(5), line(6)], ref: 'A3:B6', calculated: 'A4*2' };

/** Sheet `Tasks` with a table of columns Cost and Twice; `Other` sums it up. */
function book(content: Content): Package {
  const { rows = [], ref, attributes = '', calculated = '' } = { ...all, ...content };
  const filter = ref!.replace(/\d+$/, (row) => String(Number(row) - (attributes.includes('totalsRowCount') ? 1 : 0)));
  const formula = calculated === '' ? '' : `<calculatedColumnFormula>${calculated}</calculatedColumnFormula>`;
  return smallPackage({
    sheets: [
      {
        name: 'Tasks',
        xml: `<sheetData>${rows.join('')}</sheetData><tableParts count="1"><tablePart r:id="rId7"/></tableParts>`,
        relations: { rId7: ['table', tablePart] },
      },
      {
        name: 'Other',
        xml: '<sheetData><row r="1"><c r="A1"><f>SUM(t[Cost])+Tasks!A5+t[[#Totals],[Cost]]</f></c></row></sheetData>',
      },
    ],
    styles,
    workbook: '<definedNames><definedName name="Costs">t[Cost]</definedName></definedNames>',
    parts: {
      [tablePart]: [
        'application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml',
        `<table ${main} id="1" name="t" displayName="t" ref="${ref}"${attributes}><autoFilter ref="${filter}"/><sortState ref="A4:B6"><sortCondition ref="A4:A6"/></sortState><tableColumns count="2"><tableColumn id="1" name="Cost"/><tableColumn id="2" name="Twice">${formula}</tableColumn></tableColumns></table>`,
      ],
    },
  });
}

interface Case {
  readonly reason: string;
  readonly content?: Content;
  readonly inserts?: readonly RowInsert[];
  readonly deletes?: readonly RowDelete[];
  /** Rows behind the change, and what the table part must say. */
  readonly rows: readonly string[];
  readonly table: readonly string[];
}

const total = '<row r="7"><c r="B7" s="2"><f>SUBTOTAL(109,t[Twice])</f></c></row>';

const cases: readonly Case[] = [
  {
    reason: 'a row in the middle is like the one above it and filled from the calculated column',
    inserts: [{ at: 5, count: 1 }],
    rows: [
      header,
      line(4),
      fresh(5),
      line(5)
        .replaceAll(/"(A|B)?5"/g, '"$16"')
        .replace('A5', 'A6'),
      line(7).replace('<v>7', '<v>6'),
    ],
    table: [
      'ref="A3:B7"',
      '<autoFilter ref="A3:B7"/>',
      '<sortState ref="A4:B7"><sortCondition ref="A4:A7"/>',
      '>A4*2<',
    ],
  },
  {
    reason: 'a first row is like the one below, never like the header',
    inserts: [{ at: 4, count: 1 }],
    rows: [
      header,
      fresh(4),
      line(5).replace('<v>5', '<v>4'),
      line(6).replace('<v>6', '<v>5'),
      line(7).replace('<v>7', '<v>6'),
    ],
    table: ['ref="A3:B7"', '>A4*2<'],
  },
  {
    reason: 'a row appended below belongs to the table',
    inserts: [{ at: 7, count: 2 }],
    rows: [header, line(4), line(5), line(6), fresh(7), fresh(8)],
    table: ['ref="A3:B8"', '<autoFilter ref="A3:B8"/>', '<sortState ref="A4:B8">'],
  },
  {
    reason: 'a row further down does not; it is made like the row it is told',
    inserts: [{ at: 8, count: 1, like: 6 }],
    rows: [header, line(4), line(5), line(6), fresh(8)],
    table: ['ref="A3:B6"'],
  },
  {
    reason: 'one row of data shows no column formula, the table does; an exception in the neighbour is not copied',
    content: { rows: [header, line(4, '99')], ref: 'A3:B4' },
    inserts: [{ at: 5, count: 1 }],
    rows: [header, line(4, '99'), fresh(5)],
    table: ['ref="A3:B5"'],
  },
  {
    reason: 'without a calculated column, only a formula that runs down is filled',
    content: { rows: [header, line(4), line(5, 'A5*3')], ref: 'A3:B5', calculated: '' },
    inserts: [{ at: 6, count: 1 }],
    rows: [
      header,
      line(4),
      line(5, 'A5*3'),
      '<row r="6" ht="20" customHeight="1"><c r="A6" s="1"/><c r="B6" s="2"/></row>',
    ],
    table: ['ref="A3:B6"'],
  },
  {
    reason: 'a formula that looks at the row above stays so when the first row goes',
    content: { calculated: 'A4+B3' },
    deletes: [{ at: 4, count: 1 }],
    rows: [header, line(4).replace('<v>4', '<v>5'), line(5).replace('<v>5', '<v>6')],
    table: ['ref="A3:B5"', '>A4+B3<'],
  },
  {
    reason: 'rows above the table: everything moves down',
    inserts: [{ at: 1, count: 2 }],
    rows: [5, 6, 7, 8].map((row) =>
      row === 5
        ? header.replaceAll('3"', '5"').replaceAll('s="5"', 's="3"')
        : line(row).replace(`<v>${row}`, `<v>${row - 2}`),
    ),
    table: ['ref="A5:B8"', '<autoFilter ref="A5:B8"/>', '>A6*2<'],
  },
  {
    reason: 'above the totals a row belongs to the data',
    content: { rows: [header, line(4), line(5), line(6), total], ref: 'A3:B7', attributes: ' totalsRowCount="1"' },
    inserts: [{ at: 7, count: 1 }],
    rows: [header, line(4), line(5), line(6), fresh(7), total.replaceAll('7"', '8"')],
    table: ['ref="A3:B8"', ' totalsRowCount="1"', '<autoFilter ref="A3:B7"/>', '<sortState ref="A4:B7">'],
  },
  {
    reason: 'behind the totals nothing is appended to the table, though other ranges grow',
    content: { rows: [header, line(4), line(5), line(6), total], ref: 'A3:B7', attributes: ' totalsRowCount="1"' },
    inserts: [{ at: 8, count: 1, like: 0, grow: true }],
    rows: [header, line(4), line(5), line(6), total],
    table: ['ref="A3:B7"', '<autoFilter ref="A3:B6"/>'],
  },
  {
    reason: 'with the row of totals the table has none any more',
    content: { rows: [header, line(4), line(5), line(6), total], ref: 'A3:B7', attributes: ' totalsRowCount="1"' },
    deletes: [{ at: 7, count: 1 }],
    rows: [header, line(4), line(5), line(6)],
    table: ['displayName="t" ref="A3:B6">', '<autoFilter ref="A3:B6"/>'],
  },
  {
    reason: 'of all rows of data one stays, empty',
    deletes: [{ at: 4, count: 3 }],
    rows: [header, '<row r="4" ht="20" customHeight="1"><c r="A4" s="1"/><c r="B4" s="2"/></row>'],
    table: ['ref="A3:B4"', '<sortState ref="A4:B4">'],
  },
  {
    reason: 'unless there is a new one',
    inserts: [{ at: 5, count: 1 }],
    deletes: [{ at: 4, count: 3 }],
    rows: [header, fresh(4)],
    table: ['ref="A3:B4"'],
  },
];

describe('R2: tables (ECMA-376 Part 1 §18.5)', () => {
  test.each(cases)('$reason', async ({ content = {}, inserts = [], deletes = [], rows, table }) => {
    const pkg = book(content);
    changeRows(pkg, part, inserts, deletes);
    expect(/<sheetData>(.*)<\/sheetData>/.exec(pkg.text(part))?.[1]).toBe(rows.join(''));
    for (const piece of table) expect(pkg.text(tablePart)).toContain(piece);
    expect(checkPackage(await pkg.toBytes())).toEqual([]);
  });

  test('a table whose rows all go, goes, and what means it says so', async () => {
    const pkg = book({});
    changeRows(pkg, part, [], [{ at: 3, count: 4 }]);
    expect(pkg.has(tablePart)).toBe(false);
    expect(pkg.text(part)).toContain('<sheetData></sheetData></worksheet>');
    expect(pkg.text('xl/worksheets/sheet2.xml')).toContain('<f>SUM(#REF!)+Tasks!#REF!+#REF!</f>');
    expect(pkg.text('xl/workbook.xml')).toContain('<definedName name="Costs">#REF!</definedName>');
    expect(checkPackage(await pkg.toBytes())).toEqual([]);
  });

  test.each([
    ['alone', [{ at: 3, count: 1 }]],
    ['with some rows of data', [{ at: 3, count: 2 }]],
    ['with all rows of data while there is a new one', [{ at: 3, count: 4 }]],
  ])('the header cannot go %s', (what, deletes) => {
    const inserts = what.includes('new') ? [{ at: 5, count: 1 }] : [];
    expect(() => changeRows(book({}), part, inserts, deletes)).toThrow(/header of table 't'/);
  });

  test('an array formula of a column is one in each new row', () => {
    const pkg = book({ calculated: '' });
    const xml = pkg
      .text(tablePart)
      .replace(
        'name="Twice"></',
        'name="Twice"><calculatedColumnFormula array="1">SUM(A4:B4)</calculatedColumnFormula></',
      );
    pkg.put(tablePart, xml, 'test');
    changeRows(pkg, part, [{ at: 5, count: 1 }], []);
    expect(pkg.text(part)).toContain('<c r="B5" s="2"><f t="array" ref="B5">SUM(A5:B5)</f></c>');
  });
});

describe('a sheet that is removed', () => {
  const cell = (ref: string, formula: string) => `<c r="${ref}"><f>${formula}</f></c>`;
  test.each([
    ['Gone!A1+One!A1', '#REF!A1+One!A1'],
    ['SUM(gone!$A$1:B9)', 'SUM(#REF!$A$1:B9)'],
    ["'Gone'!A:A", '#REF!A:A'],
    ['SUM(t[Cost])', 'SUM(#REF!)'],
    ['OnlyGone*2', '#REF!*2'],
    ['SUM(One:Last!A1)', 'SUM(One:Last!A1)'],
    ['SUM(Gone:Last!A1)', 'SUM(Last!A1)'],
    ['SUM(One:Gone!A1)', 'SUM(One!A1)'],
    ['"Gone!A1"&amp;[1]Gone!A1', '"Gone!A1"&amp;[1]Gone!A1'],
  ])('%s says %s', (before, after) => {
    const table = [
      'application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml',
      `<table ${main} id="1" name="t" displayName="t" ref="A1:A2"><tableColumns count="1"><tableColumn id="1" name="Cost"/></tableColumns></table>`,
    ] as const;
    const pkg = smallPackage({
      sheets: [
        { name: 'One', xml: `<sheetData><row r="1">${cell('A1', before)}</row></sheetData>` },
        { name: 'Gone', xml: '<sheetData/>', relations: { rId1: ['table', tablePart] } },
        { name: 'Last', xml: '<sheetData/>' },
      ],
      workbook:
        '<definedNames><definedName name="Both">Gone!$A$1,One!$A$1</definedName><definedName name="OnlyGone">Gone!$A$1</definedName></definedNames>',
      parts: {
        [tablePart]: table,
        'xl/charts/chart1.xml': [
          'application/vnd.openxmlformats-officedocument.drawingml.chart+xml',
          '<c:chart xmlns:c="c"><c:f>Gone!$A$1:$A$9</c:f></c:chart>',
        ],
      },
    });
    removeSheet(pkg, 'Gone');
    expect(pkg.text(part)).toContain(cell('A1', after));
    expect(pkg.text('xl/charts/chart1.xml')).toContain('<c:f>#REF!$A$1:$A$9</c:f>');
    expect(pkg.text('xl/workbook.xml')).toContain(
      '<definedNames><definedName name="Both">#REF!$A$1,One!$A$1</definedName></definedNames>',
    );
  });
});
