/** The checker finds what Excel would repair: each row damages a sound workbook in one place. */
import { describe, expect, it } from 'vitest';
import { checkPackage, newFaults } from '../src/check-package.ts';
import { limitsOf } from '../src/limits.ts';
import { Package } from '../src/package/package.ts';
import { richWorkbook } from './fuzz/rich-workbook.ts';

const sheet = 'xl/worksheets/sheet1.xml';
const book = 'xl/workbook.xml';
const styles = 'xl/styles.xml';
const table = 'xl/tables/table1.xml';
const comments = 'xl/comments1.xml';
const types = '[Content_Types].xml';

/** The faults of the rich workbook with a text of a part replaced. */
async function faultsWith(part: string, from: string, to: string): Promise<string[]> {
  const pkg = Package.open(richWorkbook(), limitsOf());
  const text = pkg.text(part);
  expect(text).toContain(from);
  pkg.put(part, text.replace(from, to), 'damaged');
  return checkPackage(await pkg.toBytes()).map((fault) => `${fault.part}: ${fault.fault}`);
}

describe('a package that is whole', () => {
  it.each([false, true])('has no faults (Strict: %s)', (strict) => {
    expect(checkPackage(richWorkbook(strict))).toEqual([]);
  });

  it('is no worse than its original when only numbers differ, and is when a fault comes twice', async () => {
    const pkg = Package.open(richWorkbook(), limitsOf());
    const twice = '<row r="5"><c r="A5"/></row>';
    pkg.put(sheet, pkg.text(sheet).replace('<row r="7">', `${twice}<row r="7">`), 'one fault');
    const one = await pkg.toBytes();
    pkg.put(sheet, pkg.text(sheet).replace('<row r="8">', `<row r="7"/><row r="8">`), 'another');
    const two = await pkg.toBytes();
    expect(newFaults(one, one)).toEqual([]);
    expect(newFaults(one, two)).toHaveLength(1);
  });
});

describe('faults that are found', () => {
  it.each<[string, string, string, RegExp]>([
    [sheet, '<row r="3"', '<row r="2"', /row 2 after row 2/],
    [sheet, '<row r="8">', '<row r="1048577">', /is not on the sheet/],
    [sheet, 'r="B2"', 'r="A2"', /cell A2 out of order/],
    [sheet, 'r="B2"', 'r="B3"', /says row 3 in row 2/],
    [sheet, '<c r="C2" s="2">', '<c r="C2" s="3">', /style 3 of 3 is used/],
    [sheet, '<c r="A1" t="s"><v>0', '<c r="A1" t="s"><v>5', /A1 has text 5 of 5/],
    [sheet, 'r="A5" t="b"', 'r="A5" t="x"', /of type 'x'/],
    [sheet, ' ref="F2:F5" si="0">B2+$B$1</f>', ' si="0"/>', /shared formula 0 of F2 has no text/],
    [sheet, 'ref="A7:B7"', 'ref="A7:"', /broken ref/],
    [sheet, '<mergeCell ref="E2:E4"/>', '<mergeCell ref="E2:E4"/><mergeCell ref="E4:F4"/>', /merged ranges overlap/],
    [sheet, '<mergeCells count="1">', '<mergeCells count="2">', /mergeCells says 2/],
    [sheet, '<conditionalFormatting sqref="B2:B4">', '<conditionalFormatting sqref="B2:B1048577">', /has sqref/],
    [sheet, '<xm:sqref>B2:B4', '<xm:sqref>#REF!', /is '#REF!'/],
    [sheet, 'dxfId="0"', 'dxfId="1"', /dxfId 1 of 1/],
    [sheet, '<formula>$B2&gt;2<', "<formula>'<", /is no formula/],
    [sheet, '<col min="2"', '<col min="1"', /come after column 1/],
    [
      sheet,
      '<drawing r:id="rId1"/><legacyDrawing r:id="rId2"/>',
      '<legacyDrawing r:id="rId2"/><drawing r:id="rId1"/>',
      /<drawing> stands behind <legacyDrawing>/,
    ],
    [sheet, '<drawing r:id="rId1"/>', '<drawing r:id="rId9"/>', /uses rId9/],
    [book, 'sheetId="2"', 'sheetId="1"', /sheetId 1 twice/],
    [book, 'name="Other"', 'name="TASKS"', /sheet 'tasks' twice/],
    [book, 'name="Other"', 'name="a/b"', /cannot be called/],
    [book, 'r:id="rId2"', 'r:id="rId1"', /two sheets are/],
    [book, '<sheet name="Tasks"', '<sheet state="gone" name="Tasks"', /is 'gone'/],
    [book, 'name="Total"', 'name="days_range"', /name days_range of the workbook twice/],
    [book, 'name="Total"', 'name="plan"', /two tables or names are 'plan'/],
    [book, 'localSheetId="0"', 'localSheetId="7"', /of no sheet/],
    [book, '<definedNames>', '<calcPr/><definedNames>', /<definedNames> stands behind <calcPr>/],
    [styles, 'fontId="1"', 'fontId="2"', /fontId 2 of 2/],
    [styles, '<fonts count="2">', '<fonts count="3">', /fonts says 3/],
    [styles, '<numFmts', '<dxfs count="0"/><numFmts', /<numFmts> stands behind <dxfs>/],
    [table, 'ref="A1:D4" totals', 'ref="A1:E4" totals', /4 columns over 5/],
    [table, 'name="Days"', 'name="id"', /two columns are 'id'/],
    [table, 'name="Days"', 'name="Hours"', /'Hours' is headed 'Days'/],
    [table, 'id="2"', 'id="1"', /two columns have id 1/],
    [table, '<autoFilter ref="A1:D4"/>', '<autoFilter ref="A1:D9"/>', /filter covers something else/],
    [comments, 'authorId="0"', 'authorId="1"', /has no author/],
    [comments, 'ref="B3"', 'ref="B0"', /stands nowhere/],
    [types, 'PartName="/xl/tables/table1.xml"', 'PartName="/xl/tables/table2.xml"', /listed and not there/],
    ['xl/worksheets/_rels/sheet1.xml.rels', 'comments1.xml', 'comments2.xml', /to nothing/],
    ['xl/worksheets/_rels/sheet1.xml.rels', 'Id="rId4"', 'Id="rId1"', /rId1 twice/],
  ])('%s: %s → %s', async (part, from, to, fault) => {
    const found = await faultsWith(part, from, to);
    expect(found.filter((line) => fault.test(line))).toHaveLength(1);
  });
});
