import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CellEdit, openWorkbook, type Receipt } from '../src/index.ts';
import { limitsOf } from '../src/limits.ts';
import { readZip } from '../src/zip/read-zip.ts';
import { sheetXml, smallWorkbook } from './small-workbook.ts';

const SHEET = 'xl/worksheets/sheet1.xml';
const ROWS = 6000;

/** A bit over 1 MiB: gaps between rows, rows without a number, formulas of all kinds, cells that are not there. */
function bigSheet(): string {
  const rows: string[] = [];
  for (let row = 3; row <= ROWS; row++) {
    if (row % 50 === 0) continue;
    const cells = [
      `<c r="A${row}" s="0"><v>${row}</v></c>`,
      `<c r="B${row}" t="inlineStr"><is><t>Task ${row}</t></is></c>`,
    ];
    if (row % 3 === 0) cells.push(`<c r="C${row}"><f>A${row}*2</f><v>${row * 2}</v></c>`);
    if (row % 7 !== 0) cells.push(`<c r="D${row}" t="b"><v>${row % 2}</v></c>`);
    cells.push(sharedAt(row), arrayAt(row), `<c r="H${row}" t="str"><v>${'x'.repeat(row % 90)}</v></c>`);
    // a number that is left out is the next one
    rows.push(`<row${row % 50 === 7 ? '' : ` r="${row}" spans="1:8"`}>${cells.join('')}</row>`);
  }
  return sheetXml(
    rows.join('\n'),
    '<pageMargins left="0.7" right="0.7" top="0.7" bottom="0.7" header="0.3" footer="0.3"/>',
  );
}

/** Groups of 100 rows, each with its master in the first. */
function sharedAt(row: number): string {
  const group = Math.floor(row / 100);
  const master = row === Math.max(3, group * 100 + 1);
  const text = master ? ` ref="E${row}:E${group * 100 + 99}" si="${group}">A${row}+1</f>` : ` si="${group}"/>`;
  return `<c r="E${row}"><f t="shared"${text}<v>1</v></c>`;
}

function arrayAt(row: number): string {
  return row % 1000 === 11 ? `<c r="F${row}"><f t="array" ref="F${row}:F${row + 2}">A1:A3</f><v>0</v></c>` : '';
}

/** The workbook as we write it, with the index of that. */
let written: { bytes: Uint8Array; index: Uint8Array };

interface Saved {
  readonly bytes: Uint8Array;
  readonly index: Uint8Array | undefined;
  readonly receipt: Receipt;
}

async function save(bytes: Uint8Array, edits: readonly CellEdit[], index?: Uint8Array): Promise<Saved> {
  const workbook = openWorkbook(bytes, index ? { index } : {});
  workbook.setCells('Plan', edits);
  const saved = await workbook.toBytes();
  return { bytes: saved, index: workbook.chunkIndex(), receipt: workbook.receipt };
}

function packed(bytes: Uint8Array): Buffer {
  const zip = readZip(Buffer.from(bytes), limitsOf());
  const { dataStart, packedSize } = zip.entries.find(({ name }) => name === SHEET)!;
  return zip.bytes.subarray(dataStart, dataStart + packedSize);
}

/** How many bytes are the same at the beginning and at the end. */
function common(a: Buffer, b: Buffer): number {
  const most = Math.min(a.length, b.length);
  let [start, end] = [0, 0];
  while (start < most && a[start] === b[start]) start++;
  while (end < most - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return start + end;
}

beforeAll(async () => {
  const { bytes, index } = await save(smallWorkbook({ [SHEET]: bigSheet() }), [{ row: 3, column: 1, value: 4 }]);
  written = { bytes, index: index! };
});

const value = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.string({ maxLength: 20 }),
  fc.constant('=1+1'),
);
const edit: fc.Arbitrary<CellEdit> = fc.oneof(
  fc.record({ row: fc.integer({ min: 1, max: ROWS + 30 }), column: fc.integer({ min: 1, max: 9 }), value }),
  fc.record({
    row: fc.integer({ min: 1, max: ROWS }),
    column: fc.constantFrom(1, 3, 8),
    formula: fc.constant('A3&"<"'),
  }),
  fc.record({ row: fc.integer({ min: 1, max: ROWS }), column: fc.constantFrom(2, 9), style: fc.constant(0) }),
);
/** No cell within an array: those are refused, whatever else. */
const edits = fc.array(edit, { minLength: 1, maxLength: 12 }).map((all) => all.filter(({ column }) => column !== 6));

describe('a kept chunk index', () => {
  it('gives the XML that there is without it, round after round', async () => {
    const property = fc.asyncProperty(fc.array(edits, { minLength: 1, maxLength: 3 }), async (rounds) => {
      let [bytes, index]: [Uint8Array, Uint8Array | undefined] = [written.bytes, written.index];
      for (const round of rounds) {
        const plain = await save(bytes, round);
        const kept: typeof plain = await save(bytes, round, index);
        expect(kept.receipt).toEqual(plain.receipt);
        const [expected, found] = [openWorkbook(plain.bytes), openWorkbook(kept.bytes)];
        expect(found.parts).toEqual(expected.parts);
        for (const part of expected.parts)
          expect(Buffer.from(found.part(part)!).equals(expected.part(part)!)).toBe(true);
        [bytes, index] = [kept.bytes, kept.index];
      }
    });
    await fc.assert(property, { seed: 31, numRuns: process.env.SPRINTFORGE_LONG ? 300 : 8 });
  }, 600_000);

  it.each([
    ['a cell', { row: 4444, column: 1, value: 'changed' }],
    ['a cell that was not there', { row: 4445, column: 9, value: 1 }],
    ['a row that was not there', { row: 4450, column: 1, value: 1 }],
    ['a row above all', { row: 1, column: 1, value: 1 }],
    ['a row below all', { row: ROWS + 5, column: 1, value: 1 }],
  ])('%s changes one chunk; the others are copied as they stand', async (_, one) => {
    const { bytes, index } = await save(written.bytes, [one], written.index);
    expect(Buffer.from(bytes).equals((await save(written.bytes, [one], written.index)).bytes)).toBe(true);
    const [before, after] = [packed(written.bytes), packed(bytes)];
    expect(common(before, after)).toBeGreaterThan(before.length / 2);
    expect(common(before, after)).toBeLessThan(before.length - 100);
    expect(index).toBeDefined();
    expect(openWorkbook(bytes).sheets[0]!.cell(one.row, one.column)?.value).toBe(one.value);
  });

  it('serves a workbook that is saved again and again', async () => {
    const workbook = openWorkbook(written.bytes, { index: written.index });
    let before = packed(written.bytes);
    for (const row of [10, 4000, 10, ROWS]) {
      workbook.setCells('Plan', [{ row, column: 2, value: `saved ${before.length}` }]);
      const bytes = await workbook.toBytes();
      const after = packed(bytes);
      expect(common(before, after)).toBeGreaterThan(before.length / 2);
      expect(openWorkbook(bytes).sheets[0]!.cell(row, 2)?.value).toBe(`saved ${before.length}`);
      before = after;
    }
    expect(workbook.sheets[0]!.cell(ROWS, 2)?.value).toMatch(/^saved/);
  });

  it.each([
    ['cut off', (index: Buffer) => index.subarray(0, index.length - 1)],
    ['changed', (index: Buffer) => Buffer.from(index.toString().replace(',3,', ',4,'))],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('{"chunks":[]}')],
  ])('that is damaged (%s) is not used', async (_, damage) => {
    const round = [{ row: 4444, column: 1, value: 'changed' }];
    const damaged = await save(written.bytes, round, damage(Buffer.from(written.index)));
    expect(Buffer.from(damaged.bytes).equals((await save(written.bytes, round)).bytes)).toBe(true);
  });

  it('of other bytes is not used, even with the same sizes', async () => {
    const round = [{ row: 4444, column: 1, value: 'changed' }];
    const [a, b] = [
      await save(written.bytes, [{ row: 4440, column: 1, value: 5 }]),
      await save(written.bytes, [{ row: 4440, column: 1, value: 6 }]),
    ];
    const stale = await save(a.bytes, round, b.index);
    expect(Buffer.from(stale.bytes).equals((await save(a.bytes, round)).bytes)).toBe(true);
    expect(Buffer.from(b.index!).equals(a.index!)).toBe(false);
  });

  it('is carried over for sheets that a write did not touch', async () => {
    const workbook = openWorkbook(written.bytes, { index: written.index });
    workbook.setDefinedName('seen', '1');
    await workbook.toBytes();
    expect(Buffer.from(workbook.chunkIndex()!).toString()).toBe(Buffer.from(written.index).toString());
  });

  it('is not made of small sheets, nor of a workbook as it was opened', async () => {
    expect((await save(smallWorkbook(), [{ row: 1, column: 1, value: 2 }])).index).toBeUndefined();
    expect(openWorkbook(written.bytes).chunkIndex()).toBeUndefined();
  });

  it('does not let a part of an array be changed, nor lose the text of a shared formula', async () => {
    const inArray = [{ row: 1012, column: 6, value: 1 }];
    await expect(save(written.bytes, inArray, written.index)).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
    const master = await save(written.bytes, [{ row: 4401, column: 5, value: 1 }], written.index);
    const formula = openWorkbook(master.bytes).sheets[0]!.cell(4499, 5)?.formula;
    expect(formula).toMatchObject({ kind: 'shared', text: 'A4499+1' });
  });
});
