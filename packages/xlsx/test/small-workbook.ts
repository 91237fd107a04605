/** The smallest workbook, as its parts; tests replace and add some. */
import { craftZip } from './zip-builder.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export type Parts = Readonly<Record<string, string | Buffer>>;

/** One `<Relationship>`; targets with a scheme are external. */
export function relationship(id: string, type: string, target: string, external = false): string {
  return `<Relationship Id="${id}" Type="${type}" Target="${target}"${external ? ' TargetMode="External"' : ''}/>`;
}

export function relationships(...inner: readonly string[]): string {
  return `<Relationships xmlns="${packageRelations}">${inner.join('')}</Relationships>`;
}

export function contentTypes(overrides: Readonly<Record<string, string>> = {}): string {
  const all = {
    '/xl/workbook.xml': `${sheetType}.sheet.main+xml`,
    '/xl/worksheets/sheet1.xml': `${sheetType}.worksheet+xml`,
    ...overrides,
  };
  const lines = Object.entries(all).map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`);
  return (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Default Extension="xml" ContentType="application/xml"/>${lines.join('')}</Types>`
  );
}

export function workbookXml(inner = '', sheets = '<sheet name="Plan" sheetId="1" r:id="rId1"/>'): string {
  return `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets}</sheets>${inner}</workbook>`;
}

/** `rows` is the content of sheetData, `after` what follows it. */
export function sheetXml(rows = '', after = ''): string {
  return `<worksheet xmlns="${main}" xmlns:r="${office}"><sheetData>${rows}</sheetData>${after}</worksheet>`;
}

/** A cell A1 with this formula. */
export function formulaSheet(formula: string): string {
  return sheetXml(`<row r="1"><c r="A1"><f>${escapeMarkup(formula)}</f><v>0</v></c></row>`);
}

export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

export const smallParts: Parts = {
  '[Content_Types].xml': contentTypes(),
  '_rels/.rels': relationships(relationship('rId1', `${office}/officeDocument`, 'xl/workbook.xml')),
  'xl/workbook.xml': workbookXml(),
  'xl/_rels/workbook.xml.rels': relationships(relationship('rId1', `${office}/worksheet`, 'worksheets/sheet1.xml')),
  'xl/worksheets/sheet1.xml': sheetXml('<row r="1"><c r="A1"><v>1</v></c></row>'),
};

/** The small workbook with some parts replaced or added. */
export function smallWorkbook(changes: Parts = {}): Buffer {
  return craftZip(Object.entries({ ...smallParts, ...changes }).map(([name, content]) => ({ name, content })));
}
