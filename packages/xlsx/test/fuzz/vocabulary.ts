/** What fuzzed parts are given, one piece a line. */

/** Values that attributes and cells of spreadsheets are rarely given. */
export const extremeValues: readonly string[] = [
  ...lines(`
0
-1
1
1.5
1e308
-1e309
NaN
Infinity
true
TRUE
65535
65536
1048576
1048577
2147483648
4294967296
99999999999999999999
A0
A1
XFD1
XFE1
AAAA1
A1048577
a1
$A$1
R1C1
A1:XFD1048576
A:XFD
1:1048576
B2:A1
A1 A1 A1
A1:B2:C3
#REF!
'
''!A1
Sheet1!A1
__proto__
constructor
&#x10FFFF;
&lt;
&amp;amp;
_x0000_
../../x
😀
s
str
shared
array
dataTable
inlineStr
e
d
b
n
2020-13-45T99:00
`),
  '',
  ' ',
  'x'.repeat(300),
  'A'.repeat(9000),
];

/** Well-formed pieces that a part may find in itself. */
export const fragments: readonly string[] = lines(`
<f t="shared" si="0"/>
<f t="shared" si="0" ref="A1:A9">A1+1</f>
<f t="array" ref="A1:XFD1048576">1</f>
<f t="dataTable" ref="B2:C9" dt2D="1" r1="A1" r2="A2"/>
<f>SUM(A1:A1048576,Sheet1!#REF!)</f>
<f/>
<f>(((</f>
<mergeCell ref="A1:XFD1048576"/>
<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="A2:A3"/></mergeCells>
<row r="3"/>
<row/>
<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>
<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>
<c><v>1</v></c>
<c r="A1" t="s"><v>999999</v></c>
<c t="inlineStr"><is><t>x</t></is></c>
<c r="B2" s="4294967295" t="e"><v>#N/A</v></c>
<v>1</v>
<is/>
<sheetData/>
<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>
<cols><col min="0" max="99999" width="-1"/></cols>
<dimension ref="A1:XFD1048576"/>
<sheet name="x" sheetId="1" r:id="rId1"/>
<sheet/>
<definedName name="x">#REF!</definedName>
<definedName name="_xlnm.Print_Area" localSheetId="99">A1</definedName>
<conditionalFormatting sqref="A1:XFD1048576 B2"><cfRule type="expression" priority="1"><formula>A1</formula></cfRule></conditionalFormatting>
<dataValidations><dataValidation sqref="A1:C1048576"><formula1>$A$1</formula1></dataValidation></dataValidations>
<autoFilter ref="A1:XFD1048576"/>
<extLst/>
<tablePart r:id="rId99"/>
<hyperlink ref="A1" r:id="rIdX"/>
<xf/>
<numFmt numFmtId="164" formatCode="[$-F800]dddd"/>
<si><t>a</t><r><t>b</t></r><rPh sb="0" eb="1"><t>c</t></rPh></si>
<Relationship Id="rId1" Type="x" Target="y"/>
<Override PartName="/x" ContentType="y"/>
<Default Extension="xml" ContentType="z"/>
<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="q"/></mc:AlternateContent>
<!-- x -->
<![CDATA[<c/>]]>
<?x y?>
&#65;
&#x10FFFF;
`);

/** What makes a part ill-formed. */
export const brokenPieces: readonly string[] = [
  ...lines(`
<!-- -- -->
<!DOCTYPE a [<!ENTITY b "c">]>
&nosuch;
&#0;
&#xD800;
\u0001
<
</c>
<c>
]]>
`),
  '<g>'.repeat(70),
];

function lines(text: string): string[] {
  return text.trim().split('\n');
}
