import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf, listing, MAIN, sheetOf } from './sheet-fixture.ts';

const strings = [
  '<si><t>Task</t></si>',
  '<si><t xml:space="preserve"> a &amp; b </t></si>',
  '<si><r><t>bo</t></r><r><rPr><b/></rPr><t>ld</t></r><rPh sb="0" eb="1"><t>phonetic</t></rPh><phoneticPr fontId="1"/></si>',
  '<si><t>line_x000D_\r\nend _x005F_x0041_</t></si>',
  '<si/>',
  '<si><t><![CDATA[<x>]]>&#x1F600;</t></si>',
];

const rows: readonly (readonly [what: string, rows: string, expected: readonly string[]])[] = [
  ['numbers', '<row r="2"><c r="B2"><v>1.5</v></c><c r="C2" t="n"><v>-3E-2</v></c></row>', ['R2C2=1.5', 'R2C3=-0.03']],
  [
    'shared',
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>',
    ['R1C1="Task"', 'R1C2=" a & b "'],
  ],
  ['rich text, no phonetics', '<row r="1"><c r="A1" t="s"><v>2</v></c></row>', ['R1C1="bold"']],
  ['escapes', '<row r="1"><c r="A1" t="s"><v>3</v></c></row>', ['R1C1="line\\r\\nend _x0041_"']],
  [
    'empty and CDATA',
    '<row r="1"><c r="A1" t="s"><v>4</v></c><c r="B1" t="s"><v>5</v></c></row>',
    ['R1C1=""', 'R1C2="<x>😀"'],
  ],
  [
    'inline',
    '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c><c t="inlineStr"><is><r><t>y</t></r><r><t>z</t></r></is></c></row>',
    ['R1C1="x"', 'R1C2="yz"'],
  ],
  [
    'booleans and errors',
    '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="e"><v>#REF!</v></c></row>',
    ['R1C1=true', 'R1C2=false', 'R1C3={"error":"#REF!"}'],
  ],
  [
    'text of formulas',
    '<row r="1"><c r="A1" t="str"><f>B1&amp;"x"</f><v>y &lt;</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>',
    ['R1C1="y <" B1&"x"', 'R1C2="" ""'],
  ],
  ['ISO date', '<row r="1"><c r="A1" t="d"><v>2024-02-29T12:00:00</v></c></row>', ['R1C1=45351.5']],
  [
    'no r',
    '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>',
    ['R1C1=1', 'R1C4=2', 'R1C5=3', 'R2C1=4'],
  ],
  ['letters left out', '<row r="3"><c r="0"><v>1</v></c><c r="0"><v>2</v></c></row>', ['R3C1=1', 'R3C2=2']],
  [
    'no value',
    '<row r="1"><c r="A1" s="4"/><c r="B1"><v/></c><c r="C1"><v></v></c><c r="D1"><f>A1</f></c></row>',
    ['R1C1=null', 'R1C2=null', 'R1C3=null', 'R1C4=null A1'],
  ],
  [
    'out of order',
    '<row r="5"><c r="B5"><v>3</v></c><c r="A5"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
    ['R1C1=1', 'R5C1=2', 'R5C2=3'],
  ],
  [
    'comments, CDATA, PI',
    '<!-- <c r="Z9"/> --><row r="1"><?pi <c?><c r="A1"><!-- x --><v>1<!-- y -->2</v></c><c r="B1"><v><![CDATA[7]]></v></c></row>',
    ['R1C1=12', 'R1C2=7'],
  ],
  [
    'alternate content',
    '<row r="1"><mc:AlternateContent><mc:Choice Requires="v2"><c r="A1"><v>1</v></c></mc:Choice><mc:Fallback><c r="A1"><v>2</v></c></mc:Fallback></mc:AlternateContent></row>',
    ['R1C1=2'],
  ],
  ['quotes and spaces', "<row r='1' ><c  r = 'A1'\n s='2' t='n' ><v >5</v ></c ></row >", ['R1C1=5']],
  [
    'shared formula',
    '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1+$C$1</f><v>1</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>',
    ['R1C1=1 B1+$C$1', 'R2C1=2 B2+$C$1'],
  ],
  [
    'entities in numbers',
    '<row r="1"><c r="A1"><v>&#49;2</v></c><c r="B1"><v> 3 </v></c></row>',
    ['R1C1=12', 'R1C2=3'],
  ],
];

describe('cells of a sheet', () => {
  it.each(rows)('%s', (_what, xml, expected) => {
    expect(listing(sheetOf(xml, strings))).toEqual(expected);
  });

  it.each(rows.filter(([what]) => what !== 'alternate content'))('prefixed and Strict: %s', (_what, xml, expected) => {
    const prefixed = xml
      .replace(/<(\/?)(?=[a-z])/g, '<$1x:')
      .replace('x:c>-->', 'c>-->')
      .replace('<x:c?>', '<c?>');
    const strict = 'http://purl.oclc.org/ooxml/spreadsheetml/main';
    const part = `<?xml version="1.0"?><x:worksheet xmlns:x="${strict}"><x:sheetData>${prefixed}</x:sheetData></x:worksheet>`;
    expect(listing(cellsOf(part, strings))).toEqual(expected);
  });

  it('1904: ISO dates count from there', () => {
    expect(sheetOf('<row r="1"><c r="A1" t="d"><v>1904-01-02</v></c></row>', [], true).cell(1, 1)?.value).toBe(1);
  });

  it('what stands around the cells; a declared dimension of a million rows costs nothing', () => {
    const cells = cellsOf(
      `<worksheet xmlns="${MAIN}"><dimension ref="A1:XFD1048576"/><cols><col min="2" max="3" width="9.5" hidden="1" style="4"/></cols>` +
        '<sheetData><row r="2" hidden="1" outlineLevel="3"><c r="A2"/></row></sheetData><autoFilter ref="A1:C9"/>' +
        '<mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>',
    );
    expect(cells.merges).toEqual([{ firstRow: 1, firstColumn: 1, lastRow: 2, lastColumn: 2 }]);
    expect(cells.autoFilter).toEqual({ firstRow: 1, firstColumn: 1, lastRow: 9, lastColumn: 3 });
    expect(cells.columns).toEqual([{ first: 2, last: 3, width: 9.5, hidden: true, style: 4 }]);
    expect(cells.extent).toEqual({ lastRow: 0, lastColumn: 0, cellCount: 0 });
    expect(cells.grid.rowFlags[0]).toBe(1 | (3 << 1));
    expect(cells.newCellStyle(2, 2)).toBe(4);
    const styleless = cellsOf(
      `<worksheet xmlns="${MAIN}"><cols><col min="1" max="3" style="-1e309"/></cols><sheetData><row r="2" s="-1" customFormat="1"/></sheetData></worksheet>`,
    );
    expect([styleless.newCellStyle(1, 1), styleless.newCellStyle(2, 1)]).toEqual([0, 0]);
  });

  it.each([
    ['<row r="1"><c r="A"><v>1</v></c></row>', 'CELL_REFERENCE'],
    ['<row r="1"><c r="A2"><v>1</v></c></row>', 'CELL_REFERENCE'],
    ['<row r="1"><c r="XFE1"><v>1</v></c></row>', 'CELL_REFERENCE'],
    ['<row r="1"><c r="XFD1"><v>1</v></c><c><v>1</v></c></row>', 'CELL_REFERENCE'],
    ['<row r="1048577"/>', 'CELL_REFERENCE'],
    ['<row r="-1"/>', 'CELL_REFERENCE'],
    ['<row r="1"><c r="$A$1"><v>1</v></c></row>', 'CELL_REFERENCE'],
    ['<c r="A1"/>', 'XML_MALFORMED'],
    ['<row r="1"><c r="A1"><v>1</c></row>', 'XML_MALFORMED'],
    ['<row r="1"><c r="A1"><v>1', 'XML_MALFORMED'],
    ['<row r="1"><c r="A1', 'CELL_REFERENCE'],
    ['<row r="1"><c r="A1" s="x"/></row>', 'XML_MALFORMED'],
    ['<row r="1"><c r="A1"><f>A', 'XML_MALFORMED'],
    ['<row r="1', 'XML_MALFORMED'],
    ['<!DOCTYPE x>', 'XML_DTD'],
  ])('refused: %s', (xml, code) => {
    expect(() => cellsOf(`<worksheet xmlns="${MAIN}"><sheetData>${xml}`)).toThrow(expect.objectContaining({ code }));
    expect(() => sheetOf(xml)).toThrow(expect.objectContaining({ code }));
  });

  it('refused when read: a shared string that is not there', () => {
    const broken = expect.objectContaining({ code: 'PACKAGE_BROKEN' });
    expect(() => sheetOf('<row r="1"><c r="A1" t="s"><v>9</v></c></row>', strings).cell(1, 1)).toThrow(broken);
  });

  it.each([
    ['<c r="A1"><f t="shared" si="3"/><v>7</v></c>', 7],
    ['<c r="A1" t="inlineStr"><is><t>se<g>ve</g>n</t></is></c>', 'seven'],
  ])('what makes no sense in a cell is passed over: %s', (cell, value) => {
    expect(sheetOf(`<row r="1">${cell}</row>`).cell(1, 1)).toEqual({ row: 1, column: 1, value, style: 0 });
  });
});

/** The attributes and the content of a cell. */
const CONTENTS: readonly (readonly [attributes: string, content: string])[] = [
  ['', '<v>1.5</v>'],
  [' t="s"', '<v>1</v>'],
  [' t="str"', '<f>A1</f><v>x</v>'],
  [' t="b"', '<v>1</v>'],
  [' s="3"', ''],
  [' t="inlineStr"', '<is><t> </t></is>'],
];

const places = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 9 })), {
  maxLength: 120,
  selector: ([row, column]) => row * 100 + column,
});

/** A cell at each of these places, with one content after the other. */
function sheetWith(at: readonly (readonly [row: number, column: number])[]) {
  const byRow = Map.groupBy(
    [...at].sort((a, b) => a[0] - b[0] || a[1] - b[1]),
    ([row]) => row,
  );
  let next = 0;
  const cell = ([row, column]: readonly [number, number]) => {
    const [attributes, content] = CONTENTS[next++ % CONTENTS.length]!;
    return `<c r="${'ABCDEFGHI'[column - 1]}${row}"${attributes}>${content}</c>`;
  };
  return sheetOf(
    [...byRow].map(([row, cells]) => `<row r="${row}">${cells.map(cell).join('')}</row>`).join(''),
    strings,
  );
}

it('a block of columns holds what the cells hold, wherever they stand in their rows', () => {
  fc.assert(
    fc.property(places, fc.uniqueArray(fc.integer({ min: 0, max: 10 }), { maxLength: 6 }), (at, columns) => {
      const cells = sheetWith(at);
      const asked = Array.from({ length: 42 }, (_, row) => row).filter((row) => row % 7 !== 3);
      const block = cells.block(asked, columns);
      for (const { column, state, values, styles } of block.columns)
        asked.forEach((row, index) => {
          const cell = cells.cell(row, column);
          expect([state[index], values[index], styles[index]]).toEqual(
            cell === undefined ? [0, null, 0] : [cell.formula ? 2 : 1, cell.value, cell.style],
          );
        });
      const typed = (row: number) =>
        cells.row(row).some(({ column, value, formula }) => {
          return !columns.includes(column) && !formula && value !== null && String(value).trim() !== '';
        });
      expect([...block.others]).toEqual(asked.map((row) => Number(typed(row))));
    }),
    { seed: 5, numRuns: 300 },
  );
});
