/** Kinds of relationships and of main parts. Types are compared in their Transitional and Strict spelling alike. */

const officePrefixes = [
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships/',
  'http://purl.oclc.org/ooxml/officeDocument/relationships/',
];

/** `worksheet`, `hyperlink`, `officeDocument` … for relationship types of the standard; undefined for all others. */
export function officeKind(type: string): string | undefined {
  const prefix = officePrefixes.find((candidate) => type.startsWith(candidate));
  return prefix === undefined ? undefined : type.slice(prefix.length);
}

/** The last segment of any relationship type, in lower case: what is screened does not hide behind an odd prefix. */
export function typeTail(type: string): string {
  return type
    .replace(/\/+$/, '')
    .slice(type.replace(/\/+$/, '').lastIndexOf('/') + 1)
    .toLowerCase();
}

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';
const excel = 'application/vnd.ms-excel.';

export type MainKind =
  | 'workbook'
  | 'template'
  | 'macroWorkbook'
  | 'macroTemplate'
  | 'addIn'
  | 'binary'
  | 'word'
  | 'slides'
  | 'visio';

const mainKinds: ReadonlyMap<string, MainKind> = new Map([
  [`${spreadsheet}sheet.main+xml`, 'workbook'],
  [`${spreadsheet}template.main+xml`, 'template'],
  [`${excel}sheet.macroenabled.main+xml`, 'macroWorkbook'],
  [`${excel}template.macroenabled.main+xml`, 'macroTemplate'],
  [`${excel}addin.macroenabled.main+xml`, 'addIn'],
  [`${excel}sheet.binary.macroenabled.main`, 'binary'],
]);

/** What the content type of the main part says the file is. */
export function mainKind(contentType: string | undefined): MainKind | undefined {
  const type = (contentType ?? '').toLowerCase();
  if (type.includes('wordprocessingml') || type.includes('ms-word')) return 'word';
  if (type.includes('presentationml') || type.includes('ms-powerpoint')) return 'slides';
  if (type.includes('visio')) return 'visio';
  return mainKinds.get(type);
}
