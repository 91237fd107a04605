import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellEdit, CellScalar } from '../src/index.ts';
import { limitsOf } from '../src/limits.ts';
import { checkBlocks, checkValues, joinEdits } from '../src/sheet/cell-edits.ts';
import type { SheetCells } from '../src/sheet/sheet-cells.ts';
import { editedSheet } from '../src/sheet/sheet-chunks.ts';
import { spliceCells } from '../src/sheet/splice-cells.ts';
import { cellsOf, listing, MAIN, sheetOf } from './sheet-fixture.ts';

function spliced(cells: SheetCells, edits: readonly CellEdit[]): Buffer {
  const { splices, heirs } = spliceCells(cells, edits);
  return editedSheet(cells, splices, heirs, undefined).content.bytes();
}

function edited(rows: string, edits: readonly CellEdit[]): string {
  const cells = sheetOf(rows);
  checkValues(edits, 'Plan', limitsOf());
  checkBlocks(cells, edits, 'Plan');
  const text = spliced(cells, joinEdits(cells, edits)).toString();
  return text
    .slice(text.indexOf('<sheetData'), text.indexOf('</worksheet>'))
    .replace(/^<sheetData\/?>|<\/sheetData>$/g, '');
}

const at = (row: number, column: number, what: Partial<CellEdit>): CellEdit => ({ row, column, ...what });

describe('one edited cell', () => {
  const rows: readonly (readonly [what: string, before: string, edits: readonly CellEdit[], after: string])[] = [
    [
      'number for text',
      '<row r="1"><c r="A1" s="3" t="s"><v>0</v></c></row>',
      [at(1, 1, { value: 7 })],
      '<row r="1"><c r="A1" s="3"><v>7</v></c></row>',
    ],
    [
      'text',
      '<row r="1"><c r="A1"><v>1</v></c></row>',
      [at(1, 1, { value: 'a <b>' })],
      '<row r="1"><c r="A1" t="inlineStr"><is><t>a &lt;b&gt;</t></is></c></row>',
    ],
    [
      'spaces and controls',
      '<row r="1"><c r="A1"/></row>',
      [at(1, 1, { value: ' _x0041_\u0001' })],
      '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> _x005F_x0041__x0001_</t></is></c></row>',
    ],
    [
      'boolean',
      '<row r="1"><c r="A1"/></row>',
      [at(1, 1, { value: true })],
      '<row r="1"><c r="A1" t="b"><v>1</v></c></row>',
    ],
    [
      'cleared, its style stays',
      '<row r="1"><c r="A1" s="3" t="s"><v>0</v></c></row>',
      [at(1, 1, { value: null })],
      '<row r="1"><c r="A1" s="3"/></row>',
    ],
    [
      'value over a dynamic formula',
      '<row r="1"><c r="A1" cm="1" vm="2"><f t="array" ref="A1">B1</f><v>1</v></c></row>',
      [at(1, 1, { value: 2 })],
      '<row r="1"><c r="A1"><v>2</v></c></row>',
    ],
    [
      'style only',
      '<row r="1"><c r="A1" t="s" foo="1"><v>0</v><extLst/></c></row>',
      [at(1, 1, { style: 5 })],
      '<row r="1"><c r="A1" t="s" foo="1" s="5"><v>0</v><extLst/></c></row>',
    ],
    [
      'formula with its result',
      '<row r="1"><c r="A1"/></row>',
      [at(1, 1, { formula: 'B1&"x"', value: 'y' })],
      '<row r="1"><c r="A1" t="str"><f>B1&amp;"x"</f><v>y</v></c></row>',
    ],
    [
      'new cells in order',
      '<row r="2"><c r="B2"/><c r="D2"/></row>',
      [at(2, 5, { value: 5 }), at(2, 1, { value: 1 }), at(2, 3, { value: 3 })],
      '<row r="2"><c r="A2"><v>1</v></c><c r="B2"/><c r="C2"><v>3</v></c><c r="D2"/><c r="E2"><v>5</v></c></row>',
    ],
    [
      'new rows in order',
      '<row r="2"/>',
      [at(3, 1, { value: 3 }), at(1, 1, { value: 1 }), at(2, 1, { value: 2 }), at(3, 2, { value: 4 })],
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c><c r="B3"><v>4</v></c></row>',
    ],
    [
      'style of the row',
      '<row r="2" s="4" customFormat="1"/>',
      [at(2, 1, { value: 1 })],
      '<row r="2" s="4" customFormat="1"><c r="A2" s="4"><v>1</v></c></row>',
    ],
    ['nothing to clear', '<row r="1"/>', [at(1, 1, { value: null }), at(9, 9, { value: null })], '<row r="1"/>'],
    [
      'the last edit counts',
      '<row r="1"/>',
      [at(1, 1, { value: 1, style: 2 }), at(1, 1, { value: 2 })],
      '<row r="1"><c r="A1" s="2"><v>2</v></c></row>',
    ],
    [
      'master of a shared formula',
      '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1*2</f><v>1</v></c></row><row r="2"><c r="A2" s="1"><f t="shared" si="0"/><v>2</v></c></row><row r="3"><c r="A3"><f t="shared" si="0"/><v>3</v></c></row>',
      [at(1, 1, { value: 9 })],
      '<row r="1"><c r="A1"><v>9</v></c></row><row r="2"><c r="A2" s="1"><f t="shared" ref="A2:A3" si="0">B2*2</f><v>2</v></c></row><row r="3"><c r="A3"><f t="shared" si="0"/><v>3</v></c></row>',
    ],
    [
      'spilled cells go with their formula',
      '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1:A2">B1:B2</f><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>',
      [at(1, 1, { value: 9 })],
      '<row r="1"><c r="A1"><v>9</v></c></row><row r="2"><c r="A2"/></row>',
    ],
  ];
  it.each(rows)('%s', (_what, before, edits, after) => expect(edited(before, edits)).toBe(after));

  it('an empty sheet', () => {
    const cells = cellsOf(`<x:worksheet xmlns:x="${MAIN}"><x:sheetData/></x:worksheet>`);
    const text = spliced(cells, [at(2, 2, { value: 'n' })]).toString();
    expect(text).toContain(
      '<x:sheetData><x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>n</x:t></x:is></x:c></x:row></x:sheetData>',
    );
  });

  it.each([
    ['<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2</f></c></row>', at(1, 1, { value: 1 })],
    ['<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2</f></c></row>', at(2, 1, { value: 1 })],
    ['<row r="1"><c r="A1"><f t="dataTable" ref="A1:A2" r1="C1"/></c></row>', at(2, 1, { value: 1 })],
    ['', at(1, 1, { value: Number.NaN })],
    ['', at(0, 1, { value: 1 })],
    ['', at(1, 16_385, { value: 1 })],
    ['', at(1, 1, { value: 'x'.repeat(32_768) })],
    ['', at(1, 1, { formula: '' })],
  ])('refused: %s %j', (rows, edit) => {
    expect(() => edited(rows, [edit])).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT' }));
  });
});

describe('laws of editing', () => {
  const scalar: fc.Arbitrary<CellScalar> = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n)),
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom(' a', '_x0041_', '<&>', 'a\r\nb', ']]>', '\ud800'),
  );
  const edit = fc.record({
    row: fc.integer({ min: 1, max: 9 }),
    column: fc.integer({ min: 1, max: 5 }),
    value: scalar,
  });
  const edits = fc.array(edit, { maxLength: 12 }) as fc.Arbitrary<CellEdit[]>;

  it('what was written is read back; cells that were not edited stay as they were', () => {
    const property = fc.property(edits, edits, (first, second) => {
      let cells = sheetOf('<row r="3"><c r="B3"><f>A1</f><v>5</v></c></row><row r="5"/>');
      const model = new Map<string, CellScalar>([['3,2', 5]]);
      for (const batch of [first, second]) {
        cells = cellsOf(spliced(cells, joinEdits(cells, batch)));
        for (const { row, column, value } of batch) model.set(`${row},${column}`, value!);
      }
      for (let row = 1; row <= 9; row++)
        for (let column = 1; column <= 5; column++)
          expect(cells.cell(row, column)?.value ?? null).toEqual(model.get(`${row},${column}`) ?? null);
      const places = listing(cells).map((line) => line.split('=')[0]);
      expect(new Set(places).size).toBe(places.length);
    });
    fc.assert(property, { seed: 11, numRuns: process.env.SPRINTFORGE_LONG ? 5000 : 300 });
  });
});
