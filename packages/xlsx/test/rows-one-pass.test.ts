import fs from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RowDelete, type RowInsert, XlsxError } from '../src/api.ts';
import { RowShift } from '../src/formula/index.ts';
import { behindInserts } from '../src/formula/row-shift.ts';
import { limitsOf } from '../src/limits.ts';
import { Package } from '../src/package/package.ts';
import { changeRows, deleteRows, insertRows } from '../src/rows/change-rows.ts';
import { SharedStrings } from '../src/sheet/shared-strings.ts';
import { SheetCells } from '../src/sheet/sheet-cells.ts';
import { sheetList } from '../src/structure/sheet-list.ts';
import { corpusFiles } from './corpus-files.ts';
import { crowdedWorkbook } from './crowded-workbook.ts';
import { unshared } from './unshared.ts';

const runs = process.env.SPRINTFORGE_LONG === undefined ? 60 : 2_000;

const change = (rows: number) =>
  fc.record({ at: fc.integer({ min: 1, max: rows }), count: fc.integer({ min: 1, max: 4 }) });
const inserts = (rows: number): fc.Arbitrary<RowInsert[]> =>
  fc.array(
    change(rows + 2).chain(({ at, count }) =>
      fc.record(
        { at: fc.constant(at), count: fc.constant(count), like: fc.integer({ min: 0, max: rows }), grow: fc.boolean() },
        { requiredKeys: ['at', 'count'] },
      ),
    ),
    { minLength: 1, maxLength: 4 },
  );
const deletes = (rows: number): fc.Arbitrary<RowDelete[]> => fc.array(change(rows), { minLength: 1, maxLength: 4 });

/** Every part behind the change, or the code of the error. */
function partsBehind(pkg: Package, act: () => void): ReadonlyMap<string, string> | string {
  try {
    act();
    return new Map(pkg.names.map((name) => [name, pkg.bytes(name).toString('latin1')]));
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error;
    return error.code;
  }
}

function inOnePass(pkg: Package, part: string, ins: readonly RowInsert[], del: readonly RowDelete[], quick: boolean) {
  const strings = () => new SharedStrings(Buffer.from('<sst/>'), 0);
  const cells = quick ? new SheetCells(pkg.utf8(part), pkg.limits, strings, false) : undefined;
  return partsBehind(pkg, () => changeRows(pkg, part, ins, del, cells));
}

function inTwo(pkg: Package, part: string, ins: readonly RowInsert[], del: readonly RowDelete[]) {
  return partsBehind(pkg, () => {
    insertRows(pkg, part, ins);
    deleteRows(pkg, part, behindInserts(ins, del));
  });
}

function same(bytes: Uint8Array, part: string, ins: readonly RowInsert[], del: readonly RowDelete[]) {
  const open = () => Package.open(bytes, limitsOf());
  const two = inTwo(open(), part, ins, del);
  for (const quick of [false, true]) {
    const one = inOnePass(open(), part, ins, del, quick);
    if (typeof two === 'string' || typeof one === 'string') expect(one).toEqual(two);
    else for (const [name, text] of two) expect(difference(one.get(name) ?? '', text), name).toBe('');
  }
}

/** A row without a number of its own. */
const bareRow = /<(?:\w+:)?row(?! r=)[\s/>]/;

/** Without what two passes write and one leaves alone where their moves undo each other: no mark of encoding, numbers of bare rows. */
function plain(text: string, bare: boolean): string {
  const unmarked = text.replace(/^\u00ef\u00bb\u00bf/, '');
  return bare ? unmarked.replace(/(<(?:\w+:)?row) r="\d+"/g, '$1') : unmarked;
}

/** Where two texts part, in a few words; '' when they say the same. */
function difference(inOne: string, inTwo: string): string {
  if (inOne === inTwo) return '';
  const bare = bareRow.test(inOne);
  const [one, two] = [plain(inOne, bare), plain(inTwo, bare)];
  if (one === two || unshared(one) === unshared(two)) return '';
  let at = 0;
  while (one[at] === two[at]) at++;
  return `${one.slice(Math.max(0, at - 60), at + 60)}\n${two.slice(Math.max(0, at - 60), at + 60)}`;
}

describe('R2: inserting and deleting in one pass makes what one after the other makes', () => {
  test('where rows and ranges go', () => {
    const range = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(inserts(30), deletes(30), range, (ins, del, [top, height]) => {
        const first = new RowShift('s', ins, []);
        const then = new RowShift('s', [], behindInserts(ins, del));
        const both = new RowShift('s', ins, del);
        const row = first.row(top);
        expect(both.row(top)).toBe(then.row(row));
        expect(both.rowOrNext(top)).toBe(then.rowOrNext(row));
        const between = first.range(top, top + height);
        expect(both.range(top, top + height)).toEqual(between && then.range(...between));
      }),
      { seed: 31, numRuns: 5_000 },
    );
  });

  test('a sheet crowded with everything that refers to rows', () => {
    const bytes = crowdedWorkbook();
    fc.assert(
      fc.property(inserts(30), deletes(30), (ins, del) => same(bytes, 'xl/worksheets/sheet1.xml', ins, del)),
      { seed: 32, numRuns: runs },
    );
  });

  const files = corpusFiles(['plans', 'fidelity'], 200_000, 12);
  test.skipIf(files.length === 0).each(files)('real workbook %s', (_, file) => {
    const bytes = fs.readFileSync(file);
    let sheets: string[];
    try {
      const pkg = Package.open(bytes, limitsOf());
      sheets = sheetList(pkg).flatMap((s) => (s.type === 'worksheet' && pkg.has(s.part) ? [s.part] : []));
    } catch (error) {
      if (!(error instanceof XlsxError)) throw error;
      return;
    }
    for (const part of sheets.slice(0, 2)) {
      same(
        bytes,
        part,
        [
          { at: 4, count: 2 },
          { at: 12, count: 3, like: 9 },
        ],
        [
          { at: 5, count: 1 },
          { at: 11, count: 4 },
        ],
      );
    }
  });
});
