import { describe, expect, test } from 'vitest';
import {
  functionsOf,
  quoteSheet,
  RowShift,
  rebase,
  referencesOf,
  shiftFormula,
  toRelative,
} from '../src/formula/index.ts';

const insert = (at: number, count: number) => new RowShift('Tasks', [{ at, count }], []);
const remove = (at: number, count: number) => new RowShift('Tasks', [], [{ at, count }]);
const here = { formulaSheet: 'Tasks' };
const there = { formulaSheet: 'Other' };

const last = 1_048_576;

/** [formula, shift, expected, on the changed sheet (default) or another one] */
const rows: readonly [string, RowShift, string, typeof here?][] = [
  ['A1', insert(1, 1), 'A2'],
  ['A1', insert(2, 1), 'A1'],
  ['A5+B6', insert(6, 2), 'A5+B8'],
  ['$A$5', insert(3, 1), '$A$6'],
  ['A$5', insert(3, 1), 'A$6'],
  ['$A5', insert(5, 3), '$A8'],
  ['SUM(A1:A10)', insert(5, 2), 'SUM(A1:A12)'],
  ['SUM(A1:A10)', insert(1, 2), 'SUM(A3:A12)'],
  ['SUM(A1:A10)', insert(10, 1), 'SUM(A1:A11)'],
  ['SUM(A1:A10)', insert(11, 1), 'SUM(A1:A10)'],
  ['SUM(A10:A1)', insert(5, 1), 'SUM(A11:A1)'],
  ['SUM($A$2:B$3)', insert(3, 1), 'SUM($A$2:B$4)'],
  ['SUM(5:7)', insert(6, 1), 'SUM(5:8)'],
  ['SUM($5:$7)', insert(1, 1), 'SUM($6:$8)'],
  ['SUM(A:C)', insert(1, 9), 'SUM(A:C)'],
  [`SUM(A1:A${last})`, insert(5, 2), `SUM(A1:A${last})`],
  [`SUM(A2:A${last})`, insert(5, 2), `SUM(A2:A${last})`],
  [`SUM(A1:A${last})`, remove(5, 2), `SUM(A1:A${last})`],
  [`A${last}`, insert(5, 1), '#REF!'],
  ['A5', remove(5, 1), '#REF!'],
  ['A5', remove(4, 1), 'A4'],
  ['A5', remove(6, 1), 'A5'],
  ['SUM(A1:A10)', remove(3, 2), 'SUM(A1:A8)'],
  ['SUM(A1:A10)', remove(1, 2), 'SUM(A1:A8)'],
  ['SUM(A1:A10)', remove(9, 5), 'SUM(A1:A8)'],
  ['SUM(A3:A10)', remove(1, 4), 'SUM(A1:A6)'],
  ['SUM(A3:A5)', remove(2, 6), 'SUM(#REF!)'],
  ['SUM(3:5)', remove(3, 3), 'SUM(#REF!)'],
  ['SUM($B$3:C$5)', remove(4, 1), 'SUM($B$3:C$4)'],
  ['Tasks!A5', insert(2, 1), 'Tasks!A6', there],
  ["'Tasks'!A5", insert(2, 1), "'Tasks'!A6", there],
  ['tasks!A5', insert(2, 1), 'tasks!A6', there],
  ['Tasks!A5', remove(5, 1), 'Tasks!#REF!', there],
  ['A5+Other!A5', insert(2, 1), 'A5+Other!A5', there],
  ['A5+Other!A5', insert(2, 1), 'A6+Other!A5'],
  ['SUM(Jan:Tasks!A5)', insert(2, 1), 'SUM(Jan:Tasks!A5)'],
  ["SUM('Jan 1:Tasks'!A5)", insert(2, 1), "SUM('Jan 1:Tasks'!A5)"],
  ['[1]Tasks!A5', insert(2, 1), '[1]Tasks!A5', there],
  ["'[book.xlsx]Tasks'!A5", insert(2, 1), "'[book.xlsx]Tasks'!A5", there],
  ['SUM(A1:INDEX(A:A,5))', insert(1, 1), 'SUM(A2:INDEX(A:A,5))'],
  ['A1:INDEX(B1:B9,3)', insert(5, 1), 'A1:INDEX(B1:B10,3)'],
  ['Tasks!A1:Tasks!B9', insert(5, 1), 'Tasks!A1:Tasks!B10', there],
  ['A5#', insert(1, 1), 'A6#'],
  ['_xlfn.ANCHORARRAY(A5)', insert(1, 1), '_xlfn.ANCHORARRAY(A6)'],
  ['_xlfn.SINGLE(A5)+@A5', insert(1, 1), '_xlfn.SINGLE(A6)+@A6'],
  ['tblTasks[[#This Row],[Cost]]*2', insert(1, 1), 'tblTasks[[#This Row],[Cost]]*2'],
  ['SUM(tblTasks[Cost])', remove(1, 9), 'SUM(tblTasks[Cost])'],
  ['"A5"&A5', insert(1, 1), '"A5"&A6'],
  ['"say ""A5"""&A5', insert(1, 1), '"say ""A5"""&A6'],
  ['LOG10(A5)', insert(1, 1), 'LOG10(A6)'],
  ['Cost_Range+Tax2027', insert(1, 1), 'Cost_Range+TAX2028'],
  ['IF(A5>0,-A5%,{1,2;3,4})', insert(1, 1), 'IF(A6>0,-A6%,{1,2;3,4})'],
  ['A1:B2 B2:C3', insert(2, 1), 'A1:B3 B3:C4'],
  ['SUM((A1:A2,C1:C2))', insert(2, 1), 'SUM((A1:A3,C1:C3))'],
  ['A1:B9:C3', insert(2, 1), 'A1:B10:C4'],
  ['#REF!+A5', insert(1, 1), '#REF!+A6'],
  ['Tasks!#REF!', insert(1, 1), 'Tasks!#REF!'],
  ['A5 + \n B5', insert(1, 1), 'A6 + \n B6'],
  ['a1+A9', insert(5, 1), 'a1+A10'],
  ['TRUE+R1C1', insert(1, 1), 'TRUE+R1C1'],
  ['', insert(1, 1), ''],
  ['#REF!A5+A5', insert(1, 1), '#REF!A5+A6'],
  ['!A5+A5', insert(1, 1), '!A5+A6'],
  ['SUM(Tasks:Tasks!A5)', insert(2, 1), 'SUM(Tasks:Tasks!A6)', there],
  [`SUM(A5:A${last})`, remove(9, 2), `SUM(A5:A${last - 2})`],
  [`SUM(A5:A${last})`, remove(5, 2), `SUM(A5:A${last - 2})`],
  ['LET(x,A5,x+1)', insert(1, 1), 'LET(x,A6,x+1)'],
];

describe('R2: references move as Excel moves them', () => {
  test.each(rows)('%s', (formula, shift, expected, context = here) => {
    expect(shiftFormula(formula, context, shift)).toBe(expected);
  });

  test('a sheet name with spaces and apostrophes', () => {
    const shift = new RowShift("Bob's plan", [{ at: 1, count: 1 }], []);
    expect(shiftFormula("'Bob''s plan'!A1+'Bobs plan'!A1", there, shift)).toBe("'Bob''s plan'!A2+'Bobs plan'!A1");
  });

  test('many inserts and deletes at once', () => {
    const shift = new RowShift(
      'Tasks',
      [
        { at: 3, count: 2 },
        { at: 9, count: 1 },
      ],
      [{ at: 5, count: 2 }],
    );
    expect(shiftFormula('A2+A3+A5+A7+A9+SUM(A2:A9)+SUM(A5:A7)', here, shift)).toBe(
      'A2+A5+#REF!+A7+A10+SUM(A2:A10)+SUM(A7:A7)',
    );
  });

  test('ranges over a whole growing block take in appended rows', () => {
    const block = { firstRow: 2, lastRow: 9, firstColumn: 1, lastColumn: 3 };
    const shift = new RowShift('Tasks', [{ at: 10, count: 2 }], [], [block]);
    expect(shiftFormula('SUM(A2:A9)+SUM(B1:C9)+SUM(A3:A9)+SUM(D2:D9)+A9', here, shift)).toBe(
      'SUM(A2:A11)+SUM(B1:C11)+SUM(A3:A9)+SUM(D2:D9)+A9',
    );
  });
});

describe('R2: as Excel does, where LibreOffice does something else', () => {
  test.each([
    ['rows right behind a range are not its own (in LibreOffice an option)', 'SUM(A1:A9)', insert(10, 1), 'SUM(A1:A9)'],
    ['… nor right above it', 'SUM(A2:A9)', insert(2, 1), 'SUM(A3:A10)'],
    ['a range to the last row loses what is deleted', `SUM(A5:A${last})`, remove(9, 2), `SUM(A5:A${last - 2})`],
    ['a range of three cells is two operations', 'SUM(A1:B2:C3)', remove(3, 1), 'SUM(A1:B2:#REF!)'],
    ['cells of several sheets are the same on all', 'SUM(Tasks:Other!A5)', insert(2, 1), 'SUM(Tasks:Other!A5)'],
    ['the half that is left of a reference is not kept', '$A5+A$5', remove(5, 1), '#REF!+#REF!'],
  ])('%s', (_, formula, shift, expected) => {
    expect(shiftFormula(formula, here, shift)).toBe(expected);
  });
});

describe('R2: rows without $ in a name are a distance to the cell that uses it', () => {
  test.each([
    ['Tasks!A9', insert(1, 1), 'Tasks!A9'],
    ['Tasks!$A9', remove(9, 1), 'Tasks!$A9'],
    ['Tasks!A$9', insert(1, 1), 'Tasks!A$10'],
    [`Tasks!A${last}`, insert(1, 1), `Tasks!A${last}`],
    ['Tasks!$A$3:$A9', insert(2, 1), 'Tasks!$A$4:$A9'],
    ['Tasks!$A$3:$A9', remove(3, 1), 'Tasks!$A$3:$A9'],
    ['Tasks!$A$3:$A$9', remove(3, 1), 'Tasks!$A$3:$A$8'],
    ['Tasks!$A$3', remove(3, 1), 'Tasks!#REF!'],
  ])('%s', (formula, shift, expected) => {
    expect(shiftFormula(formula, { formulaSheet: undefined, relativeStays: true }, shift)).toBe(expected);
  });
});

describe('re-basing', () => {
  test.each([
    ['A1', 1, 1, 2, 1, 'A2'],
    ['A1+$A$1+A$1+$A1', 1, 1, 3, 3, 'C3+$A$1+C$1+$A3'],
    ['SUM(B$2:B2)', 2, 3, 5, 3, 'SUM(B$2:B5)'],
    ['SUM(B$5:B6)', 6, 3, 3, 3, 'SUM(B3:B$5)'],
    ['A1', 2, 1, 1, 1, 'A1048576'],
    ['Other!A1', 1, 1, 1, 2, 'Other!B1'],
    ['SUM(A:A)+SUM(1:1)', 1, 1, 2, 2, 'SUM(B:B)+SUM(2:2)'],
    ['tblTasks[[#This Row],[Cost]]', 1, 1, 9, 9, 'tblTasks[[#This Row],[Cost]]'],
  ] as const)('%s', (formula, row, column, toRow, toColumn, expected) => {
    expect(rebase(formula, row, column, toRow, toColumn)).toBe(expected);
  });

  test('V7: a formula that moved is equal in relative form', () => {
    expect(toRelative('B2*$C$1', 2, 4)).toBe(toRelative('B9*$C$1', 9, 4));
    expect(toRelative('B2*2', 2, 4)).not.toBe(toRelative('B9*2', 8, 4));
  });
});

describe('V7: what a formula depends on', () => {
  test.each([
    ['TODAY()+_xlfn.XLOOKUP(A1,B:B,C:C)', ['TODAY', 'XLOOKUP']],
    ['sum(A1)+SUM(B1)', ['SUM']],
    ['"TODAY()"', []],
    ['_xlfn._xlws.FILTER(A1:A9,B1:B9)', ['FILTER']],
  ])('functions of %s', (formula, expected) => {
    expect(functionsOf(formula)).toEqual(expected);
  });

  test('references', () => {
    const cells = { kind: 'cells', sheet: undefined, lastSheet: undefined, workbook: undefined };
    expect(referencesOf("SUM($A$1:B3)+'My Sheet'!C:C+Rate+tbl[Cost]+Jan:Mar!A1+[1]Sheet1!A1")).toEqual([
      { ...cells, firstRow: 1, firstColumn: 1, lastRow: 3, lastColumn: 2 },
      { ...cells, sheet: 'My Sheet', firstRow: 1, firstColumn: 3, lastRow: last, lastColumn: 3 },
      { kind: 'name', sheet: undefined, workbook: undefined, name: 'Rate' },
      { kind: 'structured', table: 'tbl', text: 'tbl[Cost]' },
      { ...cells, sheet: 'Jan', lastSheet: 'Mar', firstRow: 1, firstColumn: 1, lastRow: 1, lastColumn: 1 },
      { ...cells, sheet: 'Sheet1', workbook: '1', firstRow: 1, firstColumn: 1, lastRow: 1, lastColumn: 1 },
    ]);
  });
});

test.each([
  ['Tasks', 'Tasks'],
  ['My Sheet', "'My Sheet'"],
  ["Bob's", "'Bob''s'"],
  ['2026', "'2026'"],
  ['A1', "'A1'"],
  ['R1C1', "'R1C1'"],
  ['RC', "'RC'"],
  ['_SYNC_META', '_SYNC_META'],
  ['計画', "'計画'"],
  ['TRUE', "'TRUE'"],
])('sheet name %s is written %s', (name, expected) => {
  expect(quoteSheet(name)).toBe(expected);
});
