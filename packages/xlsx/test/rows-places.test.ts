import { describe, expect, test } from 'vitest';
import type { RowDelete, RowInsert } from '../src/api.ts';
import type { Package } from '../src/package/package.ts';
import { changeRows } from '../src/rows/change-rows.ts';
import { smallPackage } from './small-package.ts';

const part = 'xl/worksheets/sheet1.xml';

interface Row {
  readonly section: string;
  readonly reason: string;
  readonly before: string;
  /** Two rows inserted at 5; rows 5 and 6 deleted. `=`: as before. */
  readonly inserted: string;
  readonly deleted: string;
}

const view = (inside: string, more = '') =>
  `<sheetViews><sheetView${more} workbookViewId="0">${inside}</sheetView></sheetViews>`;
const pane = (split: number, top: string) =>
  `<pane ySplit="${split}" topLeftCell="${top}" activePane="bottomLeft" state="frozen"/>`;
const cf = (sqref: string, formula: string) =>
  `<conditionalFormatting sqref="${sqref}"><cfRule type="expression" dxfId="0" priority="4"><formula>${formula}</formula></cfRule></conditionalFormatting>`;
const scale = (bound: string) =>
  `<conditionalFormatting sqref="A1:A9"><cfRule type="colorScale" priority="1"><colorScale><cfvo type="num" val="${bound}"/><cfvo type="max"/><color/><color/></colorScale></cfRule></conditionalFormatting>`;
const ext = (inside: string) => `<extLst><ext xmlns:x14="x14" xmlns:xm="xm" uri="u">${inside}</ext></extLst>`;
const spark = (f: string, at: string) => `<x14:sparkline><xm:f>${f}</xm:f><xm:sqref>${at}</xm:sqref></x14:sparkline>`;
const sparks = (axis: string, ...all: string[]) =>
  ext(
    `<x14:sparklineGroups><x14:sparklineGroup dateAxis="1"><x14:colorSeries rgb="FF000000"/><xm:f>${axis}</xm:f><x14:sparklines>${all.join('')}</x14:sparklines></x14:sparklineGroup></x14:sparklineGroups>`,
  );
const merges = (...refs: string[]) =>
  `<mergeCells count="${refs.length}">${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
const anchor = (flags: string, from: string, to: string) =>
  `<controls><control shapeId="1" r:id="rId9" name="c"><controlPr linkedCell="$B$9" listFillRange="Tasks!$C$4:$C$9"><anchor${flags}><from><col>0</col><row>${from.split(',')[0]}</row><rowOff>${from.split(',')[1]}</rowOff></from><to><col>1</col><row>${to.split(',')[0]}</row><rowOff>${to.split(',')[1]}</rowOff></to></anchor></controlPr></control></controls>`;

const rows: readonly Row[] = [
  {
    section: '§18.3.1.87',
    reason: 'rows put right below the frozen ones are seen: the first row shown stays the first one below them',
    before: view(pane(4, 'A5')),
    inserted: '=',
    deleted: '=',
  },
  {
    section: '§18.3.1.66',
    reason: 'rows among the frozen ones are frozen too; where the view was scrolled to moves along',
    before: view(pane(6, 'A20')),
    inserted: view(pane(8, 'A22')),
    deleted: view(pane(4, 'A18')),
  },
  {
    section: '§18.3.1.66',
    reason: 'where all rows are frozen, the last one is the first shown below them',
    before: view(pane(1_048_576, 'A2')),
    inserted: view(pane(1_048_576, 'A1048576')),
    deleted: view(pane(1_048_576, 'A1048576')),
  },
  {
    section: '§18.3.1.66',
    reason: 'of frozen rows that all go, one stays: a pane of no rows is no pane',
    before: view(pane(2, 'A7'), ' topLeftCell="A5"'),
    inserted: view(pane(2, 'A9'), ' topLeftCell="A7"'),
    deleted: view(pane(1, 'A6'), ' topLeftCell="A5"'),
  },
  {
    section: '§18.3.1.78',
    reason: 'every pane has its own selection; one that is deleted lies where its row was',
    before: view(
      '<selection pane="topRight" activeCell="B5" sqref="B5:B6"/><selection pane="bottomLeft" activeCell="A9" activeCellId="1" sqref="A2 A9"/>',
    ),
    inserted: view(
      '<selection pane="topRight" activeCell="B7" sqref="B7:B8"/><selection pane="bottomLeft" activeCell="A11" activeCellId="1" sqref="A2 A11"/>',
    ),
    deleted: view(
      '<selection pane="topRight" activeCell="B5" sqref="B5"/><selection pane="bottomLeft" activeCell="A7" activeCellId="1" sqref="A2 A7"/>',
    ),
  },
  {
    section: '§18.3.1.78',
    reason: 'what of a selection cannot be read stays, as long as something else is left',
    before: view('<selection activeCell="B5" sqref="B5 #REF!"/>'),
    inserted: view('<selection activeCell="B7" sqref="B7 #REF!"/>'),
    deleted: view('<selection activeCell="B5" sqref="B5"/>'),
  },
  {
    section: '§18.3.1.82',
    reason: 'the cell that windows are kept level by',
    before: '<sheetPr syncVertical="1" syncRef="A9"/>',
    inserted: '<sheetPr syncVertical="1" syncRef="A11"/>',
    deleted: '<sheetPr syncVertical="1" syncRef="A7"/>',
  },
  {
    section: '§18.3.1.49',
    reason: 'a changing cell that is deleted is marked so, as the schema has it; the result cells move',
    before:
      '<scenarios current="0" show="0" sqref="C5:C6 C9"><scenario name="s" count="2"><inputCells r="A5" val="1"/><inputCells r="A9" val="A9"/></scenario></scenarios>',
    inserted:
      '<scenarios current="0" show="0" sqref="C7:C8 C11"><scenario name="s" count="2"><inputCells r="A7" val="1"/><inputCells r="A11" val="A9"/></scenario></scenarios>',
    deleted:
      '<scenarios current="0" show="0" sqref="C7"><scenario name="s" count="2"><inputCells r="A5" val="1" deleted="1"/><inputCells r="A7" val="A9"/></scenario></scenarios>',
  },
  {
    section: '§18.3.1.2',
    reason: 'the sheet filter shrinks with its rows; its values are no references',
    before:
      '<autoFilter ref="A4:C9"><filterColumn colId="0"><filters><filter val="A9"/></filters></filterColumn><sortState ref="A5:C9"><sortCondition ref="B5:B9"/></sortState></autoFilter>',
    inserted:
      '<autoFilter ref="A4:C11"><filterColumn colId="0"><filters><filter val="A9"/></filters></filterColumn><sortState ref="A7:C11"><sortCondition ref="B7:B11"/></sortState></autoFilter>',
    deleted:
      '<autoFilter ref="A4:C7"><filterColumn colId="0"><filters><filter val="A9"/></filters></filterColumn><sortState ref="A5:C7"><sortCondition ref="B5:B7"/></sortState></autoFilter>',
  },
  {
    section: '§18.3.1.29',
    reason: 'a consolidated range of this sheet; one of another sheet or of another workbook stays',
    before:
      '<dataConsolidate><dataRefs count="4"><dataRef ref="A5:A6" sheet="Tasks"/><dataRef ref="A1:A9" sheet="tasks"/><dataRef ref="A9" sheet="Other"/><dataRef ref="A9" sheet="Tasks" r:id="rId1"/></dataRefs></dataConsolidate>',
    inserted:
      '<dataConsolidate><dataRefs count="4"><dataRef ref="A7:A8" sheet="Tasks"/><dataRef ref="A1:A11" sheet="tasks"/><dataRef ref="A9" sheet="Other"/><dataRef ref="A9" sheet="Tasks" r:id="rId1"/></dataRefs></dataConsolidate>',
    deleted:
      '<dataConsolidate><dataRefs count="3"><dataRef ref="A1:A7" sheet="tasks"/><dataRef ref="A9" sheet="Other"/><dataRef ref="A9" sheet="Tasks" r:id="rId1"/></dataRefs></dataConsolidate>',
  },
  {
    section: '§18.3.1.26',
    reason: 'views of other people: their own panes, selections, breaks and filters',
    before:
      '<customSheetViews><customSheetView guid="{G}" topLeftCell="A9"><pane ySplit="5" topLeftCell="A6" state="frozen"/><selection activeCell="A9" sqref="A9"/><rowBreaks count="1" manualBreakCount="1"><brk id="5" man="1"/></rowBreaks><autoFilter ref="A1:B9"/></customSheetView></customSheetViews>',
    inserted:
      '<customSheetViews><customSheetView guid="{G}" topLeftCell="A11"><pane ySplit="5" topLeftCell="A16" state="frozen"/><selection activeCell="A11" sqref="A11"/><rowBreaks count="1" manualBreakCount="1"><brk id="7" man="1"/></rowBreaks><autoFilter ref="A1:B11"/></customSheetView></customSheetViews>',
    deleted:
      '<customSheetViews><customSheetView guid="{G}" topLeftCell="A7"><pane ySplit="5" topLeftCell="A12" state="frozen"/><selection activeCell="A7" sqref="A7"/><autoFilter ref="A1:B7"/></customSheetView></customSheetViews>',
  },
  {
    section: '§18.3.1.55',
    reason: 'merged cells grow, shrink, stay merged across columns in one row, and go with their last row',
    before: merges('A4:A7', 'B5:C6', 'D6:E7', 'F4:F5'),
    inserted: merges('A4:A9', 'B7:C8', 'D8:E9', 'F4:F7'),
    deleted: merges('A4:A5', 'D5:E5'),
  },
  {
    section: '§18.3.1.18',
    reason:
      'the priority stays; relative rows keep their distance from the first cell, absolute ones follow the cell they mean',
    before: cf('A5:A9', 'AND($B5&gt;B4,SUM(C$2:C5)&gt;$D$9)'),
    inserted: cf('A7:A11', 'AND($B7&gt;B6,SUM(C$2:C7)&gt;$D$11)'),
    deleted: cf('A5:A7', 'AND($B5&gt;B4,SUM(C$2:C5)&gt;$D$7)'),
  },
  {
    section: '§18.3.1.43',
    reason:
      'relative to the first cell of the box around all ranges: when its row and column go, the formula is for another cell',
    before: cf('B5:B6 D8:D9', 'B5&gt;A5+Other!B5'),
    inserted: cf('B7:B8 D10:D11', 'B7&gt;A7+Other!B5'),
    deleted: cf('D6:D7', 'D6&gt;C6+Other!D8'),
  },
  {
    section: '§18.3.1.43',
    reason: 'a running range keeps its absolute end at the row that took its place',
    before: cf('A6:A9', 'SUM(C$5:C6)&gt;1'),
    inserted: cf('A8:A11', 'SUM(C$7:C8)&gt;1'),
    deleted: cf('A5:A7', 'SUM(C$5:C5)&gt;1'),
  },
  {
    section: '§18.3.1.11',
    reason: 'the bound of a scale may be a cell',
    before: scale('$C$9'),
    inserted: scale('$C$11').replace('A1:A9', 'A1:A11'),
    deleted: scale('$C$7').replace('A1:A9', 'A1:A7'),
  },
  {
    section: '§18.3.1.11',
    reason: 'a bound that is a number stays',
    before: scale('5.5'),
    inserted: scale('5.5').replace('A1:A9', 'A1:A11'),
    deleted: scale('5.5').replace('A1:A9', 'A1:A7'),
  },
  {
    section: '§18.3.1.33',
    reason: 'a validation of which nothing is left goes, with its list when it was the last',
    before:
      '<dataValidations count="1" disablePrompts="1"><dataValidation type="list" sqref="A5 B6"><formula1>$Z$1:$Z$5</formula1></dataValidation></dataValidations>',
    inserted:
      '<dataValidations count="1" disablePrompts="1"><dataValidation type="list" sqref="A7 B8"><formula1>$Z$1:$Z$7</formula1></dataValidation></dataValidations>',
    deleted: '',
  },
  {
    section: '§18.3.1.47',
    reason: 'a link inside the workbook keeps what it means (Excel leaves it as typed); names and other files stay',
    before:
      '<hyperlinks><hyperlink ref="A1" location="Tasks!A9:B9" display="x"/><hyperlink ref="A2" location="B6"/><hyperlink ref="A3" location="Total"/><hyperlink ref="A4" r:id="rId5" location="Tasks!A9"/><hyperlink ref="A6" location="Tasks!A1"/></hyperlinks>',
    inserted:
      '<hyperlinks><hyperlink ref="A1" location="Tasks!A11:B11" display="x"/><hyperlink ref="A2" location="B8"/><hyperlink ref="A3" location="Total"/><hyperlink ref="A4" r:id="rId5" location="Tasks!A9"/><hyperlink ref="A8" location="Tasks!A1"/></hyperlinks>',
    deleted:
      '<hyperlinks><hyperlink ref="A1" location="Tasks!A7:B7" display="x"/><hyperlink ref="A2" location="B5"/><hyperlink ref="A3" location="Total"/><hyperlink ref="A4" r:id="rId5" location="Tasks!A9"/></hyperlinks>',
  },
  {
    section: '§18.3.1.73',
    reason:
      'a break goes with the row below it; only manual ones are counted as such, and the last takes the list along',
    before: '<rowBreaks count="2" manualBreakCount="1"><brk id="4" man="1"/><brk id="7"/></rowBreaks>',
    inserted: '<rowBreaks count="2" manualBreakCount="1"><brk id="6" man="1"/><brk id="9"/></rowBreaks>',
    deleted: '<rowBreaks count="1" manualBreakCount="0"><brk id="5"/></rowBreaks>',
  },
  {
    section: '§18.3.1.73',
    reason: 'no break is left',
    before: '<rowBreaks count="1" manualBreakCount="1"><brk id="4" man="1"/></rowBreaks>',
    inserted: '<rowBreaks count="1" manualBreakCount="1"><brk id="6" man="1"/></rowBreaks>',
    deleted: '',
  },
  {
    section: '§18.3.1.16',
    reason: 'watched cells',
    before: '<cellWatches><cellWatch r="A5"/></cellWatches>',
    inserted: '<cellWatches><cellWatch r="A7"/></cellWatches>',
    deleted: '',
  },
  {
    section: '§18.3.1.90',
    reason: 'smart tags of a cell',
    before:
      '<smartTags><cellSmartTags r="A6"><cellSmartTag type="0"/></cellSmartTags><cellSmartTags r="A9"/></smartTags>',
    inserted:
      '<smartTags><cellSmartTags r="A8"><cellSmartTag type="0"/></cellSmartTags><cellSmartTags r="A11"/></smartTags>',
    deleted: '<smartTags><cellSmartTags r="A7"/></smartTags>',
  },
  {
    section: '§18.3.1.98',
    reason: 'a published range',
    before:
      '<webPublishItems count="1"><webPublishItem id="1" sourceType="range" sourceRef="A4:B9"/></webPublishItems>',
    inserted:
      '<webPublishItems count="1"><webPublishItem id="1" sourceType="range" sourceRef="A4:B11"/></webPublishItems>',
    deleted:
      '<webPublishItems count="1"><webPublishItem id="1" sourceType="range" sourceRef="A4:B7"/></webPublishItems>',
  },
  {
    section: '§18.3.1.1',
    reason: 'a control that moves and sizes with its cells; what it is linked to follows',
    before: anchor(' moveWithCells="1" sizeWithCells="1"', '3,9', '7,9'),
    inserted: anchor(' moveWithCells="1" sizeWithCells="1"', '3,9', '9,9')
      .replace('$B$9', '$B$11')
      .replace('$C$9', '$C$11'),
    deleted: anchor(' moveWithCells="1" sizeWithCells="1"', '3,9', '5,9')
      .replace('$B$9', '$B$7')
      .replace('$C$9', '$C$7'),
  },
  {
    section: '§18.3.1.1',
    reason: 'of a control whose rows all go nothing but a line is left',
    before: anchor(' moveWithCells="1" sizeWithCells="1"', '4,9', '5,3'),
    inserted: anchor(' moveWithCells="1" sizeWithCells="1"', '6,9', '7,3')
      .replace('$B$9', '$B$11')
      .replace('$C$9', '$C$11'),
    deleted: anchor(' moveWithCells="1" sizeWithCells="1"', '4,0', '4,0')
      .replace('$B$9', '$B$7')
      .replace('$C$9', '$C$7'),
  },
  {
    section: '§18.3.1.1',
    reason: 'without a flag a control stays where it is on the screen',
    before: anchor('', '7,9', '8,3'),
    inserted: anchor('', '7,9', '8,3').replace('$B$9', '$B$11').replace('$C$9', '$C$11'),
    deleted: anchor('', '7,9', '8,3').replace('$B$9', '$B$7').replace('$C$9', '$C$7'),
  },
  {
    section: '[MS-XLSX] 2.6.37',
    reason: 'sparklines, their cells and their axis; a sparkline goes with its cell, the data may go without it',
    before: sparks('Tasks!A2:A9', spark('Tasks!B2:B9', 'Z9'), spark('Tasks!B5:B6', 'Z4'), spark('Tasks!B9', 'Z5')),
    inserted: sparks(
      'Tasks!A2:A11',
      spark('Tasks!B2:B11', 'Z11'),
      spark('Tasks!B7:B8', 'Z4'),
      spark('Tasks!B11', 'Z7'),
    ),
    deleted: sparks('Tasks!A2:A7', spark('Tasks!B2:B7', 'Z7'), spark('Tasks!#REF!', 'Z4')),
  },
  {
    section: '[MS-XLSX] 2.4.64',
    reason: 'x14 copies: with their last one the extension goes, and the list of extensions with it',
    before: ext(
      '<x14:dataValidations count="1"><x14:dataValidation type="list"><x14:formula1><xm:f>Other!$A$1:$A$9</xm:f></x14:formula1><xm:sqref>A5:A6</xm:sqref></x14:dataValidation></x14:dataValidations>',
    ),
    inserted: ext(
      '<x14:dataValidations count="1"><x14:dataValidation type="list"><x14:formula1><xm:f>Other!$A$1:$A$9</xm:f></x14:formula1><xm:sqref>A7:A8</xm:sqref></x14:dataValidation></x14:dataValidations>',
    ),
    deleted: '',
  },
  {
    section: '[MS-XLSX] 2.6.73',
    reason: 'what an extension says of no cell stays as it is (slicers, timelines, identities)',
    before: ext('<x14:slicerList><x14:slicer r:id="rId4"/></x14:slicerList>'),
    inserted: '=',
    deleted: '=',
  },
];

function behind(xml: string, inserts: readonly RowInsert[], deletes: readonly RowDelete[]): string {
  const pkg = sheets(`<sheetData/>${xml}`);
  changeRows(pkg, part, inserts, deletes);
  return inside(pkg, part);
}

function sheets(xml: string, other = '<sheetData/>'): Package {
  return smallPackage({
    sheets: [
      { name: 'Tasks', xml },
      { name: 'Other', xml: other },
    ],
  });
}

function inside(pkg: Package, name: string): string {
  const text = pkg.text(name);
  return text.slice(text.indexOf('<sheetData/>') + 12, text.lastIndexOf('</'));
}

test.each([
  [view(pane(3, 'A4')), view(pane(5, 'A6'))],
  [view(pane(3, 'A4'), ' topLeftCell="A1"'), view(pane(5, 'A6'), ' topLeftCell="A1"')],
  [
    view('<selection activeCell="A1" sqref="A1"/>', ' topLeftCell="B1"'),
    view('<selection activeCell="A3" sqref="A3"/>', ' topLeftCell="B1"'),
  ],
])('R2: rows put above row 1 are seen, and frozen with those below them: %s', (before, after) => {
  expect(behind(before, [{ at: 1, count: 2 }], [])).toBe(after);
});

describe('R2: what refers to rows from around the cells moves as in Excel', () => {
  test.each(rows)('$section $reason', ({ before, inserted, deleted }) => {
    expect(behind(before, [{ at: 5, count: 2 }], [])).toBe(inserted === '=' ? before : inserted);
    expect(behind(before, [], [{ at: 5, count: 2 }])).toBe(deleted === '=' ? before : deleted);
  });

  test.each([
    ['a format takes in a row appended to it', cf('A2:A4', 'A2&gt;1'), cf('A2:A6', 'A2&gt;1'), 4],
    ['and one put before its first row, made like that', cf('A5:A9', 'A5&gt;1'), cf('A5:A11', 'A5&gt;1'), 5],
    ['but not rows that are like others', cf('A2:A4', 'A2&gt;1'), cf('A2:A4', 'A2&gt;1'), 9],
    ['rows apart from it that are like one of its rows', cf('A8:A9', 'A8&gt;1'), cf('A10:A11 A5:A6', 'A5&gt;1'), 8],
  ])('new rows: %s', (_, before, after, like) => {
    expect(behind(before, [{ at: 5, count: 2, like }], [])).toBe(after);
  });

  test('on other sheets: links and consolidated ranges', () => {
    const other = (row: number) =>
      `<dataConsolidate><dataRefs count="1"><dataRef ref="A1:A${row}" sheet="Tasks"/></dataRefs></dataConsolidate><hyperlinks><hyperlink ref="A9" location="Tasks!A${row}"/><hyperlink ref="A9" location="A9"/></hyperlinks>`;
    const pkg = sheets('<sheetData/>', `<sheetData/>${other(9)}`);
    changeRows(pkg, part, [{ at: 5, count: 2 }], []);
    expect(inside(pkg, 'xl/worksheets/sheet2.xml')).toBe(other(11));
  });
});
