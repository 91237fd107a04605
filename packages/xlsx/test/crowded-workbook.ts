/** A workbook whose first sheet, rows 1 to 30, holds one of everything that refers to rows. */
import { smallBytes } from './small-package.ts';

const ml = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** Row 3 heads the table of rows 4 to 12 with its totals in row 13; shared and array formulas below. */
function rows(): string {
  const all: string[] = [];
  for (let row = 1; row <= 30; row++) {
    const cells = [`<c r="A${row}" s="1"><v>${row}</v></c>`];
    if (row === 3) cells[0] = '<c r="A3" t="str"><v>Cost</v></c>';
    if (row === 3) cells.push('<c r="B3" t="str"><v>Twice</v></c>');
    else if (row > 3 && row < 13) cells.push(`<c r="B${row}"><f>A${row}*2</f></c>`);
    else if (row === 13) cells.push('<c r="B13"><f>SUM(B4:B12)</f></c>');
    else cells.push(`<c r="B${row}"><f>A${row}+$A$5+SUM(A$1:A${row})</f></c>`);
    if (row === 15) cells.push('<c r="C15"><f t="shared" ref="C15:C24" si="0">A15+A$9</f></c>');
    else if (row > 15 && row < 25) cells.push(`<c r="C${row}"><f t="shared" si="0"/></c>`);
    if (row === 26) cells.push('<c r="D26"><f t="array" ref="D26:D28">A26:A28*2</f></c>');
    const more = row % 7 === 0 ? ' ht="30" customHeight="1" outlineLevel="1"' : row % 11 === 0 ? ' hidden="1"' : '';
    all.push(`<row r="${row}"${more}>${cells.join('')}</row>`);
  }
  return `<sheetData>${all.join('')}</sheetData>`;
}

const before =
  '<dimension ref="A1:D30"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="B9" sqref="B9:B10 A20"/></sheetView></sheetViews>';

const after =
  '<protectedRanges><protectedRange sqref="A5:A6 B1:B9" name="p"/></protectedRanges><scenarios current="0"><scenario name="s" count="2"><inputCells r="A9" val="1"/><inputCells r="A20" val="1"/></scenario><scenario name="t" count="1"><inputCells r="A20" val="1"/></scenario></scenarios>' +
  '<mergeCells count="3"><mergeCell ref="E5:F5"/><mergeCell ref="E14:E17"/><mergeCell ref="E20:F21"/></mergeCells>' +
  '<conditionalFormatting sqref="A4:A12"><cfRule type="expression" priority="2"><formula>$B4&gt;B$3+$A$20</formula></cfRule></conditionalFormatting><conditionalFormatting sqref="A15:A16 C20"><cfRule type="expression" priority="1"><formula>SUM(A$14:A15)&gt;A16</formula></cfRule></conditionalFormatting>' +
  '<dataValidations count="2"><dataValidation type="list" sqref="A4:A12"><formula1>$A$15:$A$20</formula1></dataValidation><dataValidation type="custom" sqref="C22"><formula1>A22&gt;A21</formula1></dataValidation></dataValidations>' +
  '<hyperlinks><hyperlink ref="A9" location="Tasks!A20"/><hyperlink ref="A21:B21" location="x"/></hyperlinks><rowBreaks count="2" manualBreakCount="2"><brk id="8" max="16383" man="1"/><brk id="19" max="16383" man="1"/></rowBreaks>' +
  '<cellWatches><cellWatch r="A9"/></cellWatches><ignoredErrors><ignoredError sqref="A5:A9" formula="1"/></ignoredErrors><drawing r:id="rId2"/><legacyDrawing r:id="rId1"/><tableParts count="1"><tablePart r:id="rId4"/></tableParts>' +
  '<extLst><ext xmlns:x14="x14" xmlns:xm="xm" uri="u"><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule priority="3"><xm:f>Tasks!$A$20</xm:f></x14:cfRule><xm:sqref>B4:B12</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings><x14:sparklineGroups><x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>Tasks!A4:A12</xm:f><xm:sqref>F9</xm:sqref></x14:sparkline><x14:sparkline><xm:f>Tasks!A15:A16</xm:f><xm:sqref>F15</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>';

const anchor = (how: string, from: number, to: number) =>
  `<d:twoCellAnchor editAs="${how}"><d:from><d:row>${from}</d:row><d:rowOff>9</d:rowOff></d:from><d:to><d:row>${to}</d:row><d:rowOff>9</d:rowOff></d:to><d:sp/><d:clientData/></d:twoCellAnchor>`;

const note = (row: number) =>
  `<v:shape id="n${row}"><x:ClientData ObjectType="Note"><x:Anchor>1, 15, ${row - 1}, 2, 3, 15, ${row + 3}, 1</x:Anchor><x:Row>${row}</x:Row><x:Column>0</x:Column></x:ClientData></v:shape>`;

const points = (from: number, to: number) => {
  const rows = Array.from({ length: to - from + 1 }, (_, i) => `<c:pt idx="${i}"><c:v>${from + i}</c:v></c:pt>`);
  return `<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="${rows.length}"/>${rows.join('')}</c:numCache>`;
};

const parts = {
  'xl/tables/table1.xml': [
    `${ml}table+xml`,
    `<table ${main} id="1" name="t" displayName="t" ref="A3:B13" totalsRowCount="1"><autoFilter ref="A3:B12"/><sortState ref="A4:B12"><sortCondition ref="A4:A12"/></sortState><tableColumns count="2"><tableColumn id="1" name="Cost"/><tableColumn id="2" name="Twice" totalsRowFunction="custom"><calculatedColumnFormula>A4*2</calculatedColumnFormula><totalsRowFormula>SUM(B4:B12)</totalsRowFormula></tableColumn></tableColumns></table>`,
  ],
  'xl/comments1.xml': [
    `${ml}comments+xml`,
    `<comments ${main}><authors><author>a</author></authors><commentList><comment ref="A6" authorId="0"><text/></comment><comment ref="A19" authorId="0"><text/></comment></commentList></comments>`,
  ],
  'xl/drawings/vmlDrawing1.vml': [
    'application/vnd.openxmlformats-officedocument.vmlDrawing',
    `<xml xmlns:v="v" xmlns:x="x">${note(5)}${note(18)}</xml>`,
  ],
  'xl/drawings/drawing1.xml': [
    'application/vnd.openxmlformats-officedocument.drawing+xml',
    `<d:wsDr xmlns:d="d">${anchor('twoCell', 3, 8)}${anchor('oneCell', 5, 11)}${anchor('absolute', 7, 9)}${anchor('twoCell', 15, 16)}</d:wsDr>`,
  ],
  'xl/charts/chart1.xml': [
    'application/vnd.openxmlformats-officedocument.drawingml.chart+xml',
    `<c:chart xmlns:c="c"><c:val><c:numRef><c:f>Tasks!$A$4:$A$12</c:f>${points(4, 12)}</c:numRef></c:val><c:val><c:numRef><c:f>Tasks!$A$15:$A$18</c:f>${points(15, 18)}</c:numRef></c:val></c:chart>`,
  ],
  'xl/pivotCache/pivotCacheDefinition1.xml': [
    `${ml}pivotCacheDefinition+xml`,
    `<pivotCacheDefinition ${main}><cacheSource type="worksheet"><worksheetSource ref="A3:B12" sheet="Tasks"/></cacheSource></pivotCacheDefinition>`,
  ],
} as const;

const names =
  '<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">Tasks!$A$3:$B$12</definedName><definedName name="_xlnm.Print_Area" localSheetId="0">Tasks!$A$1:$D$30,Tasks!$E$5:$E$6</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">Tasks!$1:$3</definedName><definedName name="Cost">Tasks!$A$4:$A$12</definedName></definedNames>';

/** Sheets `Tasks` (the crowded one) and `Other`, whose formulas mean rows of the first. */
export function crowdedWorkbook(): Buffer {
  const relations = {
    rId1: ['vmlDrawing', 'xl/drawings/vmlDrawing1.vml'],
    rId2: ['drawing', 'xl/drawings/drawing1.xml'],
    rId3: ['comments', 'xl/comments1.xml'],
    rId4: ['table', 'xl/tables/table1.xml'],
  } as const;
  const other =
    '<sheetData><row r="1"><c r="A1"><f>SUM(Tasks!A4:A12)+Tasks!A5</f></c><c r="B1"><f>SUM(t[Cost])</f></c></row><row r="2"><c r="A2"><f t="shared" ref="A2:A9" si="0">Tasks!A5+$A$1</f></c></row><row r="3"><c r="A3"><f t="shared" si="0"/></c></row></sheetData>';
  return smallBytes({
    sheets: [
      { name: 'Tasks', xml: before + rows() + after, relations },
      { name: 'Other', xml: other },
    ],
    workbook: names,
    parts,
  });
}
