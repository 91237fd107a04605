/** One small plan, written in each of the odd ways that are legal and that real programs use. */
import { type CraftedEntry, craftZip } from './zip-builder.ts';

type Files = ReadonlyMap<string, string>;

/** How a plan is written: its parts changed, its entries written in another way, or both. */
interface OddKind {
  readonly change?: (files: Files) => Files;
  readonly encode?: (name: string, text: string) => Buffer;
  readonly entry?: Partial<CraftedEntry>;
  readonly rename?: (name: string) => string;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const ml = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const link = (id: string, kind: string, target: string, mode = ''): string =>
  `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"${mode}/>`;
const links = (...list: string[]): string =>
  `${declaration}<Relationships xmlns="${relations}">${list.join('')}</Relationships>`;
const type = (part: string, kind: string): string => `<Override PartName="${part}" ContentType="${ml}${kind}+xml"/>`;

const texts = ['Task', 'Days', 'Twice', 'a', 'b', 'c'];
const styles =
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><dxfs count="1"><dxf><font><b/></font></dxf></dxfs>';
const rows =
  '<row r="1" s="1" customFormat="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1" t="s"><v>1</v></c><c r="C1" s="1" t="s"><v>2</v></c></row>' +
  [1, 2, 3]
    .map((days) => {
      const r = days + 1;
      return `<row r="${r}"><c r="A${r}" t="s"><v>${r + 1}</v></c><c r="B${r}"><v>${days}</v></c><c r="C${r}"><f>B${r}*2</f><v>${days * 2}</v></c></row>`;
    })
    .join('');
const plan =
  `<dimension ref="A1:C4"/><sheetViews><sheetView workbookViewId="0"/></sheetViews><cols><col min="1" max="3" width="12"/></cols><sheetData>${rows}</sheetData>` +
  '<conditionalFormatting sqref="B2:B4"><cfRule type="expression" dxfId="0" priority="1"><formula>$B2&gt;2</formula></cfRule></conditionalFormatting>' +
  '<dataValidations count="1"><dataValidation type="whole" sqref="B2:B4"><formula1>0</formula1></dataValidation></dataValidations>' +
  '<hyperlinks><hyperlink ref="A2" r:id="rId1"/></hyperlinks><tableParts count="1"><tablePart r:id="rId2"/></tableParts>';
const table = `<table xmlns="${main}" id="1" name="Plan" displayName="Plan" ref="A1:C4" totalsRowShown="0"><autoFilter ref="A1:C4"/><tableColumns count="3"><tableColumn id="1" name="Task"/><tableColumn id="2" name="Days"/><tableColumn id="3" name="Twice"><calculatedColumnFormula>B2*2</calculatedColumnFormula></tableColumn></tableColumns></table>`;

/** Sheet `Tasks` has the table `Plan` in A1:C4 (Task, Days, Twice = Days * 2) and a link to a file; `Other`!A1 sums the days. */
const base: Files = new Map([
  [
    '[Content_Types].xml',
    `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('/xl/workbook.xml', 'sheet.main')}${type('/xl/worksheets/sheet1.xml', 'worksheet')}${type('/xl/worksheets/sheet2.xml', 'worksheet')}${type('/xl/styles.xml', 'styles')}${type('/xl/sharedStrings.xml', 'sharedStrings')}${type('/xl/tables/table1.xml', 'table')}</Types>`,
  ],
  ['_rels/.rels', links(link('rId1', 'officeDocument', 'xl/workbook.xml'))],
  [
    'xl/workbook.xml',
    `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr/><bookViews><workbookView/></bookViews><sheets><sheet name="Tasks" sheetId="1" r:id="rId1"/><sheet name="Other" sheetId="2" r:id="rId2"/></sheets><definedNames><definedName name="Days_Range">Tasks!$B$2:$B$4</definedName></definedNames></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    links(
      link('rId1', 'worksheet', 'worksheets/sheet1.xml'),
      link('rId2', 'worksheet', 'worksheets/sheet2.xml'),
      link('rId3', 'styles', 'styles.xml'),
      link('rId4', 'sharedStrings', 'sharedStrings.xml'),
    ),
  ],
  ['xl/worksheets/sheet1.xml', `${declaration}<worksheet xmlns="${main}" xmlns:r="${office}">${plan}</worksheet>`],
  [
    'xl/worksheets/_rels/sheet1.xml.rels',
    links(
      link('rId1', 'hyperlink', 'file:///c:/x', ' TargetMode="External"'),
      link('rId2', 'table', '../tables/table1.xml'),
    ),
  ],
  [
    'xl/worksheets/sheet2.xml',
    `${declaration}<worksheet xmlns="${main}" xmlns:r="${office}"><sheetData><row r="1"><c r="A1"><f>SUM(Tasks!B2:B4)</f><v>6</v></c></row></sheetData></worksheet>`,
  ],
  ['xl/styles.xml', `${declaration}<styleSheet xmlns="${main}">${styles}</styleSheet>`],
  [
    'xl/sharedStrings.xml',
    `${declaration}<sst xmlns="${main}" count="6" uniqueCount="6">${texts.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
  ],
  ['xl/tables/table1.xml', `${declaration}${table}`],
]);

const sheet = 'xl/worksheets/sheet1.xml';
const spreadsheet = /^xl\/(?:[^_]*\/)?[^/]+\.xml$/;

/** One part with a text replaced. */
const inPart = (part: string, from: string | RegExp, to: string): OddKind => ({
  change: (files) =>
    new Map([...files].map(([name, text]) => [name, name === part ? text.replaceAll(from, to) : text])),
});
/** All spreadsheet parts with their text changed. */
const inParts = (change: (text: string) => string, which: RegExp = spreadsheet): OddKind => ({
  change: (files) => new Map([...files].map(([name, text]) => [name, which.test(name) ? change(text) : text])),
});

export const oddKinds: Readonly<Record<string, OddKind>> = {
  plain: {},
  'prefixed namespaces': inParts((text) =>
    text.replace(/<(\/?)(?=\w+[\s/>])/g, '<$1x:').replace('xmlns="', 'xmlns:x="'),
  ),
  'strict OOXML': inParts(
    (text) =>
      text
        .replaceAll(main, 'http://purl.oclc.org/ooxml/spreadsheetml/main')
        .replaceAll(office, 'http://purl.oclc.org/ooxml/officeDocument/relationships'),
    /^(?!\[)/,
  ),
  'UTF-16 parts': { encode: (name, text) => (spreadsheet.test(name) ? utf16(text) : Buffer.from(text)) },
  'UTF-16 big-endian parts': {
    encode: (name, text) => (spreadsheet.test(name) ? utf16(text).swap16() : Buffer.from(text)),
  },
  'byte order marks': { encode: (_, text) => Buffer.from(`\ufeff${text}`) },
  'data descriptors': { entry: { descriptor: 'signed' } },
  'zip64 records': { entry: { zip64: true } },
  backslashes: { rename: (name) => name.replaceAll('/', '\\') },
  'names in capitals': { rename: (name) => (/sheet1|styles/.test(name) ? name.toUpperCase() : name) },
  'absolute targets': inParts(
    (text) =>
      text
        .replace(/Target="(?=\w+s\/|styles|shared)/g, 'Target="/xl/')
        .replace('"../tables', '"/xl/tables')
        .replace('"xl/', '"/xl/'),
    /\.rels$/,
  ),
  'no references in rows and cells': inPart(sheet, / r="[A-C]?\d"/g, ''),
  'no dimension': inPart(sheet, '<dimension ref="A1:C4"/>', ''),
  'a million rows declared': inPart(sheet, 'ref="A1:C4"/><sheetViews>', 'ref="A1:XFD1048576"/><sheetViews>'),
  'a last row that is empty': inPart(sheet, '</sheetData>', '<row r="1048576" hidden="1"/></sheetData>'),
  'inline strings': inParts(
    (text) =>
      text.replace(
        /t="s"><v>(\d)<\/v>/g,
        (_, index: string) => `t="inlineStr"><is><t>${texts[Number(index)]}</t></is>`,
      ),
    /sheet1\.xml$/,
  ),
  'dates from 1904': inPart('xl/workbook.xml', '<workbookPr/>', '<workbookPr date1904="1"/>'),
  'phonetic runs': inPart(
    'xl/sharedStrings.xml',
    '<t>b</t>',
    '<r><t>b</t></r><rPh sb="0" eb="1"><t>be</t></rPh><phoneticPr fontId="0"/>',
  ),
  'spaces kept': inPart('xl/sharedStrings.xml', '<t>b</t>', '<t xml:space="preserve">b</t>'),
  'alternate content': inPart(
    sheet,
    '<hyperlinks>',
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x14" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"/><mc:Fallback/></mc:AlternateContent><hyperlinks>',
  ),
  'columns to the last': inPart(
    sheet,
    '<col min="1" max="3" width="12"/>',
    '<col min="1" max="3" width="12"/><col min="4" max="16384" width="9" style="1"/>',
  ),
  'a cell in the last column': inPart(sheet, /(<c r="C4">.*?<\/c>)/g, '$1<c r="XFD4" s="2"><v>1</v></c>'),
  'the same formats twice': inPart(
    'xl/styles.xml',
    /<cellXfs count="3">(.*?)<\/cellXfs>/g,
    '<cellXfs count="6">$1$1</cellXfs>',
  ),
  'comments and instructions': inParts((text) =>
    text.replace(/(<[\w]+ xmlns[^>]*>)/, '<!-- a -->$1<?b c?><!-- <row r="9"> -->'),
  ),
  'single quotes': inParts((text) => text.replaceAll('"', "'")),
  'line breaks in tags': inParts((text) => text.replace(/ (?=\w+=")/g, '\n  ')),
};

/** The plan in that kind. */
export function oddWorkbook(kind: string): Buffer {
  return writtenAs(kind, base);
}

/** Kinds that any workbook can be written in. */
export const generalKinds: readonly string[] = [
  'plain',
  'prefixed namespaces',
  'UTF-16 parts',
  'UTF-16 big-endian parts',
  'byte order marks',
  'data descriptors',
  'backslashes',
  'comments and instructions',
  'single quotes',
  'line breaks in tags',
];

/** A workbook of these parts in one of the kinds. */
export function writtenAs(kind: string, files: Files): Buffer {
  const { change, encode, entry, rename } = oddKinds[kind]!;
  const changed = change === undefined ? files : change(files);
  return craftZip(
    [...changed].map(([part, text]) => ({
      ...entry,
      name: rename === undefined ? part : rename(part),
      content: encode === undefined ? text : encode(part, text),
    })),
  );
}

function utf16(text: string): Buffer {
  return Buffer.from(`\ufeff${text.replace('encoding="UTF-8"', 'encoding="UTF-16"')}`, 'utf16le');
}
