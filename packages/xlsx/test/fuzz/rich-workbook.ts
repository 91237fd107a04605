/** A small workbook with a little of everything that a plan has: table, names, formats, notes, drawing, chart, formulas of all kinds. */
import { smallBytes } from '../small-package.ts';

const ml = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';
const drawingType = 'application/vnd.openxmlformats-officedocument.drawing+xml';
const chartType = 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const a = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const c = 'http://schemas.openxmlformats.org/drawingml/2006/chart';
const xdr = 'http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';

const before =
  '<sheetPr><outlinePr summaryBelow="0"/></sheetPr><dimension ref="A1:F8"/><sheetViews><sheetView tabSelected="1" workbookViewId="0">' +
  '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="B3" sqref="B3"/>' +
  '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="1" width="12" hidden="1"/><col min="2" max="4" width="20" style="1"/></cols>';

const cells = [
  '<row r="1" spans="1:6" s="1" customFormat="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>',
  '<row r="2"><c r="A2" t="s"><v>4</v></c><c r="B2"><v>1</v></c><c r="C2" s="2"><v>44197</v></c><c r="D2"><f>Plan[[#This Row],[Days]]*2</f><v>2</v></c><c r="F2"><f t="shared" ref="F2:F5" si="0">B2+$B$1</f><v>1</v></c></row>',
  '<row r="3" outlineLevel="1" hidden="1"><c r="A3" t="inlineStr"><is><r><t>ri</t></r><r><rPr><b/></rPr><t xml:space="preserve">ch </t></r></is></c><c r="B3"><v>2</v></c><c r="C3" s="2"><v>44198.5</v></c><c r="D3"><f>Plan[[#This Row],[Days]]*2</f><v>4</v></c><c r="F3"><f t="shared" si="0"/><v>2</v></c></row>',
  '<row r="4" outlineLevel="1"><c r="A4" t="str"><f>"a"&amp;B4</f><v>a3</v></c><c r="B4"><v>3</v></c><c r="C4" t="d"><v>2021-01-03</v></c><c r="D4"><f>Plan[[#This Row],[Days]]*2</f><v>6</v></c><c r="F4"><f t="shared" si="0"/><v>3</v></c></row>',
  '<row r="5"><c r="A5" t="b"><v>1</v></c><c r="B5"><f>SUM(B2:B4)</f><v>6</v></c><c r="C5" t="e"><v>#N/A</v></c><c r="F5"><f t="shared" si="0"/><v>6</v></c></row>',
  '<row r="7"><c r="A7"><f t="array" ref="A7:B7">B2:B3*2</f><v>2</v></c><c r="B7"><v>4</v></c><c r="C7"><f t="dataTable" ref="C7:C8" dt2D="0" dtr="0" r1="B2"/><v>1</v></c><c r="D7"><f>SUMIFS(Other!A:A,Other!B:B,"x")+Total</f><v>0</v></c></row>',
  '<row r="8"><c r="C8"><v>1</v></c></row>',
].join('');

const after =
  '<sheetProtection sheet="1" objects="1"/><protectedRanges><protectedRange sqref="B2:B4" name="days"/></protectedRanges>' +
  '<mergeCells count="1"><mergeCell ref="E2:E4"/></mergeCells>' +
  '<conditionalFormatting sqref="B2:B4"><cfRule type="expression" dxfId="0" priority="1"><formula>$B2&gt;2</formula></cfRule></conditionalFormatting>' +
  '<dataValidations count="1"><dataValidation type="list" sqref="D2:D4"><formula1>$B$2:$B$4</formula1></dataValidation></dataValidations>' +
  '<hyperlinks><hyperlink ref="A2" location="Other!A1" display="there"/></hyperlinks>' +
  '<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/><rowBreaks count="1" manualBreakCount="1"><brk id="4" max="16383" man="1"/></rowBreaks>' +
  '<ignoredErrors><ignoredError sqref="A2:A4" numberStoredAsText="1"/></ignoredErrors>' +
  '<drawing r:id="rId1"/><legacyDrawing r:id="rId2"/><tableParts count="1"><tablePart r:id="rId3"/></tableParts>' +
  '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:conditionalFormattings>' +
  '<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:cfRule type="dataBar" id="{1}"><x14:dataBar><x14:cfvo type="formula"><xm:f>$B$2</xm:f></x14:cfvo></x14:dataBar></x14:cfRule><xm:sqref>B2:B4</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>';

const table = `<table xmlns="${main}" id="1" name="Plan" displayName="Plan" ref="A1:D4" totalsRowShown="0"><autoFilter ref="A1:D4"/><tableColumns count="4"><tableColumn id="1" name="ID"/><tableColumn id="2" name="Days"/><tableColumn id="3" name="Start"/><tableColumn id="4" name="Twice"><calculatedColumnFormula>Plan[[#This Row],[Days]]*2</calculatedColumnFormula></tableColumn></tableColumns><tableStyleInfo name="TableStyleMedium2" showRowStripes="1"/></table>`;
const strings = `<sst xmlns="${main}" count="5" uniqueCount="5"><si><t>ID</t></si><si><t>Days</t></si><si><t>Start</t></si><si><t>Twice</t></si><si><r><t>first </t></r><r><rPr><i/></rPr><t>task</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si></sst>`;
const comments = `<comments xmlns="${main}"><authors><author>me</author></authors><commentList><comment ref="B3" authorId="0"><text><t>why?</t></text></comment></commentList></comments>`;
const vml =
  '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shape id="_x0000_s1025" type="#_x0000_t202" style="visibility:hidden"><v:fill color2="#ffffe1"/><x:ClientData ObjectType="Note"><x:Anchor>2, 15, 2, 2, 4, 31, 6, 1</x:Anchor><x:Row>2</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>';
const anchor =
  '<xdr:from><xdr:col>5</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>7</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>';
const drawing = `<xdr:wsDr xmlns:xdr="${xdr}" xmlns:a="${a}"><xdr:twoCellAnchor>${anchor}<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Chart 1"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="${c}"><c:chart xmlns:c="${c}" xmlns:r="${office}" r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>`;
const series =
  '<c:ser><c:idx val="0"/><c:order val="0"/><c:cat><c:strRef><c:f>Tasks!$A$2:$A$4</c:f></c:strRef></c:cat><c:val><c:numRef><c:f>Tasks!$B$2:$B$4</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="3"/><c:pt idx="0"><c:v>1</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>';
const chart = `<c:chartSpace xmlns:c="${c}" xmlns:a="${a}"><c:chart><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/>${series}<c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling/><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling/><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea></c:chart></c:chartSpace>`;
const links = `<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${office}/chart" Target="../charts/chart1.xml"/></Relationships>`;
const relsType = 'application/vnd.openxmlformats-package.relationships+xml';
const styles =
  '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><dxfs count="1"><dxf><font><b/></font></dxf></dxfs>';

/** Strict names of the same things with `strict`. */
export function richWorkbook(strict = false): Buffer {
  return smallBytes({
    strict,
    styles,
    sheets: [
      {
        name: 'Tasks',
        xml: `${before}<sheetData>${cells}</sheetData>${after}`,
        relations: {
          rId1: ['drawing', 'xl/drawings/drawing1.xml'],
          rId2: ['vmlDrawing', 'xl/drawings/vmlDrawing1.vml'],
          rId3: ['table', 'xl/tables/table1.xml'],
          rId4: ['comments', 'xl/comments1.xml'],
        },
      },
      {
        name: 'Other',
        xml: '<sheetData><row><c><v>1</v></c><c t="inlineStr"><is><t>x</t></is></c><c><f>SUM(Tasks!B2:B4)+Tasks!$B$3</f><v>8</v></c></row></sheetData>',
      },
    ],
    relations: { rIdStrings: ['sharedStrings', 'xl/sharedStrings.xml'] },
    workbook:
      '<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">Tasks!$1:$1</definedName><definedName name="Days_Range">Tasks!$B$2:$B$4</definedName><definedName name="Total">SUM(Plan[Days])</definedName></definedNames><calcPr calcId="191029"/>',
    parts: {
      'xl/sharedStrings.xml': [`${ml}sharedStrings+xml`, strings],
      'xl/tables/table1.xml': [`${ml}table+xml`, table],
      'xl/comments1.xml': [`${ml}comments+xml`, comments],
      'xl/drawings/vmlDrawing1.vml': ['application/vnd.openxmlformats-officedocument.vmlDrawing', vml],
      'xl/drawings/drawing1.xml': [drawingType, drawing],
      'xl/drawings/_rels/drawing1.xml.rels': [relsType, links],
      'xl/charts/chart1.xml': [chartType, chart],
    },
  });
}
